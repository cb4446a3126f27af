"""Reports inside a report: "Olden wrote that Marsh asked her to let it go" also says what Marsh asked.

PolNeAR, of which the cue models are learned, has no such example: beside the outer cue the inner one looks like no cue.
So what is reported is cut out and read as if it stood alone, with its own quotation marks, by the same models.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.quotes import english
from extract.quotes.assemble import assemble
from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked, find_marked
from extract.quotes.paragraph import Draft
from extract.quotes.parse import Parsed, cut
from extract.quotes.sentences import count
from extract.records import QuoteKind, Span

SURE = 0.75  # an inner cue is read from this confidence on
LEAST = 4  # words of an inner report that is not all in quotation marks
DEEP = 2  # "Olden said Marsh had told her that Hale would leave": reports in reports in a report
PAST = frozenset(("VBD", "VBN"))
FINISHED = PAST | {"VBG", "VBP", "VBZ"}
_OWN = frozenset("my our his her its their".split())  # "his country agreed": the speaker's own side, so his own words
_NOBODY = frozenset("i we you they who which that it".split())  # who is quoted, or nobody in particular


def add(text: str, parsed: Sequence[Parsed], drafts: Sequence[Draft], language: Language) -> list[Draft]:
    """The drafts with those of the reports inside them, and inside those, in text order."""
    found, level = list(drafts), drafts
    for _ in range(DEEP):
        level = _inside(text, parsed, level, {d.cue for d in found}, language)
        found += level
    return sorted(found, key=lambda d: d.spans[0][0])


def _inside(
    text: str, parsed: Sequence[Parsed], drafts: Sequence[Draft], used: Collection[Span | None], language: Language
) -> list[Draft]:
    parts = [(d, part, marks) for d in drafts for part, marks in _parts(text, parsed, d, language)]
    found: list[Draft] = []
    read = english.frames([(part, _cues(part, outer, language)) for outer, part, _ in parts], language)
    for (outer, part, marks), frames in zip(parts, read, strict=True):
        wanted = [f for f in frames if f.cue not in used and _speaks(text, f, outer)]
        inner = assemble(text, [(part.start[0], part.end[-1])], marks, wanted, (), lambda look: False)
        found += [replace(d, via=outer.mention) for d in inner if _is_report(text, d, outer)]
    return found


def _parts(
    text: str, parsed: Sequence[Parsed], draft: Draft, language: Language
) -> Iterator[tuple[Parsed, list[Marked]]]:
    """The parsed words of each piece of a quotation in which a cue may stand, and the quotation marks inside them."""
    for start, end in draft.spans:
        for p in parsed[_place(parsed, start) : _place(parsed, end - 1) + 1]:
            first, stop = bisect_left(p.start, start), bisect_right(p.end, end)
            if any(p.speech[first:stop]):
                a, b = p.start[first], p.end[stop - 1]
                marks = [
                    Marked(m.start + a, m.end + a, m.closed) for m in find_marked(text[a:b], language, [(0, b - a)])
                ]
                yield cut(p, first, stop, [(m.start, m.end) for m in marks]), marks


def _place(parsed: Sequence[Parsed], at: int) -> int:
    return max(bisect_right(parsed, at, key=lambda p: p.start[0]) - 1, 0)


def _cues(p: Parsed, outer: Draft, language: Language) -> list[int]:
    """Verbs of saying that are not only possible or meant ("would say", "to ask"); in marks, what is told as past.

    "It is people saying 'never again'" makes the words up.
    """
    tags = PAST if outer.kind is QuoteKind.DIRECT else FINISHED
    return [c for c in english.likely(p, language) if p.tag[c] in tags and p.base[c] in language.cues]


def _speaks(text: str, frame: Frame, outer: Draft) -> bool:
    """Whether a surely read cue has a speaker of its own, other than the one who is quoted."""
    if frame.speaker is None or frame.confidence < SURE or frame.silent:
        return False
    words = text[slice(*frame.speaker)].lower().split()
    own = words[0] in _OWN or len(words) == 1 and words[0] in _NOBODY
    return not own and frame.speaker != outer.mention


def _is_report(text: str, draft: Draft, outer: Draft) -> bool:
    """Inside quotation marks only what is marked again: the rest is the speaker's own way of telling."""
    words = sum(count(text[a:b]) for a, b in draft.spans)
    if draft.kind is not QuoteKind.DIRECT and words < LEAST:
        return False
    return draft.spans != outer.spans and (draft.kind is not QuoteKind.INDIRECT or outer.kind is not QuoteKind.DIRECT)
