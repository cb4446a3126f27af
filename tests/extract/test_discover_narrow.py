"""Which pages may be about a meeting: by date, by words, and when two addresses are one page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import settings as modest
from hypothesis import strategies as st

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import in_window, newest_first, normal, own, search_terms, speaks_of


def _with(meeting: Meeting, **changes: object) -> Meeting:
    return Meeting.model_validate(meeting.model_dump(exclude_unset=True) | changes)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(None, True), (12, False), (13, True), (14, True), (15, True), (18, True), (19, True), (20, False)],
)
def test_the_window_has_a_day_more_on_both_sides_for_time_zones(
    meeting: Meeting, day: int | None, inside: bool
) -> None:
    assert in_window(date(2026, 4, day) if day else None, meeting) is inside


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://a.example/x?utm_source=rss&id=3#top", "http://a.example/x?id=3"),
        ("HTTP://A.example:80/x", "http://a.example/x"),
        ("http://a.example/x?b=2&a=1", "http://a.example/x?a=1&b=2"),
    ],
)
def test_one_page_has_one_address(url: str, same: str) -> None:
    assert normal(url) == normal(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/news.php?id=1", "http://a.example/news.php?id=2"),
        ("http://a.example/?p=1", "http://a.example/?p=2"),
        ("http://a.example/en/1", "http://a.example/ru/1"),
        ("http://a.example/n?lang=en", "http://a.example/n?lang=ru"),
        ("saved:a/1.html", "saved:a/2.html"),
    ],
)
def test_two_pages_keep_two_addresses(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@modest(max_examples=100)
@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("http://".__add__)))
def test_any_text_can_be_brought_to_one_form(text: str) -> None:
    assert isinstance(normal(text), str)


def test_newest_first_puts_the_undated_last() -> None:
    early, late = datetime(2026, 4, 15, 9, tzinfo=UTC), datetime(2026, 4, 15, 10, tzinfo=UTC)
    some = [None, date(2026, 4, 14), early, date(2026, 4, 16), late]
    assert sorted(some, key=newest_first) == [date(2026, 4, 16), late, early, date(2026, 4, 14), None]


def test_word_forms_of_a_search_word_are_found(meeting: Meeting) -> None:
    terms = search_terms(_with(meeting, search_words={"ru": ["переговоры"], "en": ["meet"]}))
    assert speaks_of("О чём шла речь на переговорах", terms, "ru")
    assert speaks_of("They met", terms, "en")
    assert not speaks_of("Погода на завтра", terms, "ru")


@pytest.mark.parametrize(
    ("site", "url", "is_own"),
    [
        ("https://www.example.com", "https://example.com/a", True),
        ("https://example.com", "https://en.example.com/a", True),
        ("https://example.com", "http://EXAMPLE.com./a", True),
        ("https://example.com", "https://example.com:8443/a", True),
        ("https://example.com", "https://evil-example.com/a", False),
        ("https://example.com", "https://example.com.evil.example/a", False),
        ("https://example.com", "https://example.com@evil.example/a", False),
        ("https://example.com", "https://evil.example/?u=https://example.com/a", False),
        ("https://example.com", "https://evil.example#example.com", False),
        ("https://example.com", "//example.com/a", False),
        ("https://example.com", "javascript:location='https://example.com'", False),
        ("https://herald.co.uk", "https://evil.co.uk/a", False),
        ("https://herald.substack.com", "https://herald.substack.com/p/a", True),
        ("https://herald.substack.com", "https://evil.substack.com/p/a", False),
        ("https://herald.wordpress.com", "https://wordpress.com/a", False),
        ("http://127.0.0.1:80", "http://127.0.0.1:80/a", True),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8002/a", False),
        ("http://127.0.0.1:8001", "http://127.0.0.11:8001/a", False),
    ],
)
def test_links_to_look_alike_hosts_are_not_the_outlets_own(outlet: Outlet, site: str, url: str, is_own: bool) -> None:
    assert own(url, outlet.model_copy(update={"sites": (site,)})) is is_own
