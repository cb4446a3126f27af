"""Which pages are looked at: given links, saved pages, and what feeds hold about the meeting."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as modest
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from extract.definitions import Meeting, Outlet
from extract.discover import find_links, record_links
from extract.discover.feeds import read_feed
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Relation, Status

Found = tuple[tuple[Link, ...], tuple[LedgerRow, ...]]


def _with(meeting: Meeting, **changes: object) -> Meeting:
    return Meeting.model_validate(meeting.model_dump(exclude_unset=True) | changes)


def _item(title: str, url: str, when: str = "Wed, 15 Apr 2026 10:00:00 GMT", summary: str = "") -> str:
    dated = f"<pubDate>{when}</pubDate>" if when else ""
    return f"<item><title>{title}</title><link>{url}</link><description>{summary}</description>{dated}</item>"


def _rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>Herald</title>{''.join(items)}</channel></rss>"


@pytest.fixture
def from_feed(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, httpserver: HTTPServer, tmp_path: Path
) -> Callable[..., Found]:
    """Links found in a feed of these bytes."""

    def find(body: str | bytes, status: int = 200, **changes: object) -> Found:
        httpserver.expect_request("/robots.txt").respond_with_data(status=404)
        httpserver.expect_request("/feed").respond_with_data(body, status=status, content_type="application/rss+xml")
        reader = outlet.model_copy(update={"feeds": (httpserver.url_for("/feed"),)})
        return find_links(reader, _with(meeting, **changes), fetcher, tmp_path)

    return find


# feeds


def test_items_that_name_a_participant_in_the_window_are_links(from_feed: Callable[..., Found]) -> None:
    links, rows = from_feed(
        _rss(
            _item("Halvorsen meets guest", "http://h.example/1"),
            _item("Crane strike goes on", "http://h.example/2"),
            _item("Halvorsen in spring", "http://h.example/3", "Sun, 01 Mar 2026 10:00:00 GMT"),
            _item("Halvorsen, undated", "http://h.example/4", ""),
        )
    )
    assert [link.url for link in links] == ["http://h.example/1", "http://h.example/4"]
    assert rows == ()
    assert links[0].title == "Halvorsen meets guest"
    assert links[0].published == datetime(2026, 4, 15, 10, tzinfo=UTC)
    assert links[0].found_by == "feed"


@pytest.mark.parametrize(
    ("title", "summary", "url"),
    [
        ("Talks", "The minister, Ms Halvorsen, arrived", "http://h.example/1"),
        ("Talks", "", "http://h.example/halvorsen-arrives"),
        ("HALVORSEN: we agreed", "", "http://h.example/1"),
        ("Переговоры с Халворсеном", "", "http://h.example/1"),
        ("Al-Sabahi replies", "", "http://h.example/1"),
        ("Replies", "", "http://h.example/al_sabahi-replies.html"),
        ("والصباحي يرد", "", "http://h.example/1"),
        ("Беседовал министр иностранных дел", "", "http://h.example/1"),
    ],
)
def test_a_participant_is_recognised_in_title_summary_or_address(
    from_feed: Callable[..., Found], title: str, summary: str, url: str
) -> None:
    links, _ = from_feed(_rss(_item(title, url, summary=summary)))
    assert [link.url for link in links] == [url]


def test_the_last_word_of_a_title_alone_names_nobody(from_feed: Callable[..., Found]) -> None:
    links, _ = from_feed(_rss(_item("О состоянии дел на рынке", "http://h.example/1")))
    assert links == ()


def test_search_words_of_any_language_count(from_feed: Callable[..., Found]) -> None:
    words = {"en": ["grain corridor"], "zh": ["粮食走廊"]}
    links, _ = from_feed(
        _rss(
            _item("The grain corridor reopens", "http://h.example/1"),
            _item("双方讨论粮食走廊问题", "http://h.example/2"),
        ),
        search_words=words,
    )
    assert len(links) == 2


def test_a_broken_feed_gives_what_it_still_holds(from_feed: Callable[..., Found]) -> None:
    links, rows = from_feed(_rss(_item("Halvorsen & guest", "http://h.example/1"))[:-20])
    assert [link.url for link in links] == ["http://h.example/1"]
    assert rows == ()


@pytest.mark.parametrize("body", [b"", b"<html><p>Please accept cookies", b"\x00\xff\xfe garbage", b"{}"])
def test_what_is_no_feed_is_a_row_of_the_ledger(from_feed: Callable[..., Found], body: bytes) -> None:
    links, rows = from_feed(body)
    assert links == ()
    assert [(r.outlet, r.status, r.reason) for r in rows] == [("herald", Status.FAILED, "feed: neither RSS nor Atom")]


@pytest.mark.parametrize(("code", "status"), [(404, Status.FAILED), (403, Status.BLOCKED)])
def test_a_feed_that_cannot_be_had_is_a_row_of_the_ledger(
    from_feed: Callable[..., Found], code: int, status: Status
) -> None:
    links, rows = from_feed("", status=code)
    assert links == ()
    assert [row.status for row in rows] == [status]
    assert rows[0].reason.startswith(f"feed: HTTP {code}")


def test_of_ten_thousand_items_the_newest_are_taken_and_the_rest_is_told(from_feed: Callable[..., Found]) -> None:
    # The newest stand last: order in the file is no promise.
    items = (
        _item(
            f"Halvorsen {n}",
            f"http://h.example/{n}",
            f"Wed, 15 Apr 2026 {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02} GMT",
        )
        for n in range(10_000)
    )
    began = time.monotonic()
    links, rows = from_feed(_rss(*items))
    assert time.monotonic() - began < 15
    assert {link.url for link in links} == {f"http://h.example/{n}" for n in range(8000, 10_000)}
    assert [row.reason for row in rows] == ["feed: the 2,000 newest fitting items are fetched, 8,000 older not"]


def test_an_endless_feed_is_read_up_to_a_bound_and_says_so(
    from_feed: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.discover.feeds.MAX_MARKS", 100)
    links, rows = from_feed(_rss(_item("Halvorsen meets guest", "http://h.example/1"), "<item>" * 1000))
    assert [link.url for link in links] == ["http://h.example/1"]
    assert [row.reason for row in rows] == ["feed: only its first 100 marks are read"]


def test_relative_links_are_completed(from_feed: Callable[..., Found], httpserver: HTTPServer) -> None:
    links, _ = from_feed(_rss(_item("Halvorsen", "/news/1"), _item("Halvorsen", "mailto:desk@h.example")))
    assert [link.url for link in links] == [httpserver.url_for("/news/1")]


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path: Path, outlet: Outlet) -> None:
    file = tmp_path / "private.xml"
    file.write_text(_rss(_item("Private", "http://h.example/private")))
    assert read_feed(str(file).encode(), outlet) is None


def test_entities_of_a_feed_are_not_expanded(outlet: Outlet, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    layers = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    doctype = f"<!DOCTYPE rss [<!ENTITY l0 'ha'><!ENTITY x SYSTEM 'file://{tmp_path}/secret'>{layers}]>"
    began = time.monotonic()
    items = read_feed((doctype + _rss(_item("&l9; &x;", "http://h.example/1"))).encode(), outlet)
    assert time.monotonic() - began < 2
    assert "SECRET" not in str(items)
    assert len(str(items)) < 2000


def test_an_item_with_only_a_time_of_update_is_dated_by_it(outlet: Outlet) -> None:
    entry = "<entry><title>t</title><link href='http://h.example/1'/><updated>2026-04-15T10:00:00Z</updated></entry>"
    items = read_feed(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>".encode(), outlet)
    assert items is not None
    assert [link.published for link, _ in items] == [datetime(2026, 4, 15, 10, tzinfo=UTC)]


@modest(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda t: _rss(_item(t, t, t)).encode("utf-8"))))
def test_any_bytes_are_a_feed_or_none(body: bytes) -> None:
    outlet = Outlet(key="o", name="O", country="X", ownership="state", languages=("en",))
    for link, _ in read_feed(body, outlet, "http://h.example/") or ():
        assert link.url.lower().startswith("http")


def test_an_outlet_the_meeting_does_not_list_is_not_searched(from_feed: Callable[..., Found]) -> None:
    assert from_feed(_rss(_item("Halvorsen", "http://h.example/1")), outlets=[]) == ((), ())


# the analyst's links and files


def test_a_given_link_wins_over_the_same_address_in_a_feed(from_feed: Callable[..., Found]) -> None:
    given_link = {"outlet": "herald", "url": "http://h.example/1?id=5", "relation": "preview"}
    links, _ = from_feed(
        _rss(
            _item("Halvorsen", "http://h.example/1?id=5&amp;utm_source=rss#top"),
            _item("Halvorsen", "http://h.example/1?id=6"),
        ),
        links=[given_link],
    )
    assert [(link.url, link.found_by, link.relation) for link in links] == [
        ("http://h.example/1?id=5", "given", Relation.PREVIEW),
        ("http://h.example/1?id=6", "feed", None),
    ]


def _saved(fetcher: Fetcher, outlet: Outlet, meeting: Meeting, folder: Path, *paths: str) -> Found:
    pages = [{"outlet": "herald", "path": path} for path in paths]
    return find_links(outlet, _with(meeting, outlets=[], pages=pages), fetcher, folder)


def test_a_folder_gives_its_pages_by_name(fetcher: Fetcher, outlet: Outlet, meeting: Meeting, tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "c.HTM", "picture.png", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "b.html_files").mkdir()
    links, rows = _saved(fetcher, outlet, meeting, tmp_path, ".")
    assert [link.url for link in links] == ["saved:herald/a.txt", "saved:herald/b.html", "saved:herald/c.HTM"]
    assert str(tmp_path) not in "".join(link.url for link in links)
    assert rows == ()


def test_a_page_named_twice_is_read_once(fetcher: Fetcher, outlet: Outlet, meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    links, _ = _saved(fetcher, outlet, meeting, tmp_path, "a.html", ".")
    assert [link.url for link in links] == ["saved:herald/a.html"]


def test_pages_of_the_same_name_in_two_folders_are_both_read(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(folder)
    links, _ = _saved(fetcher, outlet, meeting, tmp_path, "one", "two")
    assert [(link.url, link.file) for link in links] == [
        ("saved:herald/index.html", tmp_path / "one" / "index.html"),
        ("saved:herald/2/index.html", tmp_path / "two" / "index.html"),
    ]


def test_files_that_cannot_be_read_as_pages_are_told(
    fetcher: Fetcher, outlet: Outlet, meeting: Meeting, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "story.mhtml").write_text("x")
    (tmp_path / "empty").mkdir()
    links, rows = _saved(fetcher, outlet, meeting, tmp_path, "pages", "empty", "gone.html")
    assert links == ()
    assert [(row.url, row.status) for row in rows] == [
        ("saved:herald/story.mhtml", Status.FAILED),
        ("saved:herald/empty", Status.FAILED),
        ("saved:herald/gone.html", Status.FAILED),
    ]
    assert "save it as .html" in rows[0].reason


def test_records_have_a_publisher_of_their_own(meeting: Meeting, tmp_path: Path) -> None:
    records = [
        {"country": "Côte d’Or", "language": "fr", "path": "readout.txt"},
        {"country": "", "language": "en", "url": "http://mfa.example/1"},
    ]
    found = record_links(_with(meeting, records=records), tmp_path)
    assert [(outlet.key, link.url, link.file, link.relation) for outlet, link in found] == [
        ("record-cote-d-or", "saved:record-cote-d-or/readout.txt", tmp_path / "readout.txt", Relation.RECORD),
        ("record-official", "http://mfa.example/1", None, Relation.RECORD),
    ]
