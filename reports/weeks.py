"""Topics over the past weeks: how many paragraphs each outlet gave each topic, as small multiples with one scale."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.records import Coverage
from reports.coverage import Reading, columns, topic_cells

MOST_WEEKS = 8
MOST_TOPICS = 9
MOST_OUTLETS = 14
SHADES = 4

# topic, outlet, paragraphs; None where the outlet was not read, so that a gap is no silence
Row = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class WeekCell:
    mark: str
    shade: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """One topic: a row per outlet, a cell per week."""

    topic: str
    rows: tuple[tuple[str, tuple[WeekCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class WeeksView:
    weeks: tuple[str, ...]  # oldest first
    multiples: tuple[Multiple, ...]
    changes: tuple[str, ...]


def week_rows(coverages: Sequence[Coverage]) -> list[Row]:
    """This edition's paragraphs per topic and outlet, over all its meetings."""
    found: dict[tuple[str, str], int | None] = {}
    for coverage in coverages:
        topics = {t.id: t.label for t in coverage.evidence.topics}
        labels = {c.key: c.label for c in columns(coverage)}
        for cell in topic_cells(coverage).to_dict("records"):
            key = topics[str(cell["topic"])], labels[str(cell["column"])]
            read = cell["paragraphs"] > 0 or cell["state"] in (str(Reading.READ), str(Reading.IN_PASSING))
            found[key] = (found.get(key) or 0) + int(cell["paragraphs"]) if read else found.get(key)
    return [(topic, outlet, count) for (topic, outlet), count in found.items()]


def weeks_view(past: Mapping[str, Sequence[Row]], edition: str, rows: Sequence[Row]) -> WeeksView | None:
    """Small multiples of the last weeks; None without an earlier one to compare with."""
    every = {**past, edition: rows}
    weeks = tuple(sorted(every))[-MOST_WEEKS:]
    if len(weeks) < 2:
        return None
    cells = {(w, topic, outlet): n for w in weeks for topic, outlet, n in every[w]}
    size: Counter[str] = Counter()
    outlets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_, topic, outlet), n in cells.items():
        size[topic] += n or 0
        outlets[topic][outlet] += n or 0
    most = max((n for n in cells.values() if n), default=1)
    multiples = tuple(
        Multiple(
            topic, tuple((o, tuple(_cell(cells, w, topic, o, most) for w in weeks)) for o in _first(outlets[topic]))
        )
        for topic in _first(size)[:MOST_TOPICS]
        if size[topic]
    )
    return WeeksView(weeks, multiples, tuple(_changes(every[weeks[-2]], rows)))


def _first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda k: (-counts[k], k))[:MOST_OUTLETS]


def _cell(cells: Mapping[tuple[str, str, str], int | None], week: str, topic: str, outlet: str, most: int) -> WeekCell:
    if (week, topic, outlet) not in cells:
        return WeekCell("", 0)
    count = cells[week, topic, outlet]
    if count is None:
        return WeekCell("?", 0)
    return WeekCell(str(count) if count else "–", -(-SHADES * count // most))


def _changes(before: Sequence[Row], now: Sequence[Row]) -> list[str]:
    """What is new, gone, or twice as much or half as much as last week; counts, no verdicts."""
    was, is_ = _totals(before), _totals(now)
    found = []
    for topic in sorted(set(was) | set(is_), key=lambda t: (-abs(is_[t] - was[t]), t)):
        if is_[topic] and not was[topic]:
            found.append(f"{topic}: new, {is_[topic]} paragraphs")
        elif was[topic] and not is_[topic]:
            found.append(f"{topic}: not found, {was[topic]} paragraphs last week")
        elif was[topic] and not was[topic] / 2 < is_[topic] < was[topic] * 2:
            found.append(f"{topic}: {is_[topic]} paragraphs, {was[topic]} last week")
    return found[:6]


def _totals(rows: Sequence[Row]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for topic, _, n in rows:
        counts[topic] += n or 0
    return counts
