"""A parsed paragraph in numbers: what the network of ``extract.quotes.net`` reads, for every word and for every cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.quotes.features import word
from extract.quotes.parse import QUOTES, Parsed

Ints = NDArray[np.int32]

BEFORE, BEHIND = 60, 100  # words of a cue's sentence that are read
UP = 3  # ancestors of a cue under which a word is told apart
FAR = 9  # sizes of a distance
_SIZES = np.searchsorted([2, 3, 4, 5, 7, 10, 15, 23], np.arange(BEFORE + BEHIND + 1), side="right")

Vocabulary = Mapping[str, Mapping[str, int]]  # of each kind of name its number; 0 is for all others


def words(p: Parsed, known: Vocabulary) -> Ints:
    """Of each word: its tag, relation, kind of entity, form, place in quotation marks, and whether it is a cue."""
    rows = np.zeros((len(p), 6), dtype=np.int32)
    rows[:, 0] = [known["tag"].get(t, 0) for t in p.tag]
    rows[:, 1] = [known["dep"].get(d, 0) for d in p.dep]
    rows[:, 2] = [known["entity"].get(e, 0) for e in p.entity]
    rows[:, 3] = [known["word"].get(word(p, i), 0) for i in range(len(p))]
    marks = np.array([t in QUOTES for t in p.text] + [False, False, False])
    n = len(p)
    rows[:, 4] = np.array(p.marked) + 2 * np.roll(marks, 1)[:n] + 4 * marks[1 : n + 1] + 8 * marks[2 : n + 2]
    rows[:, 5] = p.speech
    return rows


def window(p: Parsed, c: int) -> tuple[int, int]:
    """The words of a cue's sentence that are read with it."""
    first, last = p.sentence[c]
    return max(first, c - BEFORE), min(last, c + BEHIND)


def relations(p: Parsed, c: int, deps: Sequence[int], kinds: int) -> Ints:
    """Of each word in a cue's window: how it hangs on the cue, if it is the edge of such a phrase, how far it is."""
    first, last = window(p, c)
    rows = np.zeros((last - first, 3), dtype=np.int32)
    chain = [c]
    while len(chain) <= UP and p.head[chain[-1]] != chain[-1]:
        chain.append(p.head[chain[-1]])
    for up in range(len(chain) - 1, -1, -1):  # what is nearer overwrites what is farther
        at = chain[up]
        if up:
            rows[max(p.left[at] - first, 0) : max(p.right[at] + 1 - first, 0), :2] = 0
        for k in p.kids[at]:
            a, b = max(p.left[k] - first, 0), max(p.right[k] + 1 - first, 0)
            rows[a:b, 0] = 1 + up * kinds + deps[k]
            rows[a:b, 1] = 0
            if first <= p.left[k] < last:
                rows[p.left[k] - first, 1] += 1
            if first <= p.right[k] < last:
                rows[p.right[k] - first, 1] += 2
        if first <= at < last:
            rows[at - first, 0] = 1 + (UP + 1) * kinds + up
    far = np.arange(first, last) - c
    rows[:, 2] = np.where(far < 0, _SIZES[np.abs(far)], np.where(far > 0, FAR + _SIZES[np.abs(far)], 2 * FAR))
    return rows
