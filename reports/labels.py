"""What outlets call territories, groups, acts and documents, in their own words: "militants" here, "fighters" there.

The words are listed (``labels.toml``, and the analyst's). Where the texts tell that two outlets mean one thing by them,
a row is of that thing (``referents.py``); of the other rows the passages tell, which every entry opens. What stands in
quotation marks is the speaker's choice and does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from extract.catalog import read_definition
from extract.definitions import Topic
from extract.records import Article, Coverage, QuoteKind
from extract.topics import find_mentions
from extract.word_lists import Labels
from reports.beside import Beside, Label
from reports.coverage import covered
from reports.referents import Referent, Tie, referents
from reports.renderings import blank, without_marked
from reports.wording import Found, Names, names_used


@lru_cache(maxsize=1)
def _packaged() -> Labels:
    return read_definition(Path(__file__).with_name("labels.toml"), Labels)


def label_names(coverage: Coverage) -> tuple[Names, ...]:
    """Things, and kinds of things, for which outlets of one language use different words.

    Things come first; then those that most outlets name.
    """
    listed = _packaged().extended(coverage.evidence.words.labels)
    by_kind: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in _labels(coverage, listed):
        by_kind[label.thing, label.article.language].append(label)
    beside = Beside(coverage, listed.names)
    one = {_thing(g.kind, g.label) for g in listed.groups if g.one}
    rows = [
        row
        for (thing, _), labels in by_kind.items()
        for row in (_listed_as_one(labels, coverage) if thing in one else _rows(labels, coverage, beside))
    ]
    return tuple(sorted(rows, key=lambda n: (not n.by, -len({outlet for u in n.used for outlet, _ in u.outlets}))))


def _thing(kind: str, label: str) -> str:
    return f"{kind}: {label}"


def _listed_as_one(labels: Sequence[Label], coverage: Coverage) -> list[Names]:
    return _used(labels, coverage, Referent(Tie.LISTED, ""))


def _rows(labels: Sequence[Label], coverage: Coverage, beside: Beside) -> list[Names]:
    """One row for each thing that is told, where outlets differ; and one for what is left of the kind."""
    rows: list[Names] = []
    told: set[Label] = set()
    for referent, own in referents(labels, beside, coverage.quotations).items():
        if not told.issuperset(own) and (row := _used(own, coverage, referent)):
            rows += row
            told.update(own)
    return rows + _used([x for x in labels if x not in told], coverage, None)


def _used(labels: Sequence[Label], coverage: Coverage, referent: Referent | None) -> list[Names]:
    found = [Found(x.thing, x.article.id, x.paragraph, x.text) for x in dict.fromkeys(labels)]
    rows = [n for n in names_used(found, coverage) if _differ(n)]
    return [replace(n, by=referent.by, referent=referent.name) for n in rows] if referent else rows


def _labels(coverage: Coverage, listed: Labels) -> Iterator[Label]:
    """Every listed word in the outlets' own words, in the order of the texts."""
    topics = _topics(listed)
    said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for q in coverage.quotations:
        if q.kind is not QuoteKind.INDIRECT:
            said[q.article] += [(piece, _blanked(piece, q.kind)) for piece in q.pieces]
    for article in covered(coverage):
        own = _own(article, said[article.id])
        for m in find_mentions(own, topics):
            group, at = listed.groups[int(m.topic)], 0
            text = own.paragraphs[m.paragraph] if m.paragraph >= 0 else own.title
            for word in (m.text, *m.also):
                start = text.index(word, at)
                at = start + len(word)
                if _is_noun(word, article.language, listed):
                    yield Label(group.kind, _thing(group.kind, group.label), article, m.paragraph, start, at, text)


def _topics(listed: Labels) -> tuple[Topic, ...]:
    return tuple(Topic(id=str(n), label=g.label, terms=g.terms, exclude=g.exclude) for n, g in enumerate(listed.groups))


def _blanked(piece: str, kind: QuoteKind) -> str:
    """Of a mixed quotation only what stands in marks is the speaker's; what follows a gap keeps its place."""
    return blank(piece) if kind is QuoteKind.DIRECT else without_marked(piece)


def _own(article: Article, pieces: Sequence[tuple[str, str]]) -> Article:
    """An article without the words of others."""

    def own(text: str) -> str:
        for piece, rest in pieces:
            text = text.replace(piece, rest)
        return text

    return replace(article, title=own(article.title), paragraphs=tuple(map(own, article.paragraphs)))


def _is_noun(text: str, language: str, listed: Labels) -> bool:
    """Dictionary forms are of verbs, too: "dealing", "planten"; a listed "undocumented" stays."""
    if language == "de" and text[0].islower() and " " not in text:
        return False
    endings = listed.verbs.get(language, ())
    plain = text.casefold()
    return not endings or not plain.endswith(endings) or any(plain in g.terms.get(language, ()) for g in listed.groups)


def _differ(row: Names) -> bool:
    """Whether at least two outlets use not the same words for it."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for used in row.used:
        for outlet, _ in used.outlets:
            words[outlet].add(used.word)
    return len({frozenset(chosen) for chosen in words.values()}) > 1
