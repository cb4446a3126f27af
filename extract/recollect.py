"""Runs without the network: what a run collected is remembered, and read again from the archive alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from extract.archive import ArchiveError
from extract.definitions import Meeting, Outlet
from extract.fetch import Fetcher
from extract.records import Collection, LedgerRow, Link, Page, Status
from extract.store import PageEntry


@dataclass(frozen=True, slots=True)
class _Kept:
    """A collection without the bytes, which are in the archive."""

    pages: tuple[tuple[Link, PageEntry, str], ...]  # with why an older copy was read
    ledger: tuple[LedgerRow, ...]
    links: tuple[Link, ...]


_KEPT = TypeAdapter(_Kept)


def remember(found: Collection, meeting: Meeting, fetcher: Fetcher) -> Collection:
    """The same collection, remembered for runs without the network."""
    pages = tuple((link, PageEntry.of(page), page.stale) for link, page in found.pages)
    data = _KEPT.dump_json(_Kept(pages, found.ledger, found.links)).decode()
    fetcher.store.remember_collection(meeting.id, found.outlet.key, data)
    return found


def recollect(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, until: datetime | None = None) -> Collection:
    """What was last collected from an outlet (until a moment), from the archive alone: nothing is asked of any host.

    Saved pages and records too are those of that run. A page that the archive no longer has is a ledger row.
    """
    data = fetcher.store.collection(meeting.id, outlet.key, until)
    if data is None:
        reason = "offline, and nothing was collected before"
        return Collection(outlet, (), (LedgerRow(outlet.key, f"outlet:{outlet.key}", Status.FAILED, reason),))
    kept = _KEPT.validate_json(data)
    pages: list[tuple[Link, Page]] = []
    rows = list(kept.ledger)
    for link, entry, stale in kept.pages:
        try:
            pages.append((link, replace(fetcher.kept(entry), stale=stale)))
        except ArchiveError as problem:
            rows.append(LedgerRow(outlet.key, link.url, Status.FAILED, str(problem)))
    return Collection(outlet, tuple(pages), tuple(rows), kept.links)
