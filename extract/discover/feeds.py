"""RSS and Atom feeds, parsed from bytes that our own fetcher brought."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import in_window, search_terms, speaks_of
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MAX_ITEMS = 2000  # of one feed; the newest come first


def from_feeds(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> tuple[list[Link], list[LedgerRow]]:
    """Items of the outlet's feeds that lie in the window and speak of the meeting."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    for url in outlet.feeds if outlet.key in meeting.outlets else ():
        try:
            page = fetcher.page(url, outlet, fresh=True)
        except FetchError as problem:
            rows.append(LedgerRow(outlet.key, url, problem.status, f"feed: {problem.reason}"))
            continue
        items = read_feed(page.body, outlet)
        if items is None:
            rows.append(LedgerRow(outlet.key, url, Status.FAILED, "feed: neither RSS nor Atom"))
        else:
            links += _about(items, meeting, outlet)
    return links, rows


def _about(items: list[tuple[Link, str]], meeting: Meeting, outlet: Outlet) -> list[Link]:
    terms, language = search_terms(meeting), outlet.languages[0]
    return [link for link, text in items if in_window(link.published, meeting) and speaks_of(text, terms, language)]


def read_feed(body: bytes, outlet: Outlet) -> list[tuple[Link, str]] | None:
    """Links of a feed with the words that describe each; None when it is no feed."""
    feed = feedparser.parse(body, sanitize_html=True, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        return None
    return [pair for entry in feed.entries[:MAX_ITEMS] if (pair := _item(entry, outlet))]


def _item(entry: Any, outlet: Outlet) -> tuple[Link, str] | None:
    url = str(entry.get("link") or "")
    if not url.startswith(("http://", "https://")):
        return None
    title = str(entry.get("title") or "")
    text = f"{title} {entry.get('summary', '')} {url}"
    return Link(outlet.key, url, "feed", title or None, _published(entry)), text


def _published(entry: Any) -> date | None:
    when: time.struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime(*when[:6], tzinfo=UTC) if when else None
    except (ValueError, TypeError):  # feedparser lets impossible dates through
        return None
