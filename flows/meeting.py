"""On demand: the coverage of one meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from extract.settings import load_settings
from flows import core
from flows.edition import EVERYTHING, RUNNER, Output, as_state, run


@flow(name="meeting", flow_run_name="meeting {meeting}", task_runner=RUNNER, retries=0)
def meeting(
    meeting: Annotated[str, Field(description="id of a meeting in SYNOPTIC_HOME/meetings, or the path of its file")],
    links: Annotated[list[str] | None, Field(description="more coverage, each as outlet=https://…")] = None,
    outlets: Annotated[list[str] | None, Field(description="only these outlets, by key")] = None,
    outputs: Annotated[list[Output], Field(description="editions to write")] = list(EVERYTHING),  # noqa: B006
    send: Annotated[bool, Field(description="e-mail the PDF to the recipients in the settings")] = False,
    out: Annotated[str | None, Field(description="folder; empty: SYNOPTIC_HOME/reports/<meeting>")] = None,
) -> State[Any]:
    """Collect, read and compare what outlets published about one meeting, and write the report."""
    settings = load_settings()
    job = core.prepare(meeting, settings, links or (), outlets)
    folder = Path(out) if out else settings.reports / job.meeting.id
    return as_state(run([job], settings, outputs, send, folder))
