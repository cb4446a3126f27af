"""The job itself, as plain functions that tasks, tests and scripts call: no Prefect in here."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from extract.archive import Archive
from extract.catalog import (
    expected_outlets,
    load_meeting,
    load_outlets,
    load_topic_lists,
    load_week,
    load_word_lists,
    week_days,
)
from extract.collect import Progress, collect, collect_records, records_of
from extract.definitions import Meeting, Outlet, Topic
from extract.errors import DefinitionError, OutputError
from extract.evidence import Reading, gather, read_outlet
from extract.fetch import Fetcher
from extract.hosts import Hosts
from extract.kept import Kept
from extract.recollect import recollect
from extract.records import Coverage, Evidence, Link
from extract.settings import Settings
from extract.store import Store
from extract.topics import resolve_topics
from extract.word_lists import NO_WORDS, WordLists
from reports.compare import compare
from reports.document import Document, Period, build_document
from reports.outputs import OUTPUTS, write_outputs
from reports.outputs.data import export
from reports.reliability import load_figures
from reports.weeks import WeeksView, remembered, week_rows, weeks_view


@dataclass(frozen=True, slots=True)
class Network:
    """How far a run may go: to the outlets, once more to pages it has, or not at all."""

    offline: bool = False
    until: datetime | None = None  # offline: as it was collected until then
    refetch: bool = False


ONLINE = Network()
HOSTS = Hosts()  # one politeness for the whole process: outlets are tasks of their own, but may share a host


@dataclass(frozen=True, slots=True)
class Job:
    """One meeting to be done: all that its tasks need, resolved before anything is fetched."""

    meeting: Meeting
    folder: Path  # where the definition's relative paths start
    outlets: tuple[Outlet, ...]
    topics: tuple[Topic, ...]
    links: tuple[Link, ...] = ()
    network: Network = ONLINE
    agencies: tuple[Outlet, ...] = ()  # known ones, whom an article may credit
    words: WordLists = NO_WORDS


def network_of(offline: bool = False, until: str | None = None, refetch: bool = False) -> Network:
    """What was asked for.

    Raises:
        DefinitionError: no moment, or things that exclude each other.
    """
    if refetch and (offline or until):
        raise DefinitionError("run", "refetch", "refetch and offline", "one of the two")
    if until is None:
        return Network(offline, None, refetch)
    try:
        moment = datetime.fromisoformat(until if "T" in until else f"{until}T23:59:59")  # a day is meant to its end
    except ValueError as problem:
        raise DefinitionError("run", "until", until, "a day or moment such as 2026-04-20T06:00") from problem
    return Network(True, moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def prepare(
    name: str,
    settings: Settings,
    links: Sequence[str] = (),
    outlets: Sequence[str] | None = None,
    network: Network = ONLINE,
) -> Job:
    """A meeting by id or path, with ``links`` ("outlet=url") given on demand and perhaps fewer outlets.

    Raises:
        DefinitionError: any definition is wrong; nothing was fetched or written.
    """
    return replace(_job(*load_meeting(name, settings.home), settings, links, outlets), network=network)


def prepare_week(
    week: str, settings: Settings, meetings: Sequence[str] | None = None, network: Network = ONLINE
) -> list[Job]:
    """The meetings with a day in an ISO week, by date."""
    found = [(m, folder) for m, folder in load_week(settings.home, week) if meetings is None or m.id in meetings]
    return [replace(_job(m, folder, settings, (), None), network=network) for m, folder in found]


def _job(
    meeting: Meeting, folder: Path, settings: Settings, links: Sequence[str], outlets: Sequence[str] | None
) -> Job:
    more = tuple(_link(text) for text in links)
    known = load_outlets(settings.home)
    keys = list(outlets) if outlets else [*meeting.outlet_keys, *(x.outlet for x in more)]
    if not keys:
        raise DefinitionError(f"meeting {meeting.id}", "outlets", "none", "outlets, links or pages to look at")
    if stray := [x for x in more if x.outlet not in keys]:
        expected = f"one of the outlets asked for: {', '.join(keys)}"
        raise DefinitionError("links", stray[0].url, stray[0].outlet, expected)
    chosen = expected_outlets(meeting, known, keys)
    topics = resolve_topics(meeting, load_topic_lists(settings.home))
    agencies = tuple(outlet for outlet in known.values() if outlet.agency)
    words = load_word_lists(settings.home)
    return Job(meeting, folder, tuple(chosen), topics, more, agencies=agencies, words=words)


def _link(text: str) -> Link:
    outlet, equals, url = text.partition("=")
    if not equals or not url.startswith(("http://", "https://")):
        raise DefinitionError("links", "link", text, "outlet=https://…")
    return Link(outlet, url, "given")


def fetcher_of(settings: Settings, store: Store, network: Network = ONLINE) -> Fetcher:
    return Fetcher(settings, Archive(settings.archive), store, HOSTS, network.refetch)


def read_one(job: Job, outlet: Outlet, fetcher: Fetcher, progress: Progress) -> Reading:
    """Collect and read one outlet's coverage. Raises for no page."""
    if job.network.offline:
        found = recollect(outlet, job.meeting, fetcher, job.network.until)
    else:
        more = [link for link in job.links if link.outlet == outlet.key]
        found = collect(outlet, job.meeting, fetcher, job.folder, more, progress)
    earlier = {link.url: first for link, page in found.pages if (first := fetcher.earlier(page))}
    known = Kept(fetcher.store)
    reading = read_outlet(outlet, job.meeting, job.topics, found.pages, found.ledger, earlier, known)
    known.flush()
    return reading


