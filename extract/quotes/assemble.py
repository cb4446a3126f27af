"""From marks and frames to quotations: what is content, where it ends, which pieces are one act of reporting."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.quotes.found import Frame
from extract.quotes.marks import Marked
from extract.records import QuoteKind, Span

FEW = 4  # words: a shorter marked piece that no cue governs is a title, a nickname or a scare quote
BEFORE, AFTER = 16, 10  # words between a cue and the quotation marks it introduces or follows
SURE = 0.45  # a frame without quotation marks is a quotation from this confidence on
SURE_MARKED = 0.3  # the same with quotation marks in what it reports
NEAR = 300  # characters from quotation marks within which their cue stands
SAME = 0.7  # share of characters from which two cues report the same words
_WORD = re.compile(r"\w+")
# A full stop behind an initial or a short title ("Mr.", "Andrew G.", "U.S.") ends no sentence.
_END = re.compile(
    r"(?<!\b\w)(?<!\b[A-Z]\w)(?<!\b(?:Gov|Sen|Rep|Gen|Col|Lt\.|Mrs))[.!?…][\"”»)]?\s+[\"“«(]?[A-ZА-ЯЁÇĞİÖŞÜÄ]"
)
_EDGE = " \t\u00a0,.;:—–-"
_MARKS = "\"“”«»„‘’'"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before its person is resolved."""

    spans: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None
    mention: Span | None
    confidence: float | None = None
    via: Span | None = None  # who brought the words: "Trump said, according to TIME"


def count(text: str) -> int:
    return len(_WORD.findall(text))


