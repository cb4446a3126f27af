"""RSS and Atom feeds, parsed from bytes that our own fetcher brought."""

from __future__ import annotations

import io
import re
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import in_window, newest_first, search_terms, speaks_of
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MAX_ITEMS = 2000  # of one feed, in the window and about the meeting
MAX_MARKS = 250_000  # tags of a feed: one of 10,000 items has half of them, a million cost minutes
MAX_WORDS = 5000  # characters of an item's summary that are searched: some feeds carry whole articles


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
        if page.body.count(b"<") > MAX_MARKS:
            rows.append(LedgerRow(outlet.key, url, Status.FAILED, f"feed: only its first {MAX_MARKS:,} marks are read"))
        items = read_feed(page.body, outlet, page.final_url)
        if items is None:
            rows.append(LedgerRow(outlet.key, url, Status.FAILED, "feed: neither RSS nor Atom"))
            continue
        found = sorted(_about(items, meeting, outlet), key=lambda link: newest_first(link.published))
        links += found[:MAX_ITEMS]
        if found[MAX_ITEMS:]:
            reason = f"feed: the {MAX_ITEMS:,} newest fitting items are fetched, {len(found) - MAX_ITEMS:,} older not"
            rows.append(LedgerRow(outlet.key, url, Status.FAILED, reason))
    return links, rows


def _about(items: list[tuple[Link, str]], meeting: Meeting, outlet: Outlet) -> list[Link]:
    terms, language = search_terms(meeting), outlet.languages[0]
    return [link for link, text in items if in_window(link.published, meeting) and speaks_of(text, terms, language)]


def read_feed(body: bytes, outlet: Outlet, base: str = "") -> list[tuple[Link, str]] | None:
    """Links of a feed with the words that describe each; None when it is no feed. ``base`` completes relative links."""
    try:
        # As a stream: feedparser takes bytes for a file name first, and would open it.
        feed = feedparser.parse(io.BytesIO(_first_marks(body)), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - hostile bytes may break any parser; the feed's row says that it is none
        return None
    if not feed.get("version") and not feed.entries:  # of an empty body it has no version at all
        return None
    return [pair for entry in feed.entries if (pair := _item(entry, outlet, base))]


def _first_marks(body: bytes) -> bytes:
    """A feed up to its last bearable mark: an endless one would be parsed for minutes."""
    if body.count(b"<") <= MAX_MARKS:
        return body
    last = next(islice(re.finditer(b"<", body), MAX_MARKS, None))
    return body[: last.start()]


def _item(entry: Any, outlet: Outlet, base: str) -> tuple[Link, str] | None:
    try:
        url = urljoin(base, str(entry.get("link") or ""))
    except ValueError:
        return None
    if not entry.get("link") or not url.lower().startswith(("http://", "https://")):
        return None
    title = str(entry.get("title") or "")
    text = f"{title} {str(entry.get('summary') or '')[:MAX_WORDS]} {url}"
    return Link(outlet.key, url, "feed", title or None, _published(entry)), text


def _published(entry: Any) -> date | None:
    kind = "published_parsed" if "published_parsed" in entry else "updated_parsed"
    when: time.struct_time | None = entry[kind] if kind in entry else None  # get() would warn of its own fallback
    try:
        return datetime(*when[:6], tzinfo=UTC) if when else None
    except (ValueError, TypeError):  # feedparser lets impossible dates through
        return None
