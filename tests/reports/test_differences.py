"""Facts that differ: a number or a negation, between outlets, of one speaker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extract.records import Article, Coverage, QuoteKind
from reports.differences import contradictions
from reports.facts import differences
from reports.findings import find
from reports.meeting_facts import meeting_facts
from reports.outputs.data import export

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
    assert (found.record, found.record_at, found.against_record) == (None, None, (False, False))


def test_it_is_a_finding(told: Callable[..., Coverage]) -> None:
    heads = {f.head: f for f in find(told(SAID, SAID.replace("sixty", "62")))}
    assert "different numbers: " in heads["Facts that differ."].text
    assert "The Herald" in heads["Facts that differ."].text
    assert "Facts that differ." not in {f.head for f in find(told(SAID, SAID))}


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


LOAN = "The loan of 300 million crowns at two per cent will be paid out in autumn."


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("Trade will rise to 100 billion crowns.", "Trade will rise by 100 billion crowns.", "“to 100” and “by 100”"),
        (LOAN, LOAN.replace("300", "800"), "different numbers: 300,000,000 and 800,000,000"),
        (
            "We had almost 20 calls this year.",
            "We had nearly two dozen calls this year.",
            "different numbers: 20 and 24",
        ),
        ("We had almost 20 calls this year.", "We had more than 10 calls this year.", "different numbers: 20 and 10"),
        ("The ferry sails on 4 May again.", "The ferry sails on 9 May again.", "different dates: 4 May and 9 May"),
        ("The ferry sails on May 4 again.", "The ferry sails on 4 June again.", "different dates: 4 May and 4 June"),
        ("The observers come on Monday.", "The observers come on Tuesday.", "different days: Monday and Tuesday"),
        (
            "We met the governor of Selvikent about the bridge.",
            "We met the governor of Dolma about the bridge.",
            "different names: Selvikent and Dolma",
        ),
        (
            "The joint monitoring centre has worked well since January.",
            "The joint peacekeeping centre has worked well since January.",
            "different bodies: monitoring centre and peacekeeping centre",
        ),
        (
            "There is a secret clause in the treaty.",
            "There is no secret clause in the treaty.",
            "one is negated, the other is not",
        ),
    ],
)
def test_what_differs_is_told_in_words(told: Callable[..., Coverage], one: str, other: str, what: str) -> None:
    (found,) = contradictions(told(one, other))
    assert found.what == what
    assert set(found.texts) == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We had almost 20 calls this year.", "We had about twenty calls this year."),
        ("Inspectors return to the line of November 2023.", "Inspectors return to the line on May 4."),
        ("The ferry sails on 4 May.", "The ferry sails on 4 May 2026, in the morning."),
        ("The ferry sails on Monday.", "On Monday, the fourth of May, the ferry sails."),
        (
            "An inspection that is announced … is a guided tour.",
            "An inspection that is announced is not an inspection, it is a guided tour.",
        ),
        ("Not only the ferry will sail, the bridge will open.", "The ferry will sail, the bridge will open."),
        ("We met the governor of Selvikent.", "Fish was a topic with the mayor of Dolma."),
        ("Halvorsen will visit the monitoring centre in spring.", "She will visit the monitoring centre in spring."),
    ],
)
def test_what_only_looks_like_a_difference_is_not_told(told: Callable[..., Coverage], one: str, other: str) -> None:
    assert contradictions(told(one, other)) == ()


@pytest.mark.parametrize(
    ("one", "other", "code", "what"),
    [
        ("Паром пойдёт 4 мая", "Паром пойдёт 9 мая", "ru", "different dates: 4 May and 9 May"),
        ("Торговля вырастет до 100 миллиардов", "Торговля вырастет на 100 миллиардов", "ru", "“to 100” and “by 100”"),
        ("Der Handel steigt auf 100 Milliarden", "Der Handel steigt um 100 Milliarden", "de", "“to 100” and “by 100”"),
        ("Gözlemciler pazartesi geliyor", "Gözlemciler salı geliyor", "tr", "different days: Monday and Tuesday"),
        ("El barco sale el 4 de mayo", "El barco sale el 9 de mayo", "es", "different dates: 4 May and 9 May"),
        ("Le centre ouvre lundi", "Le centre ouvre mardi", "fr", "different days: Monday and Tuesday"),
    ],
)
def test_dates_and_amounts_are_read_in_other_languages(one: str, other: str, code: str, what: str) -> None:
    assert list(differences(one, other, code, code)) == [what]


def test_dates_are_compared_across_languages() -> None:
    assert list(differences("The ferry sails on 4 May", "Паром пойдёт 9 мая", "en", "ru")) == [
        "different dates: 4 May and 9 May"
    ]
    assert list(differences("The ferry sails on 4 May", "Паром пойдёт 4 мая", "en", "ru")) == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The two ministers met in Geneva on Tuesday for talks on lorries.", [("place", "Geneva")]),
        ("On Wednesday the two ministers met for talks on lorries.", [("date", "Wednesday")]),
        ("The two ministers met on 15 April for talks on lorries.", [("date", "15 April")]),
        ("The two ministers met in Port Aven on Tuesday for talks on lorries.", []),
        ("The two ministers met on Tuesday, 14 April, for talks on lorries.", []),
        ("After talks on lorries the ministers agreed to resume inspections on 4 May.", []),
        ("The two ministers will meet again in Geneva on 4 May.", []),
        ("The two ministers had met in Geneva last year.", []),
        ("The ministers met in Port Aven; a summit in Geneva may follow.", []),
        ("The two ministers met in Ostmark on Tuesday for talks on lorries.", []),
        ("Halvorsen met Deputy Foreign Minister Ivo Brandt in Port Aven on Tuesday.", [("who met", "Ivo Brandt")]),
        ("Halvorsen met Foreign Minister Tarik Demirel in Port Aven on Tuesday.", []),
        ("Halvorsen met Tarik Demirel and Prime Minister Ivo Brandt in Port Aven on Tuesday.", []),
        ("Halvorsen met the European Union on Tuesday.", []),
        ("GENEVA (AP) - The ministers spoke about lorries for nine hours.", []),
    ],
)
def test_place_and_day_of_the_meeting_are_held_against_its_file(
    make_coverage: Callable[..., Coverage],
    make_outlet: Callable[..., Any],
    make_article: Callable[..., Article],
    lead: str,
    expected: list[tuple[str, str]],
) -> None:
    article = make_article("herald", [], more=(lead, "Nothing else was told of that day by anybody in the hall."))
    coverage = make_coverage([(make_outlet("herald"), article, [])])
    assert [(f.what, f.told) for f in meeting_facts(coverage)] == expected
    assert all(f.text == lead and f.article == "herald-1" for f in meeting_facts(coverage))
    assert len(export(coverage)["meeting_facts"]) == len(expected)
