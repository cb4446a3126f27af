"""Acts of speech in a row: who speaks by a cue that goes on with another's subject, and cues that nobody speaks by."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.quotes.found import Frame
from extract.quotes.language import Language, load_language
from extract.quotes.naming import either
from extract.quotes.place import joins
from extract.records import Span

_SIGN = 30  # characters between what words stand on and the verb: "un cartel en el muro que dice"


def same_subject(text: str, first: Frame, cue: Span, speaker: Span | None, language: Language) -> bool:
    """Whether a cue goes on with the subject of the one before: "посетовал, что …, и выразил надежду, что …"."""
    if first.speaker is None or language.subject_first or cue[0] < first.cue[1]:
        return False
    if joins(text, first.cue[1], cue, language.code) is None:
        return False
    return speaker is None or speaker[0] < cue[0] or speaker[0] > cue[1] + 1


def on_sign(text: str, cue: Span, sentence: Span, language: Language) -> bool:
    """Whether a cue says what stands on a sign: "un letrero que dice «Cuidado con el perro»"."""
    before = text[max(sentence[0], cue[0] - _SIGN) : cue[0]]
    return bool(language.signs) and _sign(language.code).search(before) is not None


@lru_cache(maxsize=32)
def _sign(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(load_language(code).signs)})(?!\w)[^.,;:!?«»\"“”]*$", re.I)
