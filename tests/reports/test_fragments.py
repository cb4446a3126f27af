"""Fragments of one fuller quotation."""

from __future__ import annotations

import numpy as np
import pytest

from reports import fragments
from reports.alike import Pairs, likely_pairs
from reports.closer import Table, look_closer
from reports.fragments import FRAGMENT, joined
from reports.linkage import clusters
from reports.pairs import parse
from tests.reports.test_closer import Row, seen

FULL = "The line stays closed to lorries until the inspections resume, and sixty permits for hauliers were burnt."
ONE = "The line stays closed to lorries"
OTHER = "sixty permits for hauliers were burnt"


def within(rows: list[Row], i: int, j: int) -> int:
    return int(Table(*seen(rows)).look(np.array([i]), np.array([j])).within[0])


def rows(*texts: str) -> list[Row]:
    """Quotations of one speaker, and enough others that their words are rare."""
    others = [("tarik", "z", f"{n} ferries and {n} pilots wait", "") for n in range(20)]
    return [("mira", "abcdefgh"[n], text, "") for n, text in enumerate(texts)] + others


def test_a_fragment_lies_within_the_fuller_quotation_whichever_comes_first() -> None:
    found = rows(FULL, ONE, "Ferries may sail and pilots may sleep at home.")
    assert within(found, 1, 0) == 1
    assert within(found, 0, 1) == -1
    assert within(found, 0, 2) == within(found, 1, 2) == 0


def test_two_of_like_length_are_no_fragments_of_each_other() -> None:
    assert within(rows(ONE, ONE), 0, 1) == 0


def test_words_in_marks_that_all_stand_in_the_fuller_one_make_a_fragment() -> None:
    assert within(rows(FULL, "the mood was bad and “permits for hauliers” a joke"), 1, 0) == 1
    assert within(rows(FULL, "the mood was bad and “ferries for hauliers” a joke"), 1, 0) == 0


def test_fragments_that_share_no_word_are_one_statement_through_the_fuller_one() -> None:
    said, places = seen(rows(FULL, ONE, OTHER))
    groups = clusters(len(said.contents), look_closer(said, places, likely_pairs(said)))
    assert [0, 1, 2] in groups
    said, places = seen(rows(ONE, OTHER))
    groups = clusters(len(said.contents), look_closer(said, places, likely_pairs(said)))
    assert [0] in groups
    assert [1] in groups


def pairs(*found: tuple[int, int, float]) -> Pairs:
    first, second, score = zip(*found, strict=True)
    return Pairs(np.array(first), np.array(second), np.array(score))


def test_fragments_score_at_least_so_much_and_each_pair_stands_once_in_order() -> None:
    contents = [parse(text, "en") for text in (FULL, ONE, OTHER)]
    found = joined(pairs((0, 1, 0.9), (0, 2, 0.2), (1, 2, 0.1)), np.array([-1, -1, 0]), contents)
    rows_found = list(zip(*(column.tolist() for column in found), strict=True))
    assert rows_found == [(0, 1, 0.9), (0, 2, FRAGMENT), (1, 2, FRAGMENT)]
    found = joined(pairs((0, 1, 0.9), (0, 2, 0.2)), np.array([-1, -1]), contents)
    assert [(i, j) for i, j, _ in zip(*found, strict=True)] == [(0, 1), (0, 2), (1, 2)]


def test_fragments_that_contradict_each_other_stay_apart() -> None:
    contents = [parse(text, "en") for text in (FULL, "sixty permits", "62 permits")]
    found = joined(pairs((0, 1, 0.9), (0, 2, 0.2)), np.array([-1, -1]), contents)
    assert [(i, j) for i, j, _ in zip(*found, strict=True)] == [(0, 1), (0, 2)]


def test_of_very_many_fragments_only_the_fuller_quotation_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST", 1)
    contents = [parse(text, "en") for text in (FULL, ONE, OTHER)]
    found = joined(pairs((0, 1, 0.9), (0, 2, 0.2)), np.array([-1, -1]), contents)
    assert [(i, j) for i, j, _ in zip(*found, strict=True)] == [(0, 1), (0, 2)]


def test_without_pairs_there_is_nothing_to_join() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert len(joined(Pairs(none, none, np.zeros(0)), none, []).first) == 0
