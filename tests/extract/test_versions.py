"""Pages fetched again: what changed is told, and what is gone is read from its copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extract.collect import collect
from extract.definitions import Meeting, Outlet
from extract.evidence import Reading, read_outlet
from extract.fetch import Fetcher
from extract.recollect import recollect
from extract.records import Collection, Link, Page, Relation, Status

NewFetcher = Callable[..., Fetcher]
FILLER = "The ministers met in the harbour on Wednesday and spoke for three hours about the ferries and their fees. "


def story(title: str, *said: str, advertisement: str = "") -> str:
    quotes = "".join(f"<p>“{text},” Ingrid Halvorsen said.</p>" for text in said)
    return (
        f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{FILLER * 3}</p>{quotes}"
        f"<p>Omar Al-Sabahi listened. {FILLER * 2}</p></article><aside>{advertisement}</aside></body></html>"
    )


@pytest.fixture
def read(
    outlet: Outlet, meeting: Meeting, new_fetcher: NewFetcher, httpserver: HTTPServer, tmp_path: Path
) -> Callable[[str | None], tuple[Collection, Reading]]:
    """Serve a page (None: it is gone), fetch it again and read it."""
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    link = Link("herald", httpserver.url_for("/1"), "given", relation=Relation.REPORT)

    def run(body: str | None) -> tuple[Collection, Reading]:
        httpserver.clear_all_handlers()
        httpserver.expect_request("/robots.txt").respond_with_data("", 404)
        httpserver.expect_request("/1").respond_with_data(body or "", 200 if body else 410, content_type="text/html")
        fetcher = new_fetcher()
        fetcher.refetch = True
        found = collect(outlet, meeting, fetcher, tmp_path, [link])
        earlier = {at.url: first for at, page in found.pages if (first := fetcher.earlier(page))}
        return found, read_outlet(outlet, meeting, (), found.pages, found.ledger, earlier)

    return run


def test_a_changed_headline_and_quotation_are_told(read: Callable[[str | None], tuple[Collection, Reading]]) -> None:
    first = read(story("Ministers agree", "The fees will fall", "We will not sign this"))[1]
    assert first.versions == ()
    (version,) = read(story("Ministers meet", "The fees will fall", "We may sign this"))[1].versions
    assert version.article == "herald-1"
    assert version.title_before == "Ministers agree"
    assert [text.rstrip(",") for text in version.removed] == ["We will not sign this"]
    assert [text.rstrip(",") for text in version.added] == ["We may sign this"]
    assert version.before < version.after


def test_another_advertisement_is_no_change(read: Callable[[str | None], tuple[Collection, Reading]]) -> None:
    read(story("Ministers agree", "The fees will fall"))
    found, reading = read(story("Ministers agree", "The fees will fall", advertisement="Buy a boat"))
    assert b"Buy a boat" in found.pages[0][1].body
    assert reading.versions == ()


def test_a_page_that_is_gone_is_read_from_its_copy(read: Callable[[str | None], tuple[Collection, Reading]]) -> None:
    read(story("Ministers agree", "The fees will fall"))
    found, reading = read(None)
    assert [q.content.rstrip(",") for q in reading.quotations] == ["The fees will fall"]
    assert [row.status for row in reading.ledger] == [Status.READ]
    assert "gone since (HTTP 410)" in reading.ledger[0].reason


def test_without_the_network_a_run_is_what_it_was(
    read: Callable[[str | None], tuple[Collection, Reading]],
    outlet: Outlet,
    meeting: Meeting,
    fetcher: Fetcher,
    httpserver: HTTPServer,
) -> None:
    first, _ = read(story("Ministers agree", "The fees will fall"))
    second, _ = read(story("Ministers meet", "The fees will fall"))
    third, _ = read(None)
    asked = len(httpserver.log)
    moment = first.pages[0][1].fetched + (second.pages[0][1].fetched - first.pages[0][1].fetched) / 2
    assert recollect(outlet, meeting, fetcher).pages == third.pages
    assert recollect(outlet, meeting, fetcher, moment).pages == first.pages
    assert recollect(outlet, meeting, fetcher, moment - timedelta(days=1)).pages == ()
    assert len(httpserver.log) == asked


def test_offline_and_never_collected_is_a_row(outlet: Outlet, meeting: Meeting, fetcher: Fetcher) -> None:
    found = recollect(outlet, meeting, fetcher)
    assert [(row.status, row.reason) for row in found.ledger] == [
        (Status.FAILED, "offline, and nothing was collected before")
    ]


def test_a_page_lost_from_the_archive_is_a_row(
    read: Callable[[str | None], tuple[Collection, Reading]], outlet: Outlet, meeting: Meeting, fetcher: Fetcher
) -> None:
    found, _ = read(story("Ministers agree", "The fees will fall"))
    fetcher.archive.path(found.pages[0][1].sha256).unlink()
    again = recollect(outlet, meeting, fetcher)
    assert again.pages == ()
    assert "is missing" in again.ledger[0].reason


def test_a_saved_page_of_the_same_name_in_another_meeting_is_no_version(new_fetcher: NewFetcher) -> None:
    fetcher = new_fetcher()
    was = datetime(2026, 4, 1, tzinfo=UTC)
    first = Page("saved:herald/1.html", "saved:herald/1.html", 200, was, "text/html", sha256(b"a").hexdigest(), b"a")
    other = replace(first, fetched=was + timedelta(days=7), body=b"b", sha256=sha256(b"b").hexdigest())
    for page in (first, other):
        fetcher.keep(page)
    assert fetcher.earlier(other) is None
