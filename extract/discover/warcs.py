"""WARC files as a source: those of Common Crawl's CC-NEWS, of other crawlers, or one's own (ISO 28500)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import domain, hosts_of, in_window, search_terms, speaks_of
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Page, Status

FOUND_BY = "WARC"
HEAD = 200_000  # bytes of a page in which its title is looked for
_TITLE = re.compile(rb"<title[^>]*>(.{1,1000}?)</title>", re.I | re.S)
_DESCRIPTION = re.compile(rb"<meta[^>]{1,200}?description[^>]{1,100}?content=[\"'](.{1,1000}?)[\"']", re.I | re.S)
_BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, KeyError)

Found = tuple[list[Link], list[LedgerRow]]


@dataclass(frozen=True, slots=True)
class Held:
    """A page that a WARC file holds."""

    url: str
    domain: str
    fetched: datetime
    words: str  # title and description
    offset: int


def from_warcs(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """The outlet's pages in the meeting's WARC files that speak of the meeting; they enter the archive unfetched."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    terms, language, hosts = search_terms(meeting), outlet.languages[0], hosts_of(outlet)
    for path in meeting.warcs:
        held, broken = _index(folder / path)
        if broken and _concerns(outlet, meeting, held, hosts):
            rows.append(LedgerRow(outlet.key, f"warc:{path.name}", Status.FAILED, f"WARC: {broken}"))
        for page in held:
            fits = page.domain in hosts and in_window(page.fetched, meeting)
            if fits and speaks_of(f"{page.words} {page.url}", terms, language):
                taken = _page(folder / path, page, fetcher.settings.max_bytes)
                fetcher.keep(taken)
                links.append(Link(outlet.key, page.url, FOUND_BY, published=None))
    return links, rows


def _concerns(outlet: Outlet, meeting: Meeting, held: Sequence[Held], hosts: frozenset[str]) -> bool:
    """Whose ledger tells of a broken file: who has pages in it, who is asked nowhere else, and the meeting's first.

    A row for each of thirty outlets would drown the others; none at all would hide it.
    """
    elsewhere = (*outlet.feeds, *outlet.sitemaps, *outlet.sections, *outlet.search, *outlet.also)
    named = {link.outlet for link in meeting.links} | {page.outlet for page in meeting.pages}
    first = meeting.outlet_keys[:1] == (outlet.key,)
    return first or any(p.domain in hosts for p in held) or not (elsewhere or outlet.key in named)


@lru_cache(maxsize=16)
def _index(path: Path) -> tuple[tuple[Held, ...], str]:
    """The pages of a file, and what of it could not be read. One pass serves every outlet."""
    held: list[Held] = []
    undated: list[str] = []
    told = ""
    try:
        with path.open("rb") as stream:
            held.extend(_pages(stream, undated))
    except _BROKEN as problem:
        told = f"read up to page {len(held):,}: {_readable(str(problem)) or type(problem).__name__}"
    left_out = f"{len(undated):,} without a date left out, {undated[0][:120]} first" if undated else ""
    return tuple(held), "; ".join(filter(None, (told, left_out)))


def _readable(reason: str) -> str:
    """A reason without the bytes of the file that the reader may quote."""
    told = reason.partition("first line:")[0]
    return "".join(c if c.isprintable() and c.isascii() else " " for c in told)[:120].strip(" ,")


def _pages(stream: BinaryIO, undated: list[str]) -> Iterator[Held]:
    """The pages of a file; addresses of those without a date are added to ``undated``.

    Raises:
        ValueError: a record without its length or with a wrong one: where the next begins is not known.
    """
    records, some = ArchiveIterator(stream), False
    records.INC_RECORD = ""  # its own warning goes to the terminal
    for record in records:
        if record.format != "warc":  # the reader takes any line for a record of the older ARC format
            break
        some = True
        page = _page_of(record)
        words = _words(record.content_stream().read(HEAD)) if page else ""
        offset = records.get_record_offset()  # ends the record
        if getattr(record.raw_stream, "limit", 1):
            raise ValueError("a record that is shorter than it says, or says no length")
        if page and (when := _moment(record.rec_headers.get_header("WARC-Date"))):
            yield Held(page, domain(page), when, words, offset)
        elif page:
            undated.append(page)
    if not some:
        raise ValueError("it holds no WARC record")
    if records.err_count:
        raise ValueError(f"{records.err_count:,} records are longer than they say")


def _page_of(record: ArcWarcRecord) -> str:
    """The address of a page that a record holds; empty where it holds something else."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return ""
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    return url if "html" in (headers.get_header("Content-Type") or "").lower() and url.startswith("http") else ""


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except ValueError:
        return None


def _words(head: bytes) -> str:
    found = (m[1] for pattern in (_TITLE, _DESCRIPTION) if (m := pattern.search(head)))
    return " ".join(unescape(part.decode("utf-8", "replace")) for part in found)


def _page(path: Path, held: Held, max_bytes: int) -> Page:
    """One page of a file, cut at ``max_bytes``."""
    with path.open("rb") as stream:
        stream.seek(held.offset)
        record = next(iter(ArchiveIterator(stream)))
        body = record.content_stream().read(max_bytes)
    return Page(held.url, held.url, 200, held.fetched, "text/html", hashlib.sha256(body).hexdigest(), body)
