"""The canary: an outlet that can be read, and every way in which it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from extract.canary import Check, Health, check, check_table
from extract.definitions import Outlet
from extract.fetch import Fetcher

TODAY = datetime(2026, 4, 16, tzinfo=UTC).date()
DAY = "<meta property='article:published_time' content='2026-04-15T08:00:00Z'>"
STORY = f"<html lang=en><head><title>Ferries</title>{DAY}</head><body><article><h1>Ferries</h1>" + "".join(
    f"<p>{n}. The ministers met in the harbour and spoke for three hours about the ferries and the fees they pay.</p>"
    for n in range(12)
)
WALLED = "<html lang=en><body><p>The ministers met.</p><div>Subscribe to continue reading.</div></body></html>"


@pytest.fixture
def tried(outlet: Outlet, fetcher: Fetcher, httpserver: HTTPServer) -> Callable[..., Check]:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)

    def run(pages: dict[str, str], **keys: Any) -> Check:
        for path, body in pages.items():
            kind = "application/xml" if body.lstrip().startswith(("<rss", "<urlset", "<sitemapindex")) else "text/html"
            httpserver.expect_request(path).respond_with_data(body, content_type=kind)
        there = {k: tuple(httpserver.url_for(p) for p in paths) for k, paths in keys.items()}
        return check(outlet.model_copy(update=there), fetcher, TODAY)

    return run


def feed(httpserver: HTTPServer, *items: tuple[str, str]) -> str:
    told = "".join(
        f"<item><link>{httpserver.url_for(p)}</link><title>T</title><pubDate>{d}</pubDate></item>" for p, d in items
    )
    return f"<rss version='2.0'><channel>{told}</channel></rss>"


def test_the_newest_article_of_a_feed_is_read(tried: Callable[..., Check], httpserver: HTTPServer) -> None:
    items = feed(httpserver, ("/old", "Mon, 13 Apr 2026 08:00:00 GMT"), ("/new", "Wed, 15 Apr 2026 08:00:00 GMT"))
    found = tried({"/feed": items, "/new": STORY}, feeds=["/feed"])
    assert (found.health, found.entries, found.article) == (Health.WORKS, 2, httpserver.url_for("/new"))
    assert found.words > 100
    assert (found.title, found.why) == ("Ferries", "")


def test_a_section_page_is_asked_for_links_that_look_like_articles(
    tried: Callable[..., Check], httpserver: HTTPServer
) -> None:
    links = (
        "<a href=/about>About us</a><a href=/new><img></a><a href=/new>Ministers agree on ferries and their fees</a>"
    )
    away = "<a href=https://other.example/x>A headline of quite another newspaper</a>"
    found = tried({"/world": f"<html><body>{links}{away}</body></html>", "/new": STORY}, sections=["/world"])
    assert (found.health, found.entries, found.newest) == (Health.WORKS, 1, None)


def test_a_day_in_the_address_counts_where_no_date_is_given(
    tried: Callable[..., Check], httpserver: HTTPServer
) -> None:
    paths = ("/2026/04/14/a", "/2026/04/15/b", "/2026/04/13/c")
    plain = "".join(f"<url><loc>{httpserver.url_for(p)}</loc></url>" for p in paths)
    found = tried({"/map": f"<urlset>{plain}</urlset>", "/2026/04/15/b": STORY}, sitemaps=["/map"])
    assert found.health is Health.WORKS
    assert found.article.endswith("/2026/04/15/b")


def test_when_the_newest_is_no_article_the_next_is_tried_but_not_all(
    tried: Callable[..., Check], httpserver: HTTPServer
) -> None:
    days = [(f"/{n}", f"Wed, 15 Apr 2026 {23 - n}:00:00 GMT") for n in range(6)]
    items = feed(httpserver, *days)
    found = tried({"/feed": items, "/0": "<html><body></body></html>", "/1": WALLED, "/2": STORY}, feeds=["/feed"])
    assert (found.health, found.article) == (Health.WORKS, httpserver.url_for("/2"))
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    found = tried({"/feed": items, "/1": WALLED, "/5": STORY}, feeds=["/feed"])
    assert found.health is Health.PAYWALLED
    asked = [request.path for request, _ in httpserver.log]
    assert asked.count("/feed") == 1 and asked[-1] == "/2"


def test_what_the_article_lacks_is_told(tried: Callable[..., Check], httpserver: HTTPServer) -> None:
    items = feed(httpserver, ("/new", "Wed, 15 Apr 2026 08:00:00 GMT"))
    found = tried({"/feed": items, "/new": STORY.replace(DAY, "")}, feeds=["/feed"])
    assert (found.health, found.why) == (Health.WORKS, "no date found in the article")


def test_a_sitemap_index_is_followed_to_its_newest(tried: Callable[..., Check], httpserver: HTTPServer) -> None:
    def entry(tag: str, path: str, day: str) -> str:
        return f"<{tag}><loc>{httpserver.url_for(path)}</loc><lastmod>{day}</lastmod></{tag}>"

    index = entry("sitemap", "/a.xml", "2025-01-01") + entry("sitemap", "/b.xml", "2026-04-15")
    pages = {
        "/map": f"<sitemapindex>{index}</sitemapindex>",
        "/b.xml": f"<urlset>{entry('url', '/new', '2026-04-15')}</urlset>",
        "/new": STORY,
    }
    assert tried(pages, sitemaps=["/map"]).health is Health.WORKS


@pytest.mark.parametrize(
    ("article", "health", "why"),
    [
        ("<html><body></body></html>", Health.FAILS, "article: empty"),
        ("<title>Page not found</title><p>It is gone.</p>", Health.FAILS, "article: not found"),
        (STORY.replace("met", "trafen").replace("lang=en", "lang=de"), Health.WORKS, ""),
        (WALLED, Health.PAYWALLED, "subscribe"),
    ],
)
def test_an_article_that_cannot_be_read(
    tried: Callable[..., Check], httpserver: HTTPServer, article: str, health: Health, why: str
) -> None:
    items = feed(httpserver, ("/new", "Wed, 15 Apr 2026 08:00:00 GMT"))
    found = tried({"/feed": items, "/new": article}, feeds=["/feed"])
    assert found.health is health
    assert why in found.why.lower()


def test_an_outlet_that_fell_silent_is_stale(tried: Callable[..., Check], httpserver: HTTPServer) -> None:
    items = feed(httpserver, ("/old", "Wed, 01 Apr 2026 08:00:00 GMT"))
    found = tried({"/feed": items, "/old": STORY}, feeds=["/feed"])
    assert (found.health, found.why) == (Health.STALE, "nothing newer than 2026-04-01")
    assert found.words > 100


@pytest.mark.parametrize("body", ["<html>no feed</html>", "", "<rss version='2.0'><channel></channel></rss>"])
def test_a_feed_that_is_none(tried: Callable[..., Check], body: str) -> None:
    found = tried({"/feed": body}, feeds=["/feed", "/gone"])
    assert found.health is Health.FAILS
    assert found.why.count("feed: ") == 2


@pytest.mark.parametrize("body", ["<html>no map", "", "<urlset></urlset>", "<sitemapindex></sitemapindex>", "\x1f\x8b"])
def test_a_sitemap_that_is_none(tried: Callable[..., Check], body: str) -> None:
    found = tried({"/map": body}, sitemaps=["/map"])
    assert (found.health, found.entries) == (Health.FAILS, 0)
    assert found.why.startswith("sitemap: ")


def test_a_sitemap_index_that_names_itself_ends(tried: Callable[..., Check], httpserver: HTTPServer) -> None:
    index = f"<sitemapindex><sitemap><loc>{httpserver.url_for('/map')}</loc></sitemap></sitemapindex>"
    assert "index inside 2 others" in tried({"/map": index}, sitemaps=["/map"]).why


def test_an_outlet_without_anything_to_ask_fails(tried: Callable[..., Check]) -> None:
    assert tried({}).why == "no feed, sitemap or section to ask"


def test_the_table_has_failures_first_and_no_stray_bars() -> None:
    good = Check("beacon", Health.WORKS, 5, TODAY, "https://b.example/1", "Ferries", 300)
    bad = Check("herald", Health.FAILS, why="feed: HTTP 500 | and\nmore")
    rows = check_table([good, bad]).splitlines()
    assert rows[2] == "| herald | fails | 0 |  | 0 | feed: HTTP 500 / and more |"
    assert rows[3] == "| beacon | works | 5 | 2026-04-16 | 300 |  |"