def read_records(job: Job, fetcher: Fetcher) -> list[Reading]:
    if job.network.offline:
        publishers = (outlet for outlet, _ in records_of(job.meeting, job.folder))
        found = [recollect(outlet, job.meeting, fetcher, job.network.until) for outlet in publishers]
    else:
        found = collect_records(job.meeting, fetcher, job.folder)
    return [read_outlet(c.outlet, job.meeting, (), c.pages, c.ledger) for c in found]


def evidence_of(job: Job, readings: Iterable[Reading], problems: Iterable[str] = ()) -> Evidence:
    return gather(job.meeting, job.outlets, job.topics, readings, problems, job.agencies, job.words)


def compare_one(job: Job, readings: Iterable[Reading], problems: Iterable[str] = ()) -> Coverage:
    return compare(evidence_of(job, readings, problems))


def period_of(jobs: Sequence[Job], week: str | None = None) -> Period:
    if week is not None:
        first, last = week_days(week)
        days = f"{first.day} {first:%B}" if first.month != last.month else str(first.day)
        return Period(f"Week {int(week[-2:])}, {days}–{last.day} {last:%B %Y}", first, last)
    meeting = jobs[0].meeting
    return Period(meeting.title, meeting.start, meeting.end)


def edition_of(jobs: Sequence[Job], week: str | None = None) -> str:
    return week or f"{jobs[0].meeting.id}"


def make_document(
    coverages: Sequence[Coverage], period: Period, edition: str, store: Store, past: Mapping[str, str] | None = None
) -> Document:
    """The edition's document. Its time is that of the newest page, so that the same pages give the same report."""
    digest = hashlib.sha256(json.dumps([export(c) for c in coverages], sort_keys=True).encode()).hexdigest()
    fetched = [a.fetched for c in coverages for a in c.evidence.articles if a.fetched]
    made = max(fetched, default=datetime.combine(period.end, time(23, 59), UTC)).replace(microsecond=0)
    weeks = None if past is None else _weeks(coverages, edition, past)
    return build_document(coverages, period, made, edition, store.revision(edition, digest), load_figures(), weeks)


def _weeks(coverages: Sequence[Coverage], edition: str, past: Mapping[str, str]) -> WeeksView | None:
    """The topics of the weeks before beside this one's."""
    return weeks_view(
        {week: remembered(json.loads(data)) for week, data in past.items()}, edition, week_rows(coverages)
    )


def writable(folder: Path) -> Path:
    """The folder, made and tried, before any work is done for it.

    Raises:
        OutputError: nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be made: {problem.strerror}") from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: cannot be written to")
    return folder


def write(names: Sequence[str], document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    """The editions asked for; a report without any coverage is its one page, and no empty tables."""
    chosen = [n for n in OUTPUTS if n in names and not (document.empty and n == "csv")]
    return write_outputs(chosen, document, coverages, folder)
