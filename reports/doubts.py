"""Why a "?" stands in an outlet's column of the statements, in a few words for the key above them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from extract.quotes.language import load_language
from extract.records import Coverage
from reports.columns import Column, columns
from reports.silence import Reading


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason with the names of the outlets that it holds of."""

    why: str
    outlets: tuple[str, ...]


def statement_doubts(coverage: Coverage) -> tuple[Doubt, ...]:
    """The reasons of all columns in which a statement's absence cannot be told, in the columns' order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for column in columns(coverage):
        if why := _why(column, coverage):
            found[why].append(column.label)
    return tuple(Doubt(why, tuple(outlets)) for why, outlets in found.items())


def _why(column: Column, coverage: Coverage) -> str:
    languages = (load_language(a.language) for a in coverage.evidence.articles if a.id in column.articles)
    if poor := next((x.name for x in languages if x.quality == "marks"), None):
        return f"indirect speech in {poor} is not read well"
    if column.silence.state is Reading.CANNOT_TELL:
        return column.silence.why.split(":")[0]  # what follows is the proof, which the ledger has
    return ""
