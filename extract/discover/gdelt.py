"""GDELT's list of the articles that an outlet published (DOC 2.0 API, mode ArtList, as JSON)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from extract.definitions import ANY_LANGUAGE, Meeting, Outlet
from extract.discover.narrow import earliest, hosts_of, in_window, latest, own
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link, Status

MOST = 250  # what GDELT gives at once
MAX_TERMS = 10

Found = tuple[list[Link], list[LedgerRow]]


def from_gdelt(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, folder: Path) -> Found:
    """Articles that GDELT has seen on the outlet's domains in the window, with the meeting's words in them."""
    links: list[Link] = []
    rows: list[LedgerRow] = []
    chosen = "gdelt" in outlet.also and outlet.key in meeting.outlets
    for domain in sorted(hosts_of(outlet)) if chosen else ():
        url = f"{fetcher.settings.gdelt}?{urlencode(query(domain, meeting))}"
        try:
            links += read_list(fetcher.page(url, outlet, fresh=True).body, outlet, meeting)
        except FetchError as problem:
            rows.append(LedgerRow(outlet.key, url, problem.status, f"GDELT: {problem.reason}"))
    return links, rows


def query(domain: str, meeting: Meeting) -> dict[str, str]:
    """The parameters of one request. GDELT searches machine translations into English."""
    words = (*meeting.search_words.get("en", ()), *meeting.search_words.get(ANY_LANGUAGE, ()))
    terms = list(dict.fromkeys((*words, *(p.name for p in meeting.participants))))[:MAX_TERMS]
    quoted = [f'"{t}"' for t in (t.replace('"', " ").strip() for t in terms) if len(t) > 2]
    either = f"({' OR '.join(quoted)})" if len(quoted) > 1 else "".join(quoted)
    return {
        "query": f"{either} domainis:{domain}",
        "mode": "artlist",
        "format": "json",
        "maxrecords": str(MOST),
        "sort": "datedesc",
        "startdatetime": f"{earliest(meeting):%Y%m%d}000000",
        "enddatetime": f"{latest(meeting):%Y%m%d}235959",
    }


def read_list(body: bytes, outlet: Outlet, meeting: Meeting) -> list[Link]:
    """Links of an answer.

    Raises:
        FetchError: it is no such list; GDELT tells its errors in a line of plain text, which is the reason then.
    """
    try:
        data = json.loads(body or b"{}")
    except (ValueError, RecursionError) as problem:
        said = " ".join(body[:200].decode("utf-8", "replace").split())
        raise FetchError(Status.FAILED, f"no list of articles: {said!r}") from problem
    articles = data.get("articles", []) if isinstance(data, dict) else None
    if not isinstance(articles, list):
        raise FetchError(Status.FAILED, "no list of articles")
    found = [_link(a, outlet) for a in articles[:MOST] if isinstance(a, dict)]
    return [link for link in found if link and in_window(link.published, meeting)]


def _link(article: dict[str, Any], outlet: Outlet) -> Link | None:
    url, title = article.get("url"), article.get("title")
    if not isinstance(url, str) or not own(url, outlet):
        return None
    return Link(outlet.key, url, "GDELT", title if isinstance(title, str) else None, _seen(article.get("seendate")))


def _seen(text: object) -> date | None:
    """When GDELT saw the article, which is minutes after it was published."""
    try:
        return datetime.strptime(str(text), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
