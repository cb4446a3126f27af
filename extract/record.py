"""The official record: who says what in a transcript or readout."""

from __future__ import annotations

import re

from extract.definitions import Meeting
from extract.records import Article, Passage
from extract.words import fold, words

# "Sergey Lavrov: …", "MINISTER HALVORSEN: …", "Mr. Halvorsen: …", "Вопрос: …": a turn begins with a short name and a
# colon; what is said may begin in the next paragraph. A full stop is of an abbreviation or an initial.
_TURN = re.compile(
    r"^(?P<who>[^\W\d_](?:[^:.!?\n]|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\bMrs)\.){0,60}?)"
    r"\s*:(?:\s+(?P<said>\S.*)|\s*)$",
    re.S,
)
_QUESTION = re.compile(r"^(question|q|вопрос|soru|frage|pregunta|سؤال|journalist|moderator|reporter)\b", re.I)


def read_passages(article: Article, meeting: Meeting) -> tuple[Passage, ...]:
    """One passage per paragraph. A turn's speaker holds until the next turn; a reporter's question has no speaker.

    In a readout without turns the speaker is the participant of the record's paragraph when exactly one is named.
    """
    turns = [_TURN.match(p) for p in article.paragraphs]
    transcript = sum(bool(t and _opens(t["who"], meeting)) for t in turns) >= 2
    speaker: str | None = None
    asking = False
    passages = []
    for index, (text, turn) in enumerate(zip(article.paragraphs, turns, strict=True)):
        if not transcript:
            speaker = _only_named(text, meeting)
        elif turn and (_opens(turn["who"], meeting) or _is_stranger(turn["who"])):
            speaker, asking, text = resolve(turn["who"], meeting), bool(_QUESTION.match(turn["who"])), turn["said"]
        if text and not asking:
            passages.append(Passage(article.id, index, speaker, text, article.language, reported=not transcript))
    return tuple(passages)


def _opens(who: str, meeting: Meeting) -> bool:
    return bool(_QUESTION.match(who)) or resolve(who, meeting) is not None


def _is_stranger(who: str) -> bool:
    """Somebody else's turn: two to four words in capitals ("Spokeswoman Ada Brandt"), so that "First:" is none."""
    names = [m.group() for m in words(who)]
    return 2 <= len(names) <= 4 and all(n[0].isupper() for n in names)


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
