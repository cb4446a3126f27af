"""The event gate on articles written for it: report, preview, reaction, another meeting, not about it."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from extract.catalog import read_definition
from extract.definitions import Meeting
from extract.records import COVERAGE, Article, Relation
from extract.relevance import judge
from tests.gate.parts import Figures, Measured

FOLDER = Path(__file__).parents[1] / "events"
SOURCE = "articles written for it in twelve languages, by which the rules were mended"
BATCHES = {
    "first": "meeting",
    "second": "meeting",
    "third": "third_meeting",
    "fourth": "fourth_meeting",
    "fifth": "fifth_meeting",
    "sixth": "fifth_meeting",
    "seventh": "fifth_meeting",
}  # articles, and the meeting they are about
DATA = tuple(sorted(FOLDER.glob("*.toml")))
MAIN: frozenset[str] = frozenset()


def measure() -> Figures:
    tally: Counter[tuple[Relation, Relation]] = Counter()
    for articles, about in BATCHES.items():
        meeting = read_definition(FOLDER / f"{about}.toml", Meeting)
        for row in tomllib.loads((FOLDER / f"{articles}.toml").read_text("utf-8"))["article"]:
            paragraphs = tuple(row["text"].strip().splitlines())
            article = Article(row["title"], paragraphs, published=row["published"], language=row["language"])
            kind = Relation.OTHER if row["kind"] == "none" else Relation(row["kind"])
            tally[kind, judge(article, meeting).relation] += 1
    total = tally.total()
    right = sum(n for (want, got), n in tally.items() if want is got)
    kept = sum(n for (want, got), n in tally.items() if (want in COVERAGE) == (got in COVERAGE))
    return {
        "event gate, kind right": Measured(right / total, total),
        "event gate, coverage or not": Measured(kept / total, total),
    }
