"""Rows as the templates print them, made from the frames: no template computes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.records import Article, ArticleQuotation, Coverage, Fidelity, QuoteKind, Statement
from reports.absence import closest_on_topics, closest_passages, statement_cells
from reports.alone import missing_here, only_here
from reports.coverage import (
    Column,
    Reading,
    columns,
    person_side,
    side_of,
    sides,
    topic_cells,
    voices,
)
from reports.fidelity import Difference, difference, references
from reports.inherited import ALTERED, cuts
from reports.pairs import content_words
from reports.rows import (
    Bar,
    Cell,
    Chunk,
    Lone,
    Part,
    Rendering,
    Row,
    SideBySide,
)

WIDTH = 12  # columns of one printed matrix; more are continued in the next, with repeated row heads
MOST_STATEMENTS = 40  # rows of the printed statement matrix; the data edition has all
LEAST_STATEMENTS = 12  # however many meetings share an edition
MOST_WORDINGS = 2  # of one statement by one outlet, side by side
MOST_ALTERED = 8
MOST_LONE = 10
LEAST_TOLD = 3  # content words of what one outlet alone can be said to carry
GLYPHS = {
    str(Fidelity.VERBATIM): "●",
    str(Fidelity.CUT_MARKED): "◐",
    str(Fidelity.CUT): "◑",
    str(Fidelity.SPLICED): "◒",
    str(Fidelity.REWORDED): "≠",
    str(Fidelity.TRANSLATION): "T",
    str(Fidelity.INDIRECT): "¶",
    str(Fidelity.MISATTRIBUTED): "!",
    "quoted": "○",
}
# Without anything to hold them against; or what differs is, or may be, the choice of who translated or told it.
NOT_WORD_BY_WORD = (None, Fidelity.INDIRECT, Fidelity.TRANSLATION)
ALTERATION: dict[Fidelity | None, int] = {
    Fidelity.MISATTRIBUTED: 5,
    Fidelity.REWORDED: 4,
    Fidelity.SPLICED: 3,
    Fidelity.CUT: 3,
    Fidelity.TRANSLATION: 2,
    Fidelity.CUT_MARKED: 1,
}


def _chunks(every: Sequence[Column], rows: Sequence[tuple[Row, dict[str, Cell]]]) -> tuple[Chunk, ...]:
    found = []
    for start in range(0, len(every), WIDTH):
        some = tuple(every[start : start + WIDTH])
        cut = tuple(replace(r, cells=tuple(cells[c.key] for c in some)) for r, cells in rows)
        found.append(Chunk(some, _groups(some), cut))
    return tuple(found)


def _groups(some: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    order = list(dict.fromkeys(c.side for c in some))
    return tuple((side, sum(c.side == side for c in some)) for side in order)


def topic_chunks(coverage: Coverage, collapse: bool = False) -> tuple[Chunk, ...]:
    """The coverage matrix: paragraphs on each topic, in the order of how many outlets carry it."""
    frame = topic_cells(coverage, collapse)
    labels = {t.id: t.label for t in coverage.evidence.topics}
    every = columns(coverage, collapse)
    carried = frame[frame["paragraphs"] > 0].groupby("topic")["column"].count()
    rows = []
    for topic in sorted(labels, key=lambda t: -int(carried.get(t, 0))):
        own = frame[frame["topic"] == topic]
        cells = {str(r.column): _topic_cell(r) for r in own.itertuples()}
        rows.append((Row(topic, labels[topic], (), str(int(carried.get(topic, 0))), anchor=f"about-{topic}"), cells))
    return _chunks(every, rows) if rows else ()


def _topic_cell(row: Any) -> Cell:
    if row.paragraphs:
        first = f", first at {row.first:.0%} of the text" if row.first is not None and row.first == row.first else ""
        note = f"{row.paragraphs} paragraphs, {row.share:.0%} of the words{first}"
        under = "".join(
            letter for letter, there in zip("HLQ", (row.headline, row.lead, row.quoted), strict=True) if there
        )
        shade, anchor = min(4, 1 + int(row.share * 8)), f"about-{row.topic}"
        mark = f"~{row.paragraphs}" if row.similar == row.paragraphs else str(row.paragraphs)
        note += f"; {row.similar} by likeness" if row.similar else ""
        return Cell(mark, "has", note, shade, bool(row.headline), anchor, under)
    if row.state == str(Reading.IN_PASSING):
        note = f"named in passing in {row.named} paragraphs, none of which speaks about it"
        return Cell(f"({row.named})", "in-passing", note, anchor=f"about-{row.topic}")
    return _absent(str(row.state), f"about-{row.topic}")


ABSENT = {
    str(Reading.READ): "–",
    str(Reading.NEAR): "(–)",
    str(Reading.CANNOT_TELL): "?",
    str(Reading.NOT_EXPECTED): "‹",
}


def _absent(state: str, anchor: str = "") -> Cell:
    """``anchor``: where the proof of an absence stands."""
    note = {str(Reading.READ): "not found in the collected text"}.get(state, state)
    proved = state in (str(Reading.READ), str(Reading.NEAR))
    return Cell(ABSENT.get(state, ""), state.replace(" ", "-"), note, anchor=anchor if proved else "")


def printed_statements(meetings: int) -> int:
    """Rows of each statement matrix of an edition: a week of twenty meetings has no room for forty rows each."""
    return max(LEAST_STATEMENTS, MOST_STATEMENTS // max(1, meetings))


def statement_chunks(coverage: Coverage, most: int = MOST_STATEMENTS) -> tuple[tuple[Chunk, ...], int]:
    """The statement matrix of the statements that most outlets carry, and how many are left to the data edition."""
    frame = statement_cells(coverage)
    by_id = {q.id: q for q in coverage.quotations}
    shown = list(coverage.statements[:most])
    rows = []
    for statement in shown:
        own = frame[frame["statement"] == statement.id]
        cells = {str(r.column): _statement_cell(r) for r in own.itertuples()}
        total = str(int((own["quotations"] > 0).sum()))
        side = person_side(statement.person, coverage)
        person = statement.person or "speaker not resolved"
        quoted = not statement.record_words and any(
            by_id[q].kind is QuoteKind.DIRECT and by_id[q].content == statement.text for q in statement.quotations
        )
        row = Row(
            statement.id, statement.said, (), total, person, statement.said_in, side, quoted, f"said-{statement.id}"
        )
        rows.append((row, cells))
    return (_chunks(columns(coverage), rows) if rows else ()), len(coverage.statements) - len(shown)


def _statement_cell(row: Any) -> Cell:
    if row.quotations:
        return Cell(GLYPHS[row.fidelity], f"is-{row.fidelity.split()[0]}", row.fidelity, anchor=f"said-{row.statement}")
    return _absent(str(row.state), f"said-{row.statement}")


def voice_bars(coverage: Coverage) -> tuple[Bar, ...]:
    """Words quoted by side of the outlet, split by whose they are."""
    frame = voices(coverage)
    count = {s: sum(c.side == s and c.reading is Reading.READ for c in columns(coverage)) for s in sides(coverage)}
    bars = []
    for side in sides(coverage):
        here = frame[frame["side"] == side]
        total = int(here["words"].sum())
        if total:
            of = here.groupby("person_side")["words"].sum()
            parts = [Part(s, s, int(of[s]), round(100 * of[s] / total, 2)) for s in sides(coverage) if s in of.index]
            bars.append(Bar(f"{side} outlets ({count[side]})", side, total, tuple(parts)))
    return tuple(bars)


def side_by_side(coverage: Coverage, most: int = MOST_ALTERED) -> tuple[SideBySide, ...]:
    """The most altered statements that at least two outlets carry: reference on top, each rendering's differences."""
    by_id = {q.id: q for q in coverage.quotations}
    articles = {a.id: a for a in coverage.evidence.articles}
    altered = {s.id: sum(ALTERATION.get(by_id[q].fidelity, 0) for q in s.quotations) for s in coverage.statements}
    shared = [s for s in coverage.statements if len({articles[by_id[q].article].outlet for q in s.quotations}) > 1]
    ranked = sorted((s for s in shared if altered[s.id]), key=lambda s: -altered[s.id])  # stable: then as they come
    return tuple(_side_by_side(s, coverage, by_id, articles) for s in ranked[:most])


