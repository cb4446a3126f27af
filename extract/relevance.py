"""The event gate: whether an article reports this meeting, and why the software thinks so.

Few rules on date, people, place, words and tense, each of which leaves its reason. The analyst's own word wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extract.definitions import Meeting, Participant
from extract.discover.narrow import search_terms, speaks_of
from extract.records import Article, Link, PageKind, Relation
from extract.words import fold, words

LEAD = 4  # paragraphs in which a report says what it reports
_FORESEES = re.compile(
    r"\b(will (meet|hold|host|travel|discuss|visit)|are (due|set|expected|scheduled) to"
    r"|is (due|set|expected|scheduled) to"
    r"|ahead of|on the eve of|upcoming|tomorrow|what to expect|preview|wird .{0,40}treffen|vor dem treffen|morgen"
    r"|se réuniront|à la veille|demain|se reunirán|mañana|встретятся|проведут|проведет|накануне|завтра|предстоящ\w+"
    r"|görüşecek|bir araya gelecek|öncesinde|yarın)\b",
    re.I,
)
_REACTS = re.compile(
    r"\b(react(s|ed|ion|ions)|criticis(e|es|ed|ism)|welcom(e|es|ed)|respond(s|ed)|opposition|lawmakers|analysts?"
    r"|a day after|following (the|yesterday|tuesday|monday|wednesday|thursday|friday)"
    r"|reagier\w+|kritisier\w+|nach dem treffen"
    r"|réagi\w*|critiqu\w+|reaccion\w+|отреагировал\w*|раскритиковал\w*|оппозици\w+|эксперт\w*|прокомментировал\w*"
    r"|tepki\w*|eleştir\w+|muhalefet\w*|değerlendir\w+)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(by (tele)?phone|phone call|telephone conversation|spoke by phone|video (call|conference)"
    r"|telefonierte|telefonat"
    r"|au téléphone|por teléfono|по телефону|телефонн\w+ разговор\w*|telefonda|telefon görüşmesi)\b",
    re.I,
)


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
    gate = _gate(article, meeting)
    if link.relation is not None:
        live = link.relation is Relation.REPORT and article.kind is PageKind.LIVE
        relation = Relation.LIVE if live else link.relation
        return Judgement(relation, f"{relation}: set by the analyst (the gate: {gate.reason})")
    if link.found_by in ("given", "saved page") and gate.relation not in (Relation.REPORT, Relation.LIVE):
        return Judgement(_coverage(article), f"given by the analyst (the gate: {gate.reason})")
    return gate


def _coverage(article: Article) -> Relation:
    return Relation.LIVE if article.kind is PageKind.LIVE else Relation.REPORT


def _gate(article: Article, meeting: Meeting) -> Judgement:
    lead = " ".join((article.title, *article.paragraphs[:LEAD]))
    named = [p.name for p in meeting.participants if _names(p, article.text)]
    day = _day(article.published)
    when = f"published {_shown(article.published)}" if day else "undated"
    if not named and not speaks_of(article.text, search_terms(meeting), article.language):
        return Judgement(Relation.OTHER, "not about it: neither a participant nor a search word")
    if not named and len(meeting.participants) > 1:
        return Judgement(Relation.OTHER, "not about it: no participant is named")
    if other := _elsewhere(article, meeting, lead, day):
        return Judgement(Relation.OTHER, f"another meeting: {other}")
    foresees, reacts = _FORESEES.search(lead), _REACTS.search(lead)
    if day and day < meeting.start:
        return Judgement(Relation.PREVIEW, f"preview: {when}, before the talks")
    if foresees and not (day and day > meeting.end) and not _quotes(article):
        return Judgement(Relation.PREVIEW, f"preview: {when}, announces them ({foresees[0]!r})")
    if day and day > meeting.end and reacts:
        return Judgement(Relation.REACTION, f"reaction: {when}, after the talks, and {reacts[0]!r}")
    relation = _coverage(article)
    return Judgement(relation, f"{relation}: {when}, names {_list(named) or 'a search word'}")


def _elsewhere(article: Article, meeting: Meeting, lead: str, day: date | None) -> str | None:
    """Why the talks reported are not these: too early, too late, or over the telephone."""
    if day and day < meeting.start - timedelta(days=meeting.days_before):
        return f"published {_shown(article.published)}, long before the talks"
    if day and day > meeting.end + timedelta(days=meeting.days_after):
        return f"published {_shown(article.published)}, long after the talks"
    place = meeting.place.partition(",")[0]
    if (call := _OTHER.search(lead)) and not (place and _stands(place, lead)):
        return f"{call[0]!r} in the lead, and not the place of the talks"
    return None


def _quotes(article: Article) -> bool:
    return len(re.findall(r"[“”«»„\"]", article.text)) >= 8


def _names(person: Participant, text: str) -> bool:
    plain = fold(text)
    return any(_stands(_last(form), text) for form in person.names) or any(fold(t) in plain for t in person.titles)


def _last(name: str) -> str:
    return next((m.group() for m in reversed(list(words(name)))), name)


def _stands(word: str, text: str) -> bool:
    """Whether a name stands in a text, with the case endings that Russian and Turkish give it."""
    plain = fold(word)
    return any(w == plain or (len(plain) >= 4 and w.startswith(plain)) for w in (fold(m.group()) for m in words(text)))


def _day(published: date | None) -> date | None:
    return date(published.year, published.month, published.day) if published else None


def _shown(published: date | None) -> str:
    return published.isoformat(sep=" ", timespec="minutes") if hasattr(published, "hour") else str(published)  # type: ignore[union-attr,call-arg]  # a datetime


def _list(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
