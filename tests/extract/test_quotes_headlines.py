"""Headlines with a colon: who says what the rest of the line says."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations

BODY = "\n\nThe harbour was open when Robert Marsh came to see it. The crews had gone home."


def of_headline(line: str, body: str = BODY) -> list[tuple[str, str | None]]:
    text = line + body
    found = [q for q in find_quotations(text, "en") if q.spans[0][0] < len(line)]
    return [(text[slice(*q.spans[0])], q.mention and text[slice(*q.mention)]) for q in found]


@pytest.mark.parametrize("who", ["Marsh", "Robert Marsh", "Minister Robert Marsh", "Ministry"])
def test_a_name_or_an_office_before_the_colon_says_the_rest(who: str) -> None:
    assert of_headline(f"{who}: Harbour Will Stay Open") == [("Harbour Will Stay Open", who)]


def test_whom_it_is_said_to_is_left_out() -> None:
    assert of_headline("Marsh to Crews: ‘The Harbour Is Yours.’") == [("The Harbour Is Yours.", "Marsh")]


def test_the_paper_behind_the_colon_says_what_stands_before_it() -> None:
    assert of_headline("Harbour likely to stay open: report") == [("Harbour likely to stay open", "report")]


@pytest.mark.parametrize(
    "line",
    [
        "The Latest: Crews Leave the Harbour",
        "Harbour Reborn: What You Need to Know",
        "In a Note to Marsh: Goodbye My Harbour",
    ],
)
def test_a_heading_before_the_colon_says_nothing(line: str) -> None:
    assert of_headline(line) == []


def test_a_name_that_the_article_never_uses_is_none() -> None:
    assert of_headline("Karsu: Harbour Will Stay Open") == []


def test_a_paper_is_its_writers_not_whom_it_blames() -> None:
    line = "Harbour Union files suit alleging conspiracy by Marsh campaign, Ostmark to sway 2016 vote."
    text = f"{line}\n\nThe Harbour Union on Friday filed a lawsuit. Robert Marsh won last year."
    found = find_quotations(text, "en")[0]
    assert found.mention is not None and text[slice(*found.mention)] == "Harbour Union files suit"
    assert found.person == "Harbour Union"
