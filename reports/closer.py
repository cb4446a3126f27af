"""A closer look at the likely pairs of one speaker: not the wordings alone, but where the two quotations stand.

The words of one may stand around the other ("he" is the minister named a sentence before); each sentence of a short
one may be said by some sentence of a long one; two cues of different sense tell of two acts of speech. Every sign lies
between 0 and 1 and has one weight, so that a score can be taken apart again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reports.alike import BARRED, Pairs, Said
from reports.bags import Floats, Ints, Weighted, sums
from reports.encoder import Vectors, encode
from reports.fragments import joined

# Logistic regression on the pairs of one speaker in five hand-coded events of five outlets, and with a quarter of the
# weight on 26 events of three; tests/bench/train_links.py makes them.
SIGNS = {
    "bias": -3.77,
    "rare words": 1.32,
    "stems": 3.44,
    "words in marks": 1.80,
    "words around": 0.74,
    "sentences": 2.18,
    "other cue": -0.42,
}
STEM = 5  # letters: "conspired" and "conspiracy" are about one thing
SOLID = 7.0  # weight of shared words from which they say something: about three rare words
SOLID_IN_MARKS = 4.0  # the same for words in quotation marks: one rare word and a half
# A fragment has so much of its words, by weight, in a quotation so many times as long; as above if it weighs enough.
PART, SOLID_PART = 0.6, 6.0
PART_IN_MARKS, SOLID_PART_IN_MARKS = 0.9, 3.0
FULLER = 1.2
PORTION = 100_000  # pairs at a time
LEAST = 0.1  # score below which a pair counts as nothing in common after the closer look
SURE = 0.5  # score from which two quotations of one speaker are taken for the same words
_STOP = re.compile(r"(?<=[.!?…;])[\"”»’]?\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands."""

    article: str
    cue: frozenset[str]  # content words of the cue, as lemmas
    around: frozenset[str]  # those of its paragraph, the one before and the one after


class Look(NamedTuple):
    """What a closer look at some pairs finds."""

    signs: dict[str, Floats]
    within: Ints  # 1 where the first is a fragment of the second, -1 where the second is one of the first


class _Parts(NamedTuple):
    """The sentences of all quotations in one table."""

    vectors: Vectors
    start: Ints
    size: Ints  # sentences of each


