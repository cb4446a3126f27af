"""What stands inside quotation marks: nested, unbalanced, and running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from extract.quotes.inserted import inserted
from extract.quotes.language import Language, load_language
from extract.quotes.naming import either
from extract.quotes.unopened import unopened
from extract.records import Span

_DASH = re.compile(r"[—–]\s*(?=\S)")  # opens a line of dialogue
_STRAIGHT = '"'
_APOSTROPHES = "’'"
_STRAIGHT_OPENS = re.compile(r'(?<!\S)"(?=\S)')
_ATTRIBUTE = re.compile(r'(?<=\w=)"[^"\n]*"')
_WITHIN = re.compile(r'\s"\w[^".,;:!?\n]{1,40}"\s[a-z][^"\n]*[^"\s]"(?!\w)')


@dataclass(frozen=True, slots=True)
class Marked:
    """Text inside one pair of marks, the marks left out. ``closed`` is False when the paragraph ends before they do."""

    start: int
    end: int
    closed: bool
    continues: bool = False  # opens where the paragraph before was left open: the same speech
    again: bool = False  # goes on behind a cue that stands inside the marks: the same speech


# Datelines: "HALMSUND, April 14 (MNA) - ", "ANKARA, 14 Nisan /AJ/. ", "BRUSSELS — ", "МОСКВА, 14 апр - РИА Новости. "
_PLACE = r"([^\n—–«»\"“”„()/]{2,60}?)"
_SIGNED = re.compile(_PLACE + r"\s*(?:\([^\s()-]{2,20}\)|/[^\s/]{2,20}/)(?:\s*[—–-]+|\.)\s+(?!$)")
_PLACED = re.compile(_PLACE + r"\s+[—–-]+\s+(?!$)")
_WIRE = re.compile(r"[^\n.«\"“„]{2,25}\.\s+(?!$)")


def paragraph_spans(text: str) -> list[Span]:
    """Offsets of every line that holds more than white space, without the dateline that it begins with."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    return [(_behind_dateline(text, *line), line[1]) for line in lines]


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where an article's words begin behind where, when and by whom it was written: nobody said that."""
    signed = _SIGNED.match(text, start, end)
    found = signed or _PLACED.match(text, start, end)
    place = found[1].split() if found else []
    dated = [n for n, word in enumerate(place) if word[0].isdigit()]
    if not found or not all(w[0].isupper() or w[0].isdigit() or n - 1 in dated for n, w in enumerate(place)):
        return start
    capitals = "".join(takewhile(str.isupper, place))  # "LA CROSSE, Wisc. — "
    if not signed and sum(map(str.isalpha, capitals)) <= 3:
        return start
    wire = _WIRE.match(text, found.end(), end) if dated and not signed else None
    return wire.end() if wire else found.end()


def find_marked(text: str, language: Language, paragraphs: Sequence[Span] | None = None) -> list[Marked]:
    """Outermost marked spans of a text in order. Linear in its length."""
    found: list[Marked] = []
    left_open = False
    paragraphs = paragraphs if paragraphs is not None else paragraph_spans(text)
    text = _attributes_out(_doubled(text))
    talk = _talk(text, paragraphs, language)
    for start, end in paragraphs:
        rest = _end_of_open(text, start, end, text[found[-1].start - 1], language) if left_open else None
        if rest is not None:
            found.append(Marked(start, rest, True, True))
        begin = start if rest is None else rest + 1
        inside = _dialogue(text, begin, end, language, start in talk) or _of_paragraph(text, begin, end, language)
        inside = [part for mark in inside for part in _around_cue(text, mark, language)]
        for i, mark in enumerate(inside):
            again = i == 0 and left_open and not text[start : mark.start - 1].strip()
            found.append(replace(mark, continues=again))
        left_open = bool(inside) and not inside[-1].closed
    return found


def _end_of_open(text: str, start: int, end: int, opened: str, language: Language) -> int | None:
    """Where the marks close that the paragraph before left open, when this one does not open them again."""
    close = dict(language.marks).get(opened)
    at = text.find(close, start + 1, end) if close else -1
    if at < 0 or close is None or close in _APOSTROPHES or any(mark in text[start:at] for mark, _ in language.marks):
        return None
    if close == opened and (text[at - 1].isspace() or text.count(close, start, end) % 2 == 0):
        return None
    return at if text[start:at].strip() and not text[at + 1 : at + 2].isalnum() else None


def _doubled(text: str) -> str:
    """Two single marks in place of a double one, as old agency systems write them; offsets stay."""
    text = re.sub(r"(?<!\w)(?:''|‘‘|``)(?=[\w\[(.…$])", ' "', text)
    return re.sub(r"''|’’", '" ', text)


def _attributes_out(text: str) -> str:
    """Markup that was left in a text (author="…") without its marks: nobody says the value; offsets stay."""
    return _ATTRIBUTE.sub(lambda found: "_" * len(found.group()), text) if '="' in text else text


def _around_cue(text: str, mark: Marked, language: Language) -> list[Marked]:
    pattern = inserted(language.code)
    parts: list[Marked] = []
    start = mark.start
    for cue in pattern.finditer(text, mark.start, mark.end) if pattern else ():
        if cue.start() > start and cue.end() < mark.end:
            parts.append(Marked(start, cue.start(), True, again=bool(parts)))
            start = cue.end()
    return [*parts, Marked(start, mark.end, mark.closed, again=bool(parts))]


