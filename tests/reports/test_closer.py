"""The closer look: where two quotations stand, and what is said by two people at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.alike import Pairs, Said
from reports.bags import Weighted
from reports.closer import SIGNS, Place, Table, look_closer, reasons, scores
from reports.encoder import encode
from reports.pairs import Rarity, content_words, parse

Row = tuple[str, str, str, str]  # speaker, article, words, the paragraph around them

LINE = "The line stays closed to lorries until the inspections resume."


def seen(rows: Sequence[Row], language: str = "en") -> tuple[Said, list[Place]]:
    contents = [parse(text, language) for _, _, text, _ in rows]
    speakers = [speaker for speaker, *_ in rows]
    said = Said(contents, encode([c.text for c in contents]), speakers, [True] * len(rows), Rarity(contents))
    return said, [Place(a, frozenset(), content_words(around, language)) for _, a, _, around in rows]


def all_pairs(count: int, score: float = 0.3) -> Pairs:
    first, second = np.array(list(combinations(range(count), 2)), dtype=np.int64).reshape(-1, 2).T
    return Pairs(first, second, np.full(len(first), score))


def signs(rows: Sequence[Row]) -> dict[str, float]:
    pair = np.array([0]), np.array([1])
    return {k: float(v[0]) for k, v in Table(*seen(rows)).signs(*pair).items()}


def test_every_sign_has_a_weight_and_lies_between_nought_and_one() -> None:
    rows = [
        ("mira", "a", LINE, LINE),
        ("mira", "b", "the line would stay closed", "Inspections must resume first, and the line would stay closed."),
        ("mira", "b", "We thank our hosts. The coffee was strong.", "Our hosts were thanked for their strong coffee."),
    ]
    found = Table(*seen(rows)).signs(*all_pairs(3)[:2])
    assert set(found) | {"bias"} == set(SIGNS)
    assert all(np.all((v >= 0) & (v <= 1 + 1e-6)) for v in found.values())


@given(st.permutations(range(4)))
@settings(max_examples=15, deadline=None)
def test_a_pair_looks_the_same_from_either_side(order: list[int]) -> None:
    rows = [
        ("mira", "a", LINE, LINE + " She spoke of ferries."),
        ("mira", "b", "lorries would wait. The line stays closed, she said", "until the inspections resume"),
        ("mira", "b", "no quota", "Permits: no quota before May."),
        ("mira", "c", "Ferries “may sail”", "The line is closed."),
    ]
    straight = Table(*seen(rows)).signs(np.arange(4), np.arange(4)[::-1])
    turned = Table(*seen([rows[i] for i in order]))
    place = np.argsort(order)
    for name, values in turned.signs(place[::-1], place).items():
        assert values == pytest.approx(straight[name], abs=1e-4), name


def test_words_that_stand_around_the_other_speak_for_one_utterance() -> None:
    apart = [("mira", "a", "he would resign in spring", "he would resign in spring")]
    near = [("mira", "a", "he would resign in spring", "The harbour master Olsen, she said, would resign in spring.")]
    other = [("mira", "b", "Olsen would resign", "Olsen would resign")]
    assert signs([*near, *other])["words around"] > signs([*apart, *other])["words around"]


def test_a_sentence_of_a_long_quotation_is_found_in_it() -> None:
    long = f"We thank our hosts for the strong coffee. {LINE} Permits are another matter, and so are the ferries."
    found = signs([("mira", "a", long, ""), ("mira", "b", LINE, "")])
    assert found["sentences"] == pytest.approx(1, abs=1e-3)


def test_a_score_is_the_sum_of_its_reasons() -> None:
    rows = [("mira", "a", LINE, LINE), ("mira", "b", "the line would stay closed to lorries", LINE)]
    said, places = seen(rows)
    parts = [r.rpartition(" × ")[0].rpartition(" ")[::2] for r in reasons(said, places, *all_pairs(2)[:2])[0]]
    total = SIGNS["bias"] + sum(SIGNS[name] * float(value) for name, value in parts)
    score = look_closer(said, places, all_pairs(2)).score[0]
    assert score == pytest.approx(1 / (1 + np.exp(-total)), abs=0.02)
    assert score == pytest.approx(float(scores(Table(said, places).signs(np.array([0]), np.array([1])))[0]))


def test_pairs_of_two_languages_or_two_speakers_keep_their_scores() -> None:
    rows = [("mira", "a", LINE, ""), ("tarik", "b", LINE, ""), ("", "c", LINE, ""), ("", "d", LINE, "")]
    said, places = seen(rows)
    assert look_closer(said, places, all_pairs(4, 0.97)).score.tolist() == [0.97] * 6


def test_words_within_anothers_are_linked_to_the_speakers_own_alone() -> None:
    """Each article has the president's words twice: within the minister's, and as his."""
    outer = "The president told me that the line stays closed to lorries"
    inner = "the line stays closed to lorries"
    rows = [(who, a, text, outer) for a in ("a", "b") for who, text in (("minister", outer), ("president", inner))]
    found = look_closer(*seen(rows), all_pairs(4, 0.99))
    kept = set(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert kept == {(0, 2), (1, 3)}


def test_a_spokesman_is_linked_to_the_body_that_another_outlet_names() -> None:
    rows = [("ministry", "a", LINE, ""), ("olsen", "b", LINE, "")]
    assert len(look_closer(*seen(rows), all_pairs(2, 0.99)).first) == 1


sets = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=5), min_size=1, max_size=6)


@given(sets, st.data())
@settings(max_examples=60, deadline=None)
def test_what_two_sets_share_weighs_what_its_words_weigh(first: list[frozenset[str]], data: st.DataObject) -> None:
    other_sets = data.draw(st.lists(st.frozensets(st.sampled_from("abcdxyz")), min_size=1, max_size=6))
    one = Weighted(first)
    other = one.like(other_sets)
    pairs = [(i, j) for i in range(len(first)) for j in range(len(other_sets))]
    i, j = np.array(pairs, dtype=np.int64).T
    expected = [sum(one.weight[one.number[w]] for w in first[a] & other_sets[b]) for a, b in pairs]
    assert one.shared(i, j, other).tolist() == pytest.approx(expected)
