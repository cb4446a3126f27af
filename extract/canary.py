"""Whether an outlet can still be read: its feeds, sitemaps and sections, and one of the articles they name."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from lxml import etree

from extract.archive import ArchiveError
from extract.article import read_article
from extract.definitions import Meeting, Outlet, Participant
from extract.discover.feeds import read_feed
from extract.discover.narrow import days_in, newest_first, normal
from extract.discover.pages import own_links
from extract.discover.sitemaps import addresses, entries, parse
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import Article, Page, PageKind

STALE = 7  # days without a new article
DEPTH = 2  # indexes inside a sitemap index
DATED = 3  # addresses that a dated sitemap stands for
TRIES = 3  # of the newest entries, until one can be read: some are videos, some behind a paywall
HEADLINE = 4  # words: a link of fewer on a section page is navigation
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
    entries: int = 0  # that its feeds, sitemaps and sections name
    newest: date | None = None  # among them
    article: str = ""  # the address that was tried
    title: str = ""
    words: int = 0
    why: str = ""


def check(outlet: Outlet, fetcher: Fetcher, today: date) -> Check:
    """Ask every feed, sitemap and section of an outlet, and read one of the newest articles they name.

    What goes wrong on the way is told in ``why``; nothing that an outlet answers raises.
    """
    found: dict[str, Entry] = {}
    problems: list[str] = []
    for kind, url in _sources(outlet, today):
        try:
            for entry in _entries(kind, url, outlet, fetcher):
                found.setdefault(normal(entry[0]), entry)
        except (FetchError, ArchiveError) as problem:
            problems.append(f"{kind}: {problem}")
        except _UNREADABLE as problem:
            problems.append(f"{kind}: cannot be used: {str(problem)[:80]}")
    newest = sorted(found.values(), key=lambda entry: newest_first(_day(entry)))
    if newest:
        tried = _judged(outlet, fetcher, today, newest)
    else:
        tried = Check(outlet.key, Health.FAILS, why="" if problems else "no feed, sitemap or section to ask")
    return replace(tried, why="; ".join((*problems, *([tried.why] if tried.why else []))))


def _sources(outlet: Outlet, today: date) -> list[tuple[str, str]]:
    asked = Meeting(
        id="check", title="check", start=today, end=today, participants=(Participant(name="-"),), days_before=0
    )
    named = {"feed": outlet.feeds, "sitemap": addresses(outlet, asked)[: len(outlet.sitemaps) * DATED]}
    return [(kind, url) for kind, urls in (named | {"section": outlet.sections}).items() for url in urls]


def _entries(kind: str, url: str, outlet: Outlet, fetcher: Fetcher) -> list[Entry]:
    if kind == "sitemap":
        return _sitemap(url, outlet, fetcher)
    page = fetcher.page(url, outlet, fresh=True)
    if kind == "section":
        return _section(page, outlet)
    items = read_feed(page.body, outlet, page.final_url)
    if not items:
        raise ValueError("neither RSS nor Atom" if items is None else "it is empty")
    return [(link.url, link.published) for link, _ in items]


def _section(page: Page, outlet: Outlet) -> list[Entry]:
    links = own_links(page.body, page.final_url, outlet)
    found: list[Entry] = [(url, None) for url, words in links if days_in(url) or len(words.split()) >= HEADLINE]
    if not found:
        raise ValueError("no links to articles")
    return found


def _day(entry: Entry) -> date | None:
    """When an entry is from, by its own word or else by the day that its address names."""
    named = days_in(entry[0])
    return entry[1] or (named[1] if named else None)


def _sitemap(url: str, outlet: Outlet, fetcher: Fetcher, depth: int = 0) -> list[Entry]:
    root = parse(fetcher.page(url, outlet, fresh=True).body, fetcher.settings.max_bytes)
    found = entries(root)
    if not found:
        raise ValueError("it is empty")
    if etree.QName(root).localname == "sitemapindex":
        if depth == DEPTH:
            raise ValueError(f"an index inside {DEPTH} others is not followed")
        newest = min(found, key=lambda entry: newest_first(_day(entry)))
        return _sitemap(newest[0], outlet, fetcher, depth + 1)
    return found


def _judged(outlet: Outlet, fetcher: Fetcher, today: date, found: Sequence[Entry]) -> Check:
    tried: list[Check] = []
    for url, _ in found[:TRIES]:
        tried.append(_read(url, outlet, fetcher))
        if tried[-1].health is Health.WORKS:
            break
    newest = _day(found[0])
    best = replace(min(tried, key=lambda c: list(Health).index(c.health)), entries=len(found), newest=newest)
    last = None if newest is None else date(newest.year, newest.month, newest.day)  # of a datetime, too
    if best.health is Health.FAILS or last is None or last >= today - timedelta(days=STALE):
        return best
    return replace(best, health=Health.STALE, why="; ".join((*filter(None, [best.why]), f"nothing newer than {last}")))


def _read(url: str, outlet: Outlet, fetcher: Fetcher) -> Check:
    failed = Check(outlet.key, Health.FAILS, article=url)
    try:
        page = fetcher.page(url, outlet, fresh=True)
        article = read_article(page.body, page.final_url, content_type=page.content_type)
    except (FetchError, ArchiveError) as problem:
        return replace(failed, why=f"article: {problem}")
    except Exception as problem:  # noqa: BLE001 - hostile bytes may break any parser; it is what this check is for
        return replace(failed, why=f"article: could not be read: {problem!r:.100}")
    read = replace(failed, title=article.title, words=article.words)
    if article.kind is PageKind.PAYWALLED:
        return replace(read, health=Health.PAYWALLED, why=article.why)
    if article.kind not in (PageKind.ARTICLE, PageKind.LIVE):
        return replace(read, why=f"article: {article.kind}: {article.why}")
    return replace(read, health=Health.WORKS, why=", ".join(_missing(article, outlet)))


def _missing(article: Article, outlet: Outlet) -> Iterable[str]:
    """What a report would want and this article lacks: a reader of the table sees it before a report does."""
    if not article.title:
        yield "no headline found"
    if article.published is None:
        yield "no date found in the article"
    if article.language not in (*outlet.languages, "und"):
        yield f"article in {article.language!r}, which the definition does not name"


def check_table(found: Iterable[Check]) -> str:
    """The checks as a Markdown table, failures first."""
    order = list(Health)[::-1]
    rows = ["| outlet | health | entries | newest | words | why |", "|---|---|---|---|---|---|"]
    for c in sorted(found, key=lambda c: (order.index(c.health), c.outlet)):
        newest = c.newest.isoformat()[:10] if c.newest else ""
        why = " ".join(c.why.replace("|", "/").split())[:120]
        rows.append(f"| {c.outlet} | {c.health} | {c.entries} | {newest} | {c.words} | {why} |")
    return "\n".join(rows)
