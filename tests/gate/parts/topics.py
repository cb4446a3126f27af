"""The packaged topic list on sentences and paragraphs written for it: which topics each speaks about."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from extract.catalog import PACKAGED, read_definition
from extract.definitions import Topic, TopicList
from extract.records import Article
from extract.topics import find_mentions
from tests.gate.parts import Figures, Measured

GATE = Path(__file__).parents[1]
BATCHES = {
    "packaged topic list": GATE / "topics.toml",
    "packaged topic list, second batch": GATE / "topics_second.toml",
    "packaged topic list, third batch": GATE / "topics_third.toml",
}
SOURCE = "sentences written for it"
DATA = tuple(BATCHES.values())
MAIN: frozenset[str] = frozenset()


def measure() -> Figures:
    topics = read_definition(PACKAGED / "topic_lists" / "diplomacy.toml", TopicList).topics
    return {
        f"{name}, {language}, F1": _measured(rows, language, topics)
        for name, path in BATCHES.items()
        for language, rows in tomllib.loads(path.read_text("utf-8")).items()
    }


def _measured(rows: Sequence[tuple[str, str]], language: str, topics: Sequence[Topic]) -> Measured:
    right = made = there = 0
    for gold, text in rows:
        want = set(gold.split())
        got = {m.topic for m in find_mentions(Article("", (text,), language=language), topics)}
        right, made, there = right + len(want & got), made + len(got), there + len(want)
    return Measured(2 * right / (made + there), there)
