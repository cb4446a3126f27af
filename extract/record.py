"""The official record: who says what in a transcript or readout."""

from __future__ import annotations

import re

from extract.definitions import Meeting
from extract.records import Article, Passage
from extract.words import fold, words

# "Sergey Lavrov: …", "MINISTER HALVORSEN: …", "Вопрос: …": a turn begins with a short name and a colon.
_TURN = re.compile(r"^(?P<who>[^\W\d_][^:.!?\n]{1,60}?)\s*:\s+(?P<said>\S.*)$", re.S)
_QUESTION = re.compile(r"^(question|q|вопрос|soru|frage|pregunta|سؤال|journalist|moderator|reporter)\b", re.I)


def read_passages(article: Article, meeting: Meeting) -> tuple[Passage, ...]:
    """One passage per paragraph. A turn's speaker holds until the next turn; a reporter's question has no speaker.

    In a readout without turns the speaker is the participant of the record's paragraph when exactly one is named.
    """
    turns = [_TURN.match(p) for p in article.paragraphs]
    transcript = sum(bool(t and (_QUESTION.match(t["who"]) or resolve(t["who"], meeting))) for t in turns) >= 2
    speaker: str | None = None
    asking = False
    passages = []
    for index, (text, turn) in enumerate(zip(article.paragraphs, turns, strict=True)):
        if transcript and turn and (_QUESTION.match(turn["who"]) or resolve(turn["who"], meeting)):
            speaker, asking, text = resolve(turn["who"], meeting), bool(_QUESTION.match(turn["who"])), turn["said"]
        elif not transcript:
            speaker = _only_named(text, meeting)
        if not asking:
            passages.append(Passage(article.id, index, speaker, text, article.language))
    return tuple(passages)


def resolve(who: str, meeting: Meeting) -> str | None:
    """The participant whom these words name, in any spelling listed; None when none or several."""
    plain = {fold(m.group()) for m in words(who)}
    found = {p.name for p in meeting.participants for form in p.names if _last(form) and _last(form) in plain}
    return found.pop() if len(found) == 1 else None


def _last(name: str) -> str:
    return next((fold(m.group()) for m in reversed(list(words(name)))), "")


def _only_named(text: str, meeting: Meeting) -> str | None:
    plain = [fold(m.group()) for m in words(text)]
    named = {
        p.name
        for p in meeting.participants
        for form in p.names
        if (last := _last(form)) and any(w.startswith(last) for w in plain)
    }
    return named.pop() if len(named) == 1 else None
