"""Subjects that the parse has hung elsewhere: "In a note to the Gazette, her adviser, Robert Marsh, said"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.quotes.features import subject
from extract.quotes.parse import Parsed

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_INSERTION = 25  # words that may stand between a subject and its verb, between commas


def subject_of(p: Parsed, verb: int) -> int | None:
    """The head of a verb's subject: as parsed, else the noun phrase that stands where one must be."""
    parsed = subject(p, verb)
    return parsed if parsed is not None else displaced(p, verb)


def displaced(p: Parsed, verb: int) -> int | None:
    """The noun phrase behind a comma that leads to a finite verb without subject, alone or before an insertion."""
    if (modal := _no_modal(p, verb)) is not None:
        return modal
    if p.tag[verb] not in _FINITE or subject(p, verb) is not None:
        return None
    first = p.sentence[verb][0]
    end = _before(p, verb - 1, first)
    comma = end if end > first and p.text[end] == "," else None
    if comma is None:
        return _phrase_ending(p, end, first)
    heads: list[int] = []
    for at in range(comma - 1, max(first, comma - _INSERTION), -1):
        if p.marked[at]:
            break
        if at == comma - 1 or p.text[at + 1] == ",":
            head = _phrase_ending(p, at, first)
            if head is None and heads:
                break
            heads += [] if head is None else [head]
    return next((h for h in heads if p.tag[h].startswith("NNP")), heads[0] if heads else None)


def _no_modal(p: Parsed, verb: int) -> int | None:
    """A name read as a modal, which no finite verb could follow: "May said", "Will has described"."""
    at = verb - 1
    while at > 0 and (p.tag[at] == "RB" or p.lower[at] in ("has", "had")):
        at -= 1
    return at if at >= 0 and p.tag[at] == "MD" and p.text[at].istitle() and p.lower[at + 1] != p.base[at + 1] else None


def _before(p: Parsed, at: int, first: int) -> int:
    """The word before adverbs, auxiliaries and brackets that stand before a verb."""
    while at > first:
        if p.text[at] == ")":
            at = next((i for i in range(at, first, -1) if p.text[i][0] in "(["), first) - 1
        elif p.tag[at] in ("RB", "MD") or p.dep[at] in ("aux", "auxpass"):
            at -= 1
        else:
            break
    return at


def _phrase_ending(p: Parsed, last: int, first: int) -> int | None:
    """The last word of a noun phrase that stands right behind a comma; None where none stands there."""
    at = last = _before(p, last, first) if p.text[last] == ")" else last
    if not p.tag[last].startswith("NN"):
        return None
    while at > first and (p.tag[at][:2] in ("NN", "JJ", "CD", "DT", "PR", "PO") or p.text[at] == "."):
        at -= 1
    return last if p.text[at] == "," and at > first else None


def antecedents(p: Parsed) -> Iterator[tuple[int, int]]:
    """Each "who" or "which" with the noun that its clause hangs on."""
    for i, lower in enumerate(p.lower):
        if lower in ("who", "which", "that") and p.tag[i] in ("WP", "WDT"):
            verb = p.head[i]
            while p.dep[verb] in ("conj", "xcomp", "ccomp", "aux") and p.head[verb] != verb:
                verb = p.head[verb]
            if p.dep[verb] == "relcl" and p.head[verb] < i:
                yield i, p.head[verb]
