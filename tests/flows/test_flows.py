"""The flows, run for real on the bundled example over HTTP; mail over real SMTP."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from prefect.client.schemas.objects import State

from extract.canary import Health
from extract.definitions import Outlet
from extract.errors import DefinitionError
from extract.evidence import Reading
from flows import core, steps
from flows.check_outlets import check_outlets
from flows.example import ExampleSite
from flows.meeting import meeting
from flows.outcome import Outcome
from flows.weekly import week_before, weekly
from reports.compare import compare

pytestmark = [
    pytest.mark.usefixtures("prefect", "home"),
    # Prefect's own client and server leave sockets and loops to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def outcome_of(state: State[Any]) -> Outcome:
    found = getattr(state.data, "result", state.data)
    assert isinstance(found, Outcome)
    return found


def test_a_meeting_on_demand_ends_partial_and_names_what_is_missing(site: ExampleSite, tmp_path: Path) -> None:
    state = meeting(str(site.meeting), outputs=["json", "pdf"], out=str(tmp_path), return_state=True)
    assert state.is_completed()
    assert state.name == "PartialCoverage"
    assert "Vechernyaya Gavan" in str(state.message)
    outcome = outcome_of(state)
    assert outcome.code == 0
    assert {p.name for p in outcome.files} == {"coverage.json", "report.pdf", "report.eml"}
    data = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert outcome.read == len({a["outlet"] for a in data["articles"] if a["kind"] in ("report", "live")})
    (differs,) = data["contradictions"]
    assert differs["what"] == "different dates: 1 September and 1 August"
    assert "from 1 September" in differs["record"]
    assert [o for o, against in zip(differs["outlets"], differs["against_record"], strict=True) if against] == [
        "The Estmere Standard"
    ]
    assert [f["told"] for f in data["meeting_facts"]] == ["Monday"]


def test_only_the_outlets_asked_for_are_collected(tmp_path: Path) -> None:
    state = meeting(
        "halmsund-2026", outlets=["meridian", "crt"], outputs=["json"], out=str(tmp_path), return_state=True
    )
    assert state.name == "Completed"
    data = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert {o["key"] for o in data["outlets"]} == {"meridian", "crt"}


def test_a_second_run_reads_the_archive_and_gives_the_same_report(tmp_path: Path) -> None:
    runs = [tmp_path / "kept", tmp_path / "two"]
    for out in (tmp_path / "one", runs[1]):
        meeting("halmsund-2026", outlets=["meridian"], outputs=["json", "pdf"], out=str(out), return_state=True)
        if out.name == "one":
            out.rename(runs[0])  # else the second run would take its files, see below
    assert (runs[0] / "coverage.json").read_bytes() == (runs[1] / "coverage.json").read_bytes()
    assert (runs[0] / "report.pdf").read_bytes() == (runs[1] / "report.pdf").read_bytes()


def test_an_edition_whose_evidence_did_not_change_is_taken_as_it_was_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(out: str, outlets: list[str]) -> Outcome:
        return outcome_of(
            meeting("halmsund-2026", outlets=outlets, outputs=["json"], out=str(tmp_path / out), return_state=True)
        )

    compared: list[str] = []
    monkeypatch.setattr(steps, "compare", lambda e: compared.append(e.meeting.id) or compare(e))  # type: ignore[func-returns-value]
    first, same, elsewhere = run("one", ["crt"]), run("one", ["crt"]), run("two", ["crt"])
    assert compared == ["halmsund-2026"]
    assert (same.message, same.findings, same.files) == (first.message, first.findings, first.files)
    assert (tmp_path / "two/coverage.json").read_bytes() == (tmp_path / "one/coverage.json").read_bytes()
    assert elsewhere.files[0].parent == tmp_path / "two"
    run("one", ["crt", "meridian"])
    assert len(compared) == 2, "other evidence is another edition"
    run("two", ["crt"])
    assert len(compared) == 3, "its files were written over by the other edition: it is made again"


def test_an_outlet_whose_task_breaks_is_a_row_and_not_a_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = core.read_one

    def broken(job: core.Job, outlet: Outlet, *rest: Any) -> Reading:
        if outlet.key == "crt":
            raise MemoryError("no room")
        return whole(job, outlet, *rest)

    monkeypatch.setattr(core, "read_one", broken)
    two = ["meridian", "crt"]
    state = meeting("halmsund-2026", outlets=two, outputs=["json"], out=str(tmp_path), return_state=True)
    assert state.name == "PartialCoverage"
    assert "could not be collected" in str(state.message)
    data = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert [r["status"] for r in data["ledger"] if r["outlet"] == "crt"] == ["failed"]


def test_no_coverage_at_all_is_one_page_and_a_failure(tmp_path: Path) -> None:
    state = meeting("halmsund-2026", outlets=["gavan"], out=str(tmp_path), return_state=True)
    assert state.is_failed()
    assert outcome_of(state).code == 1
    assert (tmp_path / "report.pdf").exists()
    assert not (tmp_path / "tables").exists()


def test_a_link_given_on_demand_is_read_and_trusted(site: ExampleSite, tmp_path: Path) -> None:
    page = f"{site.base_urls['meridian']}/world/mna-preview.html"
    links = [f"meridian={page}"]
    meeting("halmsund-2026", links=links, outlets=["meridian"], outputs=["json"], out=str(tmp_path), return_state=True)
    data = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    (row,) = [r for r in data["ledger"] if r["url"] == page]
    assert row["status"] == "read"
    assert "given by the analyst (the gate: preview" in row["reason"]


def test_the_week_is_reported_and_mailed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("SYNOPTIC_MAIL__HOST", "127.0.0.1")
    monkeypatch.setenv("SYNOPTIC_MAIL__PORT", str(port))
    monkeypatch.setenv("SYNOPTIC_MAIL__STARTTLS", "false")
    monkeypatch.setenv("SYNOPTIC_MAIL__RECIPIENTS", '["desk@embassy.example"]')
    controller = Controller(Mailbox(tmp_path / "box"), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        first = weekly(week="2026-W16", outputs=["pdf"], out=str(tmp_path / "out"), return_state=True)
        second = weekly(week="2026-W16", outputs=["pdf"], out=str(tmp_path / "out"), return_state=True)
    finally:
        controller.stop()
    assert "sent to 1" in str(first.message)
    assert "nothing sent to 1" in str(second.message)
    assert len(list((tmp_path / "box" / "new").iterdir())) == 1


def test_an_unreachable_mail_server_fails_the_run_but_keeps_the_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SYNOPTIC_MAIL__HOST", "127.0.0.1")
        monkeypatch.setenv("SYNOPTIC_MAIL__PORT", str(closed.getsockname()[1]))
        monkeypatch.setenv("SYNOPTIC_MAIL__STARTTLS", "false")
        monkeypatch.setenv("SYNOPTIC_MAIL__RECIPIENTS", '["other@embassy.example"]')
        state = meeting(
            "halmsund-2026", outlets=["crt"], outputs=["pdf"], send=True, out=str(tmp_path), return_state=True
        )
    assert state.is_failed()
    assert "not delivered to other@embassy.example" in str(state.message)
    assert (tmp_path / "report.pdf").exists()


def test_an_official_record_slower_than_the_outlets_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read = core.read_records

    def slowly(job: core.Job, fetcher: Any) -> Any:
        time.sleep(3)
        return read(job, fetcher)

    monkeypatch.setattr(core, "read_records", slowly)
    meeting("halmsund-2026", outlets=["crt"], outputs=["json"], out=str(tmp_path), return_state=True)
    data = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert any(row["outlet"].startswith("record-") for row in data["ledger"])


def test_the_state_of_an_outlet_is_never_asked_of_a_server_that_lags(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.states import Running

    ask = SyncPrefectClient.read_task_run

    def late(self: Any, task_run_id: Any) -> Any:
        return ask(self, task_run_id).model_copy(update={"state": Running()})

    monkeypatch.setattr(SyncPrefectClient, "read_task_run", late)
    state = meeting("halmsund-2026", outlets=["crt"], outputs=["json"], out=str(tmp_path), return_state=True)
    assert str(state.message).startswith("1 of 1 outlets read")


@pytest.mark.parametrize(("host", "lacking"), [("", "no mail server"), ("127.0.0.1", "no recipients")])
def test_sending_that_cannot_happen_is_said_and_leaves_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str, lacking: str
) -> None:
    if host:
        monkeypatch.setenv("SYNOPTIC_MAIL__HOST", host)
    state = meeting("halmsund-2026", outlets=["crt"], outputs=[], send=True, out=str(tmp_path), return_state=True)
    assert f"not sent: the settings name {lacking}" in str(state.message)
    assert (tmp_path / "report.eml").exists()


def test_a_link_of_an_outlet_that_was_not_asked_for_stops_the_run(tmp_path: Path) -> None:
    links = ["meridian=https://meridian.example/a"]
    state = meeting("halmsund-2026", outlets=["crt"], links=links, out=str(tmp_path / "out"), return_state=True)
    with pytest.raises(DefinitionError, match="meridian"):
        state.result()
    assert not (tmp_path / "out").exists()


def test_a_week_without_meetings_is_green_and_says_so() -> None:
    state = weekly(week="2026-W30", return_state=True)
    assert state.name == "NothingToReport"
    assert "2026-W30" in str(state.message)


def test_a_wrong_definition_stops_before_anything_is_written(tmp_path: Path) -> None:
    state = meeting("unknown", out=str(tmp_path / "out"), return_state=True)
    assert state.is_failed()
    with pytest.raises(DefinitionError, match="halmsund-2026"):
        state.result()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("day", "week"), [((2026, 4, 20), "2026-W16"), ((2026, 1, 1), "2025-W52"), ((2027, 1, 4), "2026-W53")]
)
def test_a_run_without_a_week_takes_the_one_before(day: tuple[int, int, int], week: str) -> None:
    from datetime import date

    assert week_before(date(*day)) == week


def test_the_canary_tries_every_outlet_and_fails_when_too_many_do(site: ExampleSite) -> None:
    state: Any = check_outlets(outlets=["meridian", "velta", "gavan"], fail_above=0.4, return_state=True)
    found: dict[str, Any] = {c.outlet: c for c in getattr(state.data, "result", state.data)}
    assert state.is_completed(), state.message
    assert found["gavan"].health is Health.FAILS
    assert "Connection refused" in found["gavan"].why
    assert found["meridian"].entries > 0
    assert found["meridian"].health is Health.STALE  # the example's talks are long over
    failed: Any = check_outlets(outlets=["gavan"], return_state=True)
    assert failed.is_failed()
