"""Transcripts inside articles: "Sergey Lavrov: …", "Question: …", one paragraph a turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.quotes.paragraph import Draft
from extract.records import QuoteKind, Span
from extract.words import fold

LEAST = 3  # turns that make a transcript; one of the speakers must speak twice
_TURN = re.compile(r"[\"“]?(?P<who>[^\W\d_][^:.!?,;\"“”\n]{0,50}?)\s*:\s+(?P<said>\S.*)")
_ASKS = frozenset("q question вопрос soru frage pregunta سؤال moderator reporter journalist".split())
_ANSWERS = frozenset("a answer ответ cevap antwort respuesta réponse".split())
_SMALL = frozenset("of the de von van bin al el da di".split())


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, the colon, and what is said."""

    who: Span
    colon: Span
    said: Span


def find_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """Turns by the offset of their paragraph; none where a text is no transcript."""
    found = {start: turn for start, end in paragraphs if (turn := _turn(text, start, end))}
    names = Counter(fold(text[slice(*t.who)]) for t in found.values())
    if len(found) < LEAST or max(names.values()) < 2:
        return {}
    return found


def _turn(text: str, start: int, end: int) -> Turn | None:
    match = _TURN.match(text, start, end)
    if match is None:
        return None
    words = match["who"].split()
    named = len(words) <= 5 and all(w[0].isupper() or fold(w) in _SMALL for w in words)
    if not named:
        return None
    colon = text.index(":", match.end("who"))
    last = match.end("said")
    while last > match.start("said") and text[last - 1] in ' \t"“”':
        last -= 1
    return Turn(match.span("who"), (colon, colon + 1), (match.start("said"), last))


def drafts_of(text: str, turn: Turn) -> list[Draft]:
    """What is said in a turn, word for word; a reporter's question is nobody's statement."""
    who = fold(text[slice(*turn.who)])
    if who in _ASKS or turn.said[0] >= turn.said[1]:
        return []
    return [Draft((turn.said,), QuoteKind.DIRECT, turn.colon, turn.who if who not in _ANSWERS else None, 1.0)]
