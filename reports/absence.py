"""The proof of an absence: of a complete text without a statement or a topic, the passage that comes nearest to it.

A reader refutes "not found" by reading that one passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extract.definitions import Topic
from extract.records import HEADLINE, Article, Coverage
from reports.coverage import Column, Reading, columns, covered, statement_cells, topic_cells
from reports.encoder import Vectors, encode
from reports.once import once
from reports.topics import own_words

_OWN = 2.0  # weight of a topic's label and terms among the passages that speak about it


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage and how near its meaning is, -1..1 (cosine of sentence vectors)."""

    article: str
    paragraph: int
    text: str
    score: float


Key = tuple[str, str]  # statement or topic, column


@once
def closest_passages(coverage: Coverage) -> dict[Key, Closest]:
    """For each statement and outlet whose complete text does not carry it, the nearest paragraph."""
    absent = [
        (str(c["statement"]), str(c["column"]))
        for c in statement_cells(coverage).to_dict("records")
        if c["state"] == str(Reading.READ) and not c["quotations"]
    ]
    said = encode([s.record_words or s.text for s in coverage.statements])
    return _nearest(absent, {s.id: said[i] for i, s in enumerate(coverage.statements)}, coverage)


@once
def closest_on_topics(coverage: Coverage) -> dict[Key, Closest]:
    """For each topic and outlet whose complete text neither speaks about nor names it, the nearest paragraph.

    Near to the topic's label and terms and to what other outlets' passages say about it.
    """
    absent = [
        (str(c["topic"]), str(c["column"]))
        for c in topic_cells(coverage).to_dict("records")
        if c["state"] == str(Reading.READ) and not c["paragraphs"]
    ]
    missing = {topic for topic, _ in absent}
    return _nearest(absent, {t.id: _meant(t, coverage) for t in coverage.evidence.topics if t.id in missing}, coverage)


def _meant(topic: Topic, coverage: Coverage) -> Vectors:
    """The direction of a topic: its own words and the passages about it."""
    articles = {a.id: a for a in covered(coverage)}
    texts = [
        articles[m.article].paragraphs[m.paragraph]
        for m in coverage.mentions
        if m.topic == topic.id and m.article in articles and m.paragraph != HEADLINE
    ]
    vectors = encode([own_words(topic), *texts])
    middle = _OWN * vectors[0] + vectors[1:].sum(0)
    return np.asarray(middle / np.linalg.norm(middle), dtype=np.float32)


def _nearest(absent: Sequence[Key], meant: Mapping[str, Vectors], coverage: Coverage) -> dict[Key, Closest]:
    articles = {a.id: a for a in covered(coverage)}
    lacking = {column for _, column in absent}
    places = {c.key: _paragraphs(c, articles) for c in columns(coverage) if c.key in lacking}
    vectors = {key: encode([text for _, _, text in found]) for key, found in places.items() if found}
    proof = {}
    for item, column in absent:
        if column in vectors:
            scores = vectors[column] @ meant[item]
            best = int(scores.argmax())
            proof[item, column] = Closest(*places[column][best], round(float(scores[best]), 3))
    return proof


def _paragraphs(column: Column, articles: Mapping[str, Article]) -> list[tuple[str, int, str]]:
    return [(a, n, p) for a in column.articles for n, p in enumerate(articles[a].paragraphs)]
