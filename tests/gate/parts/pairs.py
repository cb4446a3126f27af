"""The pair decision, same utterance or not, on pairs written for it."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from reports.encoder import encode
from reports.pairs import Rarity, parse, same_utterance
from tests.gate.parts import Figures, Measured

PAIRS = Path(__file__).parents[1] / "pairs.toml"
SOURCE = "pairs of quotations written for it"
DATA = (PAIRS,)
MAIN: frozenset[str] = frozenset()


def measure() -> Figures:
    """Precision and recall of the pair decision on hand-written pairs."""
    rows = tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]
    contents = [(parse(r["a"], r.get("la", "en")), parse(r["b"], r.get("lb", "en"))) for r in rows]
    rarity = Rarity([c for pair in contents for c in pair])
    vectors = encode([c.text for pair in contents for c in pair])
    tally: Counter[tuple[bool, bool]] = Counter()
    for n, ((a, b), row) in enumerate(zip(contents, rows, strict=True)):
        cosine = float(vectors[2 * n] @ vectors[2 * n + 1])
        tally[same_utterance(a, b, cosine, rarity).same, row["same"]] += 1
    right, made, there = tally[True, True], tally[True, False], tally[False, True]
    return {
        "pairs precision": Measured(right / max(1, right + made), right + made),
        "pairs recall": Measured(right / max(1, right + there), right + there),
    }
