"""News sitemaps and plain ones, and indexes of them (sitemaps.org 0.9, news sitemap 0.9)."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import days_in, earliest, in_window, near, search_terms, speaks_of, window
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MAX_SITEMAPS = 20  # of one index
MAX_DEPTH = 2  # indexes inside an index
MAX_UNTITLED = 200  # entries without a headline can't be narrowed by words: no more of them are fetched
_BROKEN = (etree.XMLSyntaxError, ValueError, OSError, EOFError, zlib.error)

Found = tuple[list[Link], list[LedgerRow]]


def from_sitemaps(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """Entries of the outlet's sitemaps that lie in the window and speak of the meeting."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    for url in addresses(outlet, meeting) if outlet.key in meeting.outlets else ():
        found, failed = _one(url, outlet, meeting, fetcher)
        links += found
        rows += failed
    untitled = [link for link in links if not link.title]
    if len(untitled) > MAX_UNTITLED:
        dropped = set(_likeliest_first(untitled, meeting, outlet)[MAX_UNTITLED:])
        links = [link for link in links if link not in dropped]
        reason = f"sitemap: {MAX_UNTITLED} entries without headline are fetched, {len(dropped):,} more not"
        rows.append(LedgerRow(outlet.key, outlet.sitemaps[0], Status.FAILED, reason))
    return links, rows


def addresses(outlet: Outlet, meeting: Meeting) -> list[str]:
    """The outlet's sitemaps; dated ones once for each day, month or year of the window."""
    filled = (
        url.format(year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}")
        for url in outlet.sitemaps
        for day in window(meeting)
    )
    return list(dict.fromkeys(filled))


def _likeliest_first(links: list[Link], meeting: Meeting, outlet: Outlet) -> list[Link]:
    """By words of the address, then by nearness to the meeting's start."""
    terms, language = search_terms(meeting), outlet.languages[0]

    def rank(link: Link) -> tuple[bool, int, str]:
        away = abs(link.published.toordinal() - meeting.start.toordinal()) if link.published else 999
        return not speaks_of(link.url, terms, language), away, link.url

    return sorted(links, key=rank)


def _one(url: str, outlet: Outlet, meeting: Meeting, fetcher: Fetcher, inside: tuple[str, ...] = ()) -> Found:
    def failed(status: Status, reason: str) -> Found:
        return [], [LedgerRow(outlet.key, url, status, f"sitemap: {reason}")]

    try:
        root = parse(fetcher.page(url, outlet, fresh=True).body, fetcher.settings.max_bytes)
    except FetchError as problem:
        return failed(problem.status, problem.reason)
    except _BROKEN as problem:
        return failed(Status.FAILED, f"cannot be parsed: {str(problem)[:120]}")
    if etree.QName(root).localname == "urlset":
        return _entries(root, outlet, meeting), []
    if len(inside) == MAX_DEPTH:
        return failed(Status.FAILED, f"an index inside {MAX_DEPTH} others is not followed")
    return _index(url, root, outlet, meeting, fetcher, (*inside, url))


def _index(
    url: str, root: etree._Element, outlet: Outlet, meeting: Meeting, fetcher: Fetcher, inside: tuple[str, ...]
) -> Found:
    links: list[Link] = []
    rows: list[LedgerRow] = []
    inner = [address for address in _recent(root, meeting) if address not in inside]  # else one that names itself
    for address in inner[:MAX_SITEMAPS]:
        found, failed = _one(address, outlet, meeting, fetcher, inside)
        links += found
        rows += failed
    if inner[MAX_SITEMAPS:]:
        reason = f"sitemap: {MAX_SITEMAPS} of the index's sitemaps are read, {len(inner) - MAX_SITEMAPS:,} more not"
        rows.append(LedgerRow(outlet.key, url, Status.FAILED, reason))
    return links, rows


def parse(body: bytes, max_bytes: int) -> etree._Element:
    """The root of a sitemap, unpacked when it is gzip; entities stay unresolved and the network untouched.

    Raises:
        ValueError, OSError, EOFError, zlib.error, XMLSyntaxError: it is none, or too large when unpacked.
    """
    if body[:2] == b"\x1f\x8b":
        body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(max_bytes + 1)
        if len(body) > max_bytes:
            raise ValueError(f"larger than {max_bytes:,} bytes unpacked")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    root = etree.fromstring(body, parser)
    if etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ValueError(f"<{etree.QName(root).localname}> is no sitemap")
    return root


def _text(node: etree._Element, path: str) -> str:
    return (node.findtext(path) or "").strip()


def _date(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def _recent(root: etree._Element, meeting: Meeting) -> list[str]:
    """Addresses of an index's sitemaps that may hold pages of the window, the likeliest first.

    A sitemap last changed before the window holds none, nor does one whose address names other days. Of the others the
    earliest is the nearest: outlets that keep one sitemap a day change it on that day. Those whose address names the
    window's days come first, those that say nothing last.
    """
    first = earliest(meeting).isoformat()
    inner = [(_text(n, "{*}lastmod"), _text(n, "{*}loc")) for n in root.iter("{*}sitemap")]
    fits = [(mod, loc) for mod, loc in inner if loc and near(loc, meeting) and (not _date(mod) or mod[:10] >= first)]
    # Stable: else as listed.
    fits.sort(key=lambda p: (days_in(p[1]) is None, _date(p[0]) is None, p[0] if _date(p[0]) else ""))
    return [loc for _, loc in fits]


def entries(root: etree._Element) -> list[tuple[str, date | None]]:
    """Addresses and dates of a sitemap, or of an index's sitemaps."""
    found = []
    for node in root.iter("{*}url", "{*}sitemap"):
        url = _text(node, "{*}loc")
        if url.lower().startswith(("http://", "https://")):
            found.append((url, _date(_text(node, "{*}news/{*}publication_date") or _text(node, "{*}lastmod"))))
    return found


def _entries(root: etree._Element, outlet: Outlet, meeting: Meeting) -> list[Link]:
    terms, language = search_terms(meeting), outlet.languages[0]
    links = []
    for node in root.iter("{*}url"):
        # Only the news extension's title: an image's or video's is no headline.
        url, title = _text(node, "{*}loc"), _text(node, "{*}news/{*}title")
        published = _date(_text(node, "{*}news/{*}publication_date") or _text(node, "{*}lastmod"))
        if not url.lower().startswith(("http://", "https://")) or not in_window(published, meeting):
            continue
        # Without a headline only the date can narrow, and an undated one would let a whole archive in.
        if (published and not title) or speaks_of(f"{title} {url}", terms, language):
            links.append(Link(outlet.key, url, "sitemap", title or None, published))
    return links
