"""A word for a thing of some kind, where an outlet uses it, and the names beside it that tell which thing is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.records import Article, Coverage
from extract.word_lists import NameLinks
from extract.words import fold, lemma, lemmas, words
from reports.claims import is_function
from reports.coverage import covered

_PART = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
_END = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=\W*[^\W\d_])")
_LONGEST = 4  # words of a name
_BETWEEN = 2  # words between what leads to a name and the name: "sanctions on the whole Veresk yard"


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


class Beside:
    """What stands beside a word and tells which thing is meant: the names of these texts, the meeting's own words."""

    def __init__(self, coverage: Coverage, links: NameLinks) -> None:
        meeting = coverage.evidence.meeting
        self.links = links
        self.countries = [fold(p.country) for p in meeting.participants if p.country]
        self.subjects = _subjects(coverage)
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
        for noun, link in zip(before, before[1:], strict=False):
            if fold(link) in self.links.behind.get(language, ()) and lemma(noun, language) in self.subjects[language]:
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


def _plain(part: str) -> str:
    return fold(part).partition("'")[0]


def _subjects(coverage: Coverage) -> dict[str, frozenset[str]]:
    """By language of the articles, the words of the meeting's title and of its topics' labels."""
    texts = [coverage.evidence.meeting.title, *(t.label for t in coverage.evidence.topics)]
    return {
        language: frozenset(w for text in texts for w in lemmas(text, language) if not is_function(w, language))
        for language in {a.language for a in covered(coverage)}
    }


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
