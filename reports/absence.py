"""The proof of an absence: of a complete text without a statement or a topic, the passage that comes nearest to it.

A reader refutes "not found" by reading that one passage. Where it comes so near to a statement that it may be the same
in other words, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from extract.definitions import Topic
from extract.records import HEADLINE, Article, Coverage
from reports.coverage import Column, Reading, columns, covered, quoted_cells, topic_cells
from reports.encoder import Vectors, encode
from reports.once import once
from reports.pairs import Content, Rarity, likeness, parse
from reports.topics import own_words

# Likeness from which a sentence may be the statement. On five hand-coded events (in English) 79 of 1,147 statements not
# found in a text were there in other words; of the 843 below this bar 41 were. Across languages the score is lower.
NEAR, NEAR_ACROSS = 0.15, 0.1
_READ_CLOSER = 3  # paragraphs of a text, the nearest by their vectors
_SENTENCE_END = re.compile(r"(?<=[.!?…。])[\"”»’]?\s+")
_OWN = 2.0  # weight of a topic's label and terms among the passages that speak about it


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage and how near its meaning is, -1..1 (cosine of sentence vectors)."""

    article: str
    paragraph: int
    text: str
    score: float
    likeness: float = 0.0  # to a statement: how probable it is that a sentence of it is the same, 0..1
    near: bool = False  # so like that it may be the statement in other words


Key = tuple[str, str]  # statement or topic, column


@once
def statement_cells(coverage: Coverage, collapse: bool = False) -> pd.DataFrame:
    """One row per statement and column: quotations (count), fidelity of the best rendering, its id, state.

    The state of a cell without a quotation is NEAR where a passage may be the statement in other words.
    """
    cells = quoted_cells(coverage, collapse)
    proof = closest_passages(coverage, collapse)
    keys = zip(cells["statement"], cells["column"], strict=True)
    near = [key in proof and proof[key].near for key in keys]
    return cells.assign(state=cells["state"].mask(pd.Series(near, dtype=bool), str(Reading.NEAR)))


@once
def closest_passages(coverage: Coverage, collapse: bool = False) -> dict[Key, Closest]:
    """For each statement and outlet whose complete text does not quote it, the paragraph most like it."""
    absent = [
        (str(c["statement"]), str(c["column"]))
        for c in quoted_cells(coverage, collapse).to_dict("records")
        if c["state"] == str(Reading.READ) and not c["quotations"]
    ]
    said = [parse(s.record_words or s.text, s.said_in) for s in coverage.statements]
    by_id = {s.id: c for s, c in zip(coverage.statements, said, strict=True)}
    return likest(absent, by_id, columns(coverage, collapse), coverage)


def likest(
    asked: Sequence[Key], said: Mapping[str, Content], every: Sequence[Column], coverage: Coverage
) -> dict[Key, Closest]:
    """Of the column's paragraphs nearest to what was said the one with the sentence that is most like it."""
    articles = {a.id: a for a in covered(coverage)}
    wanted = {column for _, column in asked}
    places = {c.key: _paragraphs(c, articles) for c in every if c.key in wanted}
    vectors = {key: encode([text for _, _, text in found]) for key, found in places.items() if found}
    meant = dict(zip(said, encode([c.text for c in said.values()]), strict=True))
    rarity, read = Rarity(list(said.values())), lru_cache(maxsize=None)(_sentences)  # many statements are near to one
    proof = {}
    for item, column in asked:
        if column in vectors:
            cosines = vectors[column] @ meant[item]
            nearest = [(*places[column][i], float(cosines[i])) for i in np.argsort(-cosines)[:_READ_CLOSER]]
            every_one = (_compared(said[item], near, articles[near[0]].language, rarity, read) for near in nearest)
            proof[item, column] = max(every_one, key=lambda found: found.likeness)  # of equals the nearest
    return proof


def _compared(
    said: Content,
    passage: tuple[str, int, str, float],
    language: str,
    rarity: Rarity,
    read: Callable[[str, str], tuple[Content, ...]],
) -> Closest:
    article, paragraph, text, cosine = passage
    best = max(likeness(said, sentence, cosine, rarity) for sentence in read(text, language))
    bar = NEAR if language == said.language else NEAR_ACROSS
    return Closest(article, paragraph, text, round(cosine, 3), round(best, 3), best >= bar)


def _sentences(text: str, language: str) -> tuple[Content, ...]:
    return tuple(parse(s, language) for s in _SENTENCE_END.split(text))


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
