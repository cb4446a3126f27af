"""From fetched pages to evidence: each page is read, judged, searched; what comes of it is one ledger row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extract.agreed import agree
from extract.definitions import Meeting, Outlet, Topic
from extract.kept import Kept
from extract.quotes import place
from extract.record import read_passages
from extract.records import (
    COVERAGE,
    Article,
    ArticleQuotation,
    Evidence,
    LedgerRow,
    Link,
    Page,
    PageKind,
    Passage,
    Relation,
    Status,
    TopicMention,
    Version,
)
from extract.relevance import relate
from extract.versions import changes
from extract.word_lists import NO_WORDS, WordLists

MAX_TEXT = 500_000  # characters: the longest live blogs have a few 100,000; each costs a parser's time
AFRESH = Kept()
# A page that is no story: what its ledger row says.
_REFUSED = {
    PageKind.PAYWALLED: Status.PAYWALLED,
    PageKind.TRUNCATED: Status.TRUNCATED,
    PageKind.WALL: Status.BLOCKED,
    PageKind.MISSING: Status.FAILED,
    PageKind.INDEX: Status.NOT_COVERAGE,
    PageKind.EMPTY: Status.EMPTY,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one outlet's pages gave."""

    articles: tuple[Article, ...]
    quotations: tuple[ArticleQuotation, ...]
    mentions: tuple[TopicMention, ...]
    passages: tuple[Passage, ...]
    ledger: tuple[LedgerRow, ...]
    versions: tuple[Version, ...] = ()


def read_outlet(
    outlet: Outlet,
    meeting: Meeting,
    topics: Sequence[Topic],
    pages: Iterable[tuple[Link, Page]],
    ledger: Iterable[LedgerRow] = (),
    earlier: Mapping[str, Page] = MappingProxyType({}),
    known: Kept = AFRESH,
) -> Reading:
    """Read one outlet's pages. ``ledger`` holds the rows of links that gave no page; each page adds exactly one.

    ``earlier`` holds, by address, the first copies of pages that were fetched again and had changed; ``known`` what
    was worked out before.
    """
    kept: list[Article] = []
    rows = list(ledger)
    for link, page in sorted(pages, key=lambda pair: pair[0].url):
        article, row = read_page(outlet, meeting, link, page, known)
        twin = next((a for a in kept if article and a.paragraphs == article.paragraphs), None)
        if article and twin:
            row, article = replace(row, status=Status.DUPLICATE, reason=f"the same text as {twin.url}"), None
        rows.append(row)
        if article:
            kept.append(article)
    articles = _numbered(outlet, kept)
    coverage = [a for a in articles if a.relation in COVERAGE]
    said = {a.id: _quotations(a, meeting, known) for a in coverage}
    return Reading(
        articles,
        tuple(q for quotations in said.values() for q in quotations),
        tuple(m for a in coverage for m in known.mentions(a, topics)),
        tuple(p for a in articles if a.relation is Relation.RECORD for p in read_passages(a, meeting)),
        tuple(rows),
        tuple(
            v for a in coverage if a.url in earlier and (v := _version(a, said[a.id], earlier[a.url], meeting, known))
        ),
    )


def _version(
    new: Article, said: Sequence[ArticleQuotation], page: Page, meeting: Meeting, known: Kept
) -> Version | None:
    try:
        old = known.article(page)
    except Exception:  # noqa: BLE001 - as in read_page; without an earlier text there is nothing to compare
        return None
    old = replace(old, id=new.id, fetched=page.fetched)
    return changes(old, new, _quotations(old, meeting, known), said) if old.kind not in _REFUSED else None


def read_page(
    outlet: Outlet, meeting: Meeting, link: Link, page: Page, known: Kept = AFRESH
) -> tuple[Article | None, LedgerRow]:
    """A page as an article of this outlet, or the reason why it is none."""
    try:
        article = known.article(page)
    except Exception as problem:  # noqa: BLE001 - hostile bytes may break any parser; they cost this page, and say so
        return None, LedgerRow(outlet.key, link.url, Status.FAILED, f"could not be read: {problem!r:.200}")
    if len(article.text) > MAX_TEXT:
        reason = f"{len(article.text):,} characters of text: more than an article has"
        return None, LedgerRow(outlet.key, link.url, Status.FAILED, reason)
    overruled = link.relation is not None and article.paragraphs  # by the analyst; but no text stays no text
    if article.kind in _REFUSED and not overruled:
        return None, LedgerRow(outlet.key, link.url, _REFUSED[article.kind], article.why or str(article.kind))
    article = replace(article, url=link.url, outlet=outlet.key, fetched=page.fetched, sha256=page.sha256)
    if article.published is None and link.published is not None:
        article = replace(article, published=link.published)
    judgement = relate(article, meeting, link)
    status = Status.READ if judgement.relation in (*COVERAGE, Relation.RECORD) else Status.NOT_COVERAGE
    reason = judgement.reason + (f"; read from a copy: {link.copy}" if link.copy else "")
    reason += f"; gone since ({page.stale}), the copy of {page.fetched:%d %B %Y} is read" if page.stale else ""
    reason += f"; the page looks {article.kind}: {article.why}" if article.kind in _REFUSED else ""
    if article.language not in ("und", *outlet.languages):
        reason += f"; written in {article.language}, not in the outlet's {', '.join(outlet.languages)}"
    return replace(article, relation=judgement.relation), LedgerRow(outlet.key, link.url, status, reason)


def _numbered(outlet: Outlet, articles: Iterable[Article]) -> tuple[Article, ...]:
    """Identifiers that do not depend on the order of collection: by time, then address."""
    ordered = sorted(articles, key=lambda a: (a.published.isoformat() if a.published else "9", a.url))
    return tuple(replace(a, id=f"{outlet.key}-{n}") for n, a in enumerate(ordered, 1))


def _quotations(article: Article, meeting: Meeting, known: Kept) -> tuple[ArticleQuotation, ...]:
    return place(article, known.quotations(article, meeting.participants))


def gather(
    meeting: Meeting,
    outlets: Sequence[Outlet],
    topics: Sequence[Topic],
    readings: Iterable[Reading],
    problems: Iterable[str] = (),
    agencies: Iterable[Outlet] = (),
    words: WordLists = NO_WORDS,
) -> Evidence:
    """All outlets' readings as the evidence of one meeting, in the order in which the readings come."""
    every = list(readings)
    articles = tuple(a for r in every for a in r.articles)
    quotations = [q for r in every for q in r.quotations]
    return Evidence(
        meeting=meeting,
        outlets=tuple(outlets),
        topics=tuple(topics),
        articles=articles,
        quotations=agree(articles, quotations, meeting.participants),
        mentions=tuple(m for r in every for m in r.mentions),
        passages=tuple(p for r in every for p in r.passages),
        ledger=tuple(row for r in every for row in r.ledger),
        problems=tuple(problems),
        versions=tuple(v for r in every for v in r.versions),
        agencies=tuple(agencies),
        words=words,
    )
