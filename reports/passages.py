"""Where each cell of the statement matrix comes from: the passages that carry it, and the nearest of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from extract.records import HEADLINE, About, Article, ArticleQuotation, Coverage, Ground, Statement, TopicMention
from reports.absence import Closest, Key, closest_on_topics, closest_passages, statement_cells
from reports.coverage import columns, covered, topic_cells
from reports.tables import GLYPHS, MOST_STATEMENTS


@dataclass(frozen=True, slots=True)
class Carried:
    """A quotation of a statement, as it stands in its article."""

    outlet: str
    article: str
    paragraph: int  # -1 is the headline
    url: str
    language: str
    glyph: str
    fidelity: str
    pieces: tuple[str, ...]
    kind: str
    cue: str
    mention: str
    via: str
    ground: Ground | None  # why it is held to report the statement; none where it is the only one
    near: ArticleQuotation | None  # the quotation that the ground names


@dataclass(frozen=True, slots=True)
class NotFound:
    """An outlet whose complete text has no such statement or topic, with the passage that comes nearest to it."""

    outlet: str
    closest: Closest


@dataclass(frozen=True, slots=True)
class Passages:
    statement: str
    person: str
    text: str
    language: str
    record: str  # id of the record's article that has the words; empty without one
    record_paragraph: int
    reasons: tuple[str, ...]  # why the record's passage is this statement's
    carried: tuple[Carried, ...]
    absent: tuple[NotFound, ...]


def passages(coverage: Coverage, most: int = MOST_STATEMENTS) -> tuple[Passages, ...]:
    """One entry for each row of the printed statement matrix, in its order."""
    by_id = {q.id: q for q in coverage.quotations}
    articles = {a.id: a for a in coverage.evidence.articles}
    names = {o.key: o.name for o in coverage.evidence.outlets}
    absent = _absent(statement_cells(coverage), "statement", closest_passages(coverage), coverage)
    return tuple(
        Passages(
            statement=s.id,
            person=s.person or "speaker not resolved",
            text=s.said,
            language=s.said_in,
            record=s.record_article or "",
            record_paragraph=_paragraph(s, articles),
            reasons=s.reasons if s.record else (),
            carried=_carried(s, by_id, articles, names),
            absent=tuple(absent.get(s.id, ())),
        )
        for s in coverage.statements[:most]
    )


def _carried(
    statement: Statement,
    by_id: Mapping[str, ArticleQuotation],
    articles: Mapping[str, Article],
    names: Mapping[str, str],
) -> tuple[Carried, ...]:
    found = [(names[articles[q.article].outlet], q) for q in (by_id[i] for i in statement.quotations)]
    why = {g.quotation: g for g in statement.grounds}
    return tuple(
        Carried(
            outlet=name,
            article=q.article,
            paragraph=q.paragraph,
            url=articles[q.article].url,
            language=articles[q.article].language,
            glyph=GLYPHS[str(q.fidelity or "quoted")],
            fidelity=str(q.fidelity or "quoted"),
            pieces=q.pieces,
            kind=str(q.kind),
            cue=q.cue or "",
            mention=q.mention or "",
            via=q.via or "",
            ground=why.get(q.id),
            near=by_id[why[q.id].nearest] if q.id in why else None,
        )
        for name, q in sorted(found, key=lambda x: (x[0].casefold(), x[1].article, x[1].paragraph, x[1].id))
    )


def _paragraph(statement: Statement, articles: Mapping[str, Article]) -> int:
    """Where the record's article has the passage."""
    if not (statement.record and statement.record_article):
        return HEADLINE
    paragraphs = articles[statement.record_article].paragraphs
    return next((n for n, p in enumerate(paragraphs) if statement.record in p), HEADLINE)


def _absent(
    cells: pd.DataFrame, item: str, proof: Mapping[Key, Closest], coverage: Coverage
) -> dict[str, list[NotFound]]:
    """By statement or topic, in the order of the matrix's columns; an absence without a passage to show is none."""
    labels = {c.key: c.label for c in columns(coverage)}
    found: dict[str, list[NotFound]] = {}
    for cell in cells.to_dict("records"):
        key = str(cell[item]), str(cell["column"])
        if key in proof:
            found.setdefault(key[0], []).append(NotFound(labels[key[1]], proof[key]))
    return found


@dataclass(frozen=True, slots=True)
class Place:
    article: str
    paragraph: int
    words: str  # that made the passage one about the topic
    score: float | None = None
    similar: bool = False  # no term stands there


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    topic: str
    label: str
    places: tuple[Place, ...]
    named: tuple[Place, ...]  # where its terms stand, but the passage speaks about something else
    absent: tuple[NotFound, ...]


def topic_places(coverage: Coverage) -> tuple[TopicPlaces, ...]:
    """Every passage that the topic matrix counts, by topic, and the nearest of each text without it."""
    absent = _absent(topic_cells(coverage), "topic", closest_on_topics(coverage), coverage)
    return tuple(
        TopicPlaces(
            t.id,
            t.label,
            _places(t.id, coverage.mentions, coverage),
            _places(t.id, coverage.named, coverage),
            tuple(absent.get(t.id, ())),
        )
        for t in coverage.evidence.topics
    )


def _places(topic: str, mentions: Sequence[TopicMention], coverage: Coverage) -> tuple[Place, ...]:
    own = {a.id for a in covered(coverage)}
    return tuple(
        Place(m.article, m.paragraph, m.text, m.score, m.by is About.SIMILAR)
        for m in mentions
        if m.topic == topic and m.article in own
    )
