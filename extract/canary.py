"""Whether an outlet can still be read: its feeds and sitemaps, and one of the articles they name."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lxml import etree

from extract.archive import ArchiveError
from extract.article import read_article
from extract.definitions import Meeting, Outlet, Participant
from extract.discover.feeds import read_feed
from extract.discover.narrow import newest_first
from extract.discover.sitemaps import addresses, entries, parse
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import PageKind

STALE = 7  # days without a new article
DEPTH = 2  # indexes inside a sitemap index
_UNREADABLE = (etree.XMLSyntaxError, ValueError, OSError, EOFError, zlib.error)
Entry = tuple[str, date | None]


class Health(StrEnum):
    WORKS = "works"
    PAYWALLED = "paywalled"  # found, but not to be read
    STALE = "stale"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Check:
    """What came of trying one outlet."""

    outlet: str
    health: Health
    entries: int  # that its feeds and sitemaps name
    newest: date | None
    article: str  # the one that was tried
    words: int
    why: str = ""


def check(outlet: Outlet, fetcher: Fetcher, today: date) -> Check:
    """Ask every feed and sitemap of an outlet, and read the newest article they name. Raises for nothing on the way."""
    found: list[Entry] = []
    problems: list[str] = []
    for kind, url in _sources(outlet, today):
        try:
            found += _feed(url, outlet, fetcher) if kind == "feed" else _sitemap(url, outlet, fetcher)
        except (FetchError, ArchiveError) as problem:
            problems.append(f"{kind}: {problem}")
        except _UNREADABLE as problem:
            problems.append(f"{kind}: cannot be parsed: {str(problem)[:80]}")
    found.sort(key=lambda entry: newest_first(entry[1]))
    if not found:
        return Check(outlet.key, Health.FAILS, 0, None, "", 0, "; ".join(problems) or "no feed or sitemap to ask")
    return _read(outlet, fetcher, today, found, problems)


def _sources(outlet: Outlet, today: date) -> list[tuple[str, str]]:
    asked = Meeting(
        id="check", title="check", start=today, end=today, participants=(Participant(name="-"),), days_before=0
    )
    return [("feed", url) for url in outlet.feeds] + [("sitemap", url) for url in addresses(outlet, asked)[:3]]


def _feed(url: str, outlet: Outlet, fetcher: Fetcher) -> list[Entry]:
    page = fetcher.page(url, outlet, fresh=True)
    items = read_feed(page.body, outlet, page.final_url)
    if not items:
        raise ValueError("neither RSS nor Atom" if items is None else "it is empty")
    return [(link.url, link.published) for link, _ in items]


def _sitemap(url: str, outlet: Outlet, fetcher: Fetcher, depth: int = 0) -> list[Entry]:
    root = parse(fetcher.page(url, outlet, fresh=True).body, fetcher.settings.max_bytes)
    found = entries(root)
    if etree.QName(root).localname == "sitemapindex" and found and depth < DEPTH:
        newest = min(found, key=lambda entry: newest_first(entry[1]))
        return _sitemap(newest[0], outlet, fetcher, depth + 1)
    return found


def _read(outlet: Outlet, fetcher: Fetcher, today: date, found: Sequence[Entry], problems: Sequence[str]) -> Check:
    url, newest = found[0]

    def say(health: Health, words: int = 0, why: str = "") -> Check:
        return Check(
            outlet.key, health, len(found), newest, url, words, "; ".join((*problems, *([why] if why else [])))
        )

    if newest is not None and date(newest.year, newest.month, newest.day) < today - timedelta(days=STALE):
        return say(Health.STALE, why=f"nothing newer than {newest:%Y-%m-%d}")
    try:
        page = fetcher.page(url, outlet, fresh=True)
        article = read_article(page.body, page.final_url)
    except (FetchError, ArchiveError) as problem:
        return say(Health.FAILS, why=f"article: {problem}")
    except Exception as problem:  # noqa: BLE001 - hostile bytes may break any parser; it is what this check is for
        return say(Health.FAILS, why=f"article: could not be read: {problem!r:.100}")
    if article.kind is PageKind.PAYWALLED:
        return say(Health.PAYWALLED, article.words, article.why)
    if article.kind not in (PageKind.ARTICLE, PageKind.LIVE):
        return say(Health.FAILS, article.words, f"article: {article.kind}: {article.why}")
    if article.language not in (*outlet.languages, "und"):
        return say(Health.WORKS, article.words, f"article in {article.language!r}, which the definition does not name")
    return say(Health.WORKS, article.words)


def check_table(found: Iterable[Check]) -> str:
    """The checks as a Markdown table, failures first."""
    order = list(Health)[::-1]
    rows = ["| outlet | health | entries | newest | words | why |", "|---|---|---|---|---|---|"]
    for c in sorted(found, key=lambda c: (order.index(c.health), c.outlet)):
        newest = c.newest.isoformat()[:10] if c.newest else ""
        why = " ".join(c.why.replace("|", "/").split())[:120]
        rows.append(f"| {c.outlet} | {c.health} | {c.entries} | {newest} | {c.words} | {why} |")
    return "\n".join(rows)
