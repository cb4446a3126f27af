"""What the analyst gives: links, saved pages, the official records."""

from __future__ import annotations

import re
from pathlib import Path

from extract.definitions import Meeting, Outlet, Record, SavedPages
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Relation, Status
from extract.saved import SAVED
from extract.words import fold


def from_links(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> tuple[list[Link], list[LedgerRow]]:
    """The meeting file's own links to this outlet."""
    return [
        Link(outlet.key, given.url, "given", relation=Relation(given.relation) if given.relation else None)
        for given in meeting.links
        if given.outlet == outlet.key
    ], []


def from_saved_pages(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path
) -> tuple[list[Link], list[LedgerRow]]:
    """Saved files of this outlet; a folder gives all its ``.html`` and ``.txt``, by name."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    for saved in meeting.pages:
        if saved.outlet != outlet.key:
            continue
        found = [_saved(saved, path) for path in _files(folder / saved.path)]
        if not found:
            rows.append(LedgerRow(outlet.key, str(saved.path), Status.FAILED, "no saved page there"))
        links += found
    return links, rows


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.suffix.lower() in SAVED)
    return [path] if path.is_file() else []


def _saved(saved: SavedPages, path: Path) -> Link:
    # No absolute path: reports are e-mailed, and must not tell where the analyst keeps things.
    address = f"saved:{saved.outlet}/{path.name}"
    relation = Relation(saved.relation) if saved.relation else None
    return Link(saved.outlet, address, "saved page", file=path, relation=relation)


def record_outlet(record: Record) -> Outlet:
    """The publisher of a record: an outlet of its own, so that its words are never counted as coverage."""
    return Outlet(
        key=f"record-{re.sub('[^a-z0-9]+', '-', fold(record.country)).strip('-') or 'official'}",
        name=f"Official record, {record.country}" if record.country else "Official record",
        country=record.country or "official",
        ownership="state",
        languages=(record.language,),
        loopback=record.loopback,
    )


def record_links(meeting: Meeting, folder: Path) -> tuple[tuple[Outlet, Link], ...]:
    """The official records as links, each with its publisher."""
    found = []
    for record in meeting.records:
        outlet = record_outlet(record)
        file = folder / record.path if record.path else None
        url = record.url or f"saved:{outlet.key}/{record.path.name if record.path else ''}"
        found.append((outlet, Link(outlet.key, url, "record", file=file, relation=Relation.RECORD)))
    return tuple(found)
