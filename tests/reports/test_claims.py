"""Numbers, negation and modality of a wording, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quotes.language import supported
from reports.claims import contradiction, read_claims
from reports.pairs import parse


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("1,500 lorries", "en", {1500}),
        ("1 500 lorries and 1.500 drivers", "en", {1500}),
        ("ninety thousand permits", "en", {90_000}),
        ("fifteen hundred of them", "en", {1500}),
        ("sixty-two prisoners, one by one", "en", {62}),
        ("1.5 million, two dozen ships", "en", {1_500_000, 24}),
        ("on May 4, 12 inspections", "en", {12}),
        ("двадцать пять тысяч, 12 инспекций", "ru", {25_000, 12}),
        ("altmış iki esir, ayda on iki denetim", "tr", {62, 12}),
        ("zwölf Busse", "de", {12}),
        ("soixante prisonniers", "fr", {60}),
        ("treinta barcos", "es", {30}),
        ("on 14.4.2026, at 1.500.000", "en", {1_500_000}),
        ("12 prisoners", "xx", {12}),
        ("640 тысяч беженцев, 640 тыс. тонн, 1,5 млн", "ru", {640_000, 1_500_000}),
        ("шестьсот сорок тысяч", "ru", {640_000}),
        ("dos mil millones", "es", {2_000_000_000}),
        ("two hundred thousand, 2 million and 3 thousand", "en", {200_000, 2_000_000, 3000}),
        ("half a million crowns, a quarter of it, by a fifth", "en", {500_000, 0.25, 0.2}),
        ("the third attempt, a fifth round, one quarter", "en", {0.25}),
        ("на треть", "ru", {0.33}),
        ("ein Drittel der Busse", "de", {0.33}),
        ("üçte birini, yarım milyon", "tr", {0.33, 500_000}),
        ("0.125 or 0,5", "en", {0.125, 0.5}),
    ],
)
def test_numbers_are_values_however_they_are_written(text: str, language: str, numbers: set[float]) -> None:
    assert read_claims(text, language).numbers == numbers


@pytest.mark.parametrize(
    ("text", "language", "negated"),
    [
        ("We do not agree.", "en", True),
        ("We don’t agree.", "en", True),
        ("Nobody agreed.", "en", True),
        ("not only lorries but buses too", "en", False),
        ("Мы не просим.", "ru", True),
        ("не только грузовики", "ru", False),
        ("İki kez rica etmeyeceğiz.", "tr", True),
        ("Bunu yapmıyoruz.", "tr", True),
        ("Denetimlerin yapılmasını istiyoruz.", "tr", False),
        ("Wir haben keine Zusage.", "de", True),
        ("sans condition", "fr", True),
        ("nunca lo dijimos", "es", True),
        ("no more than a word", "en", False),
        ("пока не откроют", "ru", False),
        ("susuz kaldık", "tr", True),
        ("sizinle", "tr", False),
    ],
)
def test_negation_is_found_in_each_language(text: str, language: str, negated: bool) -> None:
    assert read_claims(text, language).negated is negated


def test_the_month_is_no_modality() -> None:
    assert not read_claims("The talks go on in May.", "en").possible
    assert read_claims("The talks may go on.", "en").possible
    assert not read_claims("May is near.", "en").possible


def test_modality_may_begin_a_sentence_but_a_name_is_none() -> None:
    assert read_claims("Возможно, мы откроем консульство.", "ru").possible
    assert read_claims("We hope. Perhaps the talks go on.", "en").possible
    assert not read_claims("We met Will on the bridge.", "en").certain


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("sixty prisoners", "62 prisoners", "different numbers: 60 and 62"),
        ("The line will open.", "The line will not open.", "one is negated, the other is not"),
        ("The line may open.", "The line will open.", "one says it may be, the other that it will or must"),
        ("The line may open in May.", "The line opens on 4 May.", None),
        ("sixty prisoners", "the prisoners", None),
        ("300 million at 2 per cent", "800 million at 2 per cent", "different numbers: 300,000,000 and 800,000,000"),
        ("300 million at 2 per cent", "300 million", None),
        ("62 prisoners", "31 prisoners from each side", None),
        ("62 prisoners each", "31 prisoners each", "different numbers: 62 and 31"),
        ("62 prisoners", "32 prisoners from each side", "different numbers: 62 and 32"),
        ("62 prisoners, 31 from each side", "60 prisoners", "different numbers: 31, 62 and 60"),
        ("The line is open.", "The line is closed.", "one says the opposite of the other"),
        ("The line is not open.", "The line is closed.", None),
        ("The line is not open.", "The line is open.", "one is negated, the other is not"),
        ("The line is closed in the north, open in the south.", "The line is closed.", None),
    ],
)
def test_what_contradicts(one: str, other: str, what: str | None) -> None:
    a, b = read_claims(one, "en"), read_claims(other, "en")
    assert contradiction(a, b, like_size=True, one_language=True) == what


def test_numbers_and_negation_contradict_across_languages_too() -> None:
    a, b = read_claims("The line will open.", "en"), read_claims("Линия не откроется.", "ru")
    assert contradiction(a, b, like_size=True, one_language=False) == "one is negated, the other is not"
    assert contradiction(a, b, like_size=True, one_language=False, brief=False) is None
    a, b = read_claims("The line may open.", "en"), read_claims("Линия будет открыта.", "ru")
    assert contradiction(a, b, like_size=True, one_language=False) is None
    numbers = read_claims("sixty buses", "en"), read_claims("шестьдесят два автобуса", "ru")
    assert contradiction(*numbers, like_size=False, one_language=False) == "different numbers: 60 and 62"


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("on May 4, 12 inspections", "en", {(5, 4)}),
        ("on the 4th of the month 12 may come", "en", set()),
        ("с 4 мая по 12 проверок", "ru", {(5, 4)}),
        ("4 Mayıs'ta 12 denetim", "tr", {(5, 4)}),
        ("ab dem 4. Mai zwölf Kontrollen", "de", {(5, 4)}),
        ("le 1er août", "fr", {(8, 1)}),
    ],
)
def test_days_of_months_are_told_from_numbers(text: str, language: str, days: set[tuple[int, int]]) -> None:
    assert read_claims(text, language).days == days


def test_a_date_contradicts_another_date_and_no_number() -> None:
    first, second = (read_claims(f"Inspections begin on {day} May.", "en") for day in (4, 9))
    notice = read_claims("Inspectors get two hours.", "en")
    assert contradiction(first, second, like_size=False, one_language=True) == "different dates: 4 May and 9 May"
    assert contradiction(first, notice, like_size=True, one_language=True) is None


def test_of_wordings_of_another_length_only_numbers_none_of_which_is_shared_contradict() -> None:
    a, b = read_claims("The line will open.", "en"), read_claims("The line will not open.", "en")
    assert contradiction(a, b, like_size=False, one_language=True) is None
    a, b = read_claims("300 million at 2 per cent", "en"), read_claims("2 per cent of 800 million", "en")
    assert contradiction(a, b, like_size=False, one_language=True) is None


@pytest.mark.parametrize(
    ("cue", "language", "denied"),
    [("denied", "en", True), ("said", "en", False), ("опровергла", "ru", True), ("yalanladı", "tr", True)],
)
def test_what_is_denied_is_claimed_not_to_be(cue: str, language: str, denied: bool) -> None:
    text = {"en": "the line is closed", "ru": "линия закрыта", "tr": "hat kapalı"}[language]
    assert parse(text, language, cue=cue).claims.negated is denied
    assert not parse(text, language, direct=True, cue=cue).claims.negated


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("31 from each side", "en"),
        ("по 31 с каждой стороны", "ru"),
        ("her iki taraftan 31'er", "tr"),
        ("je 31", "de"),
        ("31 de chaque côté", "fr"),
        ("31 por cada parte", "es"),
    ],
)
def test_a_number_for_each_side_comes_to_its_double(text: str, language: str) -> None:
    total = read_claims("62", language)
    assert read_claims(text, language).doubles == {62}
    assert contradiction(read_claims(text, language), total, like_size=True, one_language=True) is None


@given(st.text(max_size=200), st.sampled_from(sorted(supported())))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert all(number >= 0 for number in read_claims(text, language).numbers)
