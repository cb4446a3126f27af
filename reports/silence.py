"""What it proves that something is not found in an outlet's articles: three states, and the reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from extract.definitions import Meeting
from extract.records import Article, LedgerRow, PageKind, Relation, Statement, Status

DOUBTFUL = 10  # words: of so short a text the rest was lost
CUT_OFF = (PageKind.PAYWALLED, PageKind.TRUNCATED)


class Reading(StrEnum):
    """What can be said of an outlet, or of a cell in its column."""

    READ = "read"
    IN_PASSING = "in passing"  # of a topic's cell: its terms stand there, but no passage speaks about it
    NEAR = "a passage comes near"  # of a statement's cell: not matched, but one that reads it could well think it was
    CANNOT_TELL = "cannot tell"  # paywalled, cut off, or a language whose words or quotations are not found well
    NOT_EXPECTED = "not to be expected"  # published before the words were spoken
    NOT_READ = "not read"  # blocked, no answer, empty
    NO_ARTICLE = "no article"  # searched, and nothing on this meeting was found


@dataclass(frozen=True, slots=True)
class Silence:
    """READ: what is not found is absent from complete texts."""

    state: Reading
    why: str = ""


ABSENT = Silence(Reading.READ)


def silence(articles: Sequence[Article], ledger: Iterable[LedgerRow], since: date) -> Silence:
    """Of what is not found in an outlet's articles: whether it is absent from them.

    Not to be expected when all of them were published before ``since``; not to be told when one of the articles, or
    another one that the outlet's links led to, was cut off, or when hardly a text was read.
    """
    if articles and all(published_before(a, since) for a in articles):
        return Silence(Reading.NOT_EXPECTED, f"published before {since:%d %B %Y}")
    if cut := next((a for a in articles if a.kind in CUT_OFF), None):
        return Silence(Reading.CANNOT_TELL, f"{cut.id} is {cut.kind}: {cut.why}")
    if row := next((r for r in ledger if r.status in (Status.PAYWALLED, Status.TRUNCATED)), None):
        return Silence(Reading.CANNOT_TELL, f"another article is {row.status}: {row.url}")
    if sum(a.words for a in articles) < DOUBTFUL:
        return Silence(Reading.CANNOT_TELL, f"fewer than {DOUBTFUL} words were read")
    return ABSENT


def published_before(article: Article, moment: date) -> bool:
    """Whether an article was surely published before; by the hour only where both have one."""
    if article.published is None:
        return False
    if isinstance(article.published, datetime) and isinstance(moment, datetime):
        return _aware(article.published) < _aware(moment)
    return _day(article.published) < _day(moment)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def spoken(statements: Iterable[Statement], articles: Iterable[Article], meeting: Meeting) -> Mapping[str, date]:
    """When each statement was spoken: as the meeting's file says of its record, else not before the meeting began."""
    dated = {a.id: when for a in articles if a.relation is Relation.RECORD and (when := _spoken(a, meeting))}
    return {s.id: dated.get(s.record_article or "", meeting.start) for s in statements}


def _spoken(article: Article, meeting: Meeting) -> date | None:
    saved = {r: f"saved:{article.outlet}/{r.path.name}" for r in meeting.records if r.path}
    return next((r.spoken for r in meeting.records if article.url in (r.url, saved.get(r))), None)
