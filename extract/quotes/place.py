"""A cue in its sentence: what the rules that look for its clause ask of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.naming import cues_of, either
from extract.records import Span

_EDGE = ",.;:—–-"
LEAST = 8  # characters of a clause


@lru_cache(maxsize=512)
def folded(forms: Sequence[str]) -> frozenset[str]:
    return frozenset(f.casefold() for f in forms)


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

    def marked(self, at: int) -> bool:
        return any(m.start <= at < m.end for m in self.marks)

    @property
    def marks_before(self) -> Sequence[Marked]:
        return [m for m in self.marks if m.end <= self.cue[0]]

    @property
    def marks_near(self) -> Sequence[Marked]:
        """Marks before the cue that no other cue between reports: "nannte es „klug“ und warnte, …"."""
        if not self.marks_before:
            return ()
        cues = cues_of(self.language.code).finditer(self.text, self.sentence[0], self.cue[0])
        last = max((c.start() for c in cues if not self.marked(c.start())), default=None)
        return () if last is not None and _joined(self, last) else self.marks_before


def _joined(place: Place, last: int) -> bool:
    """Whether "and" or a comma joins this cue to the one before: what stands before belongs to that one."""
    joined = either(place.language.pages.joined)
    return bool(re.search(rf"(?<!\w)(?:{joined})\s(?:\w+\s)?$|,\s$", place.text[last : place.cue[0]]))


def bare(text: str, start: int, end: int, least: int = LEAST) -> Span | None:
    """Without white space and punctuation at the edges."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return (start, end) if end - start > least else None


def mood_in(place: Place, end: int) -> bool:
    """Whether a verb in the reporting mood stands in the sentence before an offset."""
    mood = re.compile(rf"(?<!\w)(?:{either(place.language.mood)})(?!\w)")
    return mood.search(place.text, place.sentence[0], end) is not None
