"""From marks and frames to quotations: what is content, where it ends, which pieces are one act of reporting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.quotes.found import Frame
from extract.quotes.marks import Marked
from extract.records import QuoteKind, Span

T = TypeVar("T")
FEW = 4  # words: a shorter marked piece that no cue governs is a title, a nickname or a scare quote
BEFORE, AFTER = 16, 10  # words between a cue and the quotation marks it introduces or follows
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…][\"”»)]?\s+[\"“«(]?[A-ZА-ЯЁÇĞİÖŞÜÄ]")
_EDGE = " \t\u00a0,.;:—–-"
_MARKS = "\"“”«»„‘’'"


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before its person is resolved."""

    spans: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None
    mention: Span | None


def count(text: str) -> int:
    return len(_WORD.findall(text))


def assemble(
    text: str, paragraphs: Sequence[Span], marks: Sequence[Marked], frames: Sequence[Frame], subjects: Sequence[Span]
) -> list[Draft]:
    """Quotations of a text in order. Linear: each paragraph looks at its own marks and frames only."""
    drafts: list[Draft] = []
    m = f = s = 0
    for start, end in paragraphs:
        own_marks, m = _within(marks, m, end, lambda x: x.start)
        own_frames, f = _within(frames, f, end, lambda x: x.cue[0])
        own_subjects, s = _within(subjects, s, end, lambda x: x[0])
        _Paragraph(text, (start, end), own_marks, own_frames, own_subjects).add_to(drafts)
    return [d for d in drafts if d.spans]


def _within(items: Sequence[T], at: int, end: int, key: Callable[[T], int]) -> tuple[Sequence[T], int]:
    """The items that begin before ``end``, from ``at`` on, and where the next ones are."""
    stop = at
    while stop < len(items) and key(items[stop]) < end:
        stop += 1
    return items[at:stop], stop