def look_closer(said: Said, places: Sequence[Place], pairs: Pairs) -> Pairs:
    """The pairs with the scores of the closer look; those of two languages or two speakers keep theirs or are none."""
    score, within = pairs.score.copy(), np.zeros(len(pairs.score), dtype=np.int64)
    kept = judged(said, pairs)
    if len(kept):
        table = Table(said, places)
        for at in np.array_split(kept, len(kept) // PORTION + 1):
            look = table.look(pairs.first[at], pairs.second[at])
            score[at], within[at] = scores(look.signs), look.within
    likely = (score >= LEAST) | (score == BARRED) | (within != 0)
    found = Pairs(pairs.first[likely], pairs.second[likely], score[likely])
    return without_shadows(said, places, joined(found, within[likely], said.contents))


def reasons(said: Said, places: Sequence[Place], first: Ints, second: Ints) -> list[tuple[str, ...]]:
    """For each pair what speaks for one utterance, and how much: sign, value, weight."""
    signs = Table(said, places).signs(first, second)
    return [tuple(f"{k} {v[n]:.2f} × {SIGNS[k]:.1f}" for k, v in signs.items() if v[n] > 0) for n in range(len(first))]


def without_shadows(said: Said, places: Sequence[Place], pairs: Pairs) -> Pairs:
    """Without the pairs of two speakers one of whom says the same himself in the other's article.

    "The minister writes that the president said so" has the president's words twice in every article: once as his, once
    within the minister's.
    """
    speaker, article = _numbered(said.speakers), _numbered([p.article for p in places])
    known = np.array([bool(s) for s in said.speakers], dtype=bool)
    first, second = pairs.first, pairs.second
    one = known[first] & (speaker[first] == speaker[second])
    sure = one & (pairs.score >= SURE)
    many = int(article.max(initial=0)) + 1
    own = np.concatenate([first[sure] * many + article[second[sure]], second[sure] * many + article[first[sure]]])
    here = known[first] & known[second] & (article[first] == article[second])
    shadow = np.isin(first * many + article[second], own) | np.isin(second * many + article[first], own) | here
    keep = one | ~shadow
    return Pairs(first[keep], second[keep], pairs.score[keep])


def scores(signs: Mapping[str, Floats], weights: Mapping[str, float] = SIGNS) -> Floats:
    total = sum((weights[k] * v for k, v in signs.items()), np.array(weights["bias"]))
    found: Floats = 1 / (1 + np.exp(-total))
    return found


def judged(said: Said, pairs: Pairs) -> Ints:
    """Which of the pairs are looked at closer: those of one speaker in one language."""
    language, speaker = _numbered([c.language for c in said.contents]), _numbered(said.speakers)
    known = np.array([bool(s) for s in said.speakers], dtype=bool)
    one = (language[pairs.first] == language[pairs.second]) & (speaker[pairs.first] == speaker[pairs.second])
    one &= known[pairs.first]
    return np.flatnonzero(one & (pairs.score > 0))


class Table:
    """Contents and places as arrays."""

    def __init__(self, said: Said, places: Sequence[Place]) -> None:
        contents = said.contents
        self.words = Weighted([c.words for c in contents])
        self.marked = self.words.like([c.marked for c in contents])
        self.sizes = np.array([len(c.words) for c in contents], dtype=np.int64)
        self.around = self.words.like([p.around for p in places])
        self.stems = Weighted([frozenset(w[:STEM] for w in c.words) for c in contents])
        self.cues = Weighted([p.cue for p in places])
        self.parts = _parts([c.text for c in contents])

    def signs(self, first: Ints, second: Ints) -> dict[str, Floats]:
        return self.look(first, second).signs

    def look(self, first: Ints, second: Ints) -> Look:
        words, stems, marked = self.words, self.stems, self.marked.total
        shared, shared_stems = words.shared(first, second), stems.shared(first, second)
        shorter = np.minimum(words.total[first], words.total[second])
        mine, theirs = self._in_marks(first, second), self._in_marks(second, first)
        solid, others = (np.minimum(1.0, marked[at] / SOLID_IN_MARKS) for at in (first, second))
        signs = {
            "rare words": _share(shared, shorter) * np.minimum(1.0, shared / SOLID),
            "stems": _share(shared_stems, stems.total[first] + stems.total[second] - shared_stems),
            "words in marks": np.maximum(mine * solid, theirs * others),
            "words around": (self._around(first, second) + self._around(second, first)) / 2,
            "sentences": np.maximum(self._covered(first, second), self._covered(second, first)),
            "other cue": ((self.cues.shared(first, second) == 0) & self._with_cues(first, second)).astype(np.float64),
        }
        one = self._is_fragment(first, second, shared_stems, mine)
        other = self._is_fragment(second, first, shared_stems, theirs)
        return Look(signs, one.astype(np.int64) - other)

    def _is_fragment(self, first: Ints, second: Ints, shared_stems: Floats, in_marks: Floats) -> NDArray[np.bool_]:
        """Whether the first has few words that the longer second lacks, or none in its quotation marks."""
        total, marked = self.stems.total[first], self.marked.total[first]
        found: NDArray[np.bool_] = (total >= SOLID_PART) & (shared_stems >= PART * total)
        found |= (marked >= SOLID_PART_IN_MARKS) & (in_marks >= PART_IN_MARKS)
        return found & (self.sizes[second] >= FULLER * self.sizes[first])

    def _in_marks(self, first: Ints, second: Ints) -> Floats:
        return _share(self.marked.shared(first, second, self.words), self.marked.total[first])

    def _around(self, first: Ints, second: Ints) -> Floats:
        return _share(self.words.shared(first, second, self.around), self.words.total[first])

    def _with_cues(self, first: Ints, second: Ints) -> NDArray[np.bool_]:
        said: NDArray[np.bool_] = self.cues.total > 0
        found: NDArray[np.bool_] = said[first] & said[second]
        return found

    def _covered(self, first: Ints, second: Ints) -> Floats:
        """Mean over the sentences of one: how near the nearest sentence of the other is."""
        parts = self.parts
        covered = np.zeros(len(first))
        for at in np.array_split(np.arange(len(first)), len(first) // 5000 + 1):
            covered[at] = _nearest(parts, first[at], second[at])
        return covered


def _nearest(parts: _Parts, first: Ints, second: Ints) -> Floats:
    if not len(first):
        return np.zeros(0)
    rows = np.repeat(np.arange(len(first)), parts.size[first])  # a row for each sentence of the first
    mine = parts.start[first][rows] + _within(parts.size[first])
    sizes = parts.size[second][rows]
    theirs = np.repeat(parts.start[second][rows], sizes) + _within(sizes)
    cosines = np.einsum("ij,ij->i", parts.vectors[np.repeat(mine, sizes)], parts.vectors[theirs])
    best = np.maximum.reduceat(cosines, np.cumsum(sizes) - sizes).astype(np.float64)
    return np.maximum(0.0, sums(rows, best, len(first)) / parts.size[first])


def _parts(texts: Sequence[str]) -> _Parts:
    split = [[part for part in _STOP.split(t) if part.strip()] or [t] for t in texts]
    count = np.array([len(c) for c in split], dtype=np.int64)
    return _Parts(encode([c for found in split for c in found]), np.cumsum(count) - count, count)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _numbered(names: Sequence[str]) -> Ints:
    return np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def _within(sizes: Ints) -> Ints:
    """0, 1, … within each of some runs."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
