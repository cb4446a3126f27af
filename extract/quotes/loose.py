"""Marked words that no cue's clause has taken: speech beside a cue, speech that goes on, or no speech at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.quotes.found import Frame
from extract.quotes.look import NEAR, Judge, Look, opens_turn
from extract.quotes.marks import Marked
from extract.quotes.paragraph import Draft, Paragraph
from extract.quotes.sentences import count, sentence_break
from extract.records import QuoteKind, Span

BEFORE, AFTER = 16, 10  # words between a cue and the quotation marks it introduces or follows
_JOINED = re.compile(r"\W{0,2}(?:y|e|и|й|та|und|et|ve|i)\s")  # "tachó de «X» y dijo": another act of speech


def add(paragraph: Paragraph, mark: Marked, own: list[Draft], before: Draft | None, judge: Judge) -> None:
    """Add marked words to the drafts of their paragraph, if they are speech."""
    frame, introduced = _adjacent(paragraph, mark)
    last = max((d for d in own if d.spans[-1][1] <= mark.start), key=lambda d: d.spans[-1], default=None)
    if mark.again and own and own[-1].spans[-1][1] < mark.start and own[-1].kind is QuoteKind.DIRECT:
        own[-1] = replace(own[-1], spans=(*own[-1].spans, paragraph.inner(mark)))
        return
    words = count(paragraph.text[mark.start : mark.end])
    look = Look(paragraph, mark, words, frame, introduced, last)
    if not judge(look):
        return
    if frame is not None:
        piece = Draft((paragraph.inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker, frame.confidence)
        _join(paragraph, piece, own)
    elif last is not None and last.kind is not QuoteKind.INDIRECT and look.goes_on:
        own[own.index(last)] = replace(last, spans=(*last.spans, paragraph.inner(mark)))
    else:
        mention = None if opens_turn(look) else _who_goes_on(paragraph, mark, last, own, before)
        own.append(Draft((paragraph.inner(mark),), QuoteKind.DIRECT, None, mention))


def go_on(paragraph: Paragraph, mark: Marked, draft: Draft) -> Draft:
    """The quotation of the paragraph before with a further piece, and with its cue if that stands here only."""
    whole = replace(draft, spans=(*draft.spans, paragraph.inner(mark)))
    frame, _ = _adjacent(paragraph, mark)
    if frame is None or draft.cue is not None or frame.cue[0] < mark.end:
        return whole
    paragraph.used.add(frame.cue)
    return replace(whole, cue=frame.cue, mention=frame.speaker, confidence=frame.confidence)


def _join(paragraph: Paragraph, draft: Draft, own: list[Draft]) -> None:
    """One cue, one quotation: a further piece beside the same cue is added to it."""
    at = next((i for i, d in enumerate(own) if d.cue == draft.cue), None)
    if at is None:
        own.append(draft)
    else:
        kind = own[at].kind if own[at].kind is draft.kind else QuoteKind.MIXED
        own[at] = replace(own[at], spans=tuple(sorted((*own[at].spans, *draft.spans))), kind=kind)
    if draft.cue is not None:
        paragraph.used.add(draft.cue)


def _adjacent(paragraph: Paragraph, mark: Marked) -> tuple[Frame | None, bool]:
    """The cue beside the marks with nothing but its own clause between, and whether it leads straight to them."""
    best: tuple[float, Frame | None, bool] = (0.0, None, False)
    near = slice(bisect_left(paragraph.cues, mark.start - NEAR), bisect_right(paragraph.cues, mark.end + NEAR))
    for frame in paragraph.frames[near]:
        before = frame.cue[1] <= mark.start
        if frame.cue in paragraph.used and before:
            continue
        gap = _gap(paragraph, mark, frame)
        if gap is None:
            continue
        size = count(gap)
        introduced = size <= 2 if before else size == 0
        introduced = introduced or before and gap.rstrip()[-1:] in (":", ",")
        split = not before and paragraph.text[mark.end - 1] in ",?!"
        rank = size - 6 * introduced - 4 * split - 4 * frame.confidence
        if best[1] is None or rank < best[0]:
            best = rank, frame, introduced
    return best[1], best[2]


def _gap(paragraph: Paragraph, mark: Marked, frame: Frame) -> str | None:
    """The words between a cue and the marks; None when other marks, another sentence or too many words lie there."""
    before = frame.cue[1] <= mark.start
    start, end = (frame.cue[1], mark.start - 1) if before else (mark.end + 1, frame.cue[0])
    gap = paragraph.text[start:end]
    if count(gap) > (BEFORE if before else AFTER) or any(c in gap for c in '“”«»"'):
        return None
    if not before and (_JOINED.match(gap) or _opens_another(paragraph, mark, frame)):
        return None
    if sentence_break(gap) and not (before and gap.rstrip().endswith(":")):
        return None
    return gap


def _opens_another(paragraph: Paragraph, mark: Marked, frame: Frame) -> bool:
    """Whether the marks end a sentence and the cue opens the next, with content of its own: '… it." She said …'."""
    behind = bool(frame.contents) and frame.contents[0][0] >= frame.cue[1]
    announces = paragraph.text[slice(*paragraph.span)].rstrip()[-1:] == ":" and frame is paragraph.frames[-1]
    return paragraph.text[mark.end - 1] == "." and (behind or announces)


def _who_goes_on(
    paragraph: Paragraph, mark: Marked, last: Draft | None, own: Sequence[Draft], before: Draft | None
) -> Span | None:
    """Marked sentences without a cue: the same speaker goes on, or the sentence before names one."""
    if last is None and own:
        last = own[-1]
    if last is not None:
        last = _of_tail(paragraph, last, own)
        return last.mention or next((d.mention for d in reversed(own) if d.mention), None)
    named = paragraph.subjects[: bisect_left(paragraph.subjects, (mark.start, 0))][-1:]
    if named:
        return named[-1]
    led = paragraph.text[max(0, mark.start - 5) : mark.start - 1].rstrip()[-1:] == ":"
    return before.mention if (led or paragraph.opens(mark)) and before is not None else None


def _of_tail(paragraph: Paragraph, last: Draft, own: Sequence[Draft]) -> Draft:
    """Who speaks in marks goes on, not who is reported behind the cue: '"A," she said after he asked how. "B." '."""
    if last.kind is not QuoteKind.INDIRECT or last.cue is None:
        return last
    marked = [d for d in own if d.kind is QuoteKind.DIRECT and d.cue and d.spans[-1][1] <= d.cue[0] < last.cue[0]]
    if not marked or sentence_break(paragraph.text[(marked[-1].cue or last.cue)[1] : last.cue[0]]):
        return last
    return marked[-1]
