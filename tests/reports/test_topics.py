"""What speaks about a topic, and what only names it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extract.definitions import Outlet, Topic
from extract.records import About, Article, Coverage, Evidence
from extract.topics import find_mentions
from reports.absence import closest_on_topics
from reports.alone import missing_here
from reports.compare import compare
from reports.coverage import topic_cells
from reports.passages import topic_places
from reports.topics import LEAST, features, judge

TOPICS = (
    Topic(id="T1", label="Lorries at the border", terms={"en": ("lorry", "queue", "customs post")}),
    Topic(id="T2", label="Fishing quotas", terms={"en": ("fish", "trawler", "quota", "herring")}),
)
LORRIES = (
    "Lorries waited in a queue of nine miles at the customs post on Friday.",
    "The queue at the customs post grew again when inspectors turned lorries away.",
    "Hauliers say that their lorries lose two days at the customs post.",
    "Drivers slept in their lorries while the queue stood still at the border.",
)
FISHING = (
    "Trawlers from both coasts may land more herring under the new quota.",
    "The quota for herring was halved after trawlers fished too much.",
    "Fishermen fear that a quota on herring would tie up their trawlers.",
    "Skippers of trawlers called the herring quota a disaster for the ports.",
)
PASSING = "The skippers whose trawlers lie idle under the herring quota had seen a lorry go by."
LIKE = "Haulage drivers waited for two days at the border while inspectors checked their loads."
OTHER = "Dinner was served in the old town hall, and a choir sang."


@pytest.fixture(scope="module")
def evidence(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> Evidence:
    """herald has both topics, beacon lorries and a passage like them, vesti fishing and a lorry in passing."""
    pages = {
        "herald": (*LORRIES, *FISHING, *[OTHER] * 4),
        "beacon": (*LORRIES[::-1], LIKE, *[OTHER] * 4),
        "vesti": (*FISHING, PASSING, *[OTHER] * 4),
    }
    rows: list[Any] = [(make_outlet(k), make_article(k, [], more=p), []) for k, p in pages.items()]
    bare = make_coverage(rows).evidence
    found = tuple(m for a in bare.articles for m in find_mentions(a, TOPICS))
    return replace(bare, topics=TOPICS, mentions=found)


def test_a_topic_named_beside_another_is_in_passing(evidence: Evidence) -> None:
    _, named = judge(evidence, ())
    assert [(m.topic, m.article, m.text) for m in named] == [("T1", "vesti-1", "lorry")]


def test_no_passage_with_a_term_is_lost(evidence: Evidence) -> None:
    spoken, named = judge(evidence, ())
    with_term = [m for m in (*spoken, *named) if m.by is About.TERM]
    assert {(m.topic, m.article, m.paragraph) for m in with_term} == {
        (m.topic, m.article, m.paragraph) for m in evidence.mentions
    }
    assert all(m.score is not None and 0 <= m.score <= 1 for m in with_term)


def test_a_passage_without_a_term_is_found_by_its_likeness_and_says_so(evidence: Evidence) -> None:
    spoken, _ = judge(evidence, ())
    (like,) = (m for m in spoken if m.by is About.SIMILAR)
    assert (like.topic, like.article, like.paragraph) == ("T1", "beacon-1", 4)
    assert like.text == "Haulage drivers waited for two days at the"
    assert like.score is not None
    assert like.score >= 0.7


def test_with_little_text_every_term_counts(evidence: Evidence) -> None:
    few = replace(evidence, articles=tuple(a for a in evidence.articles if a.id == "vesti-1"))
    assert sum(len(a.paragraphs) + 1 for a in few.articles) < LEAST
    assert judge(few, ()) == (evidence.mentions, ())


def test_the_order_of_articles_changes_nothing(evidence: Evidence) -> None:
    back = replace(evidence, articles=evidence.articles[::-1], mentions=evidence.mentions[::-1])
    assert [set(found) for found in judge(back, ())] == [set(found) for found in judge(evidence, ())]


def test_a_single_topic_has_no_rivals(evidence: Evidence) -> None:
    alone = replace(evidence, topics=TOPICS[:1], mentions=tuple(m for m in evidence.mentions if m.topic == "T1"))
    table = features(alone, ())
    assert table["own"].max() == 0
    assert {m.article for m in judge(alone, ())[0]} >= {"herald-1", "beacon-1"}


def test_strength_is_the_rarity_of_the_terms_summed(evidence: Evidence) -> None:
    """Of 33 passages 9 have "lorry" in some form, 6 "queue" and 6 "customs post"; 20 and 1 are added to smooth."""
    first = features(evidence, ())["strength"][1, 0]
    assert first == pytest.approx(math.log(53 / 10) + 2 * math.log(53 / 7))


def test_an_outlet_that_only_names_a_topic_is_neither_silent_nor_carries_it(evidence: Evidence) -> None:
    coverage = compare(evidence)
    cells = {(c["topic"], c["column"]): c for c in topic_cells(coverage).to_dict("records")}
    assert (cells["T1", "vesti"]["paragraphs"], cells["T1", "vesti"]["named"]) == (0, 1)
    assert cells["T1", "vesti"]["state"] == "in passing"
    assert cells["T2", "beacon"]["state"] == "read"
    missing = missing_here(coverage)
    assert [(r["item"], r["column"]) for r in missing.to_dict("records")] == [("T2", "beacon")]


def test_an_outlet_without_a_topic_shows_the_passage_nearest_to_it(evidence: Evidence) -> None:
    coverage = compare(evidence)
    proof = closest_on_topics(coverage)
    assert set(proof) == {("T2", "beacon")}
    assert proof["T2", "beacon"].text != OTHER  # dinner is farther from fishing than lorries are
    (absent,) = topic_places(coverage)[1].absent
    assert absent.closest == proof["T2", "beacon"]
    assert topic_places(coverage)[0].absent == ()  # vesti names lorries: that is no absence


def test_what_is_only_named_stands_in_the_appendix(evidence: Evidence) -> None:
    lorries = topic_places(compare(evidence))[0]
    assert [(p.article, p.words) for p in lorries.named] == [("vesti-1", "lorry")]
    assert [p.article for p in lorries.places if p.similar] == ["beacon-1"]
