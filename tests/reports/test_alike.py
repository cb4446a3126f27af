"""All likely pairs at once against one pair at a time, and sparse groups against the dense definition of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import alike
from reports.alike import BARRED, BODY, KEEP, LIKE_WORDS, NEARLY, PERSON, Pairs, Said, likely_pairs
from reports.linkage import LINK, POWER, clusters
from reports.pairs import Content, Rarity, barred, parse, same_utterance

VOCABULARY = {
    "en": [
        *"line lorries closed open not May 90 62 31 each quota permits may rise “will open” sixty …".split(),
        "4 May",
        "9 May",
    ],
    "ru": "линия закрыта не 90 шестьдесят квота вырастет пленные".split(),
}


@st.composite
def said(draw: st.DrawFn) -> Said:
    """A dozen quotations of few words, so that much is alike, with vectors that have nothing to do with them."""
    count = draw(st.integers(0, 12))
    languages = [draw(st.sampled_from(["en", "en", "en", "ru"])) for _ in range(count)]
    texts = [" ".join(draw(st.lists(st.sampled_from(VOCABULARY[x]), max_size=9))) for x in languages]
    contents = [parse(t, x, draw(st.booleans())) for t, x in zip(texts, languages, strict=True)]
    turns = np.array([draw(st.floats(0, 1.5)) for _ in range(count)], dtype=np.float32)
    vectors = np.stack([np.cos(turns), np.sin(turns)], axis=1).reshape(-1, 2)
    speakers = [draw(st.sampled_from(["", "mira", "tarik"])) for _ in range(count)]
    return Said(contents, vectors, speakers, [s == "mira" for s in speakers], Rarity(contents))


def slowly(said: Said) -> dict[tuple[int, int], float]:
    """The definition, pair by pair."""
    found = {}
    for i, j in combinations(range(len(said.contents)), 2):
        a, b, one = said.contents[i], said.contents[j], said.speakers[i] == said.speakers[j] != ""
        cosine = float(said.vectors[i] @ said.vectors[j])
        score = same_utterance(a, b, cosine, said.rarity).score
        if one and barred(a, b, cosine, said.rarity):
            found[i, j] = BARRED
            continue
        enough = PERSON if said.named[i] and said.named[j] else BODY
        if score >= KEEP if one else (cosine >= LIKE_WORDS and score >= enough and compared(said, i, j)):
            found[i, j] = score
    return found


def compared(said: Said, i: int, j: int) -> bool:
    a, b = said.contents[i], said.contents[j]
    if a.language != b.language:
        return not (said.speakers[i] and said.speakers[j])
    return shared(a, b, said.rarity) >= NEARLY


def shared(a: Content, b: Content, rarity: Rarity) -> float:
    return rarity.total(a.words & b.words) / (min(rarity.total(a.words), rarity.total(b.words)) or 1.0)


@given(said())
@settings(max_examples=150, deadline=None)
def test_all_pairs_at_once_are_those_found_one_by_one(given_said: Said) -> None:
    pairs, slow = likely_pairs(given_said), slowly(given_said)
    close = {k: v for k, v in slow.items() if abs(v - KEEP) > 1e-6}  # on the border, arithmetic decides
    fast = {(int(i), int(j)): float(s) for i, j, s in zip(*pairs, strict=True)}
    assert close.keys() <= fast.keys() <= slow.keys()
    assert all(fast[k] == pytest.approx(v, abs=1e-5) for k, v in close.items())
    assert list(fast) == sorted(fast)


def test_rows_are_taken_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [parse(f"the line is closed for {n} lorries and {n % 3} buses", "en") for n in range(20)]
    vectors = np.eye(20, 4, dtype=np.float32) + 0.5
    all_said = Said(contents, vectors, ["mira"] * 20, [True] * 20, Rarity(contents))
    whole = likely_pairs(all_said)
    monkeypatch.setattr(alike, "ROWS", 3)
    portions = likely_pairs(all_said)
    assert len(whole.first) > 0
    assert all(np.allclose(a, b) for a, b in zip(whole, portions, strict=True))


def test_weak_pairs_of_a_speaker_with_very_many_quotations_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [
        parse(f"the line is closed for {n} lorries and {n % 3} buses of haulier {n % 7}", "en") for n in range(20)
    ]
    vectors = np.eye(20, 4, dtype=np.float32) + 0.1
    all_said = Said(contents, vectors, ["mira"] * 20, [True] * 20, Rarity(contents))
    whole = likely_pairs(all_said)
    monkeypatch.setattr(alike, "MANY", 10)
    monkeypatch.setattr(alike, "KEEP_OF_MANY", float(np.median(whole.score[whole.score > 0])))
    assert 0 < len(likely_pairs(all_said).first) < len(whole.first)


def table(scores: np.ndarray) -> Pairs:
    first, second = np.nonzero(np.triu(scores, 1))
    return Pairs(first, second, scores[first, second].astype(np.float64))


def densely(scores: np.ndarray) -> list[list[int]]:
    """Average linkage on the whole matrix of the scores' powers; equal means go to the earlier pair."""
    linked = scores.astype(np.float64) ** POWER
    np.fill_diagonal(linked, -1.0)
    members = [[i] for i in range(len(linked))]
    while len(members) > 1:
        i, j = divmod(int(linked.round(9).argmax()), len(linked))
        if linked[i, j].round(9) < LINK:
            break
        i, j = min(i, j), max(i, j)
        a, b = len(members[i]), len(members[j])
        merged = (linked[i] * a + linked[j] * b) / (a + b)  # Lance and Williams 1967
        linked[i, :] = linked[:, i] = merged
        linked[i, i] = linked[j, :] = linked[:, j] = -1.0
        members[i] += members[j]
        members[j] = []
    return [sorted(m) for m in members if m]


