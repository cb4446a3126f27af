"""Every table as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from extract.records import Coverage
from reports.absence import statement_cells
from reports.alone import carriers, missing_here, only_here
from reports.coverage import (
    columns,
    ledger_counts,
    topic_cells,
    voices,
)
from reports.on_record import counterparts, off_record, recall, recorded
from reports.provenance import origin_rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def frames(coverage: Coverage) -> dict[str, pd.DataFrame]:
    """Every table of a meeting by file name."""
    evidence = coverage.evidence
    return {
        "columns": pd.DataFrame(
            [
                {"column": c.key, "label": c.label, "side": c.side, "reading": str(c.reading), "why": c.why}
                for c in columns(coverage)
            ]
        ),
        "topics": topic_cells(coverage),
        "topics-texts": topic_cells(coverage, collapse=True),
        "statements": statement_cells(coverage),
        "statements-texts": statement_cells(coverage, collapse=True),
        "wordings": pd.DataFrame(
            [
                {
                    "statement": q.statement,
                    "person": q.person,
                    "article": q.article,
                    "kind": str(q.kind),
                    "fidelity": str(q.fidelity or ""),
                    "cue": q.cue,
                    "content": q.content,
                }
                for q in coverage.quotations
            ]
        ),
        "voices": voices(coverage),
        "carriers": carriers(coverage),
        "only-here": only_here(coverage),
        "missing-here": missing_here(coverage),
        "origins": pd.DataFrame(
            [
                {
                    "outlet": r.outlet,
                    "article": r.article,
                    "source": r.source,
                    "kind": r.kind,
                    "agency": r.wire,
                    "share": r.share,
                    "statements kept": r.kept,
                }
                for r in origin_rows(coverage)
            ]
        ),
        "counterparts": pd.DataFrame(
            [{"outlet": c.outlet, "side": c.side, **c.words, "share": c.share} for c in counterparts(coverage)]
        ),
        "record": pd.DataFrame(
            [
                {"speaker": p.speaker, "text": p.text, "outlets": len(p.outlets), "which": " ".join(p.outlets)}
                for p in recorded(coverage)
            ]
        ),
        "record-recall": recall(coverage),
        "not-in-record": pd.DataFrame(
            [
                {"statement": o.statement, "person": o.person, "text": o.text, "outlets": " ".join(o.outlets)}
                for o in off_record(coverage)
            ]
        ),
        "ledger": pd.DataFrame(
            [{"outlet": r.outlet, "url": r.url, "status": str(r.status), "reason": r.reason} for r in evidence.ledger]
        ),
        "ledger-counts": ledger_counts(coverage).reset_index(),
    }


def write_csv(coverage: Coverage, folder: Path) -> list[Path]:
    into = folder / "tables"
    into.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in frames(coverage).items():
        path = into / f"{name}.csv"
        # The byte order mark is for spreadsheets, which otherwise take UTF-8 for the local code page.
        frame.map(harmless).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        paths.append(path)
    return paths


def harmless(value: object) -> object:
    """A cell that a spreadsheet will not run: text that begins like a formula gets an apostrophe (OWASP)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
