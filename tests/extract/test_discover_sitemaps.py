"""Sitemaps: news and plain ones, packed ones, indexes, and hostile XML."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as modest
from hypothesis import strategies as st
from lxml import etree
from pytest_httpserver import HTTPServer

from extract.definitions import Meeting, Outlet
from extract.discover import find_links
from extract.discover.sitemaps import _BROKEN, MAX_DEPTH, MAX_SITEMAPS, MAX_UNTITLED, addresses, parse
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

Found = tuple[tuple[Link, ...], tuple[LedgerRow, ...]]
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)

BOMB = gzip.compress(b"\0" * 20_000_000)
DAMAGED = gzip.compress(b"<urlset></urlset>" * 500)[:14] + b"\xff" * 20


def _news(url: str, title: str, day: str = "2026-04-15T10:00:00Z", extra: str = "") -> str:
    news = (
        f"<news:news><news:publication_date>{day}</news:publication_date><news:title>{title}</news:title></news:news>"
    )
    return f"<url>{extra}<loc>{url}</loc>{news}</url>"


def _plain(url: str, day: str = "2026-04-15") -> str:
    return f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" if day else f"<url><loc>{url}</loc></url>"


def _urlset(*entries: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?><urlset {SPACES}>{''.join(entries)}</urlset>"


def _index(*inner: tuple[str, str]) -> str:
    parts = (f"<sitemap><loc>{loc}</loc><lastmod>{mod}</lastmod></sitemap>" for loc, mod in inner)
    return f"<sitemapindex {SPACES}>{''.join(parts)}</sitemapindex>"


@pytest.fixture
def search(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, httpserver: HTTPServer, tmp_path: Path
) -> Callable[..., Found]:
    """Links found when the outlet's sitemap holds these bytes."""

    def find(body: str | bytes, path: str = "/sitemap.xml", kind: str = "application/xml") -> Found:
        httpserver.expect_request("/robots.txt").respond_with_data(status=404)
        httpserver.expect_request(path).respond_with_data(body, content_type=kind)
        searched = outlet.model_copy(update={"sitemaps": (httpserver.url_for(path),)})
        return find_links(searched, meeting, fetcher, tmp_path)

    return find


def test_news_entries_are_narrowed_by_headline_and_window(search: Callable[..., Found]) -> None:
    links, rows = search(
        _urlset(
            _news("http://h.example/1", "Halvorsen arrives"),
            _news("http://h.example/2", "Crane strike"),
            _news("http://h.example/3", "Halvorsen arrives", "2026-05-15"),
        )
    )
    assert [(link.url, link.title, link.found_by) for link in links] == [
        ("http://h.example/1", "Halvorsen arrives", "sitemap")
    ]
    assert rows == ()


def test_an_image_is_neither_the_address_nor_the_headline(search: Callable[..., Found]) -> None:
    image = "<image:image><image:loc>http://h.example/p.jpg</image:loc><image:title>A crane</image:title></image:image>"
    links, _ = search(
        _urlset(
            _news("http://h.example/1", "Halvorsen", extra=image),
            f"<url>{image}<loc>http://h.example/halvorsen</loc></url>",
        )
    )
    assert [(link.url, link.title) for link in links] == [
        ("http://h.example/1", "Halvorsen"),
        ("http://h.example/halvorsen", None),
    ]


def test_without_headline_the_window_decides_and_without_date_the_address(search: Callable[..., Found]) -> None:
    links, _ = search(
        _urlset(
            _plain("http://h.example/1"),
            _plain("http://h.example/2", "2025-04-15"),
            _plain("http://h.example/3", ""),
            _plain("http://h.example/halvorsen-arrives", ""),
            _plain("ftp://h.example/halvorsen", ""),
        )
    )
    assert [link.url for link in links] == ["http://h.example/1", "http://h.example/halvorsen-arrives"]


def test_entries_without_headline_are_capped_the_likeliest_kept_and_the_rest_told(search: Callable[..., Found]) -> None:
    many = [_plain(f"http://h.example/{n}", "2026-04-17") for n in range(MAX_UNTITLED + 50)]
    links, rows = search(
        _urlset(
            *many, _plain("http://h.example/near", "2026-04-15"), _plain("http://h.example/halvorsen", "2026-04-18")
        )
    )
    assert len(links) == MAX_UNTITLED
    assert {"http://h.example/near", "http://h.example/halvorsen"} <= {link.url for link in links}
    assert [row.reason for row in rows] == [
        f"sitemap: {MAX_UNTITLED} entries without headline are fetched, 52 more not"
    ]


@pytest.mark.parametrize("kind", ["application/x-gzip", "application/octet-stream", "text/xml"])
def test_a_packed_sitemap_is_unpacked(search: Callable[..., Found], kind: str) -> None:
    body = gzip.compress(_urlset(_news("http://h.example/1", "Halvorsen")).encode())
    links, _ = search(body, "/sitemap.xml.gz", kind)
    assert [link.url for link in links] == ["http://h.example/1"]


def test_an_index_leads_to_the_sitemaps_that_can_hold_the_window(
    search: Callable[..., Found], httpserver: HTTPServer
) -> None:
    for name in ("old", "day", "undated", "gone"):
        body = _urlset(_news(f"http://h.example/{name}", "Halvorsen"))
        httpserver.expect_request(f"/{name}.xml").respond_with_data(
            body, status=404 if name == "gone" else 200, content_type="text/xml"
        )
    links, rows = search(
        _index(
            (httpserver.url_for("/undated.xml"), ""),
            (httpserver.url_for("/gone.xml"), "2026-04-20"),
            (httpserver.url_for("/old.xml"), "2026-03-01"),
            (httpserver.url_for("/day.xml"), "2026-04-15T23:00:00+02:00"),
        )
    )
    assert [link.url for link in links] == ["http://h.example/day", "http://h.example/undated"]
    assert [(row.url, row.reason) for row in rows] == [(httpserver.url_for("/gone.xml"), "sitemap: HTTP 404")]


