"""Section pages, searches, GDELT and the Wayback Machine as sources: good, hostile and broken answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pytest_httpserver import HTTPServer

from extract.collect import collect
from extract.definitions import Meeting, Outlet
from extract.discover import find_links
from extract.discover.gdelt import read_list
from extract.discover.narrow import days_in
from extract.discover.pages import MAX_LINKS, MAX_WORDS, searched
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

Found = tuple[tuple[Link, ...], tuple[LedgerRow, ...]]
Find = Callable[..., Found]
NewFetcher = Callable[..., Fetcher]
NEWS = "https://herald.example"


@pytest.fixture
def find(outlet: Outlet, meeting: Meeting, new_fetcher: NewFetcher, httpserver: HTTPServer, tmp_path: Path) -> Find:
    """Links found with some keys of the outlet set; outside services stand on this machine."""

    def search(also_meeting: dict[str, Any] | None = None, **keys: Any) -> Found:
        httpserver.expect_request("/robots.txt").respond_with_data("", 404)
        here = httpserver.url_for("").rstrip("/")
        fetcher = new_fetcher(gdelt=f"{here}/gdelt", wayback=here)
        chosen = outlet.model_copy(update={"sites": (f"{NEWS}/",), **keys})
        return find_links(chosen, meeting.model_copy(update=also_meeting or {}), fetcher, tmp_path)

    return search


def page(*anchors: str) -> str:
    return f"<html><body><nav><a href='/about'>About us</a></nav><ul>{''.join(anchors)}</ul></body></html>"


def teaser(url: str, title: str, text: str = "") -> str:
    return f"<li><h3><a href='{url}'>{title}</a></h3><p>{text}</p></li>"


def local(httpserver: HTTPServer, path: str = "/") -> tuple[str, ...]:
    return (httpserver.url_for(path),)


def test_links_of_a_section_page_that_speak_of_the_meeting(find: Find, httpserver: HTTPServer) -> None:
    body = page(
        teaser("/2026/04/15/halvorsen-arrives", "Halvorsen arrives"),
        teaser("/news/4711", "Ministers meet", "Ingrid Halvorsen shook hands."),
        teaser("/2025/01/02/halvorsen-old", "Halvorsen a year ago"),
        teaser("/sport", "Cup final"),
        teaser("https://elsewhere.example/halvorsen", "Halvorsen, another paper"),
        teaser("javascript:halvorsen()", "Halvorsen"),
        teaser("http://[broken/halvorsen", "Halvorsen"),
    )
    httpserver.expect_request("/world").respond_with_data(body, content_type="text/html")
    links, rows = find(sites=local(httpserver), sections=local(httpserver, "/world"))
    assert [urlsplit(link.url).path for link in links] == ["/2026/04/15/halvorsen-arrives", "/news/4711"]
    assert [(link.found_by, link.title, link.published) for link in links] == [
        ("section", "Halvorsen arrives", date(2026, 4, 15)),
        ("section", "Ministers meet", None),
    ]
    assert rows == ()


def test_the_outlets_search_is_asked_for_each_word(find: Find, httpserver: HTTPServer) -> None:
    def answer(words: str, url: str) -> None:
        body = page(teaser(url, f"Result for {words}"))
        httpserver.expect_request("/find", query_string={"q": words}).respond_with_data(body, content_type="text/html")

    answer("Port Aven", "/halvorsen-in-port-aven")
    answer("ceasefire & line", "/halvorsen-at-the-line")
    links, rows = find(
        {"search_words": {"en": ("Port Aven", "ceasefire & line"), "ru": ("порт",)}},
        sites=local(httpserver),
        search=(httpserver.url_for("/find") + "?q={words}",),
    )
    assert sorted(urlsplit(link.url).path for link in links) == ["/halvorsen-at-the-line", "/halvorsen-in-port-aven"]
    assert rows == ()


def test_without_search_words_the_participants_are_searched(meeting: Meeting, outlet: Outlet) -> None:
    assert searched(meeting, outlet) == ["Ingrid Halvorsen", "Omar Al-Sabahi"]
    many = meeting.model_copy(update={"search_words": {"en": tuple(f"word {n}" for n in range(50))}})
    assert len(searched(many, outlet)) == MAX_WORDS


def test_a_page_of_endless_links_is_cut_and_the_rest_told(find: Find, httpserver: HTTPServer) -> None:
    body = page(*(teaser(f"/halvorsen/{n}", "Halvorsen") for n in range(10_000)))
    httpserver.expect_request("/world").respond_with_data(body, content_type="text/html")
    links, rows = find(sites=local(httpserver), sections=local(httpserver, "/world"))
    assert len(links) == MAX_LINKS
    assert [row.reason for row in rows] == [
        f"section: {MAX_LINKS} fitting links are fetched, {10_000 - MAX_LINKS:,} more not"
    ]


@pytest.mark.parametrize(("body", "code"), [("", 200), ("gone", 410), ("\0\0", 200)])
def test_a_section_that_cannot_be_read_costs_one_row(find: Find, httpserver: HTTPServer, body: str, code: int) -> None:
    httpserver.expect_request("/world").respond_with_data(body, code, content_type="text/html")
    links, rows = find(sites=local(httpserver), sections=local(httpserver, "/world"))
    assert links == ()
    assert [row.reason.partition(":")[0] for row in rows] in (["section"], [])


def test_gdelt_is_asked_for_the_outlets_domain_and_the_window(find: Find, httpserver: HTTPServer) -> None:
    articles = [
        {"url": f"{NEWS}/1", "title": "Halvorsen arrives", "seendate": "20260415T101500Z", "domain": "herald.example"},
        {"url": "https://elsewhere.example/2", "title": "Not ours", "seendate": "20260415T101500Z"},
        {"url": f"{NEWS}/3", "title": "Too late", "seendate": "20260615T101500Z"},
        {"url": f"{NEWS}/4", "title": 7, "seendate": "not a date"},
        {"url": None},
        "no article",
    ]
    httpserver.expect_request("/gdelt").respond_with_json({"articles": articles})
    links, rows = find({"search_words": {"en": ("ceasefire line",)}}, also=("gdelt",))
    assert [(link.url, link.title, link.found_by) for link in links] == [
        (f"{NEWS}/1", "Halvorsen arrives", "GDELT"),
        (f"{NEWS}/4", None, "GDELT"),
    ]
    assert links[0].published == datetime(2026, 4, 15, 10, 15, tzinfo=UTC)
    asked = parse_qs(next(r.query_string.decode() for r, _ in httpserver.log if r.path == "/gdelt"))
    assert asked["query"] == ['("ceasefire line" OR "Ingrid Halvorsen" OR "Omar Al-Sabahi") domainis:herald.example']
    assert (asked["startdatetime"], asked["enddatetime"]) == (["20260413000000"], ["20260419235959"])
    assert rows == ()


def test_what_gdelt_says_is_the_rows_reason(find: Find, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gdelt").respond_with_data("Your query was too short.", content_type="text/html")
    links, rows = find(also=("gdelt",))
    assert links == ()
    assert [row.reason for row in rows] == ["GDELT: no list of articles: 'Your query was too short.'"]


def test_outside_services_are_asked_only_when_chosen(find: Find, httpserver: HTTPServer) -> None:
    assert find() == ((), ())
    assert httpserver.log == []


@given(st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b'{"articles": 3}', b"[]", b'{"articles": [[]]}']))
def test_no_answer_of_gdelt_breaks_the_reading(body: bytes) -> None:
    outlet = Outlet(key="herald", name="H", country="N", ownership="private", languages=("en",), sites=(NEWS,))
    meeting = Meeting.model_validate(
        {"id": "t", "title": "T", "date": date(2026, 4, 15), "participants": [{"name": "A"}]}
    )
    try:
        assert read_list(body, outlet, meeting) == []
    except FetchError as problem:
        assert problem.status is Status.FAILED


def captures(httpserver: HTTPServer, rows: list[list[str]], **query: str) -> None:
    body = json.dumps([["timestamp", "original"], *rows])
    httpserver.expect_request("/cdx/search/cdx").respond_with_data(body, content_type="application/json")


def test_past_pages_are_found_by_their_address(find: Find, httpserver: HTTPServer) -> None:
    captures(
        httpserver,
        [
            ["20260415101112", f"{NEWS}/world/halvorsen-in-port-aven"],
            ["20260415101112", f"{NEWS}/world/cup-final"],
            ["20260415101112", "https://elsewhere.example/halvorsen"],
            ["x", f"{NEWS}/halvorsen"],
            ["20260415101112"],
        ],
    )
    links, rows = find(also=("wayback",))
    assert [link.url for link in links] == [f"{NEWS}/world/halvorsen-in-port-aven"]
    assert links[0].copy == httpserver.url_for("/web/20260415101112id_/") + f"{NEWS}/world/halvorsen-in-port-aven"
    assert rows == ()


@pytest.mark.parametrize("body", ["<html>busy</html>", "{}", "[" * 100_000, '"text"'])
def test_an_index_that_answers_nonsense_costs_one_row(find: Find, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/cdx/search/cdx").respond_with_data(body, content_type="application/json")
    links, rows = find(also=("wayback",))
    assert links == ()
    assert [row.reason for row in rows] == ["Wayback Machine: no list of captures"]


def test_a_dead_link_is_read_from_the_first_copy_after_the_meeting_began(
    outlet: Outlet, meeting: Meeting, new_fetcher: NewFetcher, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    dead = httpserver.url_for("/gone")
    captures(httpserver, [["20260410000000", dead], ["20260416000000", dead], ["20270101000000", dead]])
    httpserver.expect_request("/gone").respond_with_data("gone", 404)
    httpserver.expect_request(f"/web/20260416000000id_/{dead}").respond_with_data(
        "<p>Kept</p>", content_type="text/html"
    )
    chosen = outlet.model_copy(update={"also": ("wayback",)})
    link = Link("herald", dead, "given")
    fetcher = new_fetcher(wayback=httpserver.url_for("").rstrip("/"))
    collection = collect(chosen, meeting, fetcher, tmp_path, more=[link])
    ((kept, held),) = collection.pages
    assert (kept.url, held.body) == (dead, b"<p>Kept</p>")
    assert kept.copy is not None
    assert "/web/20260416000000id_/" in kept.copy
    other = collect(outlet, meeting, fetcher, tmp_path, more=[link])
    assert [row.reason for row in other.ledger] == ["HTTP 404"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("search", "https://h.example/?q=words"),
        ("search", "https://h.example/?q={word}"),
        ("search", "https://h.example/?q={words}&p={page}"),
        ("sitemaps", "https://h.example/{yyyy}.xml"),
        ("sitemaps", "https://h.example/{year.xml"),
        ("also", "google"),
    ],
)
def test_a_wrong_template_stops_at_once(key: str, value: str) -> None:
    base = {"key": "h", "name": "H", "country": "N", "ownership": "private", "languages": ["en"]}
    with pytest.raises(ValidationError, match=key):
        Outlet.model_validate(base | {key: [value]})


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://h.example/2026/04/15/talks", (date(2026, 4, 15), date(2026, 4, 15))),
        ("https://h.example/sitemap-2026-02.xml", (date(2026, 2, 1), date(2026, 2, 28))),
        ("https://h.example/20260415-1", (date(2026, 4, 15), date(2026, 4, 15))),
        ("https://h.example/news/202604151", None),
        ("https://h.example/2026/13/40", None),
        ("https://h.example/2026/02/30/x", None),
        ("https://h.example/agenda-2030", None),
        ("", None),
    ],
)
def test_days_that_an_address_names(url: str, named: tuple[date, date] | None) -> None:
    assert days_in(url) == named
