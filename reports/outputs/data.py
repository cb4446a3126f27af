"""The data edition, ``coverage.json``: everything the report shows can be computed from it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from extract.errors import OutputError
from extract.records import Article, Coverage, Origin
from reports import decisions
from reports.absence import Closest, closest_on_topics, closest_passages, statement_cells
from reports.agenda import agendas
from reports.coverage import ledger_counts, topic_cells
from reports.differences import contradictions
from reports.discovered import discovered
from reports.inherited import cuts
from reports.meeting_facts import meeting_facts
from reports.on_record import counterparts, off_record, recall, recorded
from reports.origins import COPY
from reports.said import said_view
from reports.wording_view import wording_view

SCHEMA = "synoptic/1"


def write_data(coverage: Coverage, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "coverage.json"
    path.write_text(json.dumps(export(coverage), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def export(coverage: Coverage) -> dict[str, Any]:
    """The data edition of one meeting as plain JSON values.

    Raises:
        OutputError: a piece of a quotation does not stand literally in its article.
    """
    verify(coverage)
    evidence = coverage.evidence
    meeting = evidence.meeting
    whose = cuts(coverage)
    return {
        "schema": SCHEMA,
        "meeting": {
            "id": meeting.id,
            "title": meeting.title,
            "date": meeting.start.isoformat(),
            "end": meeting.end.isoformat(),
            "place": meeting.place,
            "participants": [p.name for p in meeting.participants],
        },
        "outlets": [
            o.model_dump(mode="json", include={"key", "name", "country", "ownership", "languages"})
            for o in evidence.outlets
        ],
        "articles": [_article(a, coverage) for a in evidence.articles],
        "quotations": [
            {
                "id": q.id,
                "article": q.article,
                "paragraph": q.paragraph,
                "pieces": list(q.pieces),
                "kind": str(q.kind),
                "cue": q.cue,
                "mention": q.mention,
                "person": q.person,
                "via": q.via,
                "statement": q.statement,
                "fidelity": str(q.fidelity) if q.fidelity else None,
                "cut": asdict(whose[q.id]) if q.id in whose else None,
            }
            for q in coverage.quotations
        ],
        "statements": [
            {
                "id": s.id,
                "person": s.person,
                "text": s.text,
                "language": s.language,
                "record": s.record,
                "record_article": s.record_article,
                "record_words": s.record_words,
                "anchors": [asdict(a) for a in s.anchors],
                "quotations": list(s.quotations),
                "reasons": list(s.reasons),
                "grounds": [asdict(g) for g in s.grounds],
            }
            for s in coverage.statements
        ],
        "topics": [
            {"id": t.id, "label": t.label, "given": True, "terms": [x for terms in t.terms.values() for x in terms]}
            for t in evidence.topics
        ]
        + [{"id": d.id, "label": d.label, "given": False, "terms": list(d.terms)} for d in discovered(coverage)],
        "mentions": [asdict(m) | {"also": list(m.also)} for m in coverage.mentions],
        "named_in_passing": [asdict(m) | {"also": list(m.also)} for m in coverage.named],
        "ledger": [
            {"outlet": r.outlet, "url": r.url, "status": str(r.status), "reason": r.reason} for r in evidence.ledger
        ],
        "ledger_totals": totals(coverage),
        "versions": [
            asdict(v) | {"before": v.before.isoformat(), "after": v.after.isoformat()} for v in evidence.versions
        ],
        "decisions": [asdict(d) for d in decisions.shown(coverage)],
        "record": {
            "passages": [asdict(p) for p in recorded(coverage)],
            "recall": recall(coverage).to_dict("records"),
            "off_record": [asdict(o) for o in off_record(coverage)],
        },
        "counterparts": [asdict(c) for c in counterparts(coverage)],
        "agenda": [asdict(a) for a in agendas(coverage)],
        "announced_said_covered": asdict(said) if (said := said_view(coverage)) else None,
        "discovered": [asdict(d) for d in discovered(coverage)],
        "contradictions": [asdict(c) for c in contradictions(coverage)],
        "meeting_facts": [asdict(f) for f in meeting_facts(coverage)],
        "wording": asdict(wording_view(coverage)),
        "tables": {
            "topics": _proved(topic_cells(coverage), "topic", closest_on_topics(coverage)),
            "statements": _proved(statement_cells(coverage), "statement", closest_passages(coverage)),
        },
    }


def _proved(cells: pd.DataFrame, item: str, proof: Mapping[tuple[str, str], Closest]) -> list[dict[str, Any]]:
    """The cells of a matrix; an absence with the passage that comes nearest."""
    rows = cells.astype(object).where(lambda f: f.notna(), None).to_dict("records")
    found: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in rows]
    for cell in found:
        nearest = proof.get((cell[item], cell["column"]))
        cell["closest"] = asdict(nearest) if nearest else None
    return found


def totals(coverage: Coverage) -> dict[str, dict[str, int]]:
    """Links tried per outlet and in total, and what came of them: ``tried`` is the sum of the rest."""
    rows = ledger_counts(coverage).to_dict("index")
    return {str(outlet): {str(status): int(n) for status, n in row.items()} for outlet, row in rows.items()}


def _article(article: Article, coverage: Coverage) -> dict[str, Any]:
    origins = [_origin(o) for o in coverage.origins if o.article == article.id]
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "fetched": article.fetched.isoformat() if article.fetched else None,
        "sha256": article.sha256,
        "kind": str(article.relation),
        "paragraphs": list(article.paragraphs),
        "origin": origins[0] if origins else None,
        "origins": origins,  # the weightiest first
    }


def _origin(origin: Origin) -> dict[str, Any]:
    kind, copy = str(origin.kind), origin.share >= COPY
    return {
        "article": origin.source,
        "wire": origin.wire,
        "share": origin.share,
        "kind": kind,
        "translated": origin.translated,
        "copy": copy,
    }


def verify(coverage: Coverage) -> None:
    """Nothing is printed that is not literally there."""
    blocks = {a.id: (a.title, *a.paragraphs) for a in coverage.evidence.articles}
    for quotation in coverage.quotations:
        for piece in quotation.pieces:
            if not any(piece in block for block in blocks[quotation.article]):
                raise OutputError(f"quotation {quotation.id} is not literally in {quotation.article}: {piece[:80]!r}")
