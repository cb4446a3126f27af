"""Topics nobody listed, and the way of the listed ones from the announcement to the coverage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extract.definitions import Outlet, Topic
from extract.records import Article, Coverage, Relation
from extract.topics import find_mentions
from reports.compare import compare
from reports.discovered import _relation, discovered
from reports.said import said_view

LORRIES = Topic(id="T1", label="Lorries", terms={"en": ("lorry",)})
QUEUE = tuple(f"Lorries waited {n} hours in the long queue before customs opened the gate again." for n in range(2, 7))
FISH = tuple(f"Trawlers landed {n} tonnes of herring although the fishing quota was used up." for n in range(2, 7))
CHOIR = tuple(f"A choir of {n} children sang old songs while dinner was served at the town hall." for n in range(2, 7))


@pytest.fixture(scope="module")
def told(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> Coverage:
    pages = {"herald": QUEUE + FISH, "beacon": FISH[::-1] + CHOIR, "vesti": CHOIR[::-1] + QUEUE[::-1]}
    rows: list[Any] = [(make_outlet(k), make_article(k, [], more=p), []) for k, p in pages.items()]
    evidence = make_coverage(rows).evidence
    found = tuple(m for a in evidence.articles for m in find_mentions(a, [LORRIES]))
    return replace(compare(replace(evidence, topics=(LORRIES,), mentions=found)), origins=())


def test_what_several_outlets_speak_about_is_found_and_set_against_the_list(told: Coverage) -> None:
    listed = [d for d in discovered(told) if d.topic]
    new = [d for d in discovered(told) if not d.topic]
    assert {d.topic for d in listed} == {"T1"}
    assert any("herring" in d.terms for d in new)
    assert any("choir" in d.terms for d in new)
    assert all(len({a for a, _ in d.passages}) > 1 for d in discovered(told))


def test_the_order_of_input_changes_no_group(told: Coverage) -> None:
    evidence = replace(told.evidence, articles=told.evidence.articles[::-1], outlets=told.evidence.outlets[::-1])
    back = replace(told, evidence=evidence, mentions=told.mentions[::-1])
    assert discovered(back) == discovered(told)


def test_little_text_has_no_groups(talks: Coverage) -> None:
    assert discovered(talks) == ()


def test_without_preview_or_record_nothing_is_set_beside_the_coverage(told: Coverage) -> None:
    assert said_view(told) is None


def test_a_topic_that_was_announced_and_said_shows_where(told: Coverage, make_article: Callable[..., Article]) -> None:
    preview = replace(make_article("radio", [], more=("They will speak of lorries.",)), relation=Relation.PREVIEW)
    record = replace(make_article("mfa", [], more=("Good day.", "The lorry queue ends.")), relation=Relation.RECORD)
    evidence = replace(told.evidence, articles=(*told.evidence.articles, preview, record))
    view = said_view(replace(told, evidence=evidence))
    assert view is not None
    (way,) = view.ways
    assert (view.previews, view.records) == (1, 1)
    assert (way.announced, way.said) == ((("radio-1", 0),), (("mfa-1", 1),))
    assert (way.covered, way.complete) == (("The Herald", "The Vesti"), 3)


def test_a_group_that_several_listed_topics_share_is_not_new() -> None:
    first, second, third = ({("herald-1", n) for n in range(k, k + 3)} for k in (0, 3, 6))
    group = first | second | third
    # Each has other passages of the same article, so that the group is none of them.
    elsewhere = {("herald-1", n) for n in range(20, 30)}
    assert _relation(group, {"T1": first | elsewhere, "T2": second | elsewhere}) == ("several", None)
    assert _relation(group, {"T1": first | elsewhere}) == ("new", None)
    assert _relation(group, {"T1": first | second}) == ("the same", "T1")
