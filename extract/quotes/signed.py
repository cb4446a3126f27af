"""Who speaks where no verb says so: a signature behind the quotation, or a name and a colon before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.quotes.found import Found
from extract.quotes.language import Language, load_language
from extract.quotes.naming import either
from extract.quotes.paragraph import Draft
from extract.records import QuoteKind, Span

_OPENING, _CLOSING = '"“„«', '"”»“'
_WORD = r"[^\W\d_][\w’'-]*\.?"
_NAME = rf"(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w’'-]*\.?)(?:\s+(?:{_WORD})){{0,5}}"
_SIGNED = re.compile(rf"\s*(?:―|—|–|--|-)\s*(?P<who>{_NAME})(?P<more>\s*[,(@][^\n“”\"]{{0,80}})?\s*\.?\s*$")
_SMALL = frozenset("de da di del van von der den bin al la le el ben ibn dos du of the and".split())
_COLON = re.compile(r":\s*[\"“„«]$")
_GAP = re.compile(r"(?:\s+\([^()\n]{1,30}\))?\s+$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Where a language puts who listens or who speaks, by the words of its file."""

    hears: re.Pattern[str]  # before a name
    subject: re.Pattern[str]  # between closing marks and a cue
    inverted: re.Pattern[str]  # behind a cue
    does: re.Pattern[str]  # behind marks, with a verb that is no cue


@lru_cache(maxsize=32)
def _patterns(code: str) -> _Patterns:
    language = load_language(code)
    some = either(language.determiners)
    name = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}"
    he = either(language.speaking)
    return _Patterns(
        re.compile(rf"(?<!\w)(?:{either(language.hears)})\s+(?:(?:{some})\s+)?$"),
        re.compile(rf"\s+(?P<who>(?:(?i:{some})\s+)?[^\W_][\w’'-]*)\s+"),
        re.compile(rf"\s+(?P<who>(?:{some})(?:\s+[\w’'-]+)?|{name})(?=\W)"),
        re.compile(rf" (?P<who>(?:{some})(?: [\w’'-]+){{1,3}}?|{name}|{he}) (?:{language.acting or '(?!)'})\b"),
    )


def signed(
    text: str, paragraphs: Sequence[Span], drafts: Sequence[Draft], found: Found, language: Language
) -> list[Draft]:
    """The drafts with the mentions of those who sign them, or are named right before the colon that leads to them."""
    signatures = _signatures(text, paragraphs)
    ends = {end: start for start, end in found.names}
    words = _patterns(language.code)
    return [
        _with_signature(d, signatures)
        or _with_lead(text, d, ends, words)
        or _with_neighbour(text, d, ends)
        or _beside_cue(text, d, words)
        or _by_any_verb(text, d, words)
        or _without_relative(d, found.relatives)
        or d
        for d in drafts
    ]


def _signatures(text: str, paragraphs: Sequence[Span]) -> list[tuple[int, int, Span]]:
    """Where each signed quotation begins and ends, and who signs it, in the same paragraph or in a line of its own."""
    found: list[tuple[int, int, Span]] = []
    above: Span | None = None
    for start, end in paragraphs:
        close = _closing(text, start, end)
        if close is not None and (match := _SIGNED.match(text, close, end)) and _is_name(match["who"]):
            found.append((start, close, match.span("who")))
        elif (
            above is not None
            and (match := _SIGNED.match(text, start, end))
            and _is_name(match["who"])
            and (close := _closing(text, *above)) is not None
            and not text[close : above[1]].strip(" .\n")
        ):
            found.append((above[0], close, match.span("who")))
        above = start, end
    return found


def _closing(text: str, start: int, end: int) -> int | None:
    """The place behind the last closing mark of a paragraph that opens with a quotation mark."""
    if text[start:end].lstrip()[:1] not in tuple(_OPENING):
        return None
    last = max(text.rfind(mark, start + 1, end) for mark in _CLOSING)
    return last + 1 if last > start + 1 else None


def _is_name(words: str) -> bool:
    """Every word has a capital or is a particle; a clause ("— Marsh said") is no signature."""
    return all(w[0].isupper() or w.lower() in _SMALL for w in words.split())


def _with_signature(draft: Draft, signatures: Sequence[tuple[int, int, Span]]) -> Draft | None:
    if draft.kind is not QuoteKind.DIRECT:
        return None
    first, last = draft.spans[0][0], draft.spans[-1][1]
    who = next((who for start, close, who in signatures if start <= first <= start + 2 and last <= close), None)
    return replace(draft, mention=who) if who else None


def _with_lead(text: str, draft: Draft, ends: Mapping[int, int], words: _Patterns) -> Draft | None:
    """Words behind a name and a colon, or a dash before the name; "told Marsh:" names the one who listens."""
    start = draft.spans[0][0]
    if draft.kind is not QuoteKind.DIRECT or not _COLON.search(text[max(0, start - 6) : start]):
        return None
    colon = text.rindex(":", 0, start)
    if (name := ends.get(colon)) is None or words.hears.search(text, max(0, name - 20), name):
        return None
    dashed = re.search(r"(?:[-–—―]\s|\n|^)$", text[max(0, name - 2) : name])
    return replace(draft, mention=(name, colon)) if dashed or draft.cue is None or draft.mention is None else None


def _with_neighbour(text: str, draft: Draft, ends: Mapping[int, int]) -> Draft | None:
    """A name right before a cue whose speaker the parse has not found: "Speaker Robert Marsh (R-Va.) said"."""
    if draft.cue is None or draft.mention is not None:
        return None
    gap = _GAP.search(text, max(0, draft.cue[0] - 40), draft.cue[0])
    name = ends.get(gap.start()) if gap else None
    return replace(draft, mention=(name, gap.start())) if gap and name is not None else None


def _beside_cue(text: str, draft: Draft, words: _Patterns) -> Draft | None:
    """Who stands between closing marks and a cue, or behind it, where the parse has seen nobody: ",” Will wrote"."""
    if draft.cue is None or draft.mention is not None:
        return None
    end = next((b for _, b in draft.spans if b <= draft.cue[0]), None)
    if end is None or not _left_open(text, end):
        return None
    before = words.subject.fullmatch(text, end + 1, draft.cue[0])
    behind = words.inverted.match(text, draft.cue[1]) if not text[end + 1 : draft.cue[0]].strip() else None
    who = before or behind
    return replace(draft, mention=who.span("who")) if who else None


def _by_any_verb(text: str, draft: Draft, words: _Patterns) -> Draft | None:
    """Who does something right behind marks that leave the sentence open: "“Mexico!” the audience screamed back"."""
    if draft.cue is not None or draft.kind is not QuoteKind.DIRECT:
        return None
    found = (words.does.match(text, end + 1) for _, end in draft.spans if _left_open(text, end))
    who = next((match for match in found if match), None)
    return replace(draft, mention=who.span("who")) if who else None


def _left_open(text: str, end: int) -> bool:
    """Whether marks close behind a comma, or behind a question or an exclamation."""
    return text[end - 1 : end] in (",", "?", "!") and text[end : end + 1] in tuple(_CLOSING)


def _without_relative(draft: Draft, relatives: Mapping[int, Span]) -> Draft | None:
    """Who goes on speaking is the person, not the "who" of the clause before: "said Marsh, who came late. “…”"."""
    if draft.cue is not None or draft.mention is None or draft.mention[0] not in relatives:
        return None
    return replace(draft, mention=relatives[draft.mention[0]])
