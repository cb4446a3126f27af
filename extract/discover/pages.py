"""Links on the outlet's own pages: section fronts, and its search page asked for the meeting's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus, urljoin

from lxml import etree, html

from extract.definitions import ANY_LANGUAGE, Meeting, Outlet
from extract.discover.narrow import days_in, in_window, near, normal, own, search_terms, speaks_of
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MAX_LINKS = 60  # of one page, about the meeting
MAX_WORDS = 6  # search words asked for, in the order of the meeting's file
AROUND = 600  # characters: a larger block holds more than one teaser

Found = tuple[list[Link], list[LedgerRow]]


def from_sections(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """Links on the outlet's section pages that speak of the meeting."""
    asked = outlet.sections if outlet.key in meeting.outlets else ()
    return _gathered(((url, "section") for url in asked), outlet, meeting, fetcher)


def from_search(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """Links that the outlet's own search finds for the meeting's words."""
    asked = outlet.search if outlet.key in meeting.outlets else ()
    words = searched(meeting, outlet)
    pages = ((template.format(words=quote_plus(w)), "search") for template in asked for w in words)
    return _gathered(pages, outlet, meeting, fetcher)


def searched(meeting: Meeting, outlet: Outlet) -> list[str]:
    """The meeting's search words in the outlet's languages, else the participants' names."""
    languages = (*outlet.languages, ANY_LANGUAGE)
    given = [w for language in languages for w in meeting.search_words.get(language, ())]
    return list(dict.fromkeys(given or [p.name for p in meeting.participants]))[:MAX_WORDS]


def _gathered(pages: Iterator[tuple[str, str]], outlet: Outlet, meeting: Meeting, fetcher: Fetcher) -> Found:
    links: dict[str, Link] = {}
    rows: list[LedgerRow] = []
    for url, kind in pages:
        try:
            page = fetcher.page(url, outlet, fresh=True)
            found = list(read_links(page.body, page.final_url, kind, outlet, meeting))
        except FetchError as problem:
            rows.append(LedgerRow(outlet.key, url, problem.status, f"{kind}: {problem.reason}"))
            continue
        links |= {normal(link.url): link for link in found[:MAX_LINKS] if normal(link.url) not in links}
        if found[MAX_LINKS:]:
            reason = f"{kind}: {MAX_LINKS} fitting links are fetched, {len(found) - MAX_LINKS:,} more not"
            rows.append(LedgerRow(outlet.key, url, Status.FAILED, reason))
    return list(links.values()), rows


def read_links(body: bytes, base: str, kind: str, outlet: Outlet, meeting: Meeting) -> Iterator[Link]:
    """Links to the outlet's own pages whose words, or whose teaser, speak of the meeting.

    Raises:
        FetchError: the bytes are no page.
    """
    terms, language = search_terms(meeting), outlet.languages[0]
    seen: set[str] = set()
    for url, anchor in _anchors(body, base, outlet):
        if normal(url) in seen or not near(url, meeting):
            continue
        title = _text(anchor)
        if speaks_of(f"{title} {_teaser(anchor)} {url}", terms, language):
            seen.add(normal(url))
            yield Link(outlet.key, url, kind, title[:300] or None, _day(url, meeting))


def own_links(body: bytes, base: str, outlet: Outlet) -> list[tuple[str, str]]:
    """Every link to the outlet's own pages with its words.

    Raises:
        FetchError: the bytes are no page.
    """
    return [(url, _text(anchor)) for url, anchor in _anchors(body, base, outlet)]


def _anchors(body: bytes, base: str, outlet: Outlet) -> Iterator[tuple[str, etree._Element]]:
    try:
        tree = html.document_fromstring(body)
    except (etree.ParserError, ValueError, AssertionError) as problem:
        raise FetchError(Status.EMPTY, "not a page with links") from problem
    for anchor in tree.iter("a"):
        url = _absolute(base, anchor.get("href") or "")
        if own(url, outlet) and normal(url) != normal(base):
            yield url, anchor


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _day(url: str, meeting: Meeting) -> date | None:
    named = days_in(url)
    return named[0] if named and named[0] == named[1] and in_window(named[0], meeting) else None


def _teaser(anchor: etree._Element) -> str:
    """The text of the smallest list item, article or division around a link, if it is that of one teaser."""
    around = next(anchor.iterancestors("li", "article", "div", "td"), None)
    text = _text(around) if around is not None else ""
    return text if len(text) <= AROUND else ""


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())
