"""Every pair of quotations that may be one utterance, scored as ``reports.pairs`` scores one pair, but many at a time.

Quotations of one speaker are compared all with all, a row of the matrix at a time. Over speakers only what is nearly
the same in words is compared, found through its rarer words; over languages, what has no speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.bags import Bags, Floats, Ints, sums
from reports.calendar import Day
from reports.encoder import Vectors
from reports.pairs import ACROSS, BRIEF, FEW, LIKE_SIZE, SAME_WORDS, THRESHOLD, WEIGHTS, Content, Rarity, same_utterance

Flags = NDArray[np.bool_]
Thing = TypeVar("Thing", str, float, Day)

BARRED = -1.0  # score of a pair that would be one utterance, did it not contradict itself
KEEP = 0.05  # score below which a pair counts as nothing in common: a third of all pairs of a speaker
# Of a speaker with more quotations than MANY, weak pairs are too many for a closer look, and few are one utterance.
MANY, KEEP_OF_MANY = 1000, 0.5
# Two quotations whose speakers are not the same name may still be one utterance: one outlet names the body, another its
# spokesman; a pronoun stayed unresolved; or an outlet names the wrong person. Then the words must be nearly the same.
LIKE_WORDS = 0.7  # cosine such a pair has
NEARLY = 0.7  # share of the shorter one's words, by weight, that the other has
BODY, PERSON = 0.93, 0.98  # score it must reach: with a body or nobody on one side; with two different persons
ROWS = 512  # of a matrix of cosines at a time
RARE = 200  # quotations that have a word, up to which it is looked up before it has to be


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared: contents with their vectors and speakers, all in one order."""

    contents: Sequence[Content]
    vectors: Vectors
    speakers: Sequence[str]  # one name for each person; "" where it is not known
    named: Sequence[bool]  # whether the speaker is a person known by name, not a body
    rarity: Rarity


class Pairs(NamedTuple):
    first: Ints
    second: Ints  # always the larger
    score: Floats


def likely_pairs(said: Said) -> Pairs:
    """All pairs with a score from ``KEEP``, in order, and those ``BARRED``."""
    index = _Index(said)
    parts = [*_of_one_speaker(index), _table(_over_speakers(index, {*_like_in_words(index), *_translated(index)}))]
    first, second, score = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((second, first))
    return Pairs(first[order], second[order], score[order])


def _table(rows: Iterator[tuple[int, int, float]]) -> Pairs:
    found = sorted(rows)
    first, second = (np.array([r[k] for r in found], dtype=np.int64) for k in (0, 1))
    return Pairs(first, second, np.array([r[2] for r in found], dtype=np.float64))


class _Index:
    """The contents as arrays."""

    def __init__(self, said: Said) -> None:
        contents = said.contents
        number = {w: n for n, w in enumerate(sorted({w for c in contents for w in c.words}))}
        self.said = said
        self.weight = np.array([said.rarity.weight(w) for w in number], dtype=np.float64)
        self.words = Bags([_numbered(c.words, number) for c in contents])
        self.marked = Bags([_numbered(c.marked, number) for c in contents])
        values = {v: n for n, v in enumerate(sorted({v for c in contents for v in c.claims.numbers}))}
        self.numbers = Bags([_numbered(c.claims.numbers, values) for c in contents])
        self.doubles = Bags([_numbered(c.claims.doubles - c.claims.numbers, values) for c in contents])
        dates = {d: n for n, d in enumerate(sorted({d for c in contents for d in c.claims.days}))}
        self.days = Bags([_numbered(c.claims.days, dates) for c in contents])
        self.each = np.array([bool(c.claims.doubles) for c in contents], dtype=bool)
        self.cut = np.array([c.cut for c in contents], dtype=bool)
        self.total = self._sums(self.words)
        self.marked_total = self._sums(self.marked)
        codes = {code: n for n, code in enumerate(sorted({c.language for c in contents}))}
        self.language = np.array([codes[c.language] for c in contents], dtype=np.int64)
        people = {name: n for n, name in enumerate(sorted({x for x in said.speakers if x}))}
        self.speaker = np.array([people.get(x, -1) for x in said.speakers], dtype=np.int64)
        flags = [(c.claims.negated, c.claims.possible, c.claims.certain) for c in contents]
        self.negated, self.possible, self.certain = np.array(flags, dtype=bool).reshape(-1, 3).T
        self.one_side, self.other_side = (
            np.array([sum(1 << sign * n for n in c.claims.sides if sign * n > 0) for c in contents], dtype=np.int64)
            for sign in (1, -1)
        )

    def _sums(self, bags: Bags) -> Floats:
        owners = np.repeat(np.arange(len(bags.sizes)), bags.sizes)
        return sums(owners, self.weight[bags.things], len(bags.sizes))


