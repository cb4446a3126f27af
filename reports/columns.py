"""The columns of every matrix: one per outlet as published, or one per independent text with its copies."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from extract.definitions import Outlet
from extract.records import COVERAGE, Article, Coverage, Relation, Status
from extract.words import fold
from reports.once import once
from reports.origins import independent_texts
from reports.silence import ABSENT, Reading, Silence, published_before, silence

OTHER_SIDE = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a matrix: an outlet, or one independent text with the copies folded under it."""

    key: str
    label: str
    side: str
    languages: tuple[str, ...]
    articles: tuple[str, ...]
    reading: Reading
    why: str = ""
    copies: tuple[str, ...] = ()  # names of the outlets that copy this text
    silence: Silence = ABSENT  # what it proves that something is not found in it


def sides(coverage: Coverage) -> list[str]:
    """The participants' countries in order, then the rest."""
    named = [p.country for p in coverage.evidence.meeting.participants if p.country]
    return [*dict.fromkeys(named), OTHER_SIDE]


def side_of(outlet: Outlet, coverage: Coverage) -> str:
    there = {fold(s): s for s in sides(coverage)}
    return there.get(fold(outlet.country), OTHER_SIDE)


def covered(coverage: Coverage) -> list[Article]:
    return [a for a in coverage.evidence.articles if a.relation in COVERAGE]


@once
def columns(coverage: Coverage, collapse: bool = False) -> list[Column]:
    """Columns ordered by side, then language, then name; as published or collapsed to independent texts."""
    order = {s: i for i, s in enumerate(sides(coverage))}
    found = _collapsed(coverage) if collapse else [_outlet_column(o, coverage) for o in coverage.evidence.outlets]
    return sorted(found, key=lambda c: (order[c.side], c.languages[:1], c.label.casefold(), c.key))


def _outlet_column(outlet: Outlet, coverage: Coverage) -> Column:
    own = [a for a in covered(coverage) if a.outlet == outlet.key]
    reading, why = (Reading.READ, "") if own else _unread(outlet, coverage)
    languages = tuple(dict.fromkeys(a.language for a in own)) or outlet.languages
    rows = [r for r in coverage.evidence.ledger if r.outlet == outlet.key]
    proves = silence(own, rows, coverage.evidence.meeting.start) if own else Silence(reading, why)
    side, ids = side_of(outlet, coverage), tuple(a.id for a in own)
    return Column(outlet.key, outlet.name, side, languages, ids, reading, why, silence=proves)


def _unread(outlet: Outlet, coverage: Coverage) -> tuple[Reading, str]:
    """Why an outlet without an article has none; the ledger's first row of the weightiest kind gives the reason."""
    evidence = coverage.evidence
    rows = [r for r in evidence.ledger if r.outlet == outlet.key]
    for reading, kinds in (
        (Reading.CANNOT_TELL, (Status.PAYWALLED, Status.TRUNCATED)),
        (Reading.NOT_READ, (Status.BLOCKED, Status.FAILED, Status.EMPTY)),
    ):
        if row := next((r for r in rows if r.status in kinds), None):
            return reading, f"{row.status}: {row.reason}"
    if preview := next((a for a in evidence.articles if _announces(a, outlet, evidence.meeting.start)), None):
        return Reading.NOT_EXPECTED, f"only announced beforehand: {preview.title}"
    return Reading.NO_ARTICLE, "nothing on this meeting was found"


def _announces(article: Article, outlet: Outlet, start: date) -> bool:
    return article.outlet == outlet.key and article.relation is Relation.PREVIEW and published_before(article, start)


def _collapsed(coverage: Coverage) -> list[Column]:
    outlets = {o.key: o for o in coverage.evidence.outlets}
    articles = {a.id: a for a in covered(coverage)}
    root = independent_texts(coverage.evidence.articles, coverage.origins)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        texts[root[article]].append(article)
    many = Counter(articles[t].outlet for t in texts)
    seen: Counter[str] = Counter()
    found = []
    for text, members in texts.items():
        outlet = outlets[articles[text].outlet]
        seen[outlet.key] += 1
        label = f"{outlet.name} ({seen[outlet.key]})" if many[outlet.key] > 1 else outlet.name
        copies = tuple(dict.fromkeys(outlets[articles[m].outlet].name for m in members if m != text))
        side, languages = side_of(outlet, coverage), (articles[text].language,)
        proves = silence([articles[m] for m in members], (), coverage.evidence.meeting.start)
        found.append(Column(text, label, side, languages, tuple(members), Reading.READ, "", copies, proves))
    return found
