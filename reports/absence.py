"""The proof of an absence: of a complete text that does not carry a statement, the passage that comes nearest to it.

A reader refutes "not found" by reading that one passage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.records import Article, Coverage
from reports.coverage import Column, Reading, columns, covered, statement_cells
from reports.encoder import encode
from reports.once import once


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage and how near its meaning is, -1..1 (cosine of sentence vectors)."""

    article: str
    paragraph: int
    text: str
    score: float


Key = tuple[str, str]  # statement, column


@once
def closest_passages(coverage: Coverage) -> dict[Key, Closest]:
    """For each statement and outlet whose complete text does not carry it, the nearest paragraph."""
    absent = [
        (str(c["statement"]), str(c["column"]))
        for c in statement_cells(coverage).to_dict("records")
        if c["state"] == str(Reading.READ) and not c["quotations"]
    ]
    articles = {a.id: a for a in covered(coverage)}
    places = {c.key: _paragraphs(c, articles) for c in columns(coverage)}
    statements = {s.id: i for i, s in enumerate(coverage.statements)}
    said = encode([s.record_words or s.text for s in coverage.statements])
    vectors = {key: encode([text for _, _, text in found]) for key, found in places.items() if found}
    proof = {}
    for statement, column in absent:
        if column in vectors:
            scores = vectors[column] @ said[statements[statement]]
            best = int(scores.argmax())
            proof[statement, column] = Closest(*places[column][best], round(float(scores[best]), 3))
    return proof


def _paragraphs(column: Column, articles: Mapping[str, Article]) -> list[tuple[str, int, str]]:
    return [(a, n, p) for a in column.articles for n, p in enumerate(articles[a].paragraphs)]
