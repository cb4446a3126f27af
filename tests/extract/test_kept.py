"""Results that are kept: the same again costs nothing, and whatever they follow from makes them new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from extract import kept
from extract.article import read_article
from extract.definitions import Participant, Topic
from extract.fetch import Fetcher
from extract.kept import Kept
from extract.records import Article, Page
from extract.store import Store

STORY = "<p>The ministers met in Kestrel. “The fees will fall for all ships,” Mira Halvorsen said after the talks.</p>"
HALVORSEN = (Participant(name="Mira Halvorsen"),)
FEES = (Topic(id="fees", label="Fees", terms={"en": ("fees",)}),)


def page(published: str = "", url: str = "https://herald.example/1") -> Page:
    head = f"<meta property='article:published_time' content='{published}'>"
    body = f"<html lang=en><head>{head}<title>Fees</title></head><body>{STORY * 3}</body></html>".encode()
    fetched = datetime(2026, 4, 14, tzinfo=UTC)
    return Page(url, url, 200, fetched, "text/html", hashlib.sha256(body).hexdigest(), body)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions that had to work, in order."""
    worked: list[str] = []
    for name in ("read_article", "find_quotations", "find_mentions"):
        monkeypatch.setattr(kept, name, _counted(name, getattr(kept, name), worked))
    return worked


def _counted(name: str, function: Callable[..., object], worked: list[str]) -> Callable[..., object]:
    def counted(*args: object, **named: object) -> object:
        worked.append(name)
        return function(*args, **named)

    return counted


def all_of(known: Kept, at: Page) -> tuple[Article, object, object]:
    article = known.article(at)
    found = article, known.quotations(article, HALVORSEN), known.mentions(article, FEES)
    known.flush()
    return found


def test_the_same_page_is_worked_out_once(store: Store, calls: list[str]) -> None:
    first = all_of(Kept(store), page())
    assert calls == ["read_article", "find_quotations", "find_mentions"]
    assert all_of(Kept(store), page()) == first
    assert len(calls) == 3


def test_what_is_kept_is_what_would_be_worked_out(store: Store) -> None:
    all_of(Kept(store), page())
    article, quotations, mentions = all_of(Kept(store), page())
    assert (article, quotations, mentions) == all_of(Kept(), page())
    assert quotations
    assert mentions


@pytest.mark.parametrize("published", ["2026-04-14", "2026-04-14T18:05:00+03:00", ""])
def test_a_day_stays_a_day_and_a_time_keeps_its_zone(store: Store, published: str) -> None:
    all_of(Kept(store), page(published))
    when = Kept(store).article(page(published)).published
    assert when == read_article(page(published).body, "https://herald.example/1").published
    assert (type(when) is date) == (published == "2026-04-14")
    assert str(when or "").startswith(published[:10])


def test_other_participants_topics_or_code_make_it_new(
    store: Store, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Kept(store)
    article = all_of(known, page())[0]
    del calls[:]
    known.quotations(article, ())
    known.mentions(article, ())
    assert calls == ["find_quotations", "find_mentions"]
    monkeypatch.setattr(kept, "_code", lambda: "another version")
    all_of(Kept(store), page())
    assert calls[2:] == ["read_article", "find_quotations", "find_mentions"]


def test_two_runs_may_keep_the_same(store: Store) -> None:
    one, other = Kept(store), Kept(store)
    for known in (one, other):
        known.article(page())
    one.flush()
    other.article(page(url="https://herald.example/2"))
    other.flush()
    assert Kept(store).article(page()).title == "Fees"


def test_a_saved_page_has_no_earlier_copy_in_another_meetings_file_of_that_name(fetcher: Fetcher) -> None:
    first, second = page(url="saved:herald/1.html"), page("2026-04-14", url="saved:herald/1.html")
    fetcher.keep(first)
    later = Page(
        second.url, second.url, 200, datetime(2026, 4, 15, tzinfo=UTC), "text/html", second.sha256, second.body
    )
    assert fetcher.earlier(later) is None
