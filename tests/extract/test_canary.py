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
STORY = "<html lang=en><body><article><h1>Ferries</h1>" + "".join(
    f"<p>{n}. The ministers met in the harbour and spoke for three hours about the ferries and the fees they pay.</p>"
    for n in range(12)
)


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
    assert found.why == ""


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
        ("<p>The ministers met.</p><div>Subscribe to continue reading.</div>", Health.PAYWALLED, "subscribe"),
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
    found = tried({"/feed": items}, feeds=["/feed"])
    assert (found.health, found.why) == (Health.STALE, "nothing newer than 2026-04-01")


@pytest.mark.parametrize("body", ["<html>no feed</html>", "", "<rss version='2.0'><channel></channel></rss>"])
def test_a_feed_that_is_none(tried: Callable[..., Check], body: str) -> None:
    found = tried({"/feed": body}, feeds=["/feed", "/gone"])
    assert found.health is Health.FAILS
    assert found.why.count("feed: ") == 2


def test_an_outlet_without_anything_to_ask_fails(tried: Callable[..., Check]) -> None:
    assert tried({}).why == "no feed or sitemap to ask"


def test_the_table_has_failures_first_and_no_stray_bars() -> None:
    good = Check("beacon", Health.WORKS, 5, TODAY, "https://b.example/1", 300)
    bad = Check("herald", Health.FAILS, 0, None, "", 0, "feed: HTTP 500 | and\nmore")
    rows = check_table([good, bad]).splitlines()
    assert rows[2] == "| herald | fails | 0 |  | 0 | feed: HTTP 500 / and more |"
    assert rows[3] == "| beacon | works | 5 | 2026-04-16 | 300 |  |"
