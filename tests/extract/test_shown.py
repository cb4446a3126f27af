"""What the English parser is shown instead of names that are words, and of headlines with a capital on every word."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations
from extract.quotes.language import load_language
from extract.quotes.marks import paragraph_spans
from extract.quotes.shown import shown

ENGLISH = load_language("en")
BODY = "\n\nThe Harbour Union is suing the Rice campaign. Robert Rice won last year.\n\nThe union filed on Monday."


def seen(line: str, body: str = BODY) -> str:
    text = line + body
    found = shown(text, paragraph_spans(text), ENGLISH)
    assert len(found) == len(text)
    return found.split("\n")[0]


def of_headline(line: str) -> list[tuple[str, str | None]]:
    found = [q for q in find_quotations(line + BODY, "en") if q.spans[0][0] < len(line)]
    return [((line + BODY)[slice(*q.spans[0])], q.person) for q in found]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Rice sails for Ostmark", "Ross sails for Ostmark"),
        ("Crews ask for Rice's letter", "Crews ask for Ross's letter"),
        ("The Rice-Olden talks", "The Ross-Olden talks"),
    ],
)
def test_a_surname_that_is_a_word_is_shown_as_one_that_is_none(line: str, plain: str) -> None:
    assert seen(line) == plain


@pytest.mark.parametrize(
    "body",
    [
        "\n\nRobert Rice said that rice is dear.",  # a word of the article too
        "\n\nRobert Riceman won last year. So had Bill Sullivan.",  # names that are no words
        "\n\nThe Rice campaign won last year.",  # nobody's surname as far as the article tells
    ],
)
def test_other_names_stay(body: str) -> None:
    assert seen("Rice, Riceman, Sullivan sail for Ostmark", body) == "Rice, Riceman, Sullivan sail for Ostmark"


def test_a_headline_is_shown_as_the_article_writes_its_words() -> None:
    line = "Union Sues Rice Campaign, Alleging Fraud In May Vote On U.S. Harbour"
    assert seen(line) == "Union sues Ross campaign, alleging fraud in May vote on U.S. Harbour"


def test_names_in_a_headline_stay() -> None:
    assert seen("Susan Field Meets Robert Marsh On Ferries") == "Susan Smith meets Robert Smith on ferries"


@pytest.mark.parametrize(
    "line",
    ["The Harbour Union Sails", "Harbour Union sues over the ferry deal", "Susan Karsu met Robert Tarkine on Monday"],
)
def test_a_headline_with_few_capitals_stays(line: str) -> None:
    assert seen(line) == line


@pytest.mark.parametrize(
    ("line", "said", "who"),
    [
        ("Harbour Union Sues Rice Campaign, Alleging Fraud In Port Vote", "Fraud In Port Vote", "Harbour Union"),
        ("Rice Denies Knowing Of Ferry Deal", "Knowing Of Ferry Deal", "Robert Rice"),
    ],
)
def test_who_speaks_in_a_headline_with_a_capital_on_every_word(line: str, said: str, who: str) -> None:
    assert of_headline(line) == [(said, who)]