@st.composite
def matrices(draw: st.DrawFn) -> np.ndarray:
    count = draw(st.integers(1, 14))
    scores = np.zeros((count, count))
    for i, j in combinations(range(count), 2):
        scores[i, j] = scores[j, i] = draw(st.sampled_from([0, 0, 0.15, 0.3, 0.35, 0.4, 0.6, 0.82, 0.9, 0.97]))
    return scores


@given(matrices())
@settings(max_examples=150, deadline=None)
def test_sparse_groups_are_those_of_the_dense_definition(scores: np.ndarray) -> None:
    assert clusters(len(scores), table(scores)) == densely(scores)


@given(matrices(), st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_set_by_hand_holds_whatever_the_scores_are(scores: np.ndarray, data: st.DataObject) -> None:
    members = st.lists(st.integers(0, len(scores) - 1), max_size=4, unique=True)
    same, apart = data.draw(members), data.draw(members)
    if len(set(same) & set(apart)) > 1:
        return  # a definition that says both is refused
    groups = clusters(len(scores), table(scores), [same], [apart])
    home = {i: n for n, group in enumerate(groups) for i in group}
    assert len({home[i] for i in same}) <= 1
    assert len({home[i] for i in apart}) == len(apart)
    assert sorted(home) == list(range(len(scores)))


@given(st.permutations(range(6)))
@settings(max_examples=20, deadline=None)
def test_groups_do_not_depend_on_the_order(order: list[int]) -> None:
    scores = np.zeros((6, 6))
    for i, j, value in ((0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7), (3, 4, 0.6), (4, 5, 0.1)):
        scores[i, j] = scores[j, i] = value
    found = {frozenset(order[k] for k in c) for c in clusters(6, table(scores[np.ix_(order, order)]))}
    assert found == {frozenset({0, 1, 2}), frozenset({3, 4}), frozenset({5})}


def test_no_group_holds_a_barred_pair_whatever_joins_them() -> None:
    pairs = Pairs(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.9, BARRED, 0.9]))
    assert clusters(3, pairs) == [[0, 1], [2]]
    assert clusters(3, pairs, same=[[0, 2]]) == [[0, 1, 2]]  # what the analyst decided stands


def test_pairs_alike_but_for_a_contradiction_are_barred_and_others_are_not() -> None:
    def score(one: str, other: str) -> float | None:
        contents = [parse(t, "en", direct=True) for t in (one, other)]
        vectors = np.array([[1, 0], [0.9, 0.1]], dtype=np.float32)
        found = likely_pairs(Said(contents, vectors, ["mira"] * 2, [True] * 2, Rarity(contents)))
        return found.score[0] if len(found.score) else None

    assert score("The line is closed for sixty lorries.", "The line is closed for ninety lorries.") == BARRED
    assert score("The line will be closed in May.", "The line will not be closed in May.") == BARRED
    assert score("An inspection is no line, … it is a tour.", "An inspection is a line, it is a tour.") is None
    assert score("The coffee was strong in sixty cups.", "The line is closed for ninety lorries.") is None
    assert (
        score("No permits, and the line is closed for lorries.", "The line stays closed for lorries until May.") is None
    )
