"""Facts that differ: a number or a negation, between outlets, of one speaker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extract.records import Article, Coverage, QuoteKind
from reports.differences import contradictions

PERSON = "Mira Halvorsen"
SAID = "We have agreed to exchange sixty prisoners before the end of May."


@pytest.fixture
def told(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Any], make_article: Callable[..., Article]
) -> Callable[..., Coverage]:
    """Two outlets, each with one quotation."""

    def make(one: str, other: str, person: str = PERSON) -> Coverage:
        rows = []
        for key, said in (
            ("herald", [(PERSON, one, QuoteKind.DIRECT)]),
            ("beacon", [(person, other, QuoteKind.DIRECT)]),
        ):
            rows.append((make_outlet(key), make_article(key, said), said))
        return make_coverage(rows)

    return make


def test_another_number_is_told_with_both_passages(told: Callable[..., Coverage]) -> None:
    (found,) = contradictions(told(SAID, SAID.replace("sixty", "62")))
    assert found.what == "different numbers: 60 and 62" or found.what == "different numbers: 62 and 60"
    assert set(found.outlets) == {"The Herald", "The Beacon"}
    assert set(found.texts) == {SAID, SAID.replace("sixty", "62")}
    assert found.person == PERSON


def test_a_lost_negation_is_told(told: Callable[..., Coverage]) -> None:
    (found,) = contradictions(told(SAID.replace("have agreed", "have not agreed"), SAID))
    assert found.what == "one is negated, the other is not"


@pytest.mark.parametrize(
    ("other", "person"),
    [
        (SAID, PERSON),
        ("exchange of 60 prisoners", PERSON),
        (SAID.replace("sixty", "62"), "Tarık Demirel"),
        ("The ferry fees will rise by 12 crowns in autumn.", PERSON),
    ],
)
def test_the_same_fact_another_speaker_or_another_matter_is_none(
    told: Callable[..., Coverage], other: str, person: str
) -> None:
    assert contradictions(told(SAID, other, person)) == ()


def test_a_denial_says_the_negation(told: Callable[..., Coverage]) -> None:
    claimed = told("The delegations had met in secret before.", "The delegations had not met in secret before.")
    denied = tuple(replace(q, cue="denied") if q.article == "herald-1" else q for q in claimed.quotations)
    assert contradictions(claimed)
    assert contradictions(replace(claimed, quotations=denied)) == ()
