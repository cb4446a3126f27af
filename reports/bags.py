"""Sets of numbered things, who has a thing, and what two of many sets share: on arrays."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set

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


class Weighted:
    """Sets of words, a word counting for more the fewer of the sets have it."""

    def __init__(self, sets: Sequence[Set[str]], like: Weighted | None = None) -> None:
        self.number: Mapping[str, int] = like.number if like else _numbers(sets)
        self.weight: Floats = like.weight if like else _rarity(sets, self.number)
        found = [sorted(self.number[w] for w in words if w in self.number) for words in sets]
        self.sizes = np.array([len(f) for f in found], dtype=np.int64)
        self._start = np.cumsum(self.sizes) - self.sizes
        self._things = np.array([n for f in found for n in f], dtype=np.int64)
        owners = np.repeat(np.arange(len(sets)), self.sizes)
        self._keys = owners * len(self.number) + self._things  # in order: who has what
        self.total = sums(owners, self.weight[self._things], len(sets))

    def like(self, sets: Sequence[Set[str]]) -> Weighted:
        """Other sets of the same words with the same weights; words unknown here are left out."""
        return Weighted(sets, self)

    def shared(self, first: Ints, second: Ints, other: Weighted | None = None) -> Floats:
        """For each pair: weight of the words of the first that the second, one of ``other``'s sets, has."""
        keys = (other or self)._keys
        sizes = self.sizes[first]
        pair = np.repeat(np.arange(len(first)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        things = self._things[np.repeat(self._start[first], sizes) + within]
        wanted = second[pair] * len(self.number) + things
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        there = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        return sums(pair[there], self.weight[things[there]], len(first))


def _numbers(sets: Sequence[Set[str]]) -> dict[str, int]:
    return {w: n for n, w in enumerate(sorted({w for words in sets for w in words}))}


def _rarity(sets: Sequence[Set[str]], number: Mapping[str, int]) -> Floats:
    count = Counter(w for words in sets for w in words)
    return np.array([math.log(1 + len(sets) / (1 + count[w])) for w in number], dtype=np.float64)
