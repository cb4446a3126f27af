"""The tasks: one outlet, one meeting, one rendering, one delivery; a task has its price, so none is smaller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar, cast
from uuid import UUID

from prefect import task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture, as_completed
from prefect.utilities.annotations import quote

from extract.definitions import Outlet
from extract.evidence import Reading
from extract.records import Coverage, Evidence, LedgerRow, Status
from extract.settings import Settings
from extract.store import Store
from flows import core
from flows.core import Job
from reports.brief import Brief
from reports.compare import compare
from reports.document import Document
from reports.mail import Outcome as Delivered
from reports.mail import compose, deliver

PROGRESS = 1.0  # seconds between two updates of the progress shown

T = TypeVar("T")

# The command line listens here to show what is being fetched; Prefect's own view is the progress artifact.
listeners: list[Callable[[str, str], None]] = []


def whole(value: T) -> T:
    """An argument that Prefect hands on without looking through all of it for the results of other tasks."""
    return cast(T, quote(value))


def tell(outlet: str, what: str) -> None:
    for listener in listeners:
        listener(outlet, what)


# Fetching retries by itself what can heal; a whole outlet is tried again only when something unforeseen broke, such as
# a database that was locked.
@task(
    retries=1, retry_delay_seconds=2, cache_policy=NO_CACHE, task_run_name="collect {outlet.key}", persist_result=False
)
def collect_outlet(job: Job, outlet: Outlet, settings: Settings) -> Reading:
    with Store(settings.database_url) as store:
        fetcher = core.fetcher_of(settings, store, job.network)
        reading = core.read_one(job, outlet, fetcher, lambda url: tell(outlet.name, url))
    tell(outlet.name, f"{len(reading.articles)} articles, {len(reading.quotations)} quotations")
    return reading


@task(retries=1, retry_delay_seconds=2, cache_policy=NO_CACHE, task_run_name="records", persist_result=False)
def collect_record(job: Job, settings: Settings) -> list[Reading]:
    with Store(settings.database_url) as store:
        return core.read_records(job, core.fetcher_of(settings, store, job.network))


@task(cache_policy=NO_CACHE, task_run_name="compare {evidence.meeting.id}", persist_result=False)
def compare_meeting(evidence: Evidence) -> Coverage:
    return compare(evidence)


@task(cache_policy=NO_CACHE, task_run_name="render", persist_result=False)
def render(names: Sequence[str], document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    return core.write(names, document, coverages, folder)


# Never retried: a second try could be a second e-mail.
@task(retries=0, cache_policy=NO_CACHE, task_run_name="deliver to {recipient}", persist_result=False)
def deliver_to(recipient: str, brief: Brief, pdf: Path, settings: Settings) -> Delivered:
    message = compose(brief, pdf.read_bytes(), settings.mail.sender, recipient)
    with Store(settings.database_url) as store:
        return deliver(message, settings.mail, store, brief, recipient)


def collect_meeting(job: Job, settings: Settings) -> Evidence:
    """All outlets at once. An outlet whose task broke is a row of the ledger, not a silence."""
    record = collect_record.submit(whole(job), settings) if job.meeting.records else None
    futures = {outlet.key: collect_outlet.submit(whole(job), outlet, settings) for outlet in job.outlets}
    _watch(list(futures.values()), job)
    readings = [_reading(key, future) for key, future in futures.items()]
    return core.evidence_of(job, [*readings, *(_official(record) if record else [])])


def _official(future: PrefectFuture[list[Reading]]) -> list[Reading]:
    future.wait()
    return future.result() if future.state.is_completed() else [_broken("record", future.state)]


def _reading(outlet: str, future: PrefectFuture[Reading]) -> Reading:
    future.wait()  # the state that a future shows may lag behind the end of its task
    return future.result() if future.state.is_completed() else _broken(outlet, future.state)


def _broken(outlet: str, state: State[Any]) -> Reading:
    row = LedgerRow(outlet, f"outlet:{outlet}", Status.FAILED, f"could not be collected: {state.message}")
    return Reading((), (), (), (), (row,))


def _watch(futures: list[PrefectFuture[Reading]], job: Job) -> None:
    """Wait for all outlets, and show how many are done."""
    shown = create_progress_artifact(0.0, key="collecting", description=f"Outlets read for {job.meeting.title}")
    assert isinstance(shown, UUID)  # noqa: S101 - outside an async context Prefect returns the id itself
    told = monotonic()
    for done, _ in enumerate(as_completed(futures), 1):
        # Each is a request to the server: outlets whose pages are in the archive come faster than anybody looks.
        if done == len(futures) or monotonic() - told >= PROGRESS:
            told = monotonic()
            update_progress_artifact(shown, round(100 * done / len(futures), 1))


def publish(brief: Brief, files: Sequence[Path]) -> None:
    """Artifacts in Prefect's interface: findings, the coverage table, where the files are."""
    create_markdown_artifact(_findings(brief), key="findings", description=brief.title)
    for meeting in brief.meetings:
        create_table_artifact([dict(row) for row in meeting.topics], key=f"coverage-{_slug(meeting.id)}")
    if files:
        create_link_artifact(files[0].parent.as_uri(), key="files", link_text=str(files[0].parent))


def _slug(key: str) -> str:
    return key.replace("_", "-")


def _findings(brief: Brief) -> str:
    lines = [f"# {brief.title}"]
    for meeting in brief.meetings:
        lines += ["", f"## {meeting.title}", "", f"{meeting.collection}.", ""]
        lines += [f"* **{f.head}** {f.text} ({f.reference})" for f in meeting.findings]
    return "\n".join(lines)
