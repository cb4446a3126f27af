"""Three to five sentences with numbers, each with the table it can be checked in. Observations, no verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from extract.records import Coverage, Fidelity, Status
from reports.absence import statement_cells
from reports.coverage import (
    OTHER_SIDE,
    Reading,
    columns,
    covered,
    sides,
    topic_cells,
    voices,
)
from reports.differences import contradictions
from reports.on_record import substantial, unquoted
from reports.origins import independent_texts
from reports.tables import ALTERATION, MOST_STATEMENTS

MOST = 5
ANOTHER = {str(Fidelity.MISATTRIBUTED): "gives it to another speaker"}
CHANGED = (Fidelity.MISATTRIBUTED, Fidelity.REWORDED, Fidelity.SPLICED, Fidelity.CUT)
LEAST_OUTLETS = 2  # of each side: one outlet is no side
LEAST_GAP = 0.5  # of the share of a side's outlets: less is chance with a handful of outlets


@dataclass(frozen=True, slots=True)
class Finding:
    """A headline, a sentence with its numbers, and where they stand."""

    head: str
    text: str
    reference: str  # the table's name, as printed
    anchor: str  # the table's or statement's id in the document
    cells: tuple[str, ...] = ()  # the rows or cells of that table


def find(coverage: Coverage, most: int = MOST_STATEMENTS) -> list[Finding]:
    """At most five findings, in a fixed order of kinds; a kind without evidence gives none.

    ``most``: rows of the printed statement matrix; a row left to the data edition is referred to by its table.
    """
    found = [f for rule in RULES if (f := rule(coverage)) is not None]
    left = {f"row-{s.id}" for s in coverage.statements[most:]}
    return [replace(f, anchor="table-3") if f.anchor in left else f for f in found[:MOST]]


def _of(count: int, total: int, what: str) -> str:
    return f"{count} of {total} {what}"


def one_sided_topic(coverage: Coverage) -> Finding | None:
    """The topic whose carriers differ most between the two sides' outlets."""
    named = [s for s in sides(coverage) if s != OTHER_SIDE][:2]
    carried, complete = _by_side(coverage)
    gaps = [
        (carried[t, named[0]] / complete[t, named[0]] - carried[t, named[1]] / complete[t, named[1]], t)
        for t in dict.fromkeys(topic for topic, _ in complete)
        if len(named) == 2 and min(complete[t, side] for side in named) >= LEAST_OUTLETS
    ]
    gap, topic = max(gaps, key=lambda pair: abs(pair[0]), default=(0.0, ""))
    if abs(gap) < LEAST_GAP:
        return None
    label = next(t.label for t in coverage.evidence.topics if t.id == topic)
    first, second = named if gap > 0 else named[::-1]
    has = [f"{carried[topic, s]} of {complete[topic, s]} {s} outlets read" for s in (first, second)]
    text = f"{has[0]} carry it, {has[1]}."
    return Finding(f"{label}: mostly on one side.", text, f"table 1, {topic}", "table-1", (topic,))


def _by_side(coverage: Coverage) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Outlets that carry each topic, and outlets whose text is complete, by topic and side."""
    side = {c.key: c.side for c in columns(coverage)}
    carried: Counter[tuple[str, str]] = Counter()
    complete: Counter[tuple[str, str]] = Counter()
    for cell in topic_cells(coverage).to_dict("records"):
        if cell["state"] == str(Reading.READ):
            key = str(cell["topic"]), side[str(cell["column"])]
            complete[key] += 1
            carried[key] += cell["paragraphs"] > 0
    return carried, complete


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
    """The statement that is changed most inside quotation marks: given to another, reworded, spliced, then cut."""
    cells = statement_cells(coverage)
    hit = cells[cells["fidelity"].isin([str(f) for f in CHANGED])]
    if hit.empty:
        return None
    weight = hit["fidelity"].map({str(f): ALTERATION[f] for f in CHANGED}).groupby(hit["statement"], sort=False).sum()
    statement = str(weight.idxmax())  # the first of equals: the more widely carried one
    names = {c.key: c.label for c in columns(coverage)}
    own = hit[hit["statement"] == statement]
    shown = [f"{names[str(r.column)]} {ANOTHER.get(str(r.fidelity), r.fidelity)}" for r in own.itertuples()]
    person = next(s.person for s in coverage.statements if s.id == statement)
    text = f"{person or 'A speaker'}’s statement {statement} is rendered differently inside quotation marks"
    return Finding(
        "Changed inside the marks.",
        f"{text}: {', '.join(shown)}.",
        f"statement {statement}",
        f"row-{statement}",
        (statement,),
    )


def differing(coverage: Coverage) -> Finding | None:
    """The two most alike renderings of one person's words that cannot both be exact."""
    found = contradictions(coverage)
    if not found:
        return None
    first = found[0]
    text = f"{' and '.join(first.outlets)} report one thing {first.person} said differently ({first.what})."
    if sum(first.against_record) == 1:
        other, right = first.outlets if first.against_record[0] else first.outlets[::-1]
        text = f"{other} differs from the official record and {right} on what {first.person} said ({first.what})."
    return Finding("Facts that differ.", text, "table 9", "table-9", first.outlets)


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
    left, every = unquoted(coverage), substantial(coverage)
    if not left:
        return None
    text = f"{len(left)} of {len(every)} passages of the official record were not found in the collected text."
    cells = tuple(text for _, text in left)
    return Finding("The record nobody carries.", text, "table 7", "table-7", cells)


def common_statement(coverage: Coverage) -> Finding | None:
    """The statement that most outlets carry."""
    cells = statement_cells(coverage)
    carried = Counter(str(s) for s in cells[cells["quotations"] > 0]["statement"])
    best = max((s.id for s in coverage.statements), key=lambda key: carried[key], default="")
    if carried[best] < 2:
        return None
    read = outlets_read(coverage)[0]
    statement = next(s for s in coverage.statements if s.id == best)
    whose = f"{_of(carried[best], read, 'outlets read')} carry {statement.person or 'a speaker'}’s statement"
    text = f"{whose} {best}: {_short(statement.said)}"
    return Finding("Carried most widely.", text, f"statement {best}", f"row-{best}", (best,))


def nobody(coverage: Coverage) -> Finding | None:
    """Topics of the analyst's list that were found nowhere."""
    cells = topic_cells(coverage)
    if cells.empty:
        return None
    silent = (cells["paragraphs"] + cells["named"]).groupby(cells["topic"], sort=False).sum()
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
    one_sided_topic, own_side_first, altered, differing, common_statement, copies, unquoted_record, nobody,
)  # fmt: skip


def not_read(coverage: Coverage) -> list[tuple[str, str]]:
    """Outlets without an article, each with the reason."""
    return [(c.label, c.why) for c in columns(coverage) if c.reading is not Reading.READ]


def collection_line(coverage: Coverage) -> str:
    """The ledger in one sentence that adds up."""
    counts = pd.Series([str(r.status) for r in coverage.evidence.ledger], dtype=str).value_counts()
    outlets = {o.key for o in coverage.evidence.outlets}
    records = sum(r.status is Status.READ and r.outlet not in outlets for r in coverage.evidence.ledger)
    note = {Status.READ: f" ({records} of them official record)" if records else ""}
    parts = [f"{counts[str(s)]} {s}{note.get(s, '')}" for s in Status if counts.get(str(s), 0)]
    return f"{int(counts.sum())} links tried = {' + '.join(parts)}" if parts else "no link was tried"


def outlets_read(coverage: Coverage) -> tuple[int, int]:
    every = columns(coverage)
    return sum(c.reading is Reading.READ for c in every), len(every)