class _Paragraph:
    """The decisions in one paragraph; it only ever appends to, or continues, the drafts before it."""

    def __init__(
        self, text: str, span: Span, marks: Sequence[Marked], frames: Sequence[Frame], subjects: Sequence[Span]
    ) -> None:
        self.text, self.span, self.marks, self.subjects = text, span, marks, subjects
        self.frames = [f for f in frames if not any(m.start <= f.cue[0] < m.end for m in marks)]
        self.used: set[Span] = set()

    def add_to(self, drafts: list[Draft]) -> None:
        before = drafts[-1] if drafts else None
        own: list[Draft] = []
        for mark in self.marks:
            if own and any(a <= mark.start and mark.end <= b for a, b in own[-1].spans):
                continue  # inside the content just taken
            self._marked(mark, own, before, drafts)
        own += [d for f in self.frames if f.cue not in self.used and (d := self._indirect(f, own))]
        drafts += sorted(own, key=lambda d: d.spans)

    def _marked(self, mark: Marked, own: list[Draft], before: Draft | None, drafts: list[Draft]) -> None:
        words = count(self.text[mark.start : mark.end])
        frame = self._governing(mark)
        if frame is not None and frame.second_hand and (nearer := self._adjacent(mark, words)) is not None:
            frame = nearer if not nearer.second_hand else frame
        if frame is not None and frame.content is not None and frame.content[0] < mark.end:
            own.append(self._with_clause(mark, frame))
        elif mark.continues and before is not None and not own:
            drafts[-1] = replace(before, spans=(*before.spans, self._inner(mark)))
        elif (frame := self._adjacent(mark, words)) is not None:
            own.append(Draft((self._inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker))
            self.used.add(frame.cue)
        elif words >= FEW and self._is_speech(mark):
            self._continued(mark, own, before)

    def _inner(self, mark: Marked) -> Span:
        start, end = mark.start, mark.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _governing(self, mark: Marked) -> Frame | None:
        """The frame whose content takes in the marked words."""
        over = [f for f in self.frames if f.content and f.content[0] < mark.end and mark.start < f.content[1]]
        return min(over, key=lambda f: (not f.clause, f.content[1] - f.content[0] if f.content else 0), default=None)

    def _with_clause(self, mark: Marked, frame: Frame) -> Draft:
        """Direct when the clause lies inside the marks, mixed when it has words of its own around them."""
        assert frame.content is not None  # noqa: S101 - _governing chose it for its content
        self.used.add(frame.cue)
        start, end = min(frame.content[0], mark.start), max(frame.content[1], mark.end)
        if frame.cue[1] <= mark.start:
            start = max(start, frame.cue[1])
        if mark.end <= frame.cue[0]:
            end = min(end, frame.cue[0])
        lead, tail = self.text[start : mark.start], self.text[mark.end : end]
        if not count(lead) and not count(tail):
            return Draft((self._inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker)
        if mark.start > start and count(lead) and _sentence_break(lead) and not count(tail):
            return Draft((self._inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker)
        inside = [m for m in self.marks if m.start < end and start < m.end]
        end = max(end, max(m.end for m in inside))
        return Draft((self._bare(start, end),), QuoteKind.MIXED, frame.cue, frame.speaker)

    def _bare(self, start: int, end: int) -> Span:
        """Without punctuation at the edges; a quotation mark at an edge stays with its partner."""
        while start < end and self.text[start] in _EDGE:
            start += 1
        if end < len(self.text) and self.text[end] in _MARKS and self._unbalanced(start, end):
            end += 1
        if start > self.span[0] and self.text[start - 1] in _MARKS and self._unbalanced(start, end):
            start -= 1
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        return start, end

    def _unbalanced(self, start: int, end: int) -> bool:
        piece = self.text[start:end]
        return piece.count("“") != piece.count("”") or piece.count('"') % 2 == 1 or piece.count("«") != piece.count("»")

    def _adjacent(self, mark: Marked, words: int) -> Frame | None:
        """The cue right before or right after the marks, with nothing but its own clause between."""
        speech = words >= FEW or self._is_speech(mark)
        best: tuple[int, Frame] | None = None
        for frame in self.frames:
            if frame.cue in self.used and frame.cue[1] <= mark.start:
                continue
            before = frame.cue[1] <= mark.start
            gap = self.text[frame.cue[1] : mark.start - 1] if before else self.text[mark.end + 1 : frame.cue[0]]
            size = count(gap)
            if size > (BEFORE if before else AFTER) or any(c in gap for c in "“”«»") or '"' in gap:
                continue
            if _sentence_break(gap) and not (before and gap.rstrip().endswith(":")):
                continue
            introduced = before and gap.rstrip()[-1:] in (":", ",") or before and size <= 2
            if not speech and not introduced:
                continue
            rank = size - (6 if introduced else 0) - (4 if not before and self.text[mark.end - 1] in ",?!" else 0)
            if best is None or rank < best[0]:
                best = rank, frame
        return best[1] if best else None

    def _is_speech(self, mark: Marked) -> bool:
        """Marks around whole sentences: they end in punctuation, or open the paragraph, or stay open."""
        last = self.text[mark.end - 1]
        after = self.text[mark.end + 1 : mark.end + 2]
        opens = not self.text[self.span[0] : mark.start - 1].strip()
        introduced = self.text[: mark.start - 1].rstrip()[-1:] == ":" if mark.start > 1 else False
        return last in ".!?…," or after in (",", ".") and opens or not mark.closed or introduced

    def _continued(self, mark: Marked, own: list[Draft], before: Draft | None) -> None:
        """Marked sentences without a cue: the same speaker goes on, or the sentence before names one."""
        opens = not self.text[self.span[0] : mark.start - 1].strip()
        if own and own[-1].kind is not QuoteKind.INDIRECT and self._only_cue_between(own[-1], mark):
            own[-1] = replace(own[-1], spans=(*own[-1].spans, self._inner(mark)))
            return
        mention = own[-1].mention if own else None
        named = [s for s in self.subjects if s[1] <= mark.start]
        if not own and named:
            mention = named[-1]
        elif not own and opens and before is not None:
            mention = before.mention
        own.append(Draft((self._inner(mark),), QuoteKind.DIRECT, None, mention))

    def _only_cue_between(self, draft: Draft, mark: Marked) -> bool:
        """Whether no other sentence stands between two marked pieces than the one with the cue."""
        between = self.text[draft.spans[-1][1] : mark.start]
        return count(between) <= AFTER + BEFORE and len(re.findall(r"[.!?]\s", between)) <= 1

    def _indirect(self, frame: Frame, own: Sequence[Draft]) -> Draft | None:
        if frame.content is None or frame.speaker is None and not frame.clause:
            return None
        start, end = self._bare(*frame.content)
        taken = [span for d in own for span in d.spans]
        if count(self.text[start:end]) < 2 or any(a < end and start < b for a, b in taken):
            return None
        if not frame.clause and count(self.text[start:end]) < FEW:
            return None
        return Draft(((start, end),), QuoteKind.INDIRECT, frame.cue, frame.speaker)


def _sentence_break(gap: str) -> bool:
    return bool(_END.search(gap)) or bool(re.search(r"[.!?]\s*$", gap.rstrip('"”» ')))
