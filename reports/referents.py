"""Which words for a kind of thing are known to mean one and the same thing.

"Militants" here and "fighters" there are the same people where the texts themselves say so: the thing's own name stands
beside both words ("the Veresk militants", "fighters from Veresk"), or what the meeting is about does ("an exchange of
captives"); both are counted alike ("62 captives"); both stand in renderings of one statement, or in one sentence that
two outlets have almost word for word. That two words are of one kind is no proof, nor that they stand near each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from extract.records import Article, ArticleQuotation, Coverage
from extract.word_lists import NameLinks
from extract.words import fold, lemma, lemmas, words
from reports.claims import is_function, read_claims
from reports.coverage import covered

LEAST_COUNT = 10  # things: smaller numbers of things meet by chance
LEAST_SHARED = 5  # content words of two sentences that are one
SHARE = 0.6  # of the longer one's content words
_PART = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
_END = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=\W*[^\W\d_])")
_YEARS = range(1900, 2100)  # "in 2014 militants ..."
_LONGEST = 4  # words of a name
_BETWEEN = 2  # words between what leads to a name and the name: "sanctions on the whole Veresk yard"


class Tie(StrEnum):
    """What tells that two words mean one thing, the surest first."""

    LISTED = "listed"  # the analyst says so
    NAME = "name"
    NUMBER = "number"
    STATEMENT = "statement"
    SENTENCE = "sentence"


class Referent(NamedTuple):
    """One thing: what tells it, and its name, its number or its statement's id."""

    by: Tie
    name: str


@dataclass(frozen=True, eq=False)
class Label:
    """A word for a thing of one kind, where an outlet uses it in its own words."""

    kind: str
    thing: str
    article: Article
    paragraph: int  # HEADLINE for the headline
    start: int
    end: int
    own: str  # the paragraph with the words of others blanked

    @property
    def text(self) -> str:
        return self.own[self.start : self.end]

    @cached_property
    def word(self) -> str:
        """Dictionary form; "asylum-seekers" are asylum seekers."""
        return " ".join(lemmas(self.text.replace("-", " "), self.article.language))

    @cached_property
    def around(self) -> frozenset[str]:
        """The content words of its sentence, without itself."""
        start = max((m.end() for m in _END.finditer(self.own) if m.end() <= self.start), default=0)
        end = min((m.start() for m in _END.finditer(self.own) if m.start() >= self.end), default=len(self.own))
        language = self.article.language
        told = (*words(self.own[start : self.start]), *words(self.own[self.end : end]))
        found = (lemma(m.group(), language) for m in told)
        return frozenset(w for w in found if not is_function(w, language))


def referents(labels: Sequence[Label], coverage: Coverage, links: NameLinks) -> dict[Referent, list[Label]]:
    """The labels of one kind and language by what they are known to mean, the surest first; one may be in several."""
    found: defaultdict[Referent, list[Label]] = defaultdict(list)
    for name, named in _by_name(labels, Beside(coverage, links)):
        found[Referent(Tie.NAME, name)] += named
    for label in labels:
        if number := _count(label):
            found[Referent(Tie.NUMBER, number)].append(label)
    for statement, told in _by_statement(labels, coverage.quotations):
        found[Referent(Tie.STATEMENT, statement)] += told
    for n, alike in enumerate(_by_sentence(labels), 1):
        found[Referent(Tie.SENTENCE, str(n))] += alike
    return dict(found)


class Beside:
    """What stands beside a word and tells which thing is meant: the names of these texts, the meeting's own words."""

    def __init__(self, coverage: Coverage, links: NameLinks) -> None:
        meeting = coverage.evidence.meeting
        self.links = links
        self.countries = [fold(p.country) for p in meeting.participants if p.country]
        self.subjects = [meeting.title, *(t.label for t in coverage.evidence.topics)]
        self.names = _names(coverage)

    def of(self, label: Label) -> Iterator[str]:
        language = label.article.language
        before = _PART.findall(label.own[: label.start])[-_LONGEST:]
        runs = [self._run(self._behind(label), language), self._subject(before, label)]
        if language in self.links.before:
            runs.append(self._run(reversed(before), language)[::-1])
        yield from (name for run in runs if (name := " ".join(run)) and not self._is_side(fold(name), label))

    def _subject(self, before: Sequence[str], label: Label) -> list[str]:
        """ "An exchange of captives", where the meeting is about an exchange."""
        language = label.article.language
        own = {w for text in self.subjects for w in lemmas(text, language) if not is_function(w, language)}
        for noun, link in zip(before, before[1:], strict=False):
            if fold(link) in self.links.behind.get(language, ()) and lemma(noun, language) in own:
                return [noun.lower()]
        return []

    def _behind(self, label: Label) -> Iterator[str]:
        language = label.article.language
        parts = _PART.findall(label.own[label.end :])[: _LONGEST + _BETWEEN + 1]
        if parts and fold(parts[0]) in self.links.of(language, label.kind):
            n = 1
            while n <= _BETWEEN and n < len(parts) and parts[n].islower():
                n += 1
            return iter(parts[n:])
        return iter(parts if language in self.links.direct else ())

    def _run(self, parts: Iterable[str], language: str) -> list[str]:
        """Names that stand one after the other, without what an apostrophe adds."""
        run: list[str] = []
        for part in parts:
            if not part[0].isupper() or _plain(part) not in self.names[language]:
                break
            run.append(re.split("[’']", part)[0])
        return run

    def _is_side(self, name: str, label: Label) -> bool:
        """A participant's adjective tells who attacks, not which attack it is; which prisoners it does."""
        return label.kind != "group" and any(name != c and name.startswith(c[:-1]) for c in self.countries)


