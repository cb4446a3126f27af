"""The editions of a report: each is one function and one entry here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import OutputError
from extract.loaded import let_go
from extract.records import Coverage
from reports.document import Document
from reports.outputs.csv import write_csv
from reports.outputs.data import write_data
from reports.outputs.html import render_html


@dataclass(frozen=True, slots=True)
class Made:
    """Files that one output wrote."""

    output: str
    files: tuple[Path, ...]


def _pdf(document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    from reports.outputs.pdf import render_pdf  # half a second, which a run that makes no PDF is spared

    path = folder / "report.pdf"
    if document.long:
        let_go()  # hundreds of pages need the room that the language models take
    path.write_bytes(render_pdf(document))
    return [path]


def _html(document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    path = folder / "report.html"
    path.write_text(render_html(document, embedded=True), "utf-8")
    return [path]


def _per_meeting(
    write: Callable[[Coverage, Path], list[Path]], coverages: Sequence[Coverage], folder: Path
) -> list[Path]:
    """One meeting's data lie beside the report, several meetings' in a folder each."""
    alone = len(coverages) == 1
    return [p for c in coverages for p in write(c, folder if alone else folder / c.evidence.meeting.id)]


def _json(document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    return _per_meeting(write_data, coverages, folder)


def _csv(document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    return _per_meeting(write_csv, coverages, folder)


OUTPUTS: dict[str, Callable[[Document, Sequence[Coverage], Path], list[Path]]] = {
    "json": _json,
    "csv": _csv,
    "html": _html,
    "pdf": _pdf,
}


def write_outputs(names: Sequence[str], document: Document, coverages: Sequence[Coverage], folder: Path) -> list[Path]:
    """Write the editions asked for into a folder.

    Raises:
        OutputError: the folder cannot be written to, or a quotation is not in its article.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [path for name in OUTPUTS if name in names for path in OUTPUTS[name](document, coverages, folder)]
    except OSError as problem:
        raise OutputError(f"{folder}: {problem.strerror}") from problem