def _numbered(things: Set[Thing], number: dict[Thing, int]) -> Ints:
    return np.array(sorted(number[t] for t in things if t in number), dtype=np.int64)


def _of_one_speaker(index: _Index) -> Iterator[Pairs]:
    blocks: dict[str, list[int]] = {}
    for i, speaker in enumerate(index.said.speakers):
        if speaker:
            blocks.setdefault(speaker, []).append(i)
    yield Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    for members in blocks.values():
        if len(members) > 1:
            yield from _Block(index, np.array(members)).rows()


class _Block:
    """The quotations of one speaker."""

    def __init__(self, index: _Index, members: Ints) -> None:
        self.index, self.members = index, members
        self.words, self.marked = index.words.some(members), index.marked.some(members)
        self.numbers, self.doubles = index.numbers.some(members), index.doubles.some(members)
        self.days = index.days.some(members)
        self.each, self.cut = index.each[members], index.cut[members]
        self.total, self.marked_total = index.total[members], index.marked_total[members]
        self.language = index.language[members]
        self.negated, self.possible, self.certain = (
            flag[members] for flag in (index.negated, index.possible, index.certain)
        )
        self.one_side, self.other_side = index.one_side[members], index.other_side[members]

    def rows(self) -> Iterator[Pairs]:
        vectors = self.index.said.vectors[self.members]
        least = KEEP if len(self.members) <= MANY else KEEP_OF_MANY
        for start in range(0, len(self.members), ROWS):
            cosines = np.maximum(vectors[start : start + ROWS] @ vectors[start:].T, 0.0)
            for r in range(start, min(start + ROWS, len(self.members) - 1)):
                score = self._scores(r, cosines[r - start, r + 1 - start :].astype(np.float64))
                at = np.flatnonzero((score >= least) | (score == BARRED))
                yield Pairs(np.full(len(at), self.members[r]), self.members[r + 1 + at], score[at])

    def _scores(self, r: int, cosine: Floats) -> Floats:
        """Of row ``r`` with every later one: ``same_utterance`` on arrays."""
        common, shared, same_numbers = self._overlap(r)
        total, one = self.total[r + 1 :], self.language[r + 1 :] == self.language[r]
        within = (
            WEIGHTS["bias"]
            + WEIGHTS["vectors"] * cosine
            + WEIGHTS["rare words"] * common / _or_one(np.minimum(total, self.total[r])) * np.minimum(1, shared / FEW)
            + WEIGHTS["shared"] * common / _or_one(total + self.total[r] - common)
            + WEIGHTS["words in marks"] * self._in_marks(r)
        )
        same_days = self._count(self.days.of(r), self.days, r)
        same = (same_numbers > 0) | (same_days > 0)
        across = ACROSS["bias"] + ACROSS["vectors"] * cosine + ACROSS["shared number"] * same
        score: Floats = 1 / (1 + np.exp(-np.where(one, within, across)))
        against, negated = self._contradicted(r, one, same_numbers, same_days)
        sizes = self.words.sizes
        alike = shared >= SAME_WORDS * (sizes[r] + sizes[r + 1 :] - shared)
        barred = against & (score >= THRESHOLD) & (~negated | (alike & ~self.cut[r + 1 :] & ~self.cut[r]))
        score[against] = 0.0
        score[barred] = BARRED
        return score

    def _overlap(self, r: int) -> tuple[Floats, Ints, Ints]:
        """With every later one: weight and count of the shared words, and count of the shared numbers."""
        mine = self.words.of(r)
        owners, which = self.words.owners(mine)
        size = len(self.members)
        weight = sums(owners, self.index.weight[mine][which], size)[r + 1 :]
        count: Ints = np.bincount(owners, minlength=size)[r + 1 :]
        return weight, count, self._count(self.numbers.of(r), self.numbers, r)

    def _count(self, things: Ints, bags: Bags, r: int) -> Ints:
        """How many of the things every later one has."""
        found: Ints = np.bincount(bags.owners(things)[0], minlength=len(self.members))[r + 1 :]
        return found

    def _in_marks(self, r: int) -> Floats:
        later, size = slice(r + 1, None), len(self.members)
        mine = self.marked.of(r)
        owners, which = self.words.owners(mine)
        in_theirs = sums(owners, self.index.weight[mine][which], size)[later]
        words = self.words.of(r)
        owners, which = self.marked.owners(words)
        in_mine = sums(owners, self.index.weight[words][which], size)[later]
        share = in_theirs / (self.marked_total[r] or 1.0) * min(1.0, len(mine) / FEW)
        other = in_mine / _or_one(self.marked_total[later]) * np.minimum(1, self.marked.sizes[later] / FEW)
        found: Floats = np.maximum(share, other)
        return found

    def _contradicted(self, r: int, one_language: Flags, same_numbers: Ints, same_days: Ints) -> tuple[Flags, Flags]:
        """With every later one: whether they contradict each other, and whether only in what is negated."""
        later, sizes = slice(r + 1, None), self.words.sizes
        small, large = np.minimum(sizes[later], sizes[r]), np.maximum(sizes[later], sizes[r])
        like_size = small * LIKE_SIZE >= large
        one_each = self.each[later] != self.each[r]
        mine = same_numbers + one_each * self._count(self.numbers.of(r), self.doubles, r)
        theirs = same_numbers + one_each * self._count(self.doubles.of(r), self.numbers, r)
        numbers = (self.numbers.sizes[later] > theirs) & (self.numbers.sizes[r] > mine)
        numbers &= like_size | (same_numbers == 0)
        numbers |= (self.days.sizes[later] > 0) & (self.days.sizes[r] > 0) & (same_days == 0)
        possible, certain = self.possible[later], self.certain[later]
        modal = (possible == self.certain[r]) & (certain == self.possible[r]) & (possible != certain)
        opposite = (self.one_side[later] & self.other_side[r]) | (self.other_side[later] & self.one_side[r])
        opposites = like_size & one_language & (opposite != 0)
        comparable = like_size & (one_language | (large <= BRIEF))
        negated = (comparable & (self.negated[later] != self.negated[r])) != opposites
        found: Flags = numbers | negated | (like_size & one_language & modal)
        return found, negated & ~opposites & ~numbers


