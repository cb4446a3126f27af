"""What both flows do once the meetings are known: collect, compare, render, deliver, and say what it came to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extract.records import Evidence
from extract.settings import Settings
from extract.store import Store
from flows import core, steps
from flows.core import Job
from flows.outcome import FAILED, Outcome, judge
from reports.brief import Brief, brief_of
from reports.mail import Outcome as Delivered
from reports.mail import write_messages
from reports.rendered import Rendered, find, keep, key_of
from reports.weeks import MOST_WEEKS, week_rows

Output = Literal["pdf", "html", "json", "csv"]
# Outlets wait for the network most of the time; politeness is kept per host, not by having few workers.
RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner[Any](max_workers=8)  # type: ignore[assignment]  # invariant
EVERYTHING: tuple[Output, ...] = ("pdf", "html", "json", "csv")


def run(
    jobs: Sequence[Job],
    settings: Settings,
    outputs: Sequence[Output],
    send: bool,
    folder: Path,
    week: str | None = None,
) -> Outcome:
    """One edition of the given meetings. What was collected stays in the archive whatever fails later."""
    core.writable(folder)
    evidences = [steps.collect_meeting(job, settings) for job in jobs]
    with Store(settings.database_url) as store:
        made = _made(jobs, evidences, _needed(outputs, send), folder, week, store)
    files, brief = made.paths(folder), made.brief
    delivered = _deliver(brief, files, settings, send)
    why = _why_unsent(settings) if send else ""
    if why or not send:
        files = [*files, *_messages(brief, files, settings, folder)]
    steps.publish(brief, files)
    return judge(brief, files, delivered, why)


def _made(
    jobs: Sequence[Job],
    evidences: Sequence[Evidence],
    names: Sequence[str],
    folder: Path,
    week: str | None,
    store: Store,
) -> Rendered:
    """The edition's files: taken as they are when nothing changed since they were made, else made."""
    past = store.weeks_before(week, MOST_WEEKS - 1) if week is not None else None
    period, edition = core.period_of(jobs, week), core.edition_of(jobs, week)
    key = key_of(evidences, names, f"{edition}: {period.label}", past or {})
    made = find(store, key, folder)
    if made is None:
        coverages = [steps.compare_meeting(steps.whole(evidence)) for evidence in evidences]
        document = core.make_document(coverages, period, edition, store, past)
        files = steps.render(names, steps.whole(document), steps.whole(coverages), folder)
        made = keep(store, key, brief_of(document, coverages), week_rows(coverages), folder, files)
    if week is not None:
        store.remember_week(week, json.dumps(made.week, ensure_ascii=False))  # for the weeks to come
    return made


def _why_unsent(settings: Settings) -> str:
    """Why nothing can be sent although it was asked for; empty when it can."""
    if not settings.mail.host:
        return "not sent: the settings name no mail server"
    return "" if settings.mail.recipients else "not sent: the settings name no recipients"


def _needed(outputs: Sequence[Output], send: bool) -> list[str]:
    """The e-mail carries the PDF, so sending makes one."""
    return [*outputs, *(["pdf"] if send and "pdf" not in outputs else [])]


def _pdf(files: Sequence[Path]) -> Path | None:
    return next((f for f in files if f.suffix == ".pdf"), None)


def _deliver(brief: Brief, files: Sequence[Path], settings: Settings, send: bool) -> list[Delivered]:
    pdf = _pdf(files)
    if not send or not settings.mail.host or pdf is None:
        return []
    sent = [steps.deliver_to.submit(r, brief, pdf, settings) for r in settings.mail.recipients]
    return [_delivered(recipient, f) for recipient, f in zip(settings.mail.recipients, sent, strict=True)]


def _delivered(recipient: str, future: PrefectFuture[Delivered]) -> Delivered:
    future.wait()  # the state that a future shows may lag behind the end of its task
    if future.state.is_completed():
        return future.result()
    return Delivered(recipient, "failed", str(future.state.message))


def _messages(brief: Brief, files: Sequence[Path], settings: Settings, folder: Path) -> list[Path]:
    pdf = _pdf(files)
    return write_messages(brief, pdf.read_bytes(), settings.mail, folder) if pdf else []


def as_state(outcome: Outcome) -> State[Any]:
    """The flow's final state: green and named when something is missing, red when there is no report to rely on."""
    if outcome.state == FAILED:
        return Failed(message=outcome.message, data=outcome)
    return Completed(name=outcome.state, message=outcome.message, data=outcome)
