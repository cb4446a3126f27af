"""Whose cut it is: words that are missing already in the text that an article copies, or that the outlet left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from extract.records import ArticleQuotation, Coverage, Fidelity, Origin
from reports.once import once
from reports.renderings import all_stand, marked_runs, only_marked, tokens

ALTERED = (Fidelity.CUT, Fidelity.CUT_MARKED, Fidelity.SPLICED, Fidelity.REWORDED, Fidelity.MISATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Cut:
    """Whose an alteration is, and the article that was compared."""

    whose: Literal["inherited", "own"]
    source: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the statements that a source carries, how many the article has that comes from it."""

    article: str
    source: str
    kept: int
    of: int


@once
def cuts(coverage: Coverage) -> dict[str, Cut]:
    """For each altered quotation in an article whose words stand in another one: whose alteration it is.

    Inherited when the source has these words in marks, and no more of them; own when its quotation goes on where this
    one is cut, or has other words.
    """
    said: defaultdict[str, list[ArticleQuotation]] = defaultdict(list)
    articles = {a.id: a for a in coverage.evidence.articles}
    for quotation in coverage.quotations:
        said[quotation.article].append(only_marked(quotation, articles[quotation.article]))
    return {
        q.id: Cut(_whose(q, said[source]), source)
        for source, article in _sources(coverage)
        for q in said[article]
        if q.fidelity in ALTERED
    }


def _sources(coverage: Coverage) -> list[tuple[str, str]]:
    """Sources in coverage, each with an article in the same language that comes from it; the weightiest last."""
    languages = {a.id: a.language for a in coverage.evidence.articles}
    own = {q.article for q in coverage.quotations}
    rows = [o for o in reversed(coverage.origins) if o.source in own and not o.translated]
    return [(o.source, o.article) for o in rows if o.source and languages[o.source] == languages[o.article]]


def _whose(quotation: ArticleQuotation, source: list[ArticleQuotation]) -> Literal["inherited", "own"]:
    runs = marked_runs(quotation)
    size = sum(map(len, runs))
    there = [sum(map(len, marked_runs(q))) for q in source if all_stand(runs, tokens(q.content))]
    return "inherited" if there and max(there) <= size else "own"


def kept(coverage: Coverage) -> dict[str, Kept]:
    """By article: of its first source's statements, those that it carries too."""
    carried: defaultdict[str, set[str]] = defaultdict(set)
    for quotation in coverage.quotations:
        carried[quotation.article].add(quotation.statement)
    first: dict[str, Origin] = {}
    for origin in coverage.origins:
        first.setdefault(origin.article, origin)
    return {
        o.article: Kept(o.article, o.source, len(carried[o.article] & carried[o.source]), len(carried[o.source]))
        for o in first.values()
        if o.source and carried[o.source]
    }
