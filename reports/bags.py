"""Sets of numbered things, and who has a thing: an inverted index on arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sums(places: Ints, weights: Floats, size: int) -> Floats:
    """Of the weights that fall on each of ``size`` places."""
    return np.bincount(places, weights=weights, minlength=size).astype(np.float64)


class Bags:
    """Sets of numbered things, one a quotation: the things of each, and who has a thing."""

    def __init__(self, bags: Sequence[Ints]) -> None:
        sizes = np.array([len(b) for b in bags], dtype=np.int64)
        self.start = np.concatenate(([0], np.cumsum(sizes)))
        self.things = np.concatenate(bags) if bags else np.zeros(0, dtype=np.int64)
        self.sizes = sizes
        owners = np.repeat(np.arange(len(bags)), sizes)
        order = np.argsort(self.things, kind="stable")
        self._owners = owners[order]
        self._known, self._first = np.unique(self.things[order], return_index=True)
        self._last = np.append(self._first[1:], len(order))

    def of(self, i: int) -> Ints:
        return self.things[self.start[i] : self.start[i + 1]]

    def owners(self, things: Ints) -> tuple[Ints, Ints]:
        """Who has any of the things, once for each; and which of the things, by place."""
        at = np.searchsorted(self._known, things)
        at = np.where(at < len(self._known), at, 0)
        there = np.flatnonzero(self._known[at] == things) if len(self._known) else np.zeros(0, dtype=np.int64)
        spans = [self._owners[self._first[k] : self._last[k]] for k in at[there]]
        which = np.repeat(there, [len(s) for s in spans])
        return (np.concatenate(spans) if spans else np.zeros(0, dtype=np.int64)), which

    def some(self, members: Ints) -> Bags:
        return Bags([self.of(i) for i in members])
