"""What travels beyond the report's files: the words of the e-mail, of Prefect's artifacts and of the run's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extract.records import Coverage
from reports.coverage import columns, topic_cells, wide
from reports.document import Document, MeetingView
from reports.findings import Finding


@dataclass(frozen=True, slots=True)
class MeetingBrief:
    id: str
    title: str
    findings: tuple[Finding, ...]
    collection: str
    read: int
    expected: int
    not_read: tuple[tuple[str, str], ...]  # outlet, why
    topics: tuple[dict[str, str | int], ...]  # a row per topic: its name, and the paragraphs of each column


@dataclass(frozen=True, slots=True)
class Brief:
    """An edition in the words that stand outside of it; small, and plain enough to be kept as JSON."""

    title: str
    edition: str
    revision: int
    made: datetime
    empty: bool
    read: int
    expected: int
    meetings: tuple[MeetingBrief, ...]


def brief_of(document: Document, coverages: Sequence[Coverage]) -> Brief:
    return Brief(
        title=document.title,
        edition=document.edition,
        revision=document.revision,
        made=document.made,
        empty=document.empty,
        read=document.numbers["read"],
        expected=document.numbers["expected"],
        meetings=tuple(_meeting(view, c) for view, c in zip(document.meetings, coverages, strict=True)),
    )


def _meeting(view: MeetingView, coverage: Coverage) -> MeetingBrief:
    return MeetingBrief(
        id=view.meeting.id,
        title=view.meeting.title,
        findings=view.findings,
        collection=view.collection,
        read=view.numbers["read"],
        expected=view.numbers["expected"],
        not_read=view.not_read,
        topics=tuple(_topics(coverage)),
    )


def _topics(coverage: Coverage) -> list[dict[str, str | int]]:
    labels = {c.key: c.label for c in columns(coverage)}
    titles = {t.id: t.label for t in coverage.evidence.topics}
    matrix = wide(topic_cells(coverage), "topic", "paragraphs", list(labels))
    return [
        {"topic": titles[str(t)], **{labels[str(k)]: int(v) for k, v in row.items()}} for t, row in matrix.iterrows()
    ]
