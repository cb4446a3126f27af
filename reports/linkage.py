"""Groups out of scored pairs: average linkage on a sparse table, so that its time goes with the pairs, not with all."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from reports.alike import BARRED, Pairs

# Of powers of the scores, so that a strong link counts for more than several weak ones: the fullest quotation joins
# what each of its sentences alone is quoted as.
POWER = 4
LINK = 0.28**POWER  # mean from which two groups are one


def clusters(
    count: int, pairs: Pairs, same: Iterable[Sequence[int]] = (), apart: Iterable[Sequence[int]] = ()
) -> list[list[int]]:
    """Average-linkage groups of ``range(count)``; of equally good merges the earlier one is made.

    ``same``: groups that are one, ``apart``: groups no two members of which may be in one, whatever their scores. Nor
    may a pair that is ``BARRED``, unless it is in one of the groups that are one.
    """
    made = _Linkage(count)
    for group in apart:
        made.bar(group)
    for i, j, score in zip(pairs.first.tolist(), pairs.second.tolist(), pairs.score.tolist(), strict=True):
        if score == BARRED:
            made.bar((i, j))
        else:
            made.add(i, j, score**POWER)
    for group in same:
        for other in group[1:]:
            made.join(group[0], other)
    return made.run()


class _Linkage:
    """Groups go by their smallest member."""

    def __init__(self, count: int) -> None:
        self.members = {i: [i] for i in range(count)}
        self.home = list(range(count))
        self.sums: dict[int, dict[int, float]] = {}  # of the powers of the scores between two groups
        self.barred: dict[int, set[int]] = {}
        self.heap: list[tuple[float, int, int]] = []

    def add(self, i: int, j: int, weight: float) -> None:
        self.sums.setdefault(i, {})[j] = self.sums.setdefault(j, {})[i] = weight

    def bar(self, group: Sequence[int]) -> None:
        for i in group:
            self.barred.setdefault(i, set()).update(j for j in group if j != i)

    def join(self, i: int, j: int) -> None:
        """One group out of those of two members."""
        i, j = sorted((self.home[i], self.home[j]))
        if i != j:
            self._merge(i, j)

    def run(self) -> list[list[int]]:
        self.heap = [e for i in sorted(self.sums) for j in self.sums[i] if i < j and (e := self._entry(i, j))]
        heapq.heapify(self.heap)
        while self.heap:
            entry = heapq.heappop(self.heap)
            _, i, j = entry
            if i in self.members and j in self.members and entry == self._entry(i, j):
                self._merge(i, j)
                for k in self.sums.get(i, ()):
                    if changed := self._entry(min(i, k), max(i, k)):
                        heapq.heappush(self.heap, changed)
        return [sorted(m) for _, m in sorted(self.members.items())]

    def _entry(self, i: int, j: int) -> tuple[float, int, int] | None:
        """How good a merge is, best first; none when it may not be made."""
        mean = round(self.sums[i].get(j, 0.0) / (len(self.members[i]) * len(self.members[j])), 9)
        return (-mean, i, j) if mean >= LINK and j not in self.barred.get(i, ()) else None

    def _merge(self, i: int, j: int) -> None:
        for member in self.members[j]:
            self.home[member] = i
        self.members[i] += self.members.pop(j)
        mine, theirs = self.sums.setdefault(i, {}), self.sums.pop(j, {})
        mine.pop(j, None)
        for k, weight in theirs.items():
            if k != i:
                mine[k] = self.sums[k][i] = mine.get(k, 0.0) + weight
                del self.sums[k][j]
        for k in self.barred.pop(j, ()):
            self.barred.setdefault(i, set()).add(k)
            self.barred[k].discard(j)
            self.barred[k].add(i)