def assemble(
    text: str, paragraphs: Sequence[Span], marks: Sequence[Marked], frames: Sequence[Frame], subjects: Sequence[Span]
) -> list[Draft]:
    """Quotations of a text in order. Linear: each paragraph looks at its own marks and frames only."""
    drafts: list[Draft] = []
    m = f = s = 0
    before: _Paragraph | None = None
    for start, end in paragraphs:
        own_marks, m = _within(marks, m, end, lambda x: x.start)
        own_frames, f = _within(frames, f, end, lambda x: x.cue[0])
        own_subjects, s = _within(subjects, s, end, lambda x: x[0])
        paragraph = _Paragraph(text, (start, end), own_marks, own_frames, own_subjects)
        paragraph.add_to(drafts, before)
        before = paragraph
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
        self.starts = [m.start for m in marks]
        self.frames = [f for f in frames if not self._marks_over(f.cue[0], f.cue[0] + 1)]
        self.cues = [f.cue[0] for f in self.frames]
        self.brought = {f.sentence for f in self.frames if f.second_hand}
        self.first = span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip())
        self.used: set[Span] = set()

    def _taken(self, drafts: Sequence[Draft]) -> bytearray:
        """Which characters of the paragraph are content already."""
        taken = bytearray(self.span[1] - self.span[0])
        for start, end in (span for d in drafts for span in d.spans):
            taken[start - self.span[0] : end - self.span[0]] = b"\1" * (end - start)
        return taken

    def _marks_over(self, start: int, end: int) -> Sequence[Marked]:
        """The marked spans that share a character with a stretch of text; marks never overlap each other."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        if first < len(self.marks) and self.marks[first].end <= start:
            first += 1
        return self.marks[first : bisect_left(self.starts, end)]

    def add_to(self, drafts: list[Draft], above: _Paragraph | None) -> None:
        before = drafts[-1] if drafts else None
        own = self._first_hand([(f, d) for f in self.frames if (d := self._reported(f))])
        announced = above.announces() if above is not None else None
        taken = self._taken(own)
        for mark in self.marks:
            if any(taken[mark.start - self.span[0] : mark.end - self.span[0]]):
                continue
            if announced is not None and self._opens(mark):
                own.append(Draft((self._inner(mark),), QuoteKind.DIRECT, announced.cue, announced.speaker))
            else:
                self._marked(mark, own, self._goes_on(before, above), drafts)
        drafts += sorted(own, key=lambda d: d.spans)

    def _first_hand(self, reported: Sequence[tuple[Frame, Draft]]) -> list[Draft]:
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

    def announces(self) -> Frame | None:
        """The cue of a paragraph that ends in a colon: it introduces what the next one quotes."""
        if self.text[slice(*self.span)].rstrip()[-1:] != ":":
            return None
        free = [f for f in self.frames if f.cue not in self.used] or self.frames
        named = [f for f in free if f.speaker] or free
        return named[-1] if named else None

    def _opens(self, mark: Marked) -> bool:
        return mark.start - 1 <= self.first

    def _goes_on(self, before: Draft | None, above: _Paragraph | None) -> Draft | None:
        """The draft whose speaker may go on: the last one, or the subject of a paragraph above that quotes nobody."""
        if above is None or not above.subjects or before is None or before.spans[-1][1] > above.span[0]:
            return before
        return replace(before, mention=above.subjects[-1])

    def _reported(self, frame: Frame) -> Draft | None:
        """What a frame reports, its edges moved so that they never cut through quotation marks."""
        pieces = [s for piece in frame.contents if count(self.text[slice(*(s := self._snapped(piece, frame)))])]
        words = sum(count(self.text[a:b]) for a, b in pieces)
        kind = self._kind(pieces)
        if words < 2 or frame.confidence < self._least(frame, kind):
            return None
        self.used.add(frame.cue)
        return Draft(tuple(pieces), kind, frame.cue, frame.speaker, frame.confidence)

    def _least(self, frame: Frame, kind: QuoteKind) -> float:
        """The confidence a frame needs. Beside "according to X" the marked words are first of all the speaker's."""
        if kind is QuoteKind.DIRECT and frame.sentence in self.brought:
            return 0.0
        return SURE if kind is QuoteKind.INDIRECT else SURE_MARKED

    def _snapped(self, piece: Span, frame: Frame) -> Span:
        start, end = piece
        for mark in self._marks_over(start, end):
            start, end = min(start, mark.start), max(end, mark.end)
        if frame.cue[1] <= piece[0]:
            start = max(start, frame.cue[1])
        else:
            end = min(end, frame.cue[0])
        if inside := self._marks_over(start, end):
            lead, tail = self.text[start : inside[0].start], self.text[inside[-1].end : end]
            if len(inside) == 1 and not count(tail) and (not count(lead) or _sentence_break(lead)):
                return self._inner(inside[0])
        return self._bare(start, end)

    def _kind(self, pieces: Sequence[Span]) -> QuoteKind:
        """Direct: every word in quotation marks; mixed: two words or more; indirect: the rest."""
        words = [m.start() + a for a, b in pieces for m in _WORD.finditer(self.text[a:b])]
        inside = sum(bool(self._marks_over(w, w + 1)) for w in words)
        if inside == len(words):
            return QuoteKind.DIRECT
        return QuoteKind.MIXED if inside else QuoteKind.INDIRECT

    def _marked(self, mark: Marked, own: list[Draft], before: Draft | None, drafts: list[Draft]) -> None:
        """Marked words that no frame has taken."""
        words = count(self.text[mark.start : mark.end])
        if mark.continues and drafts and not own:
            drafts[-1] = replace(drafts[-1], spans=(*drafts[-1].spans, self._inner(mark)))
        elif (frame := self._adjacent(mark, words)) is not None:
            self._join(Draft((self._inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker, frame.confidence), own)
        elif (words >= FEW or self._rest_of(mark, own)) and self._is_speech(mark):
            self._continued(mark, own, before)

    def _join(self, draft: Draft, own: list[Draft]) -> None:
        """One cue, one quotation: a further piece beside the same cue is added to it."""
        at = next((i for i, d in enumerate(own) if d.cue == draft.cue), None)
        if at is None:
            own.append(draft)
        else:
            kind = own[at].kind if own[at].kind is draft.kind else QuoteKind.MIXED
            own[at] = replace(own[at], spans=tuple(sorted((*own[at].spans, *draft.spans))), kind=kind)
        if draft.cue is not None:
            self.used.add(draft.cue)

    def _inner(self, mark: Marked) -> Span:
        start, end = mark.start, mark.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

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
        best: tuple[float, Frame] | None = None
        near = slice(bisect_left(self.cues, mark.start - NEAR), bisect_right(self.cues, mark.end + NEAR))
        for frame in self.frames[near]:
            if frame.cue in self.used and frame.cue[1] <= mark.start:
                continue
            before = frame.cue[1] <= mark.start
            gap = self.text[frame.cue[1] : mark.start - 1] if before else self.text[mark.end + 1 : frame.cue[0]]
            size = count(gap)
            if size > (BEFORE if before else AFTER) or any(c in gap for c in "“”«»") or '"' in gap:
                continue
            if _sentence_break(gap) and not (before and gap.rstrip().endswith(":")):
                continue
            introduced = size <= 2 if before else size == 0
            introduced = introduced or before and gap.rstrip()[-1:] in (":", ",")
            if not speech and (not introduced or frame.confidence < SURE):
                continue
            rank: float = (
                size - (6 if introduced else 0) - (4 if not before and self.text[mark.end - 1] in ",?!" else 0)
            )
            rank -= 4 * frame.confidence
            if best is None or rank < best[0]:
                best = rank, frame
        return best[1] if best else None

    def _is_speech(self, mark: Marked) -> bool:
        """Marks around whole sentences: they end in punctuation, or open the paragraph, or stay open."""
        last = self.text[mark.end - 1]
        after = self.text[mark.end + 1 : mark.end + 2]
        opens = self._opens(mark)
        lead = self.text[max(0, mark.start - 4) : mark.start - 1].rstrip()
        split = self.text[mark.end : mark.end + 1] in (",", "!", "?")  # the cue stands inside the marks
        return (
            split
            or self.text[max(self.span[0], mark.start - 2) : mark.start] in ("— ", "– ")
            or last in ".!?…,"
            or after in (",", ".")
            and opens
            or not mark.closed
            or lead[-1:] == ":"
        )

    def _continued(self, mark: Marked, own: list[Draft], before: Draft | None) -> None:
        """Marked sentences without a cue: the same speaker goes on, or the sentence before names one."""
        opens = self._opens(mark)
        if own and own[-1].kind is not QuoteKind.INDIRECT and self._only_cue_between(own[-1], mark):
            own[-1] = replace(own[-1], spans=(*own[-1].spans, self._inner(mark)))
            return
        mention = own[-1].mention if own else None
        named = self.subjects[: bisect_left(self.subjects, (mark.start, 0))][-1:]
        if not own and named:
            mention = named[-1]
        elif not own and opens and before is not None:
            mention = before.mention
        own.append(Draft((self._inner(mark),), QuoteKind.DIRECT, None, mention))

    def _rest_of(self, mark: Marked, own: Sequence[Draft]) -> bool:
        """A short second half: "A step," she said, "not the last"."""
        if not own or own[-1].cue is None or own[-1].kind is not QuoteKind.DIRECT:
            return False
        end, cue = own[-1].spans[-1][1], own[-1].cue
        return end <= cue[0] < mark.start <= end + NEAR and not _sentence_break(self.text[end : mark.start - 1])

    def _only_cue_between(self, draft: Draft, mark: Marked) -> bool:
        """Whether no other sentence stands between two marked pieces than the one with the cue."""
        between = self.text[draft.spans[-1][1] : mark.start]
        return len(between) <= NEAR and count(between) <= AFTER + BEFORE and len(re.findall(r"[.!?]\s", between)) <= 1


def _same_words(one: Draft, other: Draft, brought: bool) -> bool:
    """Whether two drafts share most words; of words that somebody brought, whether they hold the other's."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.spans for c, d in other.spans)
    sizes = [sum(b - a for a, b in x.spans) for x in (one, other)]
    return shared > SAME * (sizes[0] if brought else max(sizes))


def _sentence_break(gap: str) -> bool:
    return bool(_END.search(gap)) or bool(re.search(r"[.!?]\s*$", gap.rstrip('"”» ')))
