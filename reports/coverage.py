"""The tables of one meeting as pandas frames, each computed from the comparison's records alone.

Frames are tidy (one row per cell); ``wide`` turns one into the matrix that is printed. Every matrix exists twice: as
published (a column per outlet) and collapsed (a column per independent text).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from datetime import date

import pandas as pd

from extract.definitions import ANY_LANGUAGE, Topic
from extract.quotes.language import load_language
from extract.records import (
    HEADLINE,
    About,
    Article,
    ArticleQuotation,
    Coverage,
    Fidelity,
    QuoteKind,
    Status,
)
from reports.columns import OTHER_SIDE, Column, columns, covered, side_of, sides
from reports.once import once
from reports.silence import Reading, published_before, spoken

__all__ = [
    "OTHER_SIDE", "Column", "Reading", "columns", "covered", "ledger_counts", "person_side", "quoted_cells", "side_of",
    "sides", "topic_cells", "voices", "wide",
]  # fmt: skip

LEAD = 2  # paragraphs: the lead
PROMINENCE = ("paragraphs", "headline", "lead", "first", "share", "quoted")
MARKED = ("named", "similar")  # passages that only name the topic; of the paragraphs those without a term of it
Passage = tuple[str, int]  # article, paragraph

# The best rendering first: what a cell shows when an outlet quotes a statement more than once.
BEST = (
    Fidelity.VERBATIM, None, Fidelity.CUT_MARKED, Fidelity.CUT, Fidelity.SPLICED, Fidelity.TRANSLATION,
    Fidelity.REWORDED, Fidelity.INDIRECT, Fidelity.MISATTRIBUTED,
)  # fmt: skip


@once
def topic_cells(coverage: Coverage, collapse: bool = False) -> pd.DataFrame:
    """One row per topic and column: paragraphs, headline, lead, first (0..1), share of the words (0..1), quoted; state.

    These are the prominence of a topic as a vector: no score is made of them.
    """
    articles = {a.id: a for a in covered(coverage)}
    where: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for mention in coverage.mentions:
        where[mention.topic, mention.article].append(mention.paragraph)
    named = Counter((m.topic, m.article) for m in coverage.named)
    similar = Counter((m.topic, m.article) for m in coverage.mentions if m.by is About.SIMILAR)
    said = {(q.article, q.paragraph) for q in coverage.quotations}
    rows = []
    for topic in coverage.evidence.topics:
        for column in columns(coverage, collapse):
            own = [articles[a] for a in column.articles]
            # Copies carry the same paragraphs: of a collapsed text the one is counted that the others follow.
            counted = [next((a for a in own if a.id == column.key), own[0])] if collapse and own else own
            cell = _topic_cell(topic, column, counted, where, said)
            marked = {
                "named": sum(named[topic.id, a.id] for a in counted),
                "similar": sum(similar[topic.id, a.id] for a in counted),
            }
            if cell["state"] == str(Reading.READ) and not cell["paragraphs"] and marked["named"]:
                cell["state"] = str(Reading.IN_PASSING)
            rows.append({"topic": topic.id, "column": column.key, **cell, **marked})
    return pd.DataFrame(rows, columns=["topic", "column", *PROMINENCE, *MARKED, "state"])


def _topic_cell(
    topic: Topic,
    column: Column,
    articles: Sequence[Article],
    where: dict[tuple[str, str], list[int]],
    said: Container[tuple[str, int]],
) -> dict[str, object]:
    places = [(a, p) for a in articles for p in where[topic.id, a.id]]
    inside = [(a, p) for a, p in places if p != HEADLINE]
    words = sum(len(a.paragraphs[p].split()) for a, p in inside)
    total = sum(a.words for a in articles) or 1
    state = column.reading if places else column.silence.state
    known = all(a.language in topic.terms or ANY_LANGUAGE in topic.terms for a in articles)
    if state is Reading.READ and not places and not known:
        state = Reading.CANNOT_TELL  # no term in this language: a silence here proves nothing
    return {
        "paragraphs": len(places),
        "headline": any(p == HEADLINE for _, p in places),
        "lead": any(p < LEAD for _, p in inside),
        "first": min((p / max(1, len(a.paragraphs)) for a, p in inside), default=None),
        "share": round(words / total, 4),
        "quoted": any((a.id, p) in said for a, p in places),
        "state": str(state),
    }


@once
def quoted_cells(coverage: Coverage, collapse: bool = False) -> pd.DataFrame:
    """One row per statement and column: quotations (count), fidelity of the best rendering, state."""
    by_id = {q.id: q for q in coverage.quotations}
    articles = {a.id: a for a in covered(coverage)}
    when = spoken(coverage.statements, coverage.evidence.articles, coverage.evidence.meeting)
    rows = []
    for statement in coverage.statements:
        own = [by_id[q] for q in statement.quotations]
        for column in columns(coverage, collapse):
            here = [q for q in own if q.article in column.articles]
            read = [articles[a] for a in column.articles]
            state = column.reading if here else _not_quoted(column, read, when[statement.id])
            best = min(here, key=lambda q: (BEST.index(q.fidelity), q.id), default=None)
            rows.append(
                {
                    "statement": statement.id,
                    "column": column.key,
                    "quotations": len(here),
                    "fidelity": _class(best),
                    "quotation": best.id if best else "",
                    "state": str(state),
                }
            )
    return pd.DataFrame(rows, columns=["statement", "column", "quotations", "fidelity", "quotation", "state"])


def _not_quoted(column: Column, articles: Sequence[Article], spoken_on: date) -> Reading:
    """The state of a cell without a quotation."""
    if articles and all(published_before(a, spoken_on) for a in articles):
        return Reading.NOT_EXPECTED
    if any(load_language(a.language).quality == "marks" for a in articles):
        return Reading.CANNOT_TELL  # only marked quotations are found in this language
    return column.silence.state


def _class(quotation: ArticleQuotation | None) -> str:
    """The class printed; a quotation with nothing to hold it against is only "quoted"."""
    if quotation is None:
        return ""
    return str(quotation.fidelity) if quotation.fidelity else "quoted"


def voices(coverage: Coverage) -> pd.DataFrame:
    """Share of voice: words quoted (marked and indirect) per speaker and outlet; ``side`` is the outlet's."""
    outlets = {o.key: o for o in coverage.evidence.outlets}
    articles = {a.id: a for a in covered(coverage)}
    rows = [
        {
            "person": q.person or "not resolved",
            "person_side": person_side(q.person, coverage),
            "outlet": articles[q.article].outlet,
            "side": side_of(outlets[articles[q.article].outlet], coverage),
            "words": q.words,
            "marked": q.words if q.kind is not QuoteKind.INDIRECT else 0,
        }
        for q in coverage.quotations
        if q.paragraph != HEADLINE  # a headline repeats what the body says
    ]
    frame = pd.DataFrame(rows, columns=["person", "person_side", "outlet", "side", "words", "marked"])
    keys = ["person", "person_side", "outlet", "side"]
    return frame.groupby(keys, sort=True, as_index=False)[["words", "marked"]].sum()


