"""One paragraph with its marks, frames and subjects: what the steps of ``assemble`` share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.quotes.found import Frame
from extract.quotes.marks import Marked
from extract.quotes.sentences import WORD
from extract.records import QuoteKind, Span

_EDGE = " \t\u00a0,.;:—–-"
_CLOSED = re.compile(r"’(?!\w)")
_SIGNED = re.compile(r"\s*[―—–-]+\s*(?P<who>[^\W\d_][^\n,:;“”\"!?]{2,50}?)[\s.]*$")
_MARKS = "\"“”«»„‘’'"


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before its person is resolved."""

    spans: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None
    mention: Span | None
    confidence: float | None = None
    via: Span | None = None  # who brought the words: "Marsh said, according to the Herald"


class Paragraph:
    """A paragraph's marks and frames in text order; frames whose cue stands in quotation marks are kept apart."""

    def __init__(
        self, text: str, span: Span, marks: Sequence[Marked], frames: Sequence[Frame], subjects: Sequence[Span]
    ) -> None:
        self.text, self.span, self.marks, self.subjects = text, span, marks, subjects
        self.starts = [m.start for m in marks]
        self.frames = [f for f in frames if not self.marks_over(f.cue[0], f.cue[0] + 1)]
        self.nested = [f for f in frames if self.marks_over(f.cue[0], f.cue[0] + 1)]
        self.cues = [f.cue[0] for f in self.frames]
        self.brought = {f.sentence for f in self.frames if f.second_hand}
        self.first = span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip())
        self.used: set[Span] = set()

    def taken(self, drafts: Sequence[Draft]) -> bytearray:
        """Which characters of the paragraph are content already."""
        taken = bytearray(self.span[1] - self.span[0])
        for start, end in (span for d in drafts for span in d.spans):
            taken[start - self.span[0] : end - self.span[0]] = b"\1" * (end - start)
        return taken

    def marks_over(self, start: int, end: int) -> Sequence[Marked]:
        """The marked spans that share a character with a stretch of text; marks never overlap each other."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        if first < len(self.marks) and self.marks[first].end <= start:
            first += 1
        return self.marks[first : bisect_left(self.starts, end)]

    def opens(self, mark: Marked) -> bool:
        """Whether a mark stands at the very beginning."""
        return mark.start - 1 <= self.first

    def kind(self, pieces: Sequence[Span]) -> QuoteKind:
        """Direct: every word in quotation marks; mixed: some; indirect: none."""
        words = [m.start() + a for a, b in pieces for m in WORD.finditer(self.text[a:b])]
        inside = sum(bool(self.marks_over(w, w + 1)) for w in words)
        if inside == len(words):
            return QuoteKind.DIRECT
        return QuoteKind.MIXED if inside else QuoteKind.INDIRECT

    def inner(self, mark: Marked) -> Span:
        """What stands between the marks, without white space at its edges."""
        start, end = mark.start, mark.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def bare(self, start: int, end: int) -> Span:
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
        if "‘" in piece and not _CLOSED.search(piece, piece.rfind("‘")):
            return True
        return piece.count("“") != piece.count("”") or piece.count('"') % 2 == 1 or piece.count("«") != piece.count("»")


def signed(paragraph: Paragraph, mark: Marked) -> Span | None:
    """The name under words that stand alone in a paragraph: “We are ready.” ― Ruth Olden."""
    if not paragraph.opens(mark):
        return None
    found = _SIGNED.match(paragraph.text, mark.end + 1, paragraph.span[1])
    if found is None or not all(w[0].isupper() for w in (found["who"].split()[0], found["who"].split()[-1])):
        return None
    return found.span("who") if len(found["who"].split()) <= 5 else None
