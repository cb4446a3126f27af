"""Speech that is told by how its sentence is built: a colon, a noun with its clause, marks that are none."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations
from extract.quotes.language import load_language
from extract.quotes.marks import find_marked, paragraph_spans


def read(text: str, within: bool = False) -> list[tuple[str, str | None]]:
    """Each quotation's pieces in order, with the words that name who speaks."""
    return [
        (" … ".join(text[a:b] for a, b in q.spans), text[slice(*q.mention)] if q.mention else None)
        for q in find_quotations(text, "en", within=within)
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Robert Marsh had one answer for the crews: “We will not sell.”", "Robert Marsh"),
        ("The port's letter makes a plain case: “Nobody asked the crews about the sale.”", "The port's letter"),
        ("The ships were old, but Olden gave them a shy compliment: “They never sank.”", "Olden"),
        ("Ruth Olden, who came late, delivered a snappy retort: “Nobody is closing this harbour.”", "Ruth Olden"),
    ],
)
def test_who_acts_before_a_colon_speaks_behind_it(text: str, who: str) -> None:
    assert read(text)[-1] == (text[text.index("“") + 1 : -1], who)


def test_a_clause_that_hangs_in_another_does_not_tell_who_speaks_behind_its_colon() -> None:
    text = "Robert Marsh became so angry that I had to change my answer: “We will sell.”"
    assert "Robert Marsh" not in [who for _, who in read(text)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The list feeds the complaint by Robert Marsh that the crews “looked away” that night.",
            "Robert Marsh",
        ),
        (
            "The list supports the contention of Robert Marsh that the ships were sold below their price.",
            "Robert Marsh",
        ),
        ("The clerk's list feeds the allegation from Robert Marsh that the ships had been sold.", "Robert Marsh"),
    ],
)
def test_a_noun_of_speech_with_its_clause_reports_what_its_bearer_says(text: str, who: str) -> None:
    assert read(text) == [(text[text.index("that ") + 5 : -1], who)]


def test_a_claim_that_another_cue_reports_is_told_only_within() -> None:
    text = "Tarik Sole said the claim by Ruth Olden that the ships were sold below price was wrong."
    assert [who for _, who in read(text)] == ["Tarik Sole"]


def test_a_noun_of_speech_without_a_clause_reports_nothing() -> None:
    assert read("The claim by Ruth Olden came a week after the fire at the old harbour.") == []


def test_markup_left_in_a_text_holds_no_quotation() -> None:
    text = 'They were proud: <post author="RuthOlden" time="1449075600">We are proud of you.</post> "And we stay."'
    marked = find_marked(text, load_language("en"))
    assert [text[m.start : m.end] for m in marked] == ["And we stay."]


def test_the_wrong_curly_mark_at_the_end_of_a_paragraph_closes() -> None:
    text = "“We came by sea,” she said. “They saw it. “\n\nThe story was updated to name the “Halmsund Star” itself."
    assert [said for said, _ in read(text)] == ["We came by sea, … They saw it."]


def test_a_dateline_may_be_of_short_words() -> None:
    text = "EL MAR, Ostm. — Robert Marsh blamed the crews for the fire.\nHE — that is Marsh — had slept."
    assert [text[a:b][:6] for a, b in paragraph_spans(text)] == ["Robert", "HE — t"]


def test_who_does_something_behind_the_first_piece_speaks_both() -> None:
    text = (
        "“Clerk Olden, let me help you out, the answer's no,” the harbour's own nominee riffed on her silence, drawing "
        "applause and laughs from the crews. “And that is why we need Robert Marsh back in the harbour!”"
    )
    assert [who for _, who in read(text)] == ["the harbour's own nominee"]


def test_who_refuses_to_say_something_does_not_announce_what_follows_a_colon() -> None:
    text = (
        "As the Halmsund News reported, even on Monday, the harbour office was refusing to call the fire arson:\n\n"
        "“The office is slow to call the fire by its name, citing an inquiry that nobody has seen.”"
    )
    assert read(text)[-1][1] == "the Halmsund News"


@pytest.mark.parametrize("text", ["May said the visit would go ahead.", "Will described the visit as a “gift.”"])
def test_a_modal_before_a_finite_verb_is_a_name(text: str) -> None:
    assert [who for _, who in read(text)] == [text.split()[0]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Asked about the ships, Marsh said:\n\nNobody sells them. The crews say so, too.", "Marsh"),
        ("Marsh argued that:\n\nNobody sells them. The crews say so, too.", "Marsh"),
        ("Marsh said the winners were:\n\nNobody sells them. The crews say so, too.", None),
        ("The winners are:\n\nNobody sells them. They are old.", None),
    ],
)
def test_a_cue_right_before_a_colon_introduces_a_block_without_marks(text: str, said: str | None) -> None:
    block = text.partition("\n\n")[2]
    assert [who for content, who in read(text) if content == block] == ([said] if said else [])