def _side_by_side(
    statement: Statement, coverage: Coverage, by_id: Mapping[str, ArticleQuotation], articles: Mapping[str, Article]
) -> SideBySide:
    outlets = {o.key: o.name for o in coverage.evidence.outlets}
    held = references(statement, by_id, articles, coverage.evidence.passages, coverage.evidence.meeting)
    base = held[""]
    source = outlets[articles[by_id[base.quotation].article].outlet] if base.quotation else "official record"
    whose = cuts(coverage)
    renderings = []
    side = {o.key: side_of(o, coverage) for o in coverage.evidence.outlets}
    for quotation in (by_id[q] for q in statement.quotations):
        article = articles[quotation.article]
        against = held.get(article.language) if quotation.fidelity not in NOT_WORD_BY_WORD else None
        runs = difference(against.text, quotation.content) if against else ()
        made = _rendering(quotation, article, outlets[article.outlet], runs, base.quotation)
        made = replace(made, side=side[article.outlet], altered=quotation.fidelity in ALTERED)
        if against and against != base:
            of = outlets[articles[by_id[against.quotation].article].outlet] if against.quotation else "official record"
            made = replace(made, against=f"{of}, {against.language}")
        cut = whose.get(quotation.id)
        renderings.append(replace(made, cut=f"{cut.whose}: {outlets[articles[cut.source].outlet]}") if cut else made)
    person, printed = statement.person or "speaker not resolved", _few(renderings)
    left = len(renderings) - len(printed)
    return SideBySide(statement.id, person, base.text, source, base.language, printed, left)


