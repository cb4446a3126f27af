"""Names that need more than the last word: fathers and sons, bodies of two names, ages, relative clauses."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations

SAID = "said the harbour would stay open."


def persons(text: str) -> list[str | None]:
    return [q.person for q in find_quotations(text, "en")]


@pytest.mark.parametrize(
    ("phrase", "person"), [("Number 10", "Downing Street"), ("A Number 10 spokesman", "Downing Street spokesman")]
)
def test_a_body_of_two_names_is_one(phrase: str, person: str) -> None:
    assert persons(f"{phrase} {SAID}") == [person]


def test_a_son_is_not_his_father_where_both_are_named() -> None:
    text = f"Robert Marsh opened the harbour. Robert Marsh has led the union for years. Robert Marsh Jr. {SAID}"
    assert persons(text) == ["Robert Marsh Jr."]


def test_the_father_keeps_the_bare_name() -> None:
    text = f"Robert Marsh opened the harbour. Robert Marsh leads the union. Robert Marsh Jr. has left. Marsh {SAID}"
    assert persons(text) == ["Robert Marsh"]


def test_the_only_one_of_a_name_is_the_same_with_junior_and_without() -> None:
    assert persons(f"Robert Marsh Jr. {SAID} Marsh said the fees would rise.") == ["Robert Marsh", "Robert Marsh"]


def test_whose_age_is_told_is_a_person_whatever_the_name_looks_like() -> None:
    text = "Pax Verde, 34, a baker from Halmsund, waited all day.\n\nThe harbour would stay open, according to Verde."
    assert persons(text) == ["Pax Verde"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (f"Ruth Olden met the head of the union, Robert Marsh, who {SAID}", "Robert Marsh"),
        ("Ruth Olden, the deputy of Robert Marsh who wrote that the harbour would stay open, has left.", "Ruth Olden"),
        (f"Nobody from the office of Robert Marsh knew the officials who {SAID}", "officials"),
        (f"The union released a report that {SAID.rstrip('.')} for the whole of next winter.", "report"),
    ],
)
def test_who_and_that_mean_what_their_clause_hangs_on(text: str, person: str) -> None:
    assert persons(text) == [person]


def test_that_alone_is_nobody() -> None:
    assert persons(f"That {SAID}") == [None]


def test_a_title_does_not_make_one_naming_two() -> None:
    text = (
        "Edward Hale arrived on Monday. The announcement of Mr. Hale’s visit received mixed reactions from politicians "
        "and friends of Mr. Hale. The foreign secretary, Robert Marsh, used Mr. Hale’s erratically capitalised way of "
        "writing to convey his great excitement over welcoming the guest to Halmsund:\n\n"
        "“Looking forward to the greatest visit ever,” he wrote."
    )
    assert persons(text)[-1] == "Robert Marsh"


def test_who_sends_a_paper_speaks_through_it() -> None:
    text = "The news prompted Robert Marsh to send an angry letter that called the Vestrians “obstructionist”."
    assert persons(text) == ["Robert Marsh"]
