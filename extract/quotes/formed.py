"""Cues told by their construction, whatever was learned about their word: "made it clear that", "her claim that"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.quotes import features as of
from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.parse import Parsed

SURE = 0.7  # how sure such a cue is at least
LEADS = 0.3  # from which confidence on a verb reports what stands in its content
REACH = 14  # words behind a noun in which its clause opens
_BEARERS = frozenset(("by", "of", "from"))


def is_cue(p: Parsed, c: int, language: Language) -> bool:
    return verb(p, c, language) or claims(p, c, language) is not None


def verb(p: Parsed, c: int, language: Language) -> bool:
    """A verb that speaks only together with what stands behind it: "made it clear that", "encouraged crews to stay"."""
    if p.tag[c] not in ("VBD", "VBZ", "VBP", "VBN") or p.dep[c] in ("acl", "amod"):
        return False
    if p.base[c] == "make":
        return "clear" in p.lower[c + 1 : c + 4] and of.first_that(p, c) is not None
    return p.base[c] in language.directives and any(
        p.dep[k] in ("xcomp", "ccomp") and any(p.tag[x] == "TO" for x in p.kids[k]) for k in p.kids[c]
    )


def claims(p: Parsed, c: int, language: Language) -> int | None:
    """The "that" of the clause for which a noun of speech stands: "her claim that the ships were sold"."""
    if not p.tag[c].startswith("NN") or p.base[c] not in language.noun_cues:
        return None
    stop = min(c + REACH, p.sentence[c][1] - 1)
    opening = (i for i in range(c + 1, stop) if p.lower[i] == "that" and p.tag[i] == "IN" and p.dep[i] == "mark")
    return next((i for i in opening if p.head[p.head[i]] == c and p.dep[p.head[i]] in ("acl", "ccomp")), None)


def bearer(p: Parsed, c: int, language: Language) -> int | None:
    """Whose claim it is: "her claim", "the claim by Marsh", "the claim of the harbour's lawyers"."""
    for k in p.kids[c]:
        if p.dep[k] == "poss" and k < c:
            return k
        if p.dep[k] in ("prep", "agent") and p.lower[k] in _BEARERS:
            named = (x for x in p.kids[k] if p.dep[x] == "pobj")
            return next((x for x in named if p.lower[k] != "of" or _speaks(p, x, language)), None)
    return None


def _speaks(p: Parsed, i: int, language: Language) -> bool:
    return p.tag[i].startswith("NNP") or p.lower[i] in language.roles | language.groups


def surer(p: Parsed, frames: Mapping[int, Frame], language: Language) -> dict[int, Frame]:
    """With claims as sure as their form, but for those that another cue reports: "called her claim that … absurd"."""
    formed = {c: f for c, f in frames.items() if claims(p, c, language) is not None}
    others = [f for c, f in frames.items() if c not in formed and f.confidence >= LEADS] if formed else []
    return {**frames, **{c: _surer(f) for c, f in formed.items() if not _reported(f, others)}}


def _surer(frame: Frame) -> Frame:
    return replace(frame, confidence=max(frame.confidence, SURE))


def _reported(frame: Frame, others: Sequence[Frame]) -> bool:
    return any(a <= frame.cue[0] < b for other in others for a, b in other.contents)