def _few(renderings: Sequence[Rendering]) -> tuple[Rendering, ...]:
    """What tells outlets apart: of each its first wordings, and none twice."""
    told: dict[str, dict[str, Rendering]] = {}
    for rendering in renderings:
        own = told.setdefault(rendering.outlet, {})
        if len(own) < MOST_WORDINGS:
            own.setdefault(rendering.text, rendering)
    return tuple(r for r in renderings if told[r.outlet].get(r.text) is r)


def _rendering(
    quotation: ArticleQuotation, article: Article, outlet: str, runs: tuple[Difference, ...], reference: str | None
) -> Rendering:
    plain = "reference" if quotation.id == reference else "quoted"
    return Rendering(
        outlet=outlet,
        url=article.url,
        language=article.language,
        kind=str(quotation.kind),
        fidelity=str(quotation.fidelity or plain),
        glyph=GLYPHS[str(quotation.fidelity or "quoted")],
        text=quotation.content,
        differences=runs,
        cue=quotation.cue or "",
    )


def lone_rows(coverage: Coverage, missing: bool) -> tuple[Lone, ...]:
    """Only here, or missing here; topics first, statements of participants before others'."""
    frame = (missing_here if missing else only_here)(coverage)
    topics = {t.id: t.label for t in coverage.evidence.topics}
    said, by_id = {s.id: s for s in coverage.statements}, {q.id: q for q in coverage.quotations}
    named = {p.name for p in coverage.evidence.meeting.participants}
    labels = {c.key: c.label for c in columns(coverage)}
    proof = closest_passages(coverage) | closest_on_topics(coverage) if missing else {}
    rows = []
    for row in frame.itertuples():
        item = str(row.item)
        if row.kind == "statement" and not (said[item].person in named and _tells(said[item], by_id)):
            continue  # a bystander quoted by one outlet is the rule, not news
        label = topics[item] if row.kind == "topic" else f"{said[item].person}: {said[item].said}"
        nearest = proof.get((item, str(row.column)))
        rows.append(Lone(str(row.kind), item, label, labels[str(row.column)], int(str(row.complete)), nearest))
    return tuple(sorted(rows, key=lambda r: r.kind != "topic")[:MOST_LONE])


def _tells(statement: Statement, by_id: Mapping[str, ArticleQuotation]) -> bool:
    """Whether it is an utterance: a few words in marks within the outlet's own sentence are its wording alone."""
    within = all(by_id[q].kind is QuoteKind.DIRECT for q in statement.quotations) and statement.text[:1].islower()
    return not within and len(content_words(statement.text, statement.language)) >= LEAST_TOLD
