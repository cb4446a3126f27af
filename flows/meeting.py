"""On demand: the coverage of one meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from extract.settings import load_settings
from flows import core
from flows.edition import EVERYTHING, RUNNER, Output, as_state, run


@flow(name="meeting", flow_run_name="meeting {meeting}", task_runner=RUNNER, retries=0)
def meeting(
    meeting: str,
    links: list[str] | None = None,
    outlets: list[str] | None = None,
    outputs: list[Output] = list(EVERYTHING),  # noqa: B006 - Prefect shows the default in its form, and copies it
    send: bool = False,
    out: str | None = None,
    offline: bool = False,
    until: str | None = None,
    refetch: bool = False,
) -> State[Any]:
    """Collect, read and compare what outlets published about one meeting, and write the report.

    Prefect shows these words in its form:

    Args:
        meeting: Id of a meeting in SYNOPTIC_HOME/meetings, or the path of its file.
        links: More coverage that you know of, each as outlet=https://…
        outlets: Only these outlets, by key. Empty: all that the meeting names.
        outputs: Editions to write.
        send: E-mail the PDF to the recipients in the settings.
        out: Folder for the report. Empty: SYNOPTIC_HOME/reports/<meeting>.
        offline: From the archive alone, as it was last collected.
        until: From the archive alone, as it was collected until this day or moment (UTC).
        refetch: Fetch archived pages again, and report what changed in them.
    """
    settings = load_settings()
    job = core.prepare(meeting, settings, links or (), outlets, core.network_of(offline, until, refetch))
    folder = Path(out) if out else settings.reports / job.meeting.id
    return as_state(run([job], settings, outputs, send, folder))
