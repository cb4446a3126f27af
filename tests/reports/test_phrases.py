"""Quotations of two speakers that share a phrase in marks."""

from __future__ import annotations

import pytest

from reports.pairs import Content, Rarity, parse
from reports.phrases import SCORE, of_one_phrase

FULLER = parse("The ferry will run again. The berths will be dredged before winter.", "en", direct=True)
PHRASE = parse("only that the berths “will be dredged before winter”", "en")


def pairs(*contents: Content, speakers: tuple[str, ...] = ("harbour board", "mayor office")) -> dict[object, float]:
    # others, so that the words are rare
    more = [parse(text, "en") for text in ("a toll", "the crane", "new lamps", "a strike", "the fish", "six buoys") * 3]
    every = [*contents, *more]
    return dict(of_one_phrase(every, [*speakers, *[""] * len(more)], Rarity(every)))


def test_a_phrase_in_marks_in_both_is_one_utterance_whoever_is_named() -> None:
    assert pairs(FULLER, PHRASE) == pairs(PHRASE, FULLER) == {(0, 1): SCORE}


@pytest.mark.parametrize(
    "other",
    [
        parse("the berths will be dredged before winter", "en"),  # without marks: the outlet's words
        parse("The berths will all be dredged before winter.", "en", direct=True),  # not word for word
        parse("The berths won't be closed. The quay will be dredged before winter 2031.", "de", direct=True),
    ],
)
def test_without_the_phrase_in_marks_word_for_word_in_one_language_there_is_no_pair(other: Content) -> None:
    assert pairs(other, PHRASE) == {}


def test_a_short_phrase_is_everybodys() -> None:
    brief = parse("it would be “before winter”", "en")
    assert pairs(FULLER, brief) == {}


def test_one_speaker_is_compared_elsewhere() -> None:
    assert pairs(FULLER, PHRASE, speakers=("harbour board", "harbour board")) == {}


def test_what_contradicts_is_no_pair() -> None:
    ninety = parse("It costs 90 marks. The berths will be dredged before winter.", "en", direct=True)
    sixty = parse("for 60 marks, that the berths “will be dredged before winter”", "en")
    assert pairs(ninety, sixty) == {}
