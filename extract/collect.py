"""One outlet's pages for one meeting: found, fetched, and a ledger row for each that could not be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from extract.archive import ArchiveError
from extract.definitions import Meeting, Outlet
from extract.discover import find_links
from extract.discover.given import record_links
from extract.discover.narrow import normal
from extract.discover.warcs import FOUND_BY
from extract.discover.wayback import rescued
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.recollect import remember
from extract.records import Collection, LedgerRow, Link, Page, Status
from extract.saved import read_saved

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    return None


def collect(
    outlet: Outlet,
    meeting: Meeting,
    fetcher: Fetcher,
    folder: Path,
    more: Iterable[Link] = (),
    progress: Progress = _silent,
) -> Collection:
    """Find and fetch what an outlet published about a meeting; ``more`` are links given on demand.

    A bad link costs that link: this function raises for no page and no feed.
    """
    found, rows = find_links(outlet, meeting, fetcher, folder)
    links = {normal(link.url): link for link in (*found, *more)}
    again = partial(rescued, outlet=outlet, meeting=meeting, fetcher=fetcher)
    return remember(_fetch_all(outlet, tuple(links.values()), fetcher, list(rows), progress, again), meeting, fetcher)


def collect_records(meeting: Meeting, fetcher: Fetcher, folder: Path) -> list[Collection]:
    """The official records, one collection per publisher."""
    found = records_of(meeting, folder)
    fetched = (_fetch_all(outlet, links, fetcher, [], _silent, _lost) for outlet, links in found)
    return [remember(collection, meeting, fetcher) for collection in fetched]


def records_of(meeting: Meeting, folder: Path) -> list[tuple[Outlet, tuple[Link, ...]]]:
    """The records' publishers, each with its links."""
    outlets: dict[str, Outlet] = {}
    links: dict[str, list[Link]] = {}
    for outlet, link in record_links(meeting, folder):
        outlets[outlet.key] = outlet
        links.setdefault(outlet.key, []).append(link)
    return [(outlet, tuple(links[key])) for key, outlet in outlets.items()]


def _lost(link: Link) -> Link | None:
    return None


def _fetch_all(
    outlet: Outlet,
    links: tuple[Link, ...],
    fetcher: Fetcher,
    rows: list[LedgerRow],
    progress: Progress,
    again: Callable[[Link], Link | None],
) -> Collection:
    pages: list[tuple[Link, Page]] = []
    seen: dict[str, str] = {}
    for link in links:
        progress(link.url)
        try:
            link, page = _had(link, outlet, fetcher, again)
        except FetchError as problem:
            rows.append(LedgerRow(outlet.key, link.url, problem.status, problem.reason))
            continue
        except ArchiveError as problem:
            rows.append(LedgerRow(outlet.key, link.url, Status.FAILED, str(problem)))
            continue
        twin = seen.get(page.sha256) or seen.get(normal(page.final_url))
        if twin:
            rows.append(LedgerRow(outlet.key, link.url, Status.DUPLICATE, f"the same page as {twin}"))
            continue
        seen |= {page.sha256: link.url, normal(page.final_url): link.url}
        pages.append((link, page))
    return Collection(outlet, tuple(pages), tuple(rows), links)


def _had(link: Link, outlet: Outlet, fetcher: Fetcher, again: Callable[[Link], Link | None]) -> tuple[Link, Page]:
    """A link with its page; a dead one with a web archive's copy, where the outlet's definition asks for it."""
    try:
        return link, _page(link, outlet, fetcher)
    except FetchError as problem:
        copied = again(link) if problem.status is Status.FAILED and link.copy is None else None
        if copied is None:
            raise
        return copied, _page(copied, outlet, fetcher)


def _page(link: Link, outlet: Outlet, fetcher: Fetcher) -> Page:
    if link.found_by == FOUND_BY and (held := fetcher.store.page(link.url)) is not None:
        return fetcher.kept(held)  # never asked for, not even when others are fetched again
    if link.file is None:
        return fetcher.page(link.copy or link.url, outlet)
    page = read_saved(link.file, link.url, fetcher.settings.max_bytes)
    fetcher.keep(page)
    return page
