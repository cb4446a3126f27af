"""Agendas: how words divide among topics, and how far two divisions are apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Article, Coverage
from reports.agenda import agenda_view, agendas, divergence, entropy, groups, neighbours, topic_words
from reports.coverage import topic_cells

SIX = "six words stand in this paragraph"
PERMITS = "permits permits permits permits"


@pytest.fixture(scope="module")
def divided(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Any], make_article: Callable[..., Article]
) -> Coverage:
    """herald: one paragraph on two topics, one on one; beacon: one topic; vesti: no listed topic."""
    rows: list[Any] = [
        (make_outlet(k), make_article(k, [], more=(SIX, PERMITS)), []) for k in ("herald", "beacon", "vesti")
    ]
    topics = {"T1": {"herald-1": [0]}, "T2": {"herald-1": [0, 1], "beacon-1": [1]}}
    return make_coverage(rows, topics)


def test_a_paragraph_on_two_topics_counts_half_for_each(divided: Coverage) -> None:
    assert topic_words(divided)["herald-1"].tolist() == [3, 7, 0]


def test_shares_are_of_the_words_on_listed_topics(divided: Coverage) -> None:
    herald = next(a for a in agendas(divided) if a.column == "herald")
    assert herald.words == 10
    assert herald.shares == pytest.approx((0.3, 0.7, 0))
    assert herald.entropy == pytest.approx(0.8813, abs=1e-4)
    assert herald.evenness == pytest.approx(0.8813 / np.log2(3), abs=1e-4)


def test_an_outlet_without_a_listed_topic_has_no_agenda(divided: Coverage) -> None:
    assert {a.column for a in agendas(divided)} == {"herald", "beacon"}


def test_the_headline_divides_no_words(talks: Coverage) -> None:
    assert {a.column: a.words for a in agendas(talks)}.keys() == {"herald", "beacon", "vesti"}


def test_one_topic_alone_is_uneven_and_all_alike_is_even() -> None:
    assert entropy(np.array([1.0, 0, 0])) == 0
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(3)


def test_known_distances() -> None:
    assert divergence([1, 0], [0, 1]) == pytest.approx(1)
    assert divergence([1, 0], [0.5, 0.5]) == pytest.approx(0.5579, abs=1e-4)  # sqrt(H(.75, .25) - 1/2)


_DIVISION = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(lambda v: [x / sum(v) for x in v])


@given(_DIVISION, _DIVISION, _DIVISION)
def test_the_distance_is_a_metric(a: list[float], b: list[float], c: list[float]) -> None:
    assert divergence(a, a) == pytest.approx(0, abs=1e-6)
    assert divergence(a, b) == pytest.approx(divergence(b, a))
    assert divergence(a, c) <= divergence(a, b) + divergence(b, c) + 1e-6
    assert 0 <= divergence(a, b) <= 1


def test_neighbours_need_three_outlets(talks: Coverage, divided: Coverage) -> None:
    assert neighbours(agendas(divided)) == ()
    herald = next(n for n in neighbours(agendas(talks)) if n.column == "herald")
    assert herald.near <= herald.far


def test_groups_are_means_of_their_outlets(talks: Coverage) -> None:
    karaova = next(g for g in groups(agendas(talks)) if g.label.startswith("Karaova outlets"))
    assert karaova.label == "Karaova outlets (2)"
    assert karaova.shares == pytest.approx((1, 0, 0))


def test_bars_fill_their_track(divided: Coverage) -> None:
    view = agenda_view(divided)
    assert all(sum(s.percent for s in bar.slices) == pytest.approx(100, abs=0.1) for bar in view.bars)
    assert [s.label for s in view.legend] == ["Permits", "Lorries"]  # the topic with more words first


def test_prominence_is_a_vector(divided: Coverage, talks: Coverage) -> None:
    cells = {(c["topic"], c["column"]): c for c in topic_cells(divided).to_dict("records")}
    cell = cells["T2", "herald"]
    assert (cell["paragraphs"], cell["headline"], cell["lead"], cell["first"]) == (2, False, True, 0)
    assert not cell["quoted"]
    said = {(c["topic"], c["column"]): c for c in topic_cells(talks).to_dict("records")}
    assert said["T1", "beacon"]["quoted"]
