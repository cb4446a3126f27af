"""Announced, said, covered: of each listed topic, whether a preview names it, the record has it, and who carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.records import HEADLINE, Article, Coverage, Relation
from extract.topics import find_mentions
from reports.coverage import Passage, Reading, columns, topic_cells


@dataclass(frozen=True, slots=True)
class Way:
    """One topic's way from the announcement to the coverage."""

    topic: str
    label: str
    announced: tuple[Passage, ...]  # passages of previews
    said: tuple[Passage, ...]  # passages of the official record
    covered: tuple[str, ...]  # outlets that carry it
    named: tuple[str, ...]  # outlets that only name it
    silent: tuple[str, ...]  # outlets in whose complete text it is not found
    complete: int  # outlets of which that can be told


@dataclass(frozen=True, slots=True)
class SaidView:
    """``previews`` and ``records`` were looked through; without either, there is nothing to set beside the coverage."""

    previews: int
    records: int
    ways: tuple[Way, ...]


def said_view(coverage: Coverage) -> SaidView | None:
    """None without a preview or a record: an empty column would look like a silence."""
    previews = [a for a in coverage.evidence.articles if a.relation is Relation.PREVIEW]
    records = [a for a in coverage.evidence.articles if a.relation is Relation.RECORD]
    if not (previews or records) or not coverage.evidence.topics:
        return None
    announced, said = _where(previews, coverage), _where(records, coverage)
    labels = {c.key: c.label for c in columns(coverage)}
    cells = topic_cells(coverage).to_dict("records")

    def way(topic: str, label: str) -> Way:
        own = [c for c in cells if c["topic"] == topic]
        carry = tuple(labels[str(c["column"])] for c in own if c["paragraphs"])
        named = tuple(labels[str(c["column"])] for c in own if c["state"] == str(Reading.IN_PASSING))
        read = [c for c in own if c["state"] == str(Reading.READ)]
        silent = tuple(labels[str(c["column"])] for c in read if not c["paragraphs"])
        complete = len(carry) + len(named) + len(silent)
        return Way(topic, label, announced.get(topic, ()), said.get(topic, ()), carry, named, silent, complete)

    ways = tuple(way(t.id, t.label) for t in coverage.evidence.topics)
    return SaidView(len(previews), len(records), tuple(w for w in ways if w.announced or w.said or w.covered))


def _where(articles: Sequence[Article], coverage: Coverage) -> Mapping[str, tuple[Passage, ...]]:
    found: dict[str, tuple[Passage, ...]] = {}
    for mention in (m for a in articles for m in find_mentions(a, coverage.evidence.topics)):
        if mention.paragraph != HEADLINE or not found.get(mention.topic):
            found[mention.topic] = (*found.get(mention.topic, ()), (mention.article, mention.paragraph))
    return found