def _or_one(values: Floats) -> Floats:
    return np.where(values > 0, values, 1.0)


def _over_speakers(index: _Index, pairs: Set[tuple[int, int]]) -> Iterator[tuple[int, int, float]]:
    said = index.said
    for i, j in pairs:
        cosine = float(said.vectors[i] @ said.vectors[j])
        if cosine >= LIKE_WORDS:
            score = same_utterance(said.contents[i], said.contents[j], cosine, said.rarity).score
            if score >= (PERSON if said.named[i] and said.named[j] else BODY):
                yield i, j, score


def _like_in_words(index: _Index) -> Iterator[tuple[int, int]]:
    """Pairs of two speakers in one language, of which the shorter has ``NEARLY`` its words in the other."""
    frequency = np.bincount(index.words.things, minlength=len(index.weight))
    for i in range(len(index.said.contents)):
        words = index.words.of(i)
        words = words[np.lexsort((words, frequency[words]))]
        weights = index.weight[words]
        spare = (1 - NEARLY) * index.total[i]  # what may be missing
        needed = int(np.searchsorted(np.cumsum(weights), spare, side="right")) + 1
        taken = max(needed, int(np.count_nonzero(frequency[words] <= RARE)))
        owners, which = index.words.owners(words[:taken])
        others, place = np.unique(owners, return_inverse=True)
        weight = sums(place, weights[which], len(others))
        others = others[weight >= weights[:taken].sum() - spare - 1e-9]
        others = others[(index.language[others] == index.language[i]) & _two_speakers(index, i, others)]
        others = others[index.said.vectors[others] @ index.said.vectors[i] >= LIKE_WORDS]
        yield from ((min(i, j), max(i, j)) for j in others.tolist())


def _translated(index: _Index) -> Iterator[tuple[int, int]]:
    """Pairs in two languages one of which has no speaker."""
    said = index.said
    nobody = np.array([i for i, speaker in enumerate(said.speakers) if not speaker], dtype=np.int64)
    for start in range(0, len(nobody) if len(set(index.language)) > 1 else 0, ROWS):
        rows = nobody[start : start + ROWS]
        near = (said.vectors[rows] @ said.vectors.T) >= LIKE_WORDS
        near &= index.language[rows][:, None] != index.language[None, :]
        for r, j in zip(*np.nonzero(near), strict=True):
            i = int(rows[r])
            yield min(i, int(j)), max(i, int(j))


def _two_speakers(index: _Index, i: int, others: Ints) -> Flags:
    """Whether each of the others is by somebody else, or either has no speaker."""
    different: Flags = (index.speaker[others] != index.speaker[i]) | (index.speaker[others] < 0)
    different &= others != i
    return different
