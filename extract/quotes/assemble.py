"""From marks and frames to quotations: what is content, where it ends, which pieces are one act of reporting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.quotes import loose
from extract.quotes.found import Frame
from extract.quotes.look import Judge, by_rule
from extract.quotes.marks import Marked
from extract.quotes.paragraph import Draft, Paragraph, signed
from extract.quotes.sentences import count, sentence_break
from extract.quotes.turns import drafts_of, find_turns
from extract.records import QuoteKind, Span

SURE = 0.47  # a frame without quotation marks is a quotation from this confidence on
SURE_FEW = 0.6  # the same where it reports few words: "welcomed the visit"
SURE_UTTERED = 0.3  # the same where the cue cannot be but in words: "denied any part in it"
SURE_NOBODY = 0.75  # the same where nobody is named who says it
SURE_MARKED = 0.3  # the same with quotation marks in what it reports
FEW = 8  # words
SURE_BLOCK = 0.7  # from which a cue's colon introduces a paragraph that has no quotation marks
BEFORE_BLOCK = 2  # words between that cue and the colon: "argued that:"
FEW_OPENING = 4  # words that open a sentence and are the speaker's, too
MOST = 0.75  # share of what somebody brought from which it is no more than one speaker's saying
SAME = 0.7  # share of characters from which two cues report the same words

INDIRECT = QuoteKind.INDIRECT

NEVER = 2.0  # no confidence is as high

_OPENING = re.compile(r"(?s)^.*[.!?][\"”’']?\s+(?=[^\W\d_])")  # what ends before the last sentence begins

T = TypeVar("T")


def assemble(
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Marked],
    frames: Sequence[Frame],
    subjects: Sequence[Span],
    judge: Judge = by_rule,
    openings: bool = False,
) -> list[Draft]:
    """Quotations of a text in order. Linear: each paragraph looks at its own marks and frames only.

    ``judge`` decides whether marked words that no frame reports are speech; ``openings``, whether the unmarked words
    that open their sentence are the speaker's (measured in English only).
    """
    drafts: list[Draft] = []
    m = f = s = 0
    above: Paragraph | None = None
    turns = find_turns(text, paragraphs)
    for start, end in paragraphs:
        own_marks, m = _within(marks, m, end, lambda x: x.start)
        own_frames, f = _within(frames, f, end, lambda x: x.cue[0])
        own_subjects, s = _within(subjects, s, end, lambda x: x[0])
        paragraph = Paragraph(text, (start, end), own_marks, own_frames, own_subjects)
        if start in turns:
            drafts += drafts_of(text, turns[start])
        else:
            _add(paragraph, drafts, above, judge, openings)
        above = paragraph
    return [d for d in drafts if d.spans]


def _within(items: Sequence[T], at: int, end: int, key: Callable[[T], int]) -> tuple[Sequence[T], int]:
    """The items that begin before ``end``, from ``at`` on, and where the next ones are."""
    stop = at
    while stop < len(items) and key(items[stop]) < end:
        stop += 1
    return items[at:stop], stop


def _add(paragraph: Paragraph, drafts: list[Draft], above: Paragraph | None, judge: Judge, openings: bool) -> None:
    """Append a paragraph's quotations, or continue the last one."""
    before = _goes_on(drafts[-1] if drafts else None, above)
    own = _first_hand([(f, d) for f in paragraph.frames if (d := _reported(paragraph, f))])
    announced = _announces(above) if above is not None else None
    taken = paragraph.taken(own)
    for mark in paragraph.marks:
        if any(taken[mark.start - paragraph.span[0] : mark.end - paragraph.span[0]]):
            continue
        if not own and (name := signed(paragraph, mark)):
            own.append(Draft((paragraph.inner(mark),), QuoteKind.DIRECT, None, name))
        elif announced is not None and paragraph.opens(mark):
            own.append(Draft((paragraph.inner(mark),), QuoteKind.DIRECT, announced.cue, announced.speaker))
        elif mark.continues and drafts and not own:
            drafts[-1] = loose.go_on(paragraph, mark, drafts[-1])
        else:
            loose.add(paragraph, mark, own, before, judge)
    if announced is not None and not paragraph.marks and _opens_block(above, announced):
        own = [Draft((_whole(paragraph),), QuoteKind.DIRECT, announced.cue, announced.speaker)]  # whatever it reports
    drafts += sorted((_with_opening(paragraph, d) if openings else d for d in own), key=lambda d: d.spans)


def _with_opening(paragraph: Paragraph, draft: Draft) -> Draft:
    """With the unmarked words that open its sentence, cue behind: 'He sold the ships, but "never cheap," she said'."""
    (start, end), cue = draft.spans[0], draft.cue
    if draft.kind is not QuoteKind.DIRECT or cue is None or cue[0] < end or not paragraph.text[start].islower():
        return draft
    if paragraph.text[end - 1] not in ",?!" or count(paragraph.text[end : cue[0]]) > 6:
        return draft
    lead = paragraph.text[paragraph.span[0] : start - 1]
    opening = start - 1 - len(_OPENING.sub("", lead))
    if count(paragraph.text[opening : start - 1]) < FEW_OPENING or any(opening <= c < start for c in paragraph.cues):
        return draft
    if paragraph.marks_over(opening, start - 1) or not paragraph.text[opening].isupper():
        return draft
    return replace(draft, spans=(paragraph.bare(opening, end), *draft.spans[1:]), kind=QuoteKind.MIXED)


