"""A cue in its sentence: what the rules that look for its clause ask of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.quotes.naming import cues_of, either
from extract.records import Span

_EDGE = ",.;:—–-"
LEAST = 8  # characters of a clause
JOINED = 40  # characters in which a cue is joined to the one before


@lru_cache(maxsize=128)
def folded(code: str, name: str) -> frozenset[str]:
    """One of a language's lists, in small letters."""
    return frozenset(small(form) for form in getattr(load_language(code), name))


def small(form: str) -> str:
    """In small letters, with the straight apostrophe."""
    return form.casefold().replace("’", "'")


@lru_cache(maxsize=32)
def mood_of(code: str) -> re.Pattern[str]:
    """A verb in the reporting mood, "habe", and no adjective of the same form: "eine reiche Stadt"."""
    language = load_language(code)
    articles = language.articles - language.relatives  # "das sei falsch"
    before = "".join(rf"(?<!(?<!\w){re.escape(word)}\s)" for word in sorted(articles))
    return re.compile(rf"{before}(?<!\w)(?:{either(language.mood)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Place:
    """A cue in its sentence, and who speaks."""

    text: str
    cue: Span
    sentence: Span
    form: str  # of the cue, in small letters
    speaker: Span | None
    marks: Sequence[Marked]  # of the sentence
    language: Language

    @property
    def rest(self) -> str:
        return self.text[self.cue[1] : self.sentence[1]]

    @property
    def trails(self) -> bool:
        """Whether a cue stands behind the comma that ends what it reports, where no comma opens a reported clause."""
        behind = self.speaker is not None and self.speaker[0] >= self.cue[1]
        comma = self.text[max(0, self.cue[0] - 2) : self.cue[0]] == ", "
        return behind and comma and not self.language.comma_clause

    def marked(self, at: int) -> bool:
        return any(m.start <= at < m.end for m in self.marks)

    @property
    def marks_before(self) -> Sequence[Marked]:
        return [m for m in self.marks if m.end <= self.cue[0]]

    def _name(self, mark: Marked) -> bool:
        """Whether marks in a clause are around one or two words with a capital: "Источник «Прима» утверждает: …"."""
        words = self.text[mark.start : mark.end].split()
        behind = self.text[mark.end + 1 : mark.end + 2]
        return len(words) <= 2 and words[0][:1].isupper() and behind == " " and self.text[mark.start - 2].isspace()

    @property
    def marks_near(self) -> Sequence[Marked]:
        """Marks before the cue that no other cue between reports: "nannte es „klug“ und warnte, …"."""
        before = [m for m in self.marks_before if not self._name(m)]
        if not before:
            return ()
        cues = cues_of(self.language.code).finditer(self.text, self.sentence[0], self.cue[0])
        last = max((c.start() for c in cues if not self.marked(c.start())), default=None)
        return () if last is not None and _joined(self, last) else before


def _joined(place: Place, last: int) -> bool:
    """Whether "and" or a comma joins this cue to the one before: what stands before belongs to that one."""
    gap = place.text[last : place.cue[0]]
    hung = place.language.apposed and re.search(rf",\s(?:{place.language.apposed})$", gap)  # "…, qui invoque …"
    return bool(_and_of(place.language.code).search(gap) or re.search(r",\s$", gap) or hung)


@lru_cache(maxsize=32)
def _and_of(code: str) -> re.Pattern[str]:
    """What ends right before a cue that goes on with another act of speech of the same speaker: ", но", " y luego"."""
    language = load_language(code)
    every = either([*language.pages.joined, *language.contrasts])
    return re.compile(rf"(?:(?<=\s)|(?<=^))(?:{every})\s(?:[\w'’]+\s){{0,2}}$", re.I)


def joins(text: str, start: int, cue: Span, code: str) -> int | None:
    """Where the words begin that join a cue to the one before ``start``: ", но отверг", ", добавив"; None: none do."""
    language = load_language(code)
    gap = text[max(start, cue[0] - JOINED) : cue[0]]
    found = _and_of(code).search(gap)
    if found is None and language.chained and re.search(language.chained, text[slice(*cue)].casefold()):
        found = re.search(r",\s(?:[\w'’]+\s){0,2}$", gap)
    return cue[0] - len(gap) + found.start() if found else None


def bare(text: str, start: int, end: int, least: int = LEAST) -> Span | None:
    """Without white space and punctuation at the edges."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return (start, end) if end - start > least else None


def mood_in(place: Place, end: int) -> bool:
    """Whether a verb in the reporting mood stands in the sentence before an offset, outside quotation marks."""
    verbs = mood_of(place.language.code).finditer(place.text, place.sentence[0], end)
    return any(not place.marked(verb.start()) for verb in verbs)
