"""News sitemaps and plain ones, and indexes of them (sitemaps.org 0.9, news sitemap 0.9)."""

from __future__ import annotations

import gzip
import io
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import in_window, search_terms, speaks_of
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MAX_SITEMAPS = 20  # of one index, the newest first
MAX_ENTRIES = 50_000  # the standard's own limit for one file
MAX_UNTITLED = 200  # entries without a headline can't be narrowed by words: no more of them are fetched


def from_sitemaps(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path
) -> tuple[list[Link], list[LedgerRow]]:
    """Entries of the outlet's sitemaps that lie in the window and speak of the meeting."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    for url in outlet.sitemaps if outlet.key in meeting.outlets else ():
        found, failed = _one(url, outlet, meeting, fetcher, deeper=True)
        links += found
        rows += failed
    untitled = [link for link in links if not link.title]
    if len(untitled) > MAX_UNTITLED:
        dropped = set(untitled[MAX_UNTITLED:])
        links = [link for link in links if link not in dropped]
        reason = f"sitemap: {len(dropped)} entries without headline not fetched, {MAX_UNTITLED} are"
        rows.append(LedgerRow(outlet.key, outlet.sitemaps[0], Status.FAILED, reason))
    return links, rows


def _one(
    url: str, outlet: Outlet, meeting: Meeting, fetcher: Fetcher, deeper: bool
) -> tuple[list[Link], list[LedgerRow]]:
    try:
        root = parse(fetcher.page(url, outlet, fresh=True).body, fetcher.settings.max_bytes)
    except FetchError as problem:
        return [], [LedgerRow(outlet.key, url, problem.status, f"sitemap: {problem.reason}")]
    except (etree.XMLSyntaxError, ValueError, OSError, EOFError) as problem:
        return [], [LedgerRow(outlet.key, url, Status.FAILED, f"sitemap: cannot be parsed: {str(problem)[:120]}")]
    if etree.QName(root).localname != "sitemapindex":
        return _entries(root, outlet, meeting), []
    links: list[Link] = []
    rows: list[LedgerRow] = []
    for inner in _recent(root, meeting) if deeper else ():
        found, failed = _one(inner, outlet, meeting, fetcher, deeper=False)
        links += found
        rows += failed
    return links, rows


def parse(body: bytes, max_bytes: int) -> etree._Element:
    """The root of a sitemap, unpacked when it is gzip; entities stay unresolved and the network untouched."""
    if body[:2] == b"\x1f\x8b":
        body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(max_bytes + 1)
        if len(body) > max_bytes:
            raise ValueError(f"larger than {max_bytes:,} bytes unpacked")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    root = etree.fromstring(body, parser)
    if etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ValueError(f"<{etree.QName(root).localname}> is no sitemap")
    return root


def _text(node: etree._Element, name: str) -> str:
    found = node.find(f".//{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _date(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def _recent(root: etree._Element, meeting: Meeting) -> list[str]:
    """Addresses of an index's sitemaps that may still hold pages of the window, the newest first."""
    inner = [(_text(n, "lastmod"), _text(n, "loc")) for n in root.iter("{*}sitemap")]
    late = [(mod, loc) for mod, loc in inner if not mod or mod[:10] >= meeting.start.isoformat()]
    return [loc for _, loc in sorted(late, reverse=True)][:MAX_SITEMAPS]


def _entries(root: etree._Element, outlet: Outlet, meeting: Meeting) -> list[Link]:
    terms, language = search_terms(meeting), outlet.languages[0]
    links = []
    for node in list(root.iter("{*}url"))[:MAX_ENTRIES]:
        url, title = _text(node, "loc"), _text(node, "title")
        published = _date(_text(node, "publication_date") or _text(node, "lastmod"))
        # Without a headline only the date can narrow, and an undated one would let a whole archive in.
        fits = speaks_of(f"{title} {url}", terms, language) if title or published is None else True
        if url.startswith(("http://", "https://")) and in_window(published, meeting) and fits:
            links.append(Link(outlet.key, url, "sitemap", title or None, published))
    return links
