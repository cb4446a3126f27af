"""Where an outlet may have covered the meeting: each source has the same shape and is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.definitions import Meeting, Outlet
from extract.discover.feeds import from_feeds
from extract.discover.gdelt import from_gdelt
from extract.discover.given import from_links, from_saved_pages, record_links
from extract.discover.narrow import normal
from extract.discover.pages import from_search, from_sections
from extract.discover.sitemaps import from_sitemaps
from extract.discover.warcs import from_warcs
from extract.discover.wayback import from_wayback
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
    "sections": from_sections,
    "search": from_search,
    "warcs": from_warcs,
    "gdelt": from_gdelt,
    "wayback": from_wayback,
}

__all__ = ["SOURCES", "find_links", "record_links"]


def find_links(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path
) -> tuple[tuple[Link, ...], tuple[LedgerRow, ...]]:
    """An outlet's links to fetch, each once, and a ledger row for every source that could not be read.

    ``folder`` is where the meeting's relative paths start. Only the outlets that the meeting lists under ``outlets``
    are searched; links, saved pages and WARC files serve all.
    """
    links: dict[str, Link] = {}
    rows: list[LedgerRow] = []
    for source in SOURCES.values():
        found, failed = source(outlet, meeting, fetcher, folder)
        rows += failed
        for link in found:
            links.setdefault(normal(link.url), link)
    return tuple(links.values()), tuple(rows)
