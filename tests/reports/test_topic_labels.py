"""A group of passages is named by words that say what it is about."""

from dataclasses import replace

import pytest

from extract.records import Coverage
from extract.word_lists import Vague, WordLists
from reports.topic_labels import Weak, is_vague, telling, weak_words

NOBODY = Weak(frozenset(), ())


def said(*texts: str) -> list[tuple[tuple[str, str], ...]]:
    return [tuple((w.lower(), w) for w in text.split()) for text in texts]


def test_what_the_others_say_as_well_does_not_name_a_group() -> None:
    inside = said("herring quota talks", "herring boats talks", "herring nets talks")
    outside = said("lorry talks", "queue talks", "talks inspections")
    assert telling(inside, outside, "en", NOBODY, 1) == ("herring",)


def test_vague_words_and_names_give_way_to_others() -> None:
    inside = said(*["Monday second Velmorian Halvorsen herring"] * 4)
    weak = Weak(frozenset({"halvorsen"}), ("velmori",))
    assert telling(inside, said("lorry"), "en", weak, 6) == ("herring",)
    only_names = said(*["Monday Halvorsen"] * 4)
    assert telling(only_names, said("lorry"), "en", weak, 6) == ("Halvorsen",)
    nothing_else = said(*["Monday second"] * 4)
    assert set(telling(nothing_else, said("lorry"), "en", weak, 6)) == {"Monday", "second"}


def test_one_form_of_a_word_is_enough() -> None:
    inside = said(*["Halvorsen Halvorsen's pardon Russia Russian"] * 4)
    found = telling(inside, said("lorry"), "en", NOBODY, 6)
    assert len([w for w in found if w.startswith("Halvorsen")]) == 1
    assert len([w for w in found if w.startswith("Russia")]) == 1
    assert "pardon" in found


@pytest.mark.parametrize(
    ("word", "language", "vague"),
    [
        ("week", "en", True), ("that's", "en", True), ("reportedly", "en", True), ("April", "en", True),
        ("minister", "en", True), ("pardon", "en", False),
        ("неделя", "ru", True), ("апреля", "ru", True), ("перемирие", "ru", False),
        ("hafta", "tr", True), ("ateşkes", "tr", False),
        ("Woche", "de", True), ("Waffenruhe", "de", False),
        ("semaine", "fr", True), ("trêve", "fr", False),
        ("semana", "es", True), ("tregua", "es", False),
    ],
)  # fmt: skip
def test_vague_words_are_listed_by_language(word: str, language: str, vague: bool) -> None:
    assert is_vague(word.lower(), word, language) is vague


def test_the_analyst_adds_vague_words_and_gives_others_back() -> None:
    own = Vague(words={"en": ("Plenary",)}, endings={"en": ("ship",)}, telling={"en": ("week", "gas")})
    for word in ("plenary", "plenaries", "hardship"):
        base = "plenary" if word == "plenaries" else word
        assert (is_vague(base, word, "en"), is_vague(base, word, "en", own)) == (False, True)
    for word in ("week", "gas"):
        assert (is_vague(word, word, "en"), is_vague(word, word, "en", own)) == (True, False)
    inside = said(*["plenary herring"] * 4)
    assert telling(inside, said("lorry"), "en", replace(NOBODY, vague=own), 6) == ("herring",)


def test_the_meetings_lists_reach_the_groups_names(talks: Coverage) -> None:
    own = WordLists(vague=Vague(words={"en": ("plenary",)}))
    assert weak_words(replace(talks, evidence=replace(talks.evidence, words=own))).vague == own.vague


def test_speakers_and_the_place_are_everywhere(talks: Coverage) -> None:
    weak = weak_words(talks)
    assert weak.names_someone("Halvorsen")
    assert weak.names_someone("Demirel’s")
    assert not weak.names_someone("lorries")
