"""What outlets call territories, groups, acts and documents, in their own words: "militants" here, "fighters" there.

The words are listed (``labels.toml``). Whether two outlets mean the same thing by them is for the reader: every entry
opens its passages. What stands in quotation marks is the speaker's choice and does not count.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.definitions import Topic
from extract.records import Article, Coverage, QuoteKind
from extract.topics import find_mentions
from reports.coverage import covered
from reports.wording import Found, Names, names_used


@lru_cache(maxsize=1)
def _listed() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _groups() -> tuple[Topic, ...]:
    return tuple(
        Topic(id=str(n), label=f"{g['kind']}: {g['label']}", terms=g["terms"], exclude=g.get("exclude", {}))
        for n, g in enumerate(_listed()["groups"])
    )


def label_names(coverage: Coverage) -> tuple[Names, ...]:
    """Kinds of things for which outlets of one language use different words, those most outlets name first."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for q in coverage.quotations:
        if q.kind is not QuoteKind.INDIRECT:
            said[q.article] += q.pieces
    labels = {t.id: t.label for t in _groups()}
    found = [
        Found(labels[m.topic], m.article, m.paragraph, text)
        for article in covered(coverage)
        for m in find_mentions(_own(article, said[article.id]), _groups())
        for text in (m.text, *m.also)
        if _is_noun(text, article.language)
    ]
    rows = [n for n in names_used(found, coverage) if _differ(n)]
    return tuple(sorted(rows, key=lambda n: -len({outlet for u in n.used for outlet, _ in u.outlets})))


def _is_noun(text: str, language: str) -> bool:
    """Dictionary forms are of verbs, too: "dealing", "planten"; a listed "undocumented" stays."""
    if language == "de" and text[0].islower() and " " not in text:
        return False
    endings = tuple(_listed()["verbs"].get(language, ()))
    return not endings or not text.casefold().endswith(endings) or text.casefold() in _words(language)


@lru_cache(maxsize=32)
def _words(language: str) -> frozenset[str]:
    return frozenset(w for g in _groups() for w in g.terms.get(language, ()))


def _own(article: Article, pieces: list[str]) -> Article:
    """An article without the words of others; the gap keeps what stands around it apart."""

    def own(text: str) -> str:
        for piece in pieces:
            text = text.replace(piece, " … ")
        return text

    return Article(own(article.title), tuple(map(own, article.paragraphs)), id=article.id, language=article.language)


def _differ(row: Names) -> bool:
    """Whether at least two outlets use not the same words for it."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for used in row.used:
        for outlet, _ in used.outlets:
            words[outlet].add(used.word)
    return len({frozenset(chosen) for chosen in words.values()}) > 1
