"""Three to five sentences with numbers, each with the table it can be checked in. Observations, no verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from extract.records import Coverage, Fidelity, Status
from reports.coverage import (
    OTHER_SIDE,
    Reading,
    columns,
    covered,
    side_of,
    sides,
    statement_cells,
    topic_cells,
    voices,
    wide,
)
from reports.origins import independent_texts

MOST = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A headline, a sentence with its numbers, and where they stand."""

    head: str
    text: str
    reference: str  # the table's name, as printed
    anchor: str  # the table's or statement's id in the document
    cells: tuple[str, ...] = ()  # the rows or cells of that table


def find(coverage: Coverage) -> list[Finding]:
    """At most five findings, in a fixed order of kinds; a kind without evidence gives none."""
    found = [f for rule in RULES if (f := rule(coverage)) is not None]
    return found[:MOST]


def _of(count: int, total: int, what: str) -> str:
    return f"{count} of {total} {what}"


def one_sided_topic(coverage: Coverage) -> Finding | None:
    """The topic whose carriers differ most between the two sides' outlets."""
    named = [s for s in sides(coverage) if s != OTHER_SIDE]
    if len(named) < 2:
        return None
    cells = topic_cells(coverage)
    side = {c.key: c.side for c in columns(coverage)}
    read = cells[cells["state"] == str(Reading.READ)].assign(side=lambda f: f["column"].map(side))
    table = read.assign(carries=read["paragraphs"] > 0).groupby(["topic", "side"], sort=False)["carries"]
    counts = table.agg(["sum", "count"]).unstack(fill_value=0)
    if not all(("count", s) in counts and counts[("count", s)].max() > 0 for s in named[:2]):
        return None
    one, two = named[:2]
    gap = counts[("sum", one)] / counts[("count", one)] - counts[("sum", two)] / counts[("count", two)]
    topic = gap.abs().idxmax()
    if abs(gap[topic]) < 0.5:
        return None
    first, second = (one, two) if gap[topic] > 0 else (two, one)
    label = next(t.label for t in coverage.evidence.topics if t.id == topic)
    has = [
        _of(int(counts[("sum", s)][topic]), int(counts[("count", s)][topic]), f"{s} outlets read")
        for s in (first, second)
    ]
    return Finding(
        f"{label}: mostly on one side.", f"{has[0]} carry it, {has[1]}.", f"table 1, {topic}", "table-1", (str(topic),)
    )


def own_side_first(coverage: Coverage) -> Finding | None:
    """How many of the words each side's outlets quote are their own side's."""
    frame = voices(coverage)
    named = [s for s in sides(coverage) if s != OTHER_SIDE]
    parts = []
    for side in named:
        here = frame[frame["side"] == side]
        total = int(here["words"].sum())
        own = int(here[here["person_side"] == side]["words"].sum())
        if total:
            parts.append(f"{side} outlets quote {total} words, {own} of them from {side}")
    if len(parts) < 2:
        return None
    return Finding("Whose words.", "; ".join(parts) + ".", "table 2", "table-2", tuple(named))


def altered(coverage: Coverage) -> Finding | None:
    """The statement rendered in most different ways inside quotation marks."""
    cells = statement_cells(coverage)
    changed = [str(f) for f in (Fidelity.REWORDED, Fidelity.CUT, Fidelity.SPLICED)]
    hit = cells[cells["fidelity"].isin(changed)]
    if hit.empty:
        return None
    counts = hit.groupby("statement", sort=False)["fidelity"].count()
    statement = counts.idxmax()
    names = {c.key: c.label for c in columns(coverage)}
    shown = [f"{names[r.column]} {r.fidelity}" for r in hit[hit["statement"] == statement].itertuples()]
    person = next(s.person for s in coverage.statements if s.id == statement)
    text = f"{person or 'A speaker'}’s statement {statement} is rendered differently inside quotation marks: {', '.join(shown)}."
    return Finding("Changed inside the marks.", text, f"statement {statement}", f"row-{statement}", (str(statement),))


