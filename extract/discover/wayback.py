"""The Wayback Machine's index (CDX server): what an outlet published in a past week, and copies of dead links."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from extract.definitions import Meeting, Outlet
from extract.discover.narrow import earliest, hosts_of, latest, near, own, search_terms, speaks_of
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MOST = 3000  # captures of one domain that are looked through
MAX_LINKS = 100
FIELDS = ("timestamp", "original")

Found = tuple[list[Link], list[LedgerRow]]
Capture = tuple[str, str]  # timestamp of 14 digits, original address


def from_wayback(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """Pages of the outlet captured in the window whose address speaks of the meeting; the copies are read."""
    links: dict[str, Link] = {}
    rows: list[LedgerRow] = []
    chosen = "wayback" in outlet.also and outlet.key in meeting.outlets
    terms, language = search_terms(meeting), outlet.languages[0]
    for domain in sorted(hosts_of(outlet)) if chosen else ():
        parameters = {
            "url": domain,
            "matchType": "domain",
            "from": f"{earliest(meeting):%Y%m%d}",
            "to": f"{latest(meeting):%Y%m%d}",
            "collapse": "urlkey",
            "limit": str(MOST),
        }
        try:
            captures = ask(parameters, outlet, fetcher)
        except FetchError as problem:
            rows.append(LedgerRow(outlet.key, domain, problem.status, f"Wayback Machine: {problem.reason}"))
            continue
        for stamp, original in captures:
            if own(original, outlet) and near(original, meeting) and speaks_of(original, terms, language):
                found = Link(outlet.key, original, "Wayback Machine", copy=copy_of(stamp, original, fetcher))
                links.setdefault(original, found)
    return list(links.values())[:MAX_LINKS], rows


def rescued(link: Link, outlet: Outlet, meeting: Meeting, fetcher: Fetcher) -> Link | None:
    """A dead link with the first copy made after the meeting began, or else the last before; None without a copy."""
    if "wayback" not in outlet.also:
        return None
    try:
        captures = ask({"url": link.url, "limit": str(MOST)}, outlet, fetcher)
    except FetchError:
        return None  # the link's own failure is what the ledger tells
    stamps = sorted(stamp for stamp, _ in captures)
    began = f"{meeting.start:%Y%m%d}"
    stamp = next((s for s in stamps if s >= began), stamps[-1] if stamps else None)
    if stamp is None:
        return None
    return Link(link.outlet, link.url, link.found_by, link.title, link.published, None, link.relation,
                copy_of(stamp, link.url, fetcher))  # fmt: skip


def copy_of(stamp: str, original: str, fetcher: Fetcher) -> str:
    """Address of a capture as it was received (``id_``): without the banner and rewritten links."""
    return f"{fetcher.settings.wayback}/web/{stamp}id_/{original}"


def captured(copy: str) -> datetime | None:
    """When a copy was made, told by its address."""
    stamp = copy.partition("/web/")[2][:14]
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def ask(parameters: dict[str, str], outlet: Outlet, fetcher: Fetcher) -> list[Capture]:
    """Captures of pages that were served as 200.

    Raises:
        FetchError: no answer, or one that is no list of captures.
    """
    fixed = [
        ("output", "json"),
        ("fl", ",".join(FIELDS)),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
    ]
    url = f"{fetcher.settings.wayback}/cdx/search/cdx?{urlencode([*parameters.items(), *fixed])}"
    body = fetcher.page(url, outlet, fresh=True).body
    try:
        rows = json.loads(body or b"[]")
    except (ValueError, RecursionError) as problem:
        raise FetchError(Status.FAILED, "no list of captures") from problem
    if not isinstance(rows, list):
        raise FetchError(Status.FAILED, "no list of captures")
    pairs = (r for r in rows if isinstance(r, list) and len(r) == len(FIELDS) and all(isinstance(x, str) for x in r))
    return [(stamp, original) for stamp, original in pairs if stamp.isdigit() and len(stamp) == 14][:MOST]
