"""Whose words a sentence has that no cue of their own reports: "Pour X, « … »", "berichtet unter Berufung auf X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.naming import either
from extract.quotes.place import bare
from extract.records import Span

_ARTICLE = 12  # characters of an article and a role before a name
_OFFICE = 40  # characters of an office before a name: "со ссылкой на пресс-секретаря президента …"


def opinion(
    text: str, sentence: Span, marks: Sequence[Marked], near: Sequence[Span], language: Language
) -> list[Frame]:
    """Whose the marked words of a sentence are that opens with him: "Pour Jon Brekke, président du port, « … »"."""
    opened = re.match(rf"\s*({either(language.opinion)})\s", text[slice(*sentence)], re.I) if marks else None
    who = next((n for n in near if opened and 0 <= n[0] - sentence[0] - opened.end() <= _ARTICLE), None)
    if opened is None or who is None or re.search(r"[^\w\s,]", text[who[1] : marks[0].start - 1].strip('«»“”" ')):
        return []
    if text[marks[0].start - 3 : marks[0].start - 1].rstrip('«“" ')[-1:] != ",":
        return []
    cue = sentence[0] + opened.start(1), sentence[0] + opened.end(1)
    content = bare(text, marks[0].start - 1, sentence[1])
    return [Frame(cue, who, (content,) if content else (), sentence)]


def cited(text: str, sentence: Span, frames: list[Frame], near: Sequence[Span], language: Language) -> list[Frame]:
    """With those whose words another brings: "Prim berichtet unter Berufung auf Regierungskreise, …"."""
    form = re.compile(rf"(?<!\w)(?:{either(language.citing)})(?!\w)", re.I).search(text, *sentence)
    who = next((n for n in near if form and 0 <= n[0] - form.end() <= _OFFICE), None)
    if who is None:
        return frames
    brought = [f for f in frames if f.contents and f.speaker and f.speaker != who]
    own = [f for f in frames if f not in brought]
    said = [replace(f, speaker=who) for f in brought]
    return [*(replace(f, second_hand=True) for f in brought), *(replace(f, speaker=who) for f in own), *said]
