"""On a schedule: the meetings of one week in one report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from extract.settings import load_settings
from flows import core
from flows.edition import EVERYTHING, RUNNER, Output, as_state, run
from flows.outcome import NOTHING, Outcome


@flow(name="weekly", task_runner=RUNNER, retries=0)
def weekly(
    week: str | None = None,
    meetings: list[str] | None = None,
    outputs: list[Output] = list(EVERYTHING),  # noqa: B006 - Prefect shows the default in its form, and copies it
    send: bool = True,
    out: str | None = None,
    offline: bool = False,
    until: str | None = None,
    refetch: bool = False,
) -> State[Any]:
    """Compare the coverage of every meeting that has a day in the week, and write and send one report.

    Prefect shows these words in its form:

    Args:
        week: ISO week such as 2026-W16. Empty: the week before the one for which the run was planned.
        meetings: Only these meetings, by id. Empty: all of the week.
        outputs: Editions to write.
        send: E-mail the PDF to the recipients in the settings.
        out: Folder for the report. Empty: SYNOPTIC_HOME/reports/<week>.
        offline: From the archive alone, as it was last collected.
        until: From the archive alone, as it was collected until this day or moment (UTC).
        refetch: Fetch archived pages again, and report what changed in them.
    """
    settings = load_settings()
    chosen = week or week_before(_scheduled())
    jobs = core.prepare_week(chosen, settings, meetings, core.network_of(offline, until, refetch))
    if not jobs:
        message = f"no meeting in {settings.home / 'meetings'} has a day in {chosen}"
        return Completed(name=NOTHING, message=message, data=Outcome(NOTHING, message))
    folder = Path(out) if out else settings.reports / chosen
    return as_state(run(jobs, settings, outputs, send, folder, chosen))


def _scheduled() -> date:
    """The day for which the run was planned: a run that starts late still belongs to its own week."""
    planned = flow_run.scheduled_start_time
    return planned.date() if isinstance(planned, datetime) else datetime.now(UTC).date()


def week_before(day: date) -> str:
    """The ISO week before the one that holds a day."""
    year, number, _ = (day - timedelta(days=7)).isocalendar()
    return f"{year}-W{number:02}"
