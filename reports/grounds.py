"""Why quotations are held to be one statement: for each the nearest other one, and what the two have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from extract.records import ArticleQuotation, Ground
from reports.alike import BARRED, Pairs, Said
from reports.bags import Ints
from reports.closer import Place, reasons
from reports.fragments import FRAGMENT
from reports.pairs import same_utterance

MOST_WORDS = 8
Nearest = Mapping[int, tuple[int, float]]  # by quotation: the other one, and the score of the two


def grounds(
    quotations: Sequence[ArticleQuotation],
    said: Said,
    places: Sequence[Place],
    pairs: Pairs,
    groups: Sequence[list[int]],
) -> dict[int, Ground]:
    """By quotation; ``pairs`` as they were grouped."""
    near = _nearest(pairs, groups, [p.article for p in places])
    signs = _signs(said, places, {(min(i, j), max(i, j)): score for i, (j, score) in near.items()})
    return {
        i: Ground(
            quotations[i].id,
            quotations[j].id,
            round(score, 3),
            _words(said, i, j),
            tuple(sorted(said.contents[i].claims.numbers & said.contents[j].claims.numbers)),
            signs[min(i, j), max(i, j)],
        )
        for i, (j, score) in near.items()
    }


def _nearest(pairs: Pairs, groups: Sequence[list[int]], articles: Sequence[str]) -> Nearest:
    """The best scored other quotation of the group, in another article where there is one."""
    home = np.zeros(len(articles), dtype=np.int64)
    for n, group in enumerate(groups):
        home[group] = n
    at = np.flatnonzero((home[pairs.first] == home[pairs.second]) & (pairs.score != BARRED))
    found: dict[int, tuple[bool, float, int]] = {}
    for i, j, score in zip(*(column[at].tolist() for column in pairs), strict=True):
        for one, other in ((i, j), (j, i)):
            rank = articles[one] != articles[other], score, -other
            found[one] = max(found.get(one, rank), rank)
    return {i: (-other, score) for i, (_, score, other) in sorted(found.items())}


def _signs(
    said: Said, places: Sequence[Place], scores: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], tuple[str, ...]]:
    one = [p for p in scores if _one(said.speakers, p) and _one([c.language for c in said.contents], p)]
    first, second = (np.array([pair[k] for pair in one], dtype=np.int64) for k in (0, 1))
    found = dict(zip(one, _in_full(said, places, first, second), strict=True))
    for i, j in scores.keys() - found.keys():
        cosine = float(said.vectors[i] @ said.vectors[j])
        found[i, j] = same_utterance(said.contents[i], said.contents[j], cosine, said.rarity).reasons
    return {p: (*(["of one fuller quotation"] if scores[p] == FRAGMENT else []), *s) for p, s in found.items()}


def _in_full(said: Said, places: Sequence[Place], first: Ints, second: Ints) -> Iterable[tuple[str, ...]]:
    return reasons(said, places, first, second) if len(first) else ()


def _one(values: Sequence[str], pair: tuple[int, int]) -> bool:
    return values[pair[0]] == values[pair[1]]


def _words(said: Said, i: int, j: int) -> tuple[str, ...]:
    common = said.contents[i].words & said.contents[j].words
    return tuple(sorted(common, key=lambda w: (-said.rarity.weight(w), w))[:MOST_WORDS])
