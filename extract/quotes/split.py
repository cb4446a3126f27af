"""Where the sentences of a paragraph end, where no parser tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.quotes.naming import either
from extract.records import Span

_SENTENCE = re.compile(r"[^.!?…؟。！？]+(?:[.!?…؟。！？]+(?![\s\"”»“)]*[a-zа-яёçğıöşü])[\"”»“’)]*|$)|[.!?…؟。！？]+")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")  # "40.000", "14.05"
_CLOSED = re.compile(r"[.!?…]\s?[»”]\s+[A-ZÀ-ÞА-ЯЁ]")
_ENDS = ".!?…؟。！？"
LONGEST = 1500  # characters: a sentence that does not end is read in parts, so that time stays linear


def sentences(text: str, start: int, end: int, marks: Sequence[Marked], language: Language) -> list[Span]:
    """Sentences of a paragraph; one never ends inside quotation marks."""
    hidden = list(text[start:end])
    for mark in marks:
        for i in range(mark.start - start, mark.end - start):
            if hidden[i] in _ENDS:
                hidden[i] = ","
        if _CLOSED.match(text, mark.end - 1, end) or _CLOSED.match(text, mark.end - 2, end):
            hidden[mark.end - start] = "."  # "… finie. » Pour elle, …": another sentence
    for point in _POINT.finditer(text, start, end):
        hidden[point.start() - start] = ","
    for short in _short(language.code).finditer(text, start, end):
        hidden[short.end() - 1 - start] = ","
    found = [(start + m.start(), start + m.end()) for m in _SENTENCE.finditer("".join(hidden)) if m.group().strip()]
    return [(a, min(a + LONGEST, last)) for first, last in found for a in range(first, last, LONGEST)]


@lru_cache(maxsize=32)
def _short(code: str) -> re.Pattern[str]:
    """A full stop that ends no sentence: behind an initial, unless no name follows, or an abbreviation."""
    language = load_language(code)
    ends = rf"(?!\.\s+(?:{either(language.stop_names)})(?!\w))"  # "on platform X. Later he …"
    day = r"|\d{1,2}" if language.capital_nouns else ""  # "am 1. Oktober"
    return re.compile(rf"(?<!\w)(?:[^\W\d_a-zа-яё]{ends}|{either(language.abbreviations)}{day})\.(?=\s)")