def _announces(above: Paragraph) -> Frame | None:
    """The cue of a paragraph that ends in a colon: it introduces what the next one quotes."""
    if above.text[slice(*above.span)].rstrip()[-1:] != ":":
        return None
    telling = [f for f in above.frames if not f.silent and f.confidence >= SURE_MARKED] or above.frames
    free = [f for f in telling if f.cue not in above.used] or telling
    named = [f for f in free if f.speaker] or free
    return named[-1] if named else None


def _opens_block(above: Paragraph | None, frame: Frame) -> bool:
    """Whether a cue stands right before its paragraph's colon, and so introduces a block without marks: "She said:"."""
    sure = frame.confidence >= SURE_BLOCK and not frame.silent and frame.speaker is not None
    return above is not None and sure and count(above.text[frame.cue[1] : above.span[1]]) <= BEFORE_BLOCK


def _whole(paragraph: Paragraph) -> Span:
    text = paragraph.text[slice(*paragraph.span)].rstrip()
    return paragraph.first, paragraph.span[0] + len(text)


def _goes_on(before: Draft | None, above: Paragraph | None) -> Draft | None:
    """The draft whose speaker may go on: the last one, or the subject of a paragraph above that quotes nobody."""
    if above is None or not above.subjects or before is None or before.spans[-1][1] > above.span[0]:
        return before
    return replace(before, mention=above.subjects[-1])


def _first_hand(reported: Sequence[tuple[Frame, Draft]]) -> list[Draft]:
    """Of two cues for the same words the one of the speaker stays; "according to X" then says through whom."""
    kept: dict[Span, list[tuple[Frame, Draft]]] = {}
    for frame, draft in sorted(reported, key=lambda x: (x[0].second_hand, -x[0].confidence, x[0].cue)):
        same = kept.setdefault(frame.sentence, [])
        at = next((i for i, (_, d) in enumerate(same) if _same_words(d, draft, frame.second_hand)), None)
        if at is None:
            same.append((frame, draft))
        elif frame.second_hand and not same[at][0].second_hand:
            same[at] = same[at][0], replace(same[at][1], via=draft.mention)
    return [d for _, d in sorted((x for same in kept.values() for x in same), key=lambda x: x[0].cue)]


def _same_words(one: Draft, other: Draft, brought: bool) -> bool:
    """Whether two drafts share most words; of words that somebody brought, whether they are one speaker's saying."""
    if not brought:
        return _shared(one.spans, other.spans) > SAME * max(_size(one.spans), _size(other.spans))
    saying = [*one.spans, *(s for s in (one.cue, one.mention) if s)]
    held = _shared(one.spans, other.spans) > SAME * _size(one.spans)
    return held and _shared(saying, other.spans) > MOST * _size(other.spans)


def _shared(some: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def _size(spans: Sequence[Span]) -> int:
    return sum(b - a for a, b in spans)


def _reported(paragraph: Paragraph, frame: Frame) -> Draft | None:
    """What a frame reports, its edges moved so that they never cut through quotation marks."""
    snapped = [_snapped(paragraph, piece, frame) for piece in frame.contents]
    pieces = _one_side(paragraph, [s for s in snapped if count(paragraph.text[slice(*s)])], frame.cue)
    words = sum(count(paragraph.text[a:b]) for a, b in pieces)
    kind = paragraph.kind(pieces)
    if words < 2 or frame.confidence < _least(paragraph, frame, kind, words):
        return None
    paragraph.used.add(frame.cue)
    return Draft(tuple(pieces), kind, frame.cue, frame.speaker, frame.confidence)


def _one_side(paragraph: Paragraph, pieces: list[Span], cue: Span) -> list[Span]:
    """Marked speech before a cue does not go on unmarked behind it: '"A," he told a rally in May'."""
    if len(pieces) != 2 or not pieces[0][1] <= cue[0] < pieces[1][0] or paragraph.kind(pieces[1:]) is not INDIRECT:
        return pieces
    before = paragraph.kind(pieces[:1])
    return pieces if before is INDIRECT else pieces[:1] if before is QuoteKind.DIRECT else pieces[1:]


def _least(paragraph: Paragraph, frame: Frame, kind: QuoteKind, words: int) -> float:
    """The confidence a frame needs. Beside "according to X" the marked words are first of all the speaker's."""
    if kind is QuoteKind.DIRECT and frame.sentence in paragraph.brought:
        return 0.0
    if kind is not INDIRECT:
        return SURE_MARKED
    if frame.silent:
        return NEVER
    if frame.speaker is None:
        return SURE_NOBODY
    return SURE_UTTERED if frame.utters else SURE_FEW if words <= FEW else SURE


def _snapped(paragraph: Paragraph, piece: Span, frame: Frame) -> Span:
    start, end = piece
    for mark in paragraph.marks_over(start, end):
        start, end = min(start, mark.start), max(end, mark.end)
    if frame.by_mood:
        return paragraph.bare(start, end)
    if frame.cue[1] <= piece[0]:
        start = max(start, frame.cue[1])
    else:
        end = min(end, frame.cue[0])
    if inside := paragraph.marks_over(start, end):
        lead, tail = paragraph.text[start : inside[0].start], paragraph.text[inside[-1].end : end]
        if len(inside) == 1 and not count(tail) and (not count(lead) or sentence_break(lead)):
            return paragraph.inner(inside[0])
    return paragraph.bare(start, end)
