"""Where an outlet may have covered the meeting: each source has the same shape and is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.definitions import Meeting, Outlet
from extract.discover.feeds import from_feeds
from extract.discover.given import from_links, from_saved_pages, record_links
from extract.discover.narrow import normal
from extract.discover.sitemaps import from_sitemaps
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link

Found = tuple[list[Link], list[LedgerRow]]
Source = Callable[[Outlet, Meeting, Fetcher, Path], Found]

# In the order in which they win when two name the same address: the analyst's word first.
SOURCES: dict[str, Source] = {
    "links": from_links,
    "saved pages": from_saved_pages,
    "feeds": from_feeds,
    "sitemaps": from_sitemaps,
}

__all__ = ["SOURCES", "find_links", "record_links"]


def find_links(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path
) -> tuple[tuple[Link, ...], tuple[LedgerRow, ...]]:
    """An outlet's links to fetch, each once, and a ledger row for every feed or sitemap that could not be read.

    ``folder`` is where the meeting's relative paths start. Feeds and sitemaps are searched only for the outlets that
    the meeting lists under ``outlets``.
    """
    links: dict[str, Link] = {}
    rows: list[LedgerRow] = []
    for source in SOURCES.values():
        found, failed = source(outlet, meeting, fetcher, folder)
        rows += failed
        for link in found:
            links.setdefault(normal(link.url), link)
    return tuple(links.values()), tuple(rows)
