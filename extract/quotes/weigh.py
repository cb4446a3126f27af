"""Named weights added up: the whole of what was learned, as a table that can be read.

``weights_en.tsv`` has one weight a line: model, feature, weight. It is made by ``tests/bench/train_quotes.py`` from the
training part of PolNeAR (Newell, Margolin and Ruths, LREC 2018). A choice among candidates is a conditional log-linear
model: the candidate with the highest sum wins, and its share of the exponentials is its probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights_en.tsv"


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Weight by feature, for each model."""
    models: dict[str, dict[str, float]] = {}
    for line in WEIGHTS.read_text("utf-8").splitlines():
        model, feature, weight = line.split("\t")
        models.setdefault(model, {})[feature] = float(weight)
    return models


def total(model: str, features: Iterable[str]) -> float:
    known = weights().get(model, {}).get
    return sum(filter(None, map(known, features)))


def choose(scores: Sequence[float]) -> tuple[int, float]:
    """Index of the best score and its probability among all."""
    best = max(range(len(scores)), key=lambda i: scores[i])
    return best, 1 / sum(math.exp(s - scores[best]) for s in scores)