def copies(coverage: Coverage) -> Finding | None:
    """How many of the articles are one text."""
    root = independent_texts(coverage.evidence.articles, coverage.origins)
    texts = len(set(root.values()))
    if texts == len(root):
        return None
    names = {o.key: o.name for o in coverage.evidence.outlets}
    outlet = {a.id: names[a.outlet] for a in covered(coverage)}
    copied = [f"{outlet[a]} follows {outlet[r]}" for a, r in root.items() if a != r]
    text = f"{len(root)} articles are {texts} independent texts: {', '.join(copied[:4])}."
    return Finding("Fewer texts than articles.", text, "table 6", "table-6", tuple(copied))


def unquoted_record(coverage: Coverage) -> Finding | None:
    """How much of the official record is carried by nobody read."""
    passages = coverage.evidence.passages
    if not passages:
        return None
    carried = {s.record for s in coverage.statements if s.record}
    left = [p for p in passages if p.text not in carried]
    text = f"{len(left)} of {len(passages)} passages of the official record were not found in the collected text."
    return Finding(
        "The record nobody carries.",
        text,
        "table 7",
        "table-7",
        tuple(f"{p.article} ¶{p.paragraph + 1}" for p in left[:5]),
    )


def common_statement(coverage: Coverage) -> Finding | None:
    """The statement that most outlets carry."""
    frame = statement_cells(coverage)
    matrix = wide(frame, "statement", "quotations", [c.key for c in columns(coverage)])
    if matrix.empty:
        return None
    carried = (matrix > 0).sum(axis=1)
    best = carried.idxmax()
    read = sum(c.reading is Reading.READ for c in columns(coverage))
    if carried[best] < 2:
        return None
    statement = next(s for s in coverage.statements if s.id == best)
    text = f"{_of(int(carried[best]), read, 'outlets read')} carry {statement.person or 'a speaker'}’s words “{_short(statement.text)}”."
    return Finding("Carried most widely.", text, f"statement {best}", f"row-{best}", (str(best),))


def nobody(coverage: Coverage) -> Finding | None:
    """Topics of the analyst's list that were found nowhere."""
    cells = topic_cells(coverage)
    if cells.empty:
        return None
    silent = cells.groupby("topic", sort=False)["paragraphs"].sum()
    labels = {t.id: t.label for t in coverage.evidence.topics}
    none = [labels[t] for t in silent[silent == 0].index]
    if not none:
        return None
    return Finding(
        "Not found anywhere.", f"{', '.join(none)}: not found in the collected text.", "table 1", "table-1", tuple(none)
    )


def _short(text: str, most: int = 16) -> str:
    parts = text.split()
    return " ".join(parts[:most]) + (" …" if len(parts) > most else "")


RULES: Sequence[Callable[[Coverage], Finding | None]] = (
    one_sided_topic, own_side_first, altered, common_statement, copies, unquoted_record, nobody,
)  # fmt: skip


def not_read(coverage: Coverage) -> list[tuple[str, str]]:
    """Outlets without an article, each with the reason."""
    return [(c.label, c.why) for c in columns(coverage) if c.reading is not Reading.READ]


def collection_line(coverage: Coverage) -> str:
    """The ledger in one sentence that adds up."""
    counts = pd.Series([str(r.status) for r in coverage.evidence.ledger], dtype=str).value_counts()
    parts = [f"{counts[str(s)]} {s}" for s in Status if counts.get(str(s), 0)]
    return f"{int(counts.sum())} links tried = {' + '.join(parts)}" if parts else "no link was tried"


def outlets_read(coverage: Coverage) -> tuple[int, int]:
    every = columns(coverage)
    return sum(c.reading is Reading.READ for c in every), len(every)


__all__ = ["RULES", "Finding", "collection_line", "find", "not_read", "outlets_read", "side_of"]
