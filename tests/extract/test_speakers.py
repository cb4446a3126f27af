"""Who speaks words in quotation marks: beside the marks, in a tail behind them, or from the sentence before."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations


def said(text: str) -> list[tuple[str, str | None]]:
    """Each direct quotation's words, up to the first mark, with its mention."""
    found = [q for q in find_quotations(text, "en") if q.kind.value == "direct"]
    return [(text[slice(*q.spans[0])][:24], q.mention and text[slice(*q.mention)]) for q in found]


def speakers(text: str) -> list[str | None]:
    return [mention for _, mention in said(text)]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“The plan has not worked at all,” Will wrote.", "Will"),
        ("“He has always been an amazing leader,” said the 46-year-old.", "the 46-year-old"),
        ("“Having access to the file is valuable,” said Skelly, explaining that he works with Marsh.", "Skelly"),
        ("“The harbour is great and the fees are not!” read one.", "one"),
    ],
)
def test_who_stands_beside_the_cue_speaks_where_the_parse_sees_nobody(text: str, mention: str) -> None:
    assert speakers(text) == [mention]


def test_who_acts_right_behind_marks_that_leave_the_sentence_open_speaks() -> None:
    text = (
        "Robert Marsh had a question. “Who is going to pay for the harbour?”\n\n“Ostmark!” the audience screamed back."
    )
    assert speakers(text)[-1] == "the audience"


def test_the_next_paragraph_does_not_tell_who_called_out() -> None:
    text = "Susan Field said the harbour was lost.\n\n“We will take it all back!”\n\nThe union folded in 1986."
    assert speakers(text) == ["Susan Field"]


def test_who_goes_on_is_the_person_and_not_the_word_who() -> None:
    text = (
        "“It did try to intimidate me,” said Ruth Olden, who wrote about the visit in the book. "
        "“Thank goodness, both of those things weren’t true.”"
    )
    assert set(speakers(text)) == {"Ruth Olden"}


def test_a_cue_that_opens_the_next_sentence_leaves_the_marks_before_it_alone() -> None:
    text = (
        "“It is a very sad day,” Robert Marsh told reporters outside a restaurant in Halmsund. “This is the outcome "
        "of the kind of campaign that has no place.” Governor Tarik Sole said he would have dismissed the aide."
    )
    quotations = find_quotations(text, "en")
    assert [(len(q.spans), q.person) for q in quotations] == [(2, "Robert Marsh"), (1, "Tarik Sole")]


def test_who_announces_the_next_paragraph_has_not_said_the_one_before() -> None:
    text = (
        "“It will be well over a million by the time it is done,” Tenney said about the money being spent against her. "
        "“It will probably be close to two million. This is what I am up against.” She went on to say:\n\n"
        "“None of them will come out and support us.”"
    )
    assert speakers(text) == ["Tenney", "She"]


def test_who_is_reported_in_the_tail_of_a_sentence_does_not_go_on() -> None:
    text = (
        "“They cannot be ended at will,” Ruth Olden told the paper, after Robert Marsh said he wanted to end them. "
        "“These contracts are fully binding.”"
    )
    assert set(speakers(text)) == {"Ruth Olden"}


def test_a_straight_mark_closes_what_a_curly_one_has_opened() -> None:
    text = '“We have made bad mistakes here," said Ruth Olden on Monday. "We will not make them again.”'
    assert [text[a:b] for q in find_quotations(text, "en") for a, b in q.spans] == [
        "We have made bad mistakes here,",
        "We will not make them again.",
    ]


def test_straight_marks_that_open_within_curly_ones_close_nothing() -> None:
    text = '“He told me, "go away," and I left the harbour,” said Ruth Olden.'
    assert [text[a:b] for q in find_quotations(text, "en") for a, b in q.spans] == [
        'He told me, "go away," and I left the harbour,'
    ]


def test_a_paragraph_that_is_all_in_marks_is_speech() -> None:
    text = (
        "“Ted Marsh is the best candidate since the war,” Susan Field tells the Gazette in an interview.\n\n"
        "“He’s what we’ve waited for ever since. He checks all our boxes”.\n\nThe fees rose."
    )
    assert speakers(text) == ["Susan Field", "Susan Field"]


def test_a_title_in_a_paragraph_of_its_own_is_not_speech() -> None:
    assert said("Susan Field wrote three books.\n\n“The Harbour Wall”\n\nThe fees rose.") == []