def _by_name(labels: Sequence[Label], beside: Beside) -> Iterator[tuple[str, list[Label]]]:
    """Names as they first stand, in whatever case."""
    found: defaultdict[str, list[Label]] = defaultdict(list)
    shown: dict[str, str] = {}
    for label in labels:
        for name in beside.of(label):
            key = " ".join(lemmas(name, label.article.language))
            shown.setdefault(key, name)
            found[key].append(label)
    yield from ((shown[key], told) for key, told in found.items())


def _plain(part: str) -> str:
    return fold(part).partition("'")[0]


def _names(coverage: Coverage) -> dict[str, frozenset[str]]:
    """By language, words that are written large within sentences and never small; in German, that others write so."""
    large: defaultdict[str, set[str]] = defaultdict(set)
    small: defaultdict[str, set[str]] = defaultdict(set)
    for article in covered(coverage):
        for text in article.paragraphs:
            before = "."
            for part in _PART.findall(text):
                if part[0].isupper() and before not in '.!?…:“„«"‘':
                    large[article.language].add(_plain(part))
                elif part[0].islower():
                    small[article.language].add(_plain(part))
                before = part
    found = {language: frozenset(names - small[language]) for language, names in large.items()}
    others = frozenset[str]().union(*(names for language, names in found.items() if language != "de"))
    return defaultdict(frozenset, found | {"de": found.get("de", frozenset()) & (others | _told(coverage))})


def _told(coverage: Coverage) -> frozenset[str]:
    """Names that the meeting's file has."""
    meeting = coverage.evidence.meeting
    texts = (meeting.place, *(x for p in meeting.participants for x in (p.name, p.country)))
    return frozenset(_plain(m.group()) for text in texts for m in words(text))


def _count(label: Label) -> str:
    """The number right before the word, or before one adjective: "62 captives", "62 wounded captives"."""
    before = label.own[: label.start].split()[-2:]
    if len(before) > 1 and not before[0][-1].isalnum():
        before = before[1:]
    numbers = read_claims(" ".join(before), label.article.language).numbers
    value = max(numbers, default=0.0)
    return f"{value:,.10g}" if value >= LEAST_COUNT and value not in _YEARS and before[-1][-1].isalnum() else ""


def _by_statement(labels: Sequence[Label], quotations: Sequence[ArticleQuotation]) -> Iterator[tuple[str, list[Label]]]:
    """Labels in renderings of one statement; a rendering with two words of the kind doesn't tell which is meant."""
    by_article: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label.article.id].append(label)
    found: defaultdict[str, list[Label]] = defaultdict(list)
    for quotation in quotations:
        inside = [x for x in by_article[quotation.article] if _is_in(x, quotation)]
        if quotation.statement and len({x.word for x in inside}) == 1:
            found[quotation.statement] += inside
    yield from found.items()


def _is_in(label: Label, quotation: ArticleQuotation) -> bool:
    article = label.article
    text = article.paragraphs[label.paragraph] if label.paragraph >= 0 else article.title
    starts = ((text.find(piece), len(piece)) for piece in quotation.pieces)
    return any(at >= 0 and at <= label.start and label.end <= at + size for at, size in starts)


def _by_sentence(labels: Sequence[Label]) -> Iterator[list[Label]]:
    """Labels that stand, one for the other, in a sentence that outlets have almost word for word."""
    groups: list[list[Label]] = []
    for one, other in combinations(labels, 2):
        if _one_sentence(one, other):
            group = next((g for g in groups if one in g or other in g), None)
            if group is None:
                groups.append(group := [])
            group += [x for x in (one, other) if x not in group]
    yield from groups


def _one_sentence(one: Label, other: Label) -> bool:
    if one.word == other.word or one.article.outlet == other.article.outlet:
        return False
    shared = len(one.around & other.around)
    both_there = other.around.issuperset(one.word.split()) or one.around.issuperset(other.word.split())
    return not both_there and shared >= max(LEAST_SHARED, SHARE * max(len(one.around), len(other.around)))
