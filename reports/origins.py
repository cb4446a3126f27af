"""Where an article's words come from: passages that stand in another outlet's article, or an agency's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from rapidfuzz import fuzz

from extract.definitions import Outlet
from extract.records import COVERAGE, Article, Origin
from extract.words import fold, words
from reports.credits import credited, forms_of

SHINGLE = 4  # words: shorter sequences are shared by chance
COPY = 0.6  # share of an article's words standing in another from which it is the same text
REPORTED = 0.2  # smaller shares are common quotations, and are not reported
NEAR = 85  # similarity (0..100, token sort ratio) from which two sentences are one, rewritten


def find_origins(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], agencies: Sequence[Outlet] = ()
) -> tuple[Origin, ...]:
    """One row per article of coverage whose words stand elsewhere, or which credits an agency.

    An article can only come from one that has precedence: an agency's before others', an earlier one before a later
    one; so origins never run in a circle. ``share`` counts this article's words in sentences that stand in the source.
    ``agencies`` may be credited without being among the outlets.
    """
    own = [a for a in articles if a.relation in COVERAGE]
    ranked = sorted(own, key=lambda a: _precedence(a, outlets))
    sentences = {a.id: _sentences(a) for a in own}
    forms = forms_of((*outlets.values(), *agencies))
    found = []
    for i, article in enumerate(ranked):
        sources = [a for a in ranked[:i] if a.language == article.language and a.outlet != article.outlet]
        shares = [(shared(sentences[article.id], sentences[s.id]), -n, s) for n, s in enumerate(sources)]
        share, _, source = max(shares, default=(0.0, 0, None), key=lambda x: x[:2])
        wire = credited(article, forms) or (
            outlets[source.outlet].name if source and outlets[source.outlet].agency else None
        )
        if share >= REPORTED and source is not None:
            found.append(Origin(article.id, source.id, wire, round(share, 3)))
        elif (named := credited(article, forms)) and not outlets[article.outlet].agency:
            found.append(Origin(article.id, None, named, 0.0))
    order = {a.id: n for n, a in enumerate(articles)}
    return tuple(sorted(found, key=lambda o: order[o.article]))


def independent_texts(articles: Sequence[Article], origins: Sequence[Origin]) -> dict[str, str]:
    """For each article of coverage, the article whose text it is: itself, or what it copies for ``COPY`` or more."""
    source = {o.article: o.source for o in origins if o.source and o.share >= COPY}

    def root(key: str) -> str:
        while (above := source.get(key)) is not None:
            key = above
        return key

    return {a.id: root(a.id) for a in articles if a.relation in COVERAGE}


def shared(text: Sequence[tuple[str, ...]], source: Sequence[tuple[str, ...]]) -> float:
    """Share (0..1) of a text's words in sentences that stand in the source, literally or nearly."""
    total = sum(map(len, text))
    if not total or not source:
        return 0.0
    shingles = {s[i : i + SHINGLE] for s in source for i in range(len(s) - SHINGLE + 1)}
    joined = [" ".join(s) for s in source]
    return sum(len(s) for s in text if _stands(s, shingles, joined)) / total


def _stands(sentence: tuple[str, ...], shingles: set[tuple[str, ...]], source: list[str]) -> bool:
    own = [sentence[i : i + SHINGLE] for i in range(len(sentence) - SHINGLE + 1)]
    if not own:
        return " ".join(sentence) in source
    hits = sum(s in shingles for s in own) / len(own)
    if hits >= 0.5:
        return True
    return hits > 0 and any(fuzz.token_sort_ratio(" ".join(sentence), s) >= NEAR for s in source)


def _sentences(article: Article) -> list[tuple[str, ...]]:
    return [
        tuple(fold(m.group()) for m in words(sentence))
        for paragraph in article.paragraphs
        for sentence in re.split(r"(?<=[.!?…])[\"”»]?\s+", paragraph)
        if sentence.strip()
    ]


def _precedence(article: Article, outlets: Mapping[str, Outlet]) -> tuple[bool, datetime, int, str]:
    return not outlets[article.outlet].agency, _moment(article.published), -article.words, article.id


def _moment(published: date | None) -> datetime:
    """A moment to sort by; a date without time counts as the end of its day, no date as after all others."""
    if published is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime(published.year, published.month, published.day, 23, 59, tzinfo=UTC)
