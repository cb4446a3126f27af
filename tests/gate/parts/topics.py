"""The packaged topic list on sentences written for it: which topics each sentence speaks about."""

from __future__ import annotations

import tomllib
from pathlib import Path

from extract.catalog import PACKAGED, read_definition
from extract.definitions import TopicList
from extract.records import Article
from extract.topics import find_mentions
from tests.gate.parts import Figures, Measured

SENTENCES = Path(__file__).parents[1] / "topics.toml"
SOURCE = "sentences written for it"
DATA = (SENTENCES,)
MAIN: frozenset[str] = frozenset()


def measure() -> Figures:
    topics = read_definition(PACKAGED / "topic_lists" / "diplomacy.toml", TopicList).topics
    found: Figures = {}
    for language, rows in tomllib.loads(SENTENCES.read_text("utf-8")).items():
        right = made = there = 0
        for gold, text in rows:
            want = set(gold.split())
            got = {m.topic for m in find_mentions(Article("", (text,), language=language), topics)}
            right, made, there = right + len(want & got), made + len(got), there + len(want)
        found[f"packaged topic list, {language}, F1"] = Measured(2 * right / (made + there), there)
    return found
