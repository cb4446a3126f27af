"""Topics over the past weeks: the paragraphs each outlet gave each topic and where, as small multiples with one scale.

What changed is told of outlets that were read in both weeks and topics that were looked for in both: a page that could
not be read is no silence, and a topic that was listed this week is none that began.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.records import Coverage
from reports.coverage import Reading, columns, topic_cells

MOST_WEEKS = 8
MOST_TOPICS = 9
MOST_OUTLETS = 14
SHADES = 4
MOST_CHANGES = 6
MARKS = {"H": "headline", "L": "lead", "Q": "quoted"}

# topic, outlet, paragraphs (None where the outlet was not read), and of "HLQ" what holds: headline, lead, quoted
Row = tuple[str, str, int | None, str]


@dataclass(frozen=True, slots=True)
class WeekCell:
    mark: str
    shade: int
    under: str = ""


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
    marks: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for coverage in coverages:
        topics = {t.id: t.label for t in coverage.evidence.topics}
        labels = {c.key: c.label for c in columns(coverage)}
        for cell in topic_cells(coverage).to_dict("records"):
            key = topics[str(cell["topic"])], labels[str(cell["column"])]
            read = cell["paragraphs"] > 0 or cell["state"] in (str(Reading.READ), str(Reading.IN_PASSING))
            found[key] = (found.get(key) or 0) + int(cell["paragraphs"]) if read else found.get(key)
            marks[key] |= {mark for mark, name in MARKS.items() if cell[name]}
    return [(*key, count, "".join(m for m in MARKS if m in marks[key])) for key, count in found.items()]


def remembered(rows: Sequence[Sequence[Any]]) -> list[Row]:
    """Rows as they were stored; those of older editions have no marks."""
    return [(row[0], row[1], row[2], row[3] if len(row) > 3 else "") for row in rows]


def weeks_view(past: Mapping[str, Sequence[Row]], edition: str, rows: Sequence[Row]) -> WeeksView | None:
    """Small multiples of the last weeks; None without an earlier one to compare with."""
    every = {**past, edition: rows}
    weeks = tuple(sorted(every))[-MOST_WEEKS:]
    if len(weeks) < 2:
        return None
    cells = {(w, topic, outlet): n for w in weeks for topic, outlet, n, _ in every[w]}
    under = {(w, topic, outlet): marks for w in weeks for topic, outlet, _, marks in every[w]}
    size: Counter[str] = Counter()
    outlets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_, topic, outlet), n in cells.items():
        size[topic] += n or 0
        outlets[topic][outlet] += n or 0
    most = max((n for n in cells.values() if n), default=1)
    multiples = tuple(
        Multiple(
            topic,
            tuple(
                (o, tuple(replace(_cell(cells, w, topic, o, most), under=under.get((w, topic, o), "")) for w in weeks))
                for o in _first(outlets[topic])
            ),
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
    """Per topic, what is twice or half as much, begun or ended, or moved to or from a headline; no verdicts."""
    was, is_ = ({(t, o): (n, marks) for t, o, n, marks in rows if n is not None} for rows in (before, now))
    both = [key for key in is_ if key in was]
    found: list[tuple[int, str, str]] = []
    for topic in dict.fromkeys(t for t, _ in both):
        keys = [key for key in both if key[0] == topic]
        then, here = sum(was[k][0] for k in keys), sum(is_[k][0] for k in keys)
        parts = [f"{here} paragraph{'s' if here != 1 else ''}, {then} last week"] if _unlike(then, here) else []
        parts += _moves(keys, was, is_)
        if parts:
            found.append((-abs(here - then), topic, f"{topic}: {'; '.join(parts)}"))
    return [text for _, _, text in sorted(found)][:MOST_CHANGES]


def _unlike(then: int, here: int) -> bool:
    return then != here and not then / 2 < here < then * 2


def _moves(
    keys: Sequence[tuple[str, str]],
    was: Mapping[tuple[str, str], tuple[int, str]],
    is_: Mapping[tuple[str, str], tuple[int, str]],
) -> list[str]:
    """Outlets that begin or end with a topic, or take it into or out of a headline."""
    told = (
        ("begun by", [o for t, o in keys if is_[t, o][0] and not was[t, o][0]]),
        ("not found any more in", [o for t, o in keys if was[t, o][0] and not is_[t, o][0]]),
        ("now in a headline of", [o for t, o in keys if "H" in is_[t, o][1] and "H" not in was[t, o][1]]),
        ("no more in a headline of", [o for t, o in keys if "H" in was[t, o][1] and "H" not in is_[t, o][1]]),
    )
    return [f"{what} {', '.join(sorted(who))}" for what, who in told if who]
