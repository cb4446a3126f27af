"""One outlet's pages: whatever happens to a link, it is a page or a row of the ledger."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from extract.collect import collect, collect_records
from extract.definitions import Meeting, Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import Collection, Link, Relation, Status
from extract.saved import read_saved


@pytest.fixture
def gather(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, httpserver: HTTPServer, tmp_path: Path
) -> Callable[..., Collection]:
    """Collect given addresses (paths on the test server) and saved files."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")

    def run(*paths: str, files: tuple[str, ...] = (), more: tuple[Link, ...] = ()) -> Collection:
        links = [{"outlet": "herald", "url": httpserver.url_for(p) if p.startswith("/") else p} for p in paths]
        pages = [{"outlet": "herald", "path": name} for name in files]
        plan = Meeting.model_validate(meeting.model_dump(exclude_unset=True) | {"links": links, "pages": pages})
        return collect(outlet, plan, fetcher, tmp_path, more)

    return run


def _page(server: HTTPServer, path: str, body: str | None = None) -> None:
    server.expect_request(path).respond_with_data(body or f"<p>{path}</p>", content_type="text/html")


def _rows(found: Collection) -> dict[str, Status]:
    return {row.url.partition("/")[2].lstrip("/").partition("/")[2] or row.url: row.status for row in found.ledger}


def test_every_link_is_a_page_or_a_row(gather: Callable[..., Collection], httpserver: HTTPServer) -> None:
    _page(httpserver, "/good")
    _page(httpserver, "/private/1")
    for path, code in (("/gone", 404), ("/refused", 403), ("/paid", 402), ("/broken", 500)):
        httpserver.expect_request(path).respond_with_data(status=code)
    found = gather("/good", "/gone", "/refused", "/paid", "/broken", "/private/1")
    assert [link.url for link, _ in found.pages] == [httpserver.url_for("/good")]
    assert _rows(found) == {
        "gone": Status.FAILED,
        "refused": Status.BLOCKED,
        "paid": Status.PAYWALLED,
        "broken": Status.FAILED,
        "private/1": Status.BLOCKED,
    }
    assert all(row.outlet == "herald" and row.reason for row in found.ledger)
    assert {link.url for link in found.links} == {link.url for link, _ in found.pages} | {r.url for r in found.ledger}


def test_a_dead_host_costs_its_links_and_nothing_else(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    _page(httpserver, "/good")
    found = gather("http://127.0.0.1:1/a", "http://127.0.0.1:1/b", "/good")
    assert len(found.pages) == 1
    assert [row.reason for row in found.ledger] == [
        "no connection: Connection refused (tried once)",
        "not tried: host parked after 'no connection: Connection refused (tried once)'",
    ]


def test_the_same_page_under_two_addresses_is_a_duplicate_with_its_twin_named(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    _page(httpserver, "/one", "<p>same</p>")
    _page(httpserver, "/two", "<p>same</p>")
    httpserver.expect_request("/short").respond_with_data(status=301, headers={"Location": "/one?utm_source=x"})
    found = gather("/one", "/two", "/short")
    assert len(found.pages) == 1
    assert [(row.status, row.reason) for row in found.ledger] == [
        (Status.DUPLICATE, f"the same page as {httpserver.url_for('/one')}")
    ] * 2


def test_a_page_that_changes_with_every_request_is_still_known_by_its_address(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    numbers = iter(range(100))
    changing = httpserver.expect_request("/one")
    changing.respond_with_handler(lambda _: Response(f"<p>{next(numbers)}</p>", mimetype="text/html"))
    httpserver.expect_request("/short").respond_with_data(status=301, headers={"Location": "/one?utm_source=x"})
    found = gather("/one", "/short")
    assert len(found.pages) == 1
    assert [row.status for row in found.ledger] == [Status.DUPLICATE]


def test_saved_pages_and_fetched_ones_come_together(
    gather: Callable[..., Collection], httpserver: HTTPServer, tmp_path: Path, fetcher: Fetcher
) -> None:
    _page(httpserver, "/good")
    (tmp_path / "kept.html").write_bytes(b"<p>caf\xe9</p>")
    found = gather("/good", files=("kept.html", "gone.html"))
    assert [(link.found_by, page.body) for link, page in found.pages] == [
        ("given", b"<p>/good</p>"),
        ("saved page", b"<p>caf\xe9</p>"),
    ]
    assert fetcher.archive.get(found.pages[1][1].sha256) == b"<p>caf\xe9</p>"
    assert [row.url for row in found.ledger] == ["saved:herald/gone.html"]


def test_a_link_given_on_demand_overrules_the_meetings_own(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    _page(httpserver, "/good")
    more = Link("herald", httpserver.url_for("/good"), "given", relation=Relation.PREVIEW)
    assert [link.relation for link, _ in gather("/good", more=(more,)).pages] == [Relation.PREVIEW]


def test_changed_bytes_in_the_archive_are_told_not_used(
    gather: Callable[..., Collection], httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    _page(httpserver, "/good")
    page = gather("/good").pages[0][1]
    fetcher.archive.path(page.sha256).write_bytes(b"changed")
    found = gather("/good")
    assert found.pages == ()
    assert "was changed on disk" in found.ledger[0].reason


def test_a_second_run_gives_the_same_from_the_archive(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    _page(httpserver, "/good")
    first = gather("/good")
    httpserver.clear()
    assert gather("/good") == first


def test_progress_names_each_link_before_it_is_fetched(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, httpserver: HTTPServer, tmp_path: Path
) -> None:
    said: list[str] = []
    links = [Link("herald", "http://127.0.0.1:1/a", "given"), Link("herald", "http://127.0.0.1:1/b", "given")]
    collect(outlet, meeting, fetcher, tmp_path, links, said.append)
    assert said == [link.url for link in links]


def test_a_collection_can_be_handed_to_another_process(
    gather: Callable[..., Collection], httpserver: HTTPServer
) -> None:
    _page(httpserver, "/good")
    found = gather("/good", "/gone")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_records_are_collected_per_publisher(
    fetcher: Fetcher, meeting: Meeting, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    _page(httpserver, "/readout")
    (tmp_path / "transcript.txt").write_text("Halvorsen: We agreed.")
    records = [
        {"country": "Northland", "language": "en", "path": "transcript.txt"},
        {"country": "Southland", "language": "en", "url": httpserver.url_for("/readout"), "loopback": True},
        {"country": "Northland", "language": "no", "path": "gone.txt"},
    ]
    plan = Meeting.model_validate(meeting.model_dump(exclude_unset=True) | {"records": records})
    found = collect_records(plan, fetcher, tmp_path)
    assert [(c.outlet.key, len(c.pages), len(c.ledger)) for c in found] == [
        ("record-northland", 1, 1),
        ("record-southland", 1, 0),
    ]


def test_a_saved_page_has_the_time_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xff\xfe")
    page = read_saved(file, "saved:herald/a.txt", 100)
    assert (page.url, page.content_type, page.body) == ("saved:herald/a.txt", "text/plain", b"\xff\xfe")
    assert page.fetched == datetime.fromtimestamp(file.stat().st_mtime, UTC)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("big.html", "larger than 100 bytes"),
        ("page.pdf", "not a saved page"),
        ("gone.html", "No such file"),
        ("d.html", "is not a file"),
    ],
)
def test_a_file_that_is_no_saved_page_is_a_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "big.html").write_bytes(b"x" * 101)
    (tmp_path / "page.pdf").write_bytes(b"x")
    (tmp_path / "d.html").mkdir()
    with pytest.raises(FetchError, match=reason):
        read_saved(tmp_path / name, "saved:x", 100)