def person_side(person: str | None, coverage: Coverage) -> str:
    """The country for which a participant speaks; everyone else is "other"."""
    named = {p.name: p.country for p in coverage.evidence.meeting.participants}
    return named.get(person or "") or OTHER_SIDE


def ledger_counts(coverage: Coverage) -> pd.DataFrame:
    """Links tried per outlet and what came of them; the row sums are ``tried``, the last row is the total."""
    statuses = [str(s) for s in Status]
    keys = [*(o.key for o in coverage.evidence.outlets), *(r.outlet for r in coverage.evidence.ledger)]
    counts = Counter((r.outlet, str(r.status)) for r in coverage.evidence.ledger)
    frame = pd.DataFrame(
        [[counts[key, s] for s in statuses] for key in dict.fromkeys(keys)],
        index=pd.Index(dict.fromkeys(keys), name="outlet"),
        columns=statuses,
        dtype=int,
    )
    frame.insert(0, "tried", frame.sum(axis=1))
    frame.loc["total"] = frame.sum()
    return frame


def wide(cells: pd.DataFrame, row: str, value: str, order: Sequence[str]) -> pd.DataFrame:
    """A tidy frame as the matrix that is printed: rows in their order of appearance, columns in ``order``."""
    rows = list(dict.fromkeys(cells[row]))
    return cells.pivot(index=row, columns="column", values=value).reindex(index=rows, columns=list(order))
