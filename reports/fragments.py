"""Two fragments of one fuller quotation are one utterance with it, though they may share no word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from reports.alike import Pairs
from reports.bags import Floats, Ints
from reports.pairs import Content, contradiction

FRAGMENT = 0.4  # score that a fragment has at least, with the fuller quotation and with its other fragments
MOST = 20  # fragments of one quotation up to which they are compared with each other


def joined(pairs: Pairs, within: Ints, contents: Sequence[Content]) -> Pairs:
    """The pairs with what follows from fragments; ``within`` as in ``reports.closer.Look``, for each pair."""
    at = np.flatnonzero(within)
    score = pairs.score.copy()
    score[at] = np.maximum(score[at], FRAGMENT)
    part = np.where(within[at] > 0, pairs.first[at], pairs.second[at])
    fuller = np.where(within[at] > 0, pairs.second[at], pairs.first[at])
    more = sorted(set(_siblings(part, fuller, contents)))
    first, second = (np.array([pair[k] for pair in more], dtype=np.int64) for k in (0, 1))
    found = np.full(len(more), FRAGMENT)
    return _best(
        np.concatenate([pairs.first, first]), np.concatenate([pairs.second, second]), np.concatenate([score, found])
    )


def _siblings(part: Ints, fuller: Ints, contents: Sequence[Content]) -> Iterator[tuple[int, int]]:
    """Pairs of fragments of one fuller quotation that do not contradict each other."""
    order = np.lexsort((part, fuller))
    part, fuller = part[order], fuller[order]
    for group in np.split(part, np.flatnonzero(np.diff(fuller)) + 1):
        if len(group) <= MOST:
            for i, j in combinations(group.tolist(), 2):
                if contradiction(contents[i], contents[j]) is None:
                    yield i, j


def _best(first: Ints, second: Ints, score: Floats) -> Pairs:
    """Each pair once, in order, with the best of its scores."""
    order = np.lexsort((second, first))
    first, second, score = first[order], second[order], score[order]
    new = np.flatnonzero(np.diff(first, prepend=-1).astype(bool) | np.diff(second, prepend=-1).astype(bool))
    return Pairs(first[new], second[new], np.maximum.reduceat(score, new) if len(new) else score)
