"""Several names of one speaker, told by the names alone."""

from __future__ import annotations

import pytest

from reports.speakers import one_names


def one(*names: str, language: str = "en") -> bool:
    return len(set(one_names([(name, language) for name in names]))) == 1


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (("Harbour Ministry", "a spokesman for the Harbour Ministry", "the Harbour Ministry's office"), "en"),
        (("The Tarn Courier", "report published in The Tarn Courier"), "en"),
        (("Four Tarn river agencies", "Tarn river agencies"), "en"),
        (("Mira Osk", "Osk", "Osk's team"), "en"),
        (("Mira Osk", "Mira Lenka Osk"), "en"),
        (("Osk", "Mira Osk", "Mira Lenka Osk"), "en"),
        (("Министерство транспорта", "представитель Министерства транспорта"), "ru"),
        (("Hafenministerium", "Sprecherin Hafenministerium"), "de"),
    ],
)
def test_a_speaker_is_one_by_whatever_voice_he_speaks(names: tuple[str, ...], language: str) -> None:
    assert one(*names, language=language)


@pytest.mark.parametrize(
    "names",
    [
        ("Mira Osk", "Mira Osk administration"),
        ("Mira Osk", "Anna Osk"),
        ("Mira Osk", "Tarik Brandt and Mira Osk"),
        ("Mira Osk", "Anna Brandt, Mira Osk"),
        ("Harbour Ministry", "Harbour Union"),
        ("officials", "Harbour officials"),
        ("agencies", "river agencies"),
    ],
)
def test_names_of_two_stay_two(names: tuple[str, ...]) -> None:
    assert not one(*names)


def test_a_last_name_that_two_have_is_nobodys() -> None:
    assert len(set(one_names([(name, "en") for name in ("Osk", "Mira Osk", "Anna Osk")]))) == 3


def test_nobody_stays_nobody_and_a_voice_alone_is_a_speaker() -> None:
    assert one_names([("", "en"), ("the spokesman", "en")])[0] == ""
    assert one_names([("the spokesman", "en")]) != [""]