@lru_cache(maxsize=32)
def _spoken(code: str) -> re.Pattern[str]:
    """Where a line of dialogue ends and its cue begins: "— Вы верите? — спросил он", "— Bien, répond-il"."""
    language = load_language(code)
    cues = either({*language.cues, *language.trailing})
    bare = r"|(?:(?P<mark>[!?…])|,)\s+(?:\w+\s+)?" if language.open_dash else ""
    return re.compile(rf"(?:(?P<end>[!?…])?,?\s*[—–]\s*(?:[^«»—–.]{{0,40}}?\b)?{bare})(?:{cues})\b", re.I)


_AGAIN = re.compile(r"[^—–\n]{0,120}?[.,!?]?\s*[—–][.,]?\s+(?=\w)")  # behind the cue: the second half of what is said


def _talk(text: str, paragraphs: Sequence[Span], language: Language) -> set[int]:
    """Where the lines begin that open with a dash, one after the other, if a cue in one tells that people talk."""
    talk: set[int] = set()
    run: list[Span] = []
    for span in (*paragraphs, (len(text), len(text))) if language.dash else ():
        if _DASH.match(text, *span):
            run.append(span)
            continue
        if len(run) > 1 and any(_spoken(language.code).search(text, *line) for line in run):
            talk.update(start for start, _ in run)
        run = []
    return talk


def _dialogue(text: str, start: int, end: int, language: Language, talk: bool = False) -> list[Marked]:
    """The speech of a line that opens with a dash: around its cue, or the whole line."""
    opened = _DASH.match(text, start, end)
    if not language.dash or opened is None:
        return []
    first, found = opened.end(), []
    while cue := _spoken(language.code).search(text, first, end):
        last = cue.start() + (1 if cue["end"] or language.open_dash and cue["mark"] else 0)
        found += [Marked(first, last, True)] if last > first else []
        again = _AGAIN.match(text, cue.end(), end)
        if again is None:
            return found
        first = again.end()
    return [*found, Marked(first, end, True)] if found or talk else []


def _of_paragraph(text: str, start: int, end: int, language: Language) -> list[Marked]:
    pairs = dict(language.marks)
    found: list[Marked] = []
    stack: list[tuple[str, int]] = []  # closing mark awaited, offset of the inner text
    for at in range(start, end):
        char = text[at]
        if stack and _opens_within(text, at, end, stack[-1][0]):
            stack.append((_STRAIGHT, at + 1))
        elif stack and char == stack[-1][0] and _may_close(text, at, start, end):
            _, opened = stack.pop()
            if not stack and at > opened:
                found.append(Marked(opened, at, True))
        elif stack and stack[0][0] == "”" and char == "“" and _ends_words(text, at, start, end):
            opened = stack[0][1]  # the wrong one of two curly marks: “ … “
            stack.clear()
            if at > opened:
                found.append(Marked(opened, at, True))
        elif char in pairs and _may_open(text, at, start, end, bool(stack), char == pairs[char]):
            stack.append((pairs[char], at + 1))
        elif stack and _mismatched(text, stack[0][1], at, end, stack[0][0]):
            opened = stack[0][1]  # mismatched pairs are common: “ … " and " … ”
            stack.clear()
            if at > opened:
                found.append(Marked(opened, at, True))
        elif (
            not stack
            and char in '"”'
            and (begin := unopened(text, at, start, end, found[-1].end if found else None)) is not None
        ):
            found.append(Marked(begin, at, True))
    if stack and end > stack[0][1]:
        found.append(Marked(stack[0][1], end, False))
    return found


def _opens_within(text: str, at: int, end: int, awaited: str) -> bool:
    """Whether a straight mark opens a few words within straight marks: '"Many "caravans" of people come," he said'."""
    if text[at] != _STRAIGHT or awaited != _STRAIGHT:
        return False
    return bool(_WITHIN.match(text, at - 1, end))


def _ends_words(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark stands behind a word and before none, as closing marks do."""
    before = text[at - 1] if at > start else " "
    if not text[at + 1 : end].strip():
        return True  # nothing is left to open
    return not before.isspace() and not text[at + 1 : at + 2].strip() and before not in "([—–"


def _mismatched(text: str, opened: int, at: int, end: int, awaited: str) -> bool:
    """Whether this mark closes a span that another one should have closed: “ … " and " … ”."""
    if awaited == _STRAIGHT:
        return text[at] == "”"
    if awaited != "”" or text[at] != _STRAIGHT:
        return False
    right = text.find("”", at, end)
    return right < 0 or "“" in text[at:right] or _closes_nothing(text, opened, at, end)


def _closes_nothing(text: str, opened: int, at: int, end: int) -> bool:
    """Whether a straight mark ends a clause as closing marks do, and none has opened since: “ … ," he said. " … ”."""
    return (
        text[at - 1] in ",.!?"
        and not text[at + 1 : min(at + 2, end)].strip()
        and not _STRAIGHT_OPENS.search(text, opened, at)
    )


def _may_open(text: str, at: int, start: int, end: int, nested: bool, symmetric: bool) -> bool:
    """A straight or single mark opens only before a word and after none; curly ones always."""
    if not symmetric and text[at] not in "‘'":
        return not nested or text[at] not in "“"
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "‘'":
        year = re.match(r"\d\ds?\b", text[at + 1 : at + 5])  # the class of ‘08
        return not (nested or year or before.isalnum() or after.isspace()) and _single_closes(text, at, end)
    return not nested and not after.isspace()


def _single_closes(text: str, at: int, end: int) -> bool:
    """Whether a single mark that stands before a word closes after another one, at least two words on."""
    closing = re.compile(r"[’'](?!\w)")
    found = closing.search(text, at + 2, min(end, at + 600))
    return bool(found) and " " in text[at + 1 : found.start()] if found else False


def _may_close(text: str, at: int, start: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "’'":  # an apostrophe stands before a letter
        return not after.isalnum()
    return text[at] != _STRAIGHT or at > start
