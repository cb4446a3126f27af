"""Numbers, negation and modality of a wording, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quotes.language import supported
from reports.claims import contradiction, read_claims


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("1,500 lorries", "en", {1500}),
        ("1 500 lorries and 1.500 drivers", "en", {1500}),
        ("ninety thousand permits", "en", {90_000}),
        ("fifteen hundred of them", "en", {1500}),
        ("sixty-two prisoners, one by one", "en", {62}),
        ("1.5 million, two dozen ships", "en", {1_500_000, 24}),
        ("on May 4, 12 inspections", "en", {4, 12}),
        ("двадцать пять тысяч, 12 инспекций", "ru", {25_000, 12}),
        ("altmış iki esir, ayda on iki denetim", "tr", {62, 12}),
        ("zwölf Busse", "de", {12}),
        ("soixante prisonniers", "fr", {60}),
        ("treinta barcos", "es", {30}),
        ("on 14.4.2026, at 1.500.000", "en", {1_500_000}),
        ("12 prisoners", "xx", {12}),
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
    ],
)
def test_negation_is_found_in_each_language(text: str, language: str, negated: bool) -> None:
    assert read_claims(text, language).negated is negated


def test_the_month_is_no_modality() -> None:
    assert not read_claims("The talks go on in May.", "en").possible
    assert read_claims("The talks may go on.", "en").possible


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("sixty prisoners", "62 prisoners", "different numbers: 60 and 62"),
        ("The line will open.", "The line will not open.", "one is negated, the other is not"),
        ("The line may open.", "The line will open.", "one says it may be, the other that it will or must"),
        ("The line may open in May.", "The line opens on 4 May.", None),
        ("sixty prisoners", "the prisoners", None),
    ],
)
def test_what_contradicts(one: str, other: str, what: str | None) -> None:
    a, b = read_claims(one, "en"), read_claims(other, "en")
    assert contradiction(a, b, like_size=True, one_language=True) == what


def test_only_numbers_contradict_across_languages_and_in_wordings_of_another_length() -> None:
    a, b = read_claims("The line will open.", "en"), read_claims("Линия не откроется.", "ru")
    assert contradiction(a, b, like_size=True, one_language=False) is None
    assert contradiction(a, b, like_size=False, one_language=True) is None
    numbers = read_claims("sixty buses", "en"), read_claims("шестьдесят два автобуса", "ru")
    assert contradiction(*numbers, like_size=False, one_language=False) == "different numbers: 60 and 62"


@given(st.text(max_size=200), st.sampled_from(sorted(supported())))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert all(number >= 0 for number in read_claims(text, language).numbers)
