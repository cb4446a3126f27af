"""Other words in one place of a statement: found between the same words, in the outlets' own words, and literal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Coverage, QuoteKind, Statement
from reports.choices import Choice, word_choices
from tests.reports.test_referents import reported


def told(coverage: Coverage, content: dict[str, str], kind: QuoteKind) -> Coverage:
    """One statement, in each outlet's rendering."""
    more = reported(coverage, **content)
    own = tuple(replace(q, kind=kind) for q in more.quotations if q.statement == "S9")
    said = Statement("S9", "Mira Halvorsen", own[0].content, "en", tuple(q.id for q in own))
    return replace(more, quotations=own, statements=(said,))


def of(coverage: Coverage, content: dict[str, str], kind: QuoteKind = QuoteKind.INDIRECT) -> tuple[Choice, ...]:
    return word_choices(told(coverage, content, kind))


def shown(found: tuple[Choice, ...]) -> list[tuple[str, list[str]]]:
    return [(c.place, sorted(u.word for u in c.used)) for c in found]


def test_what_stands_between_the_same_words(talks: Coverage) -> None:
    herald = "the sanctions on the yard were an attempt to choke trade"
    beacon = "the restrictions on the yard were an attempt to kill off trade there"
    found = of(talks, {"herald": herald, "beacon": beacon})
    assert shown(found) == [("the … on the", ["restrictions", "sanctions"])]
    (choice,) = found
    assert (choice.statement, choice.person, choice.language) == ("S9", "Mira Halvorsen", "en")
    assert {u.word: (u.outlets, u.places) for u in choice.used} == {
        "sanctions": ((("The Herald", 1),), (("herald-1", 2),)),
        "restrictions": ((("The Beacon", 1),), (("beacon-1", 1),)),
    }


def test_words_of_unlike_number_need_more_around_them(talks: Coverage) -> None:
    herald, beacon = "they wanted to choke honest trade in the port", "they wanted to kill off honest trade in the port"
    found = of(talks, {"herald": herald, "beacon": beacon})
    assert shown(found) == [("wanted to … honest trade", ["choke", "kill off"])]
    assert of(talks, {"herald": "to choke honest trade", "beacon": "to kill off honest trade"}) == ()


def test_three_outlets_in_one_row(talks: Coverage) -> None:
    words = {"herald": "sanctions", "beacon": "curbs", "vesti": "bans"}
    found = of(talks, {k: f"the {w} on the yard were lifted" for k, w in words.items()})
    assert shown(found) == [("the … on the", ["bans", "curbs", "sanctions"])]


@pytest.mark.parametrize(
    ("herald", "beacon"),
    [
        ("the sanctions were useless", "the restrictions seemed useless"),  # too little around
        ("the sanctions on the yard", "the sanction on the yard"),  # a form of the same word
        ("the 62 of the yard were paid", "the 60 of the yard were paid"),  # a fact that differs
        ("the Kosarli of the yard was paid", "the Koşarlı of the yard was paid"),  # a spelling
        ("the old rusty northern sanctions on the yard", "the restrictions on the yard"),  # another thought
    ],
)
def test_what_is_no_choice_of_words(talks: Coverage, herald: str, beacon: str) -> None:
    assert of(talks, {"herald": herald, "beacon": beacon}) == ()


def test_the_speakers_words_are_no_choice_of_the_outlet(talks: Coverage) -> None:
    words = {"herald": "sanctions", "beacon": "restrictions"}
    plain = {k: f"the {w} on the yard were an act" for k, w in words.items()}
    quoted = {k: f"the “{w}” on the yard were an act" for k, w in words.items()}
    row = [("the … on the", ["restrictions", "sanctions"])]
    assert of(talks, quoted, QuoteKind.MIXED) == of(talks, plain, QuoteKind.DIRECT) == ()
    assert shown(of(talks, plain)) == row
    assert shown(of(talks, {k: f"{text} of “malice”" for k, text in plain.items()}, QuoteKind.MIXED)) == row


@pytest.mark.parametrize("kind", [QuoteKind.INDIRECT, QuoteKind.MIXED])
def test_every_word_stands_literally_in_its_paragraph(talks: Coverage, kind: QuoteKind) -> None:
    herald = "“at once”, they would, shut down, the mayor of the port"
    beacon = "“now”, they would, tear—down, the mayor of the port"
    more = told(talks, {"herald": herald, "beacon": beacon}, kind)
    articles = {a.id: a for a in more.evidence.articles}
    (choice,) = word_choices(more)
    for used in choice.used:
        for article, paragraph in used.places:
            assert used.word in articles[article].paragraphs[paragraph]
