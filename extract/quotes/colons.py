"""Marked words behind a colon that no cue leads to: 'Marsh had one answer for the harbour: "We will stay."'."""

from __future__ import annotations

from collections.abc import Mapping

from extract.quotes.found import Frame
from extract.quotes.nouns import phrase
from extract.quotes.parse import QUOTES, Parsed
from extract.quotes.subjects import subject_of

SURE = 0.5  # how sure it is that who acts before the colon speaks behind it
SURE_CUE = 0.3  # from which confidence on a cue leads to the marks itself
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_BELOW = frozenset(("relcl", "acl", "advcl", "pcomp", "csubj"))
_NOBODY = frozenset("i you we it there here this that these those who which what one".split())


def frames(p: Parsed, known: Mapping[int, Frame]) -> list[Frame]:
    """A frame for each colon before quotation marks whose clause has a subject, and no ``known`` cue that is sure."""
    cues = {c for c, frame in known.items() if frame.confidence >= SURE_CUE}
    return [
        Frame(p.chars(i, i), phrase(p, who), (), p.chars(p.sentence[i][0], p.sentence[i][1] - 1), SURE)
        for i, word in enumerate(p.text)
        if word == ":" and not p.marked[i] and _leads(p, i) and (who := _acts(p, i, cues)) is not None
    ]


def _leads(p: Parsed, colon: int) -> bool:
    """Whether marks open right behind a colon, here or in the next paragraph."""
    return colon + 1 == len(p) or p.text[colon + 1] in QUOTES


def _acts(p: Parsed, colon: int, cues: set[int]) -> int | None:
    """The subject of the last clause before a colon that hangs in no other."""
    first = p.sentence[colon][0]
    for verb in range(colon - 1, first, -1):
        if verb in cues or p.marked[verb]:
            return None
        who = subject_of(p, verb) if _tells(p, verb) else None
        if who is not None and first <= who < verb:
            joined = any(p.dep[k] == "mark" for k in p.kids[verb])  # "so loud that Hale had to shout her answer: “…”"
            return None if joined or p.lower[who] in _NOBODY else who
    return None


def _tells(p: Parsed, verb: int) -> bool:
    """A finite verb, or one with a finite auxiliary, of a clause that explains no noun and no other verb."""
    if p.dep[verb] in _BELOW:
        return False
    helped = any(p.dep[k] in ("aux", "auxpass") and p.tag[k] in _FINITE for k in p.kids[verb])
    return p.tag[verb] in _FINITE and p.dep[verb] not in ("aux", "auxpass") or helped
