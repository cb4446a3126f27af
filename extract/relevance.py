"""The event gate: whether an article reports this meeting, and why the software thinks so.

Each observation has its points, and the ledger prints them. An article with fewer points than the meeting's ``gate`` is
not about it; of the rest, words and date tell a report from a preview and a reaction. The analyst's own word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from extract.definitions import Meeting
from extract.phrases import pattern
from extract.records import Article, Link, PageKind, Relation
from extract.seen import Seen

QUOTED = 8  # quotation marks from which somebody has already spoken
MOST_NAMES = 3
PREVIEW, REACTION = 1.5, 2.0  # points
CLOSE = 0.5  # points from the limit within which the judgement is called doubtful

_WHAT = {
    Relation.PREVIEW: "written before the talks or about what is to come",
    Relation.REACTION: "on what others make of the talks",
}
Point = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    relation: Relation
    reason: str


def relate(article: Article, meeting: Meeting, link: Link) -> Judgement:
    """What an article is to the meeting.

    A relation set by the analyst overrules. Pages that the analyst gave without one are trusted to be coverage; what
    the gate would have said stays in the reason.
    """
    if link.relation is Relation.RECORD:
        return Judgement(Relation.RECORD, "official record")
    gate = judge(article, meeting)
    if link.relation is not None:
        live = link.relation is Relation.REPORT and article.kind is PageKind.LIVE
        relation = Relation.LIVE if live else link.relation
        return Judgement(relation, f"{relation}: set by the analyst (the gate: {gate.reason})")
    if link.found_by in ("given", "saved page") and gate.relation not in (Relation.REPORT, Relation.LIVE):
        return Judgement(_coverage(article), f"given by the analyst (the gate: {gate.reason})")
    return gate


def _coverage(article: Article) -> Relation:
    return Relation.LIVE if article.kind is PageKind.LIVE else Relation.REPORT


def judge(article: Article, meeting: Meeting) -> Judgement:
    """The gate alone, without the analyst's word."""
    seen = Seen(article, meeting)
    about = list(_about(seen))
    if _sum(about) < meeting.gate:
        return Judgement(Relation.OTHER, _told("another meeting, or not about it", about, meeting.gate))
    for relation, found, limit in (
        (Relation.PREVIEW, list(_preview(seen)), PREVIEW),
        (Relation.REACTION, list(_reaction(seen)), REACTION),
    ):
        if _sum(found) >= limit:
            reason = _told(f"{relation}, {_WHAT[relation]}", found, limit)
            return Judgement(relation, f"{reason}. {_told('These talks are meant', about, meeting.gate)}")
    relation = _coverage(article)
    return Judgement(relation, _told(str(relation), about, meeting.gate))


def _told(what: str, found: list[Point], limit: float) -> str:
    """The words first, then what they rest on; the points, which are for who wants to check, last."""
    return f"{what}{_doubt(_sum(found), limit)}: {_shown(found)}; {_sum(found):g} points, {limit:g} needed"


def _sum(found: list[Point]) -> float:
    return sum(p for p, _ in found)


def _doubt(points: float, limit: float) -> str:
    return " (doubtful)" if abs(points - limit) < CLOSE else ""


def _shown(found: list[Point]) -> str:
    return ", ".join(f"{why} ({p:+g})" for p, why in found) or "nothing"


def _about(seen: Seen) -> Iterator[Point]:
    """Whether it is about these talks at all."""
    meeting = seen.meeting
    if seen.named:
        yield min(MOST_NAMES, len(seen.named)), f"names {_list(seen.named)}"
    if len(seen.named) == 1 and len(meeting.participants) == 2:
        if seen.sides < 2:
            yield -1, "not the other side"
        elif not seen.mirrored(seen.article.text):
            yield -2, "nor who stands for the other side"
    if len(meeting.participants) > 1 and seen.sides > 1:
        yield 1, "both sides in the headline or first paragraph"
    elif len(meeting.participants) > 1 and not seen.there(seen.first):
        yield (
            -2 if len(meeting.participants) == 2 else -1,
            "neither both sides nor the place in the headline or first paragraph",
        )
    if place := seen.there(seen.beginning):
        yield 1, f"{place!r} at the beginning"
    elif place := seen.there(seen.article.text):
        yield 0.5, f"{place!r} further down"
    if seen.met:
        yield 1, f"{seen.met[0]!r}"
    yield from _timing(seen)
    yield from _another_occasion(seen)


def _another_occasion(seen: Seen) -> Iterator[Point]:
    """What tells of a call or of another day; beside the place it tells of neither, but for a headline of a call."""
    here = seen.there(seen.first)
    told = seen.article.title if here and not seen.met else seen.first
    if not seen.there(told) and (call := pattern(seen.gate.calls).search(told)):
        yield -4, f"{call[0].lower()!r} and not the place"
    if here:
        return
    if other := pattern(seen.gate.elsewhen).search(seen.first):
        yield -2.5, f"{other[0].lower()!r} and not the place"
    elif (month := seen.other_month()) and not seen.there(seen.article.text):
        yield -2.5, f"{month!r} and nowhere the place"


def _timing(seen: Seen) -> Iterator[Point]:
    day, meeting = seen.day, seen.meeting
    if day is None:
        return
    if day < meeting.start - timedelta(days=meeting.days_before):
        yield -4, f"published {day}, long before"
    elif day > meeting.end + timedelta(days=meeting.days_after):
        yield -4, f"published {day}, long after"
    else:
        yield 0.5, f"published {day}"


def _preview(seen: Seen) -> Iterator[Point]:
    if seen.day and seen.day < seen.meeting.start:
        yield 3, f"published {seen.day}, before the talks"
    elif seen.article.kind is PageKind.LIVE:
        return  # it begins before the talks and ends after them
    if seen.day and seen.day > seen.meeting.end:
        yield -3, f"published {seen.day}, after the talks"
    foreseen = seen.in_beginning(seen.gate.foresees)[:2]
    for phrase in foreseen:
        yield 1, f"{phrase!r}"
    if seen.in_title(seen.gate.foresees):
        yield 0.5, "in the headline"
    if seen.met:
        yield -1.5, f"but {seen.met[0]!r}"
    marks = len(re.findall(r"[“”«»„\"「」]", seen.article.text))
    if marks >= QUOTED:
        yield -1, "but much is quoted"
    elif foreseen and not marks:
        yield 0.5, "nothing is quoted"


def _reaction(seen: Seen) -> Iterator[Point]:
    if seen.day and seen.day > seen.meeting.end:
        yield 1, f"published {seen.day}, after the talks"
    for phrase in list(dict.fromkeys((*seen.by_others(seen.gate.reacts), *seen.of_outcome(seen.gate.judges))))[:2]:
        yield 1, f"{phrase!r}"
    if seen.in_title(seen.gate.reacts):
        yield 0.5, "in the headline"
    if seen.met:
        yield -1, f"but {seen.met[0]!r}"


def _list(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