def test_of_a_large_index_the_sitemaps_nearest_to_the_meeting_are_read_and_the_rest_told(
    search: Callable[..., Found], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/day.xml").respond_with_data(
        _urlset(_news("http://h.example/1", "Halvorsen")), content_type="text/xml"
    )
    other = httpserver.url_for("/other.xml")
    httpserver.expect_request("/other.xml").respond_with_data(_urlset(), content_type="text/xml")
    later = [(f"{other}?{n}", f"2026-05-{n % 28 + 1:02}") for n in range(30)]
    links, rows = search(_index(*later, (httpserver.url_for("/day.xml"), "2026-04-15")))
    assert [link.url for link in links] == ["http://h.example/1"]
    assert [row.reason for row in rows] == [
        f"sitemap: {MAX_SITEMAPS} of the index's sitemaps are read, {31 - MAX_SITEMAPS} more not"
    ]


def test_an_index_that_names_itself_is_asked_once(search: Callable[..., Found], httpserver: HTTPServer) -> None:
    assert search(_index((httpserver.url_for("/sitemap.xml"), ""))) == ((), ())
    assert sum(request.path == "/sitemap.xml" for request, _ in httpserver.log) == 1


def test_indexes_inside_indexes_end(search: Callable[..., Found], httpserver: HTTPServer) -> None:
    for n in range(6):
        inner = _index((httpserver.url_for(f"/{n + 1}.xml"), ""))
        httpserver.expect_request(f"/{n}.xml").respond_with_data(inner, content_type="text/xml")
    links, rows = search(_index((httpserver.url_for("/0.xml"), "")))
    assert links == ()
    assert [row.reason for row in rows] == [f"sitemap: an index inside {MAX_DEPTH} others is not followed"]


def test_of_an_index_of_days_only_the_windows_days_are_read(
    search: Callable[..., Found], httpserver: HTTPServer
) -> None:
    """Five hundred files, none of which says when it changed: their addresses do."""
    page = _urlset(_news("http://h.example/1", "Halvorsen"))
    httpserver.expect_request("/2026-04-15.xml").respond_with_data(page, content_type="text/xml")
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(500)]
    links, rows = search(_index(*((httpserver.url_for(f"/{day}.xml"), "") for day in days)))
    assert [link.url for link in links] == ["http://h.example/1"]
    asked = {request.path for request, _ in httpserver.log}
    assert asked == {"/robots.txt", "/sitemap.xml", *(f"/2026-04-{d}.xml" for d in range(13, 20))}


def test_a_dated_sitemap_is_asked_for_each_month_of_the_window_once(meeting: Meeting, outlet: Outlet) -> None:
    dated = outlet.model_copy(update={"sitemaps": ("https://h.example/{year}/{month}.xml", "https://h.example/n.xml")})
    ends = meeting.model_copy(update={"start": date(2026, 4, 29), "end": date(2026, 4, 30)})
    assert addresses(dated, ends) == [
        "https://h.example/2026/04.xml",
        "https://h.example/2026/05.xml",
        "https://h.example/n.xml",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<urlset>",
        b"<html/>",
        b"no xml",
        gzip.compress(b"<urlset/>")[:12],
        DAMAGED,
        gzip.compress(b"\0" * 20_000_000),
    ],
    ids=["empty", "unclosed", "html", "text", "cut gzip", "damaged gzip", "bomb"],
)
def test_what_is_no_sitemap_is_a_row_of_the_ledger(search: Callable[..., Found], body: bytes) -> None:
    links, rows = search(body)
    assert links == ()
    assert [row.status for row in rows] == [Status.FAILED]
    assert rows[0].reason.startswith("sitemap: cannot be parsed")


def test_entities_are_not_multiplied() -> None:
    entities = "<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"
    body = f"<!DOCTYPE urlset [{entities}]><urlset><url><loc>http://h.example/&c;</loc></url></urlset>".encode()
    assert "".join(str(text) for text in parse(body, 10**6).itertext(with_tail=False)).count("ha") < 8


def test_a_bomb_of_entities_costs_no_time() -> None:
    layers = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    body = f"<!DOCTYPE urlset [<!ENTITY l0 'ha'>{layers}]><urlset><url><loc>&l11;</loc></url></urlset>".encode()
    began = time.monotonic()
    with suppress(*_BROKEN):
        parse(body, 10**6)
    assert time.monotonic() - began < 1


def test_entities_are_not_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    doctype = f"<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>"
    root = parse(f"{doctype}<urlset><url><loc>http://h.example/&x;</loc></url></urlset>".encode(), 10**6)
    assert "SECRET" not in etree.tostring(root, encoding="unicode")
    assert "SECRET" not in "".join(str(text) for text in root.itertext(with_tail=False))


@modest(max_examples=80)
@given(st.one_of(st.binary(max_size=120), st.binary(max_size=120).map(lambda tail: b"\x1f\x8b\x08" + tail)))
def test_any_bytes_are_a_sitemap_or_one_of_the_known_errors(body: bytes) -> None:
    try:
        assert etree.QName(parse(body, 10_000)).localname in ("urlset", "sitemapindex")
    except _BROKEN as problem:
        assert str(problem) or type(problem)
