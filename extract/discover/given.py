"""What the analyst gives: links, saved pages, the official records."""

from __future__ import annotations

import re
from pathlib import Path

from extract.definitions import Meeting, Outlet, Record, SavedPages
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Relation, Status
from extract.saved import SAVED
from extract.words import fold

_UNREAD = frozenset({".mhtml", ".mht", ".webarchive", ".pdf", ".doc", ".docx", ".rtf", ".odt"})
_OTHER = "a saved page that cannot be read: save it as .html or .txt"


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
    """Saved files of this outlet; a folder gives all its ``.html``, ``.htm`` and ``.txt``, by name."""
    links: dict[str, Link] = {}
    rows: list[LedgerRow] = []
    for saved in meeting.pages:
        if saved.outlet != outlet.key:
            continue
        files, failed = _files(folder / saved.path, saved)
        rows += failed
        for file in files:
            _add(links, saved, file)
    return list(links.values()), rows


def _files(path: Path, saved: SavedPages) -> tuple[list[Path], list[LedgerRow]]:
    """The pages at a path, and a row for each file that looks like a page in a form that is not read."""
    if not path.is_dir():
        return ([path], []) if path.is_file() else ([], [_row(saved, saved.path.name, "no saved page there")])
    inside = sorted(path.iterdir(), key=lambda p: p.name)
    files = [p for p in inside if p.suffix.lower() in SAVED and not p.is_dir()]
    rows = [_row(saved, p.name, _OTHER) for p in inside if p.suffix.lower() in _UNREAD]
    if not files and not rows:
        rows = [_row(saved, saved.path.name, "no saved page in the folder")]
    return files, rows


def _row(saved: SavedPages, name: str, reason: str) -> LedgerRow:
    return LedgerRow(saved.outlet, f"saved:{saved.outlet}/{name}", Status.FAILED, reason)


def _add(links: dict[str, Link], saved: SavedPages, file: Path) -> None:
    """Name a page by its file, without its folder: reports are e-mailed, and must not tell where things are kept."""
    if any(link.file == file for link in links.values()):
        return
    address, n = f"saved:{saved.outlet}/{file.name}", 1
    while address in links:  # the same name in another folder
        n += 1
        address = f"saved:{saved.outlet}/{n}/{file.name}"
    relation = Relation(saved.relation) if saved.relation else None
    links[address] = Link(saved.outlet, address, "saved page", file=file, relation=relation)


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
