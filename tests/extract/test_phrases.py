"""Phrases of a language file: whole words, stems and gaps."""

import pytest

from extract.phrases import pattern
from extract.quotes.language import supported


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("will meet", "They WILL  meet on Tuesday", True),
        ("will meet", "goodwill meeting", False),
        ("react*", "Both reacted at once", True),
        ("react*", "A reactor", True),
        ("react", "Both reacted", False),
        ("wollen … sprechen", "Am Mittag wollen Mira Halvorsen und Tarık Demirel über Gebühren sprechen.", True),
        ("wollen … sprechen", "wollen sprechen", True),
        ("wollen … sprechen", "wollen " + "sehr " * 13 + "lange sprechen", False),
        ("a.b (c)", "aXb (c)", False),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, found: bool) -> None:
    assert bool(pattern((phrase,)).search(text)) is found


def test_no_phrases_find_nothing() -> None:
    assert not pattern(()).search("anything")


@pytest.mark.parametrize("code", sorted(supported()))
def test_every_language_has_its_words_for_the_gate(code: str) -> None:
    gate = supported()[code].gate
    assert gate.meets and gate.foresees and gate.reacts and gate.calls
