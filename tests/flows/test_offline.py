"""A report can be made again from the archive alone, the same to the last byte."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extract.errors import DefinitionError
from extract.settings import load_settings
from extract.store import Store
from flows import core
from flows.core import Network, network_of
from flows.example import serve_example


def made(meeting: Path, home: Path, out: Path, network: Network) -> dict[str, bytes]:
    """The editions of the example, by file name."""
    settings = load_settings(home=home)
    job = core.prepare(str(meeting), settings, network=network)
    with Store(settings.database_url) as store:
        fetcher = core.fetcher_of(settings, store, network)
        readings = [core.read_one(job, outlet, fetcher, lambda _: None) for outlet in job.outlets]
        coverage = core.compare_one(job, [*readings, *core.read_records(job, fetcher)])
        document = core.make_document([coverage], core.period_of([job]), core.edition_of([job]), store)
    files = core.write(["json", "html", "pdf"], document, [coverage], out)
    return {file.name: file.read_bytes() for file in files}


def test_offline_gives_the_same_report_with_every_outlet_gone(tmp_path: Path) -> None:
    with serve_example(tmp_path / "example") as site:
        online = made(site.meeting, site.home, tmp_path / "1", Network())
    offline = made(site.meeting, site.home, tmp_path / "2", Network(offline=True))
    assert set(online) == {"coverage.json", "report.html", "report.pdf"}
    assert {name: offline[name] == content for name, content in online.items()} == dict.fromkeys(online, True)


def test_what_was_asked_for() -> None:
    assert network_of() == Network()
    assert network_of(offline=True) == Network(offline=True)
    assert network_of(until="2026-04-20T06:00") == Network(True, datetime(2026, 4, 20, 6, tzinfo=UTC))
    whole = network_of(until="2026-04-20").until
    assert whole is not None
    assert whole.date() == date(2026, 4, 20)
    assert (whole + timedelta(seconds=1)).date() == date(2026, 4, 21)


@pytest.mark.parametrize("asked", [{"until": "yesterday"}, {"offline": True, "refetch": True}])
def test_what_makes_no_sense_stops_at_once(asked: dict[str, bool | str]) -> None:
    with pytest.raises(DefinitionError):
        network_of(**asked)  # type: ignore[arg-type]  # as it comes from a form
