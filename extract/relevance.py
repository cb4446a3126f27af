"""The event gate: whether an article reports this meeting, and why the software thinks so.

Each observation has its points, and the ledger prints them. An article with fewer points than the meeting's ``gate`` is
not about it; of the rest, words and date tell a report from a preview and a reaction. The analyst's own word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from extract.definitions import Meeting, Participant
from extract.phrases import pattern
from extract.quotes.language import GateWords, load_language
from extract.records import Article, Link, PageKind, Relation
from extract.words import fold, names, words

BEGINNING = 2  # paragraphs in which a report says what it reports
TOLD = 8  # words: a shorter paragraph may be a byline or a place and date
QUOTED = 8  # quotation marks from which somebody has already spoken
BEFORE = 4  # words before a word of reaction: who of the talks stands among them reacts to something else
MOST_NAMES = 3
PREVIEW, REACTION = 1.5, 2.0  # points
CLOSE = 0.5  # points from the limit within which the judgement is called doubtful

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
    seen = _Seen(article, meeting)
    about = list(_about(seen))
    points = sum(p for p, _ in about)
    told = f"{points:+.1f} points of {meeting.gate:g} needed: {_shown(about)}"
    if points < meeting.gate:
        return Judgement(Relation.OTHER, f"another meeting, or not about it{_doubt(points, meeting.gate)}: {told}")
    for relation, found, limit in (
        (Relation.PREVIEW, list(_preview(seen)), PREVIEW),
        (Relation.REACTION, list(_reaction(seen)), REACTION),
    ):
        total = sum(p for p, _ in found)
        if total >= limit:
            return Judgement(relation, f"{relation}{_doubt(total, limit)}: {_shown(found)}; about it: {told}")
    relation = _coverage(article)
    return Judgement(relation, f"{relation}{_doubt(points, meeting.gate)}: {told}")


def _doubt(points: float, limit: float) -> str:
    return " (doubtful)" if abs(points - limit) < CLOSE else ""


def _shown(found: list[Point]) -> str:
    return ", ".join(f"{why} ({p:+g})" for p, why in found) or "nothing"


class _Seen:
    """What the rules look at, found once."""

    def __init__(self, article: Article, meeting: Meeting) -> None:
        self.article, self.meeting = article, meeting
        told = [p for p in article.paragraphs if len(p.split()) >= TOLD] or list(article.paragraphs)
        self.opening = (article.title, *told[:BEGINNING])
        self.first = " ".join(self.opening[:2])
        self.beginning = " ".join(self.opening)
        published = article.published
        self.day = date(published.year, published.month, published.day) if published else None
        self.gate: GateWords = load_language(article.language).gate
        given = (term for terms in meeting.search_words.values() for term in terms)
        self.places = tuple(fold(p) for p in (meeting.place.partition(",")[0].strip(), *given) if p)

    @cached_property
    def named(self) -> list[str]:
        return [p.name for p in self.meeting.participants if _names(p, self.article.text)]

    @cached_property
    def sides(self) -> int:
        """How many of those who met the headline or first paragraph names, by name or country."""
        return sum(_names(p, self.first) or names(self.first, p.country) for p in self.meeting.participants)

    def there(self, text: str) -> str:
        """The place of the talks, or another of the analyst's search words, where it stands in a text; else empty."""
        plain = fold(text)
        return next((p for p in self.places if p in plain), "")

    def other_month(self) -> str:
        """A month of the headline or first paragraph in which no day of the meeting's window lies; else empty."""
        meeting = self.meeting
        near = (meeting.start - timedelta(days=meeting.days_before), meeting.end + timedelta(days=meeting.days_after))
        at = {day.month for day in near}
        others = tuple(name for n, names in enumerate(self.gate.months, 1) if n not in at for name in names)
        found = pattern(others).search(self.first)
        return found[0].lower() if found else ""

    @cached_property
    def met(self) -> list[str]:
        """What tells that the talks were held: not a part of what is foreseen, "they want to face the press"."""
        told = pattern(self.gate.foresees).sub("|", self.beginning)
        return list(dict.fromkeys(m[0].lower() for m in pattern(self.gate.meets).finditer(told)))

    def in_beginning(self, phrases: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(m[0].lower() for m in pattern(phrases).finditer(self.beginning)))

    def in_title(self, phrases: tuple[str, ...]) -> bool:
        return bool(pattern(phrases).search(self.article.title))

    def by_others(self, phrases: tuple[str, ...]) -> list[str]:
        """Phrases of the beginning that none of those who met stands before."""
        said = (m for text in self.opening for m in pattern(phrases).finditer(text) if not self._of_the_talks(m))
        return list(dict.fromkeys(m[0].lower() for m in said))

    def _of_the_talks(self, phrase: re.Match[str]) -> bool:
        before = " ".join(phrase.string[: phrase.start()].split()[-BEFORE:])
        return any(_names(p, before) for p in self.meeting.participants)

    def of_outcome(self, words: tuple[str, ...]) -> list[str]:
        """Words of the beginning beside which the talks or their outcome are named, in one paragraph."""
        outcome = pattern(self.gate.outcomes)
        about = tuple(text for text in self.opening if outcome.search(text) or self.there(text))
        return [found for found in self.by_others(words) if any(found in text.lower() for text in about)]


def _about(seen: _Seen) -> Iterator[Point]:
    """Whether it is about these talks at all."""
    meeting = seen.meeting
    if seen.named:
        yield min(MOST_NAMES, len(seen.named)), f"names {_list(seen.named)}"
    if len(seen.named) == 1 and len(meeting.participants) == 2 and seen.sides < 2:
        yield -1, "not the other side"
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


def _another_occasion(seen: _Seen) -> Iterator[Point]:
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


def _timing(seen: _Seen) -> Iterator[Point]:
    day, meeting = seen.day, seen.meeting
    if day is None:
        return
    if day < meeting.start - timedelta(days=meeting.days_before):
        yield -4, f"published {day}, long before"
    elif day > meeting.end + timedelta(days=meeting.days_after):
        yield -4, f"published {day}, long after"
    else:
        yield 0.5, f"published {day}"


def _preview(seen: _Seen) -> Iterator[Point]:
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


def _reaction(seen: _Seen) -> Iterator[Point]:
    if seen.day and seen.day > seen.meeting.end:
        yield 1, f"published {seen.day}, after the talks"
    for phrase in list(dict.fromkeys((*seen.by_others(seen.gate.reacts), *seen.of_outcome(seen.gate.judges))))[:2]:
        yield 1, f"{phrase!r}"
    if seen.in_title(seen.gate.reacts):
        yield 0.5, "in the headline"
    if seen.met:
        yield -1, f"but {seen.met[0]!r}"


def _names(person: Participant, text: str) -> bool:
    plain = fold(text)
    return any(names(text, _last(form)) for form in person.names) or any(fold(t) in plain for t in person.titles)


def _last(name: str) -> str:
    return next((m.group() for m in reversed(list(words(name)))), name)


def _list(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
