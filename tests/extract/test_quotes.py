"""English quotations: what is content, where it ends, who is named; and the rows of the data edition."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations, place
from extract.records import HEADLINE, Article, Quotation, QuoteKind


def read(text: str) -> list[tuple[str, list[str], str | None]]:
    """Kind, pieces and mention of every quotation."""
    found = find_quotations(text, "en")
    return [(q.kind.value, [text[a:b] for a, b in q.spans], q.mention and text[slice(*q.mention)]) for q in found]


def only(text: str) -> tuple[str, list[str], str | None]:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


def test_direct_speech_leaves_the_outer_quotation_marks_out() -> None:
    text = "“We will keep the harbour open to every ship,” the minister said."
    assert only(text) == ("direct", ["We will keep the harbour open to every ship,"], "the minister")


def test_content_split_by_its_cue_is_one_quotation_with_two_pieces() -> None:
    text = '"We will keep the harbour open," Mara Olden said. "Nobody should doubt it for a moment."'
    pieces = ["We will keep the harbour open,", "Nobody should doubt it for a moment."]
    assert only(text) == ("direct", pieces, "Mara Olden")


def test_indirect_speech_is_the_clause_without_that() -> None:
    text = "The foreign minister told reporters that talks would resume in Geneva."
    assert only(text) == ("indirect", ["talks would resume in Geneva"], "The foreign minister")


def test_mixed_speech_keeps_the_marks_inside_the_clause() -> None:
    text = "Olden said the treaty was “a step in the right direction” for both countries."
    content = "the treaty was “a step in the right direction” for both countries"
    assert only(text) == ("mixed", [content], "Olden")


def test_a_coordinated_cue_begins_a_quotation_of_its_own() -> None:
    found = read("Olden said the treaty would be signed in May and warned that delays would be costly.")
    assert [pieces for _, pieces, _ in found] == [
        ["the treaty would be signed in May"],
        ["delays would be costly"],
    ]


def test_a_coordinated_cue_in_another_tense_than_the_content_leaves_it() -> None:
    found = read("The report alleged that the ministry kept “two sets of books” in May and accuses it of lying.")
    assert found[0][1] == ["the ministry kept “two sets of books” in May"]


def test_a_cue_inside_quotation_marks_does_not_cut_them() -> None:
    marked = "had “asked all parties and concluded that nothing was lost.”"
    assert only(f"Mara Olden told lawmakers the ministry {marked}")[1] == [f"the ministry {marked}"]


def test_a_verb_may_speak_by_what_stands_behind_it() -> None:
    made = only("Mara Olden made it clear this week that the harbour would stay open.")
    assert made == ("indirect", ["the harbour would stay open"], "Mara Olden")
    encouraged = only("Mara Olden has encouraged the crews to stay in the harbour.")
    assert encouraged == ("indirect", ["the crews to stay in the harbour"], "Mara Olden")
    assert read("Mara Olden made a clear map of the harbour. It encouraged her.") == []


def test_a_denial_is_speech_however_short() -> None:
    assert only("Mara Olden, who has long denied any part in the deal, went home.")[1] == ["any part in the deal"]


def test_whether_somebody_said_it_is_not_that_he_did() -> None:
    assert read("Many questions concern the harbour and whether Mara Olden told Marsh that she needed him.") == []


def test_what_notes_tell_is_more_than_the_words_of_somebody_in_them() -> None:
    told = "Mara Olden sent the others out of the room and told him to drop the case"
    assert only(f"According to notes kept by Robert Marsh, {told}.")[1] == [told]


def test_a_paragraph_in_marks_that_ends_in_brackets_is_speech() -> None:
    text = "“He wants the harbour open and I told him so. (I did not push the subject any further.)”"
    assert [kind for kind, _, _ in read("Mara Olden came late.\n\n" + text)] == ["direct"]


def test_words_that_open_the_sentence_before_marks_belong_to_the_cue_behind() -> None:
    text = 'She did not keep the letters of the old office, but "he began to keep the new ones," they said.'
    kind, pieces, mention = only("The office closed. " + text)
    assert (kind, mention) == ("mixed", "they")
    assert pieces == [text.removesuffix(" they said.")]


def test_what_another_cue_reports_before_marks_is_not_joined_to_them() -> None:
    found = read('Marsh said the harbour was shut, but "nobody was hurt," she added.')
    assert [pieces for _, pieces, _ in found] == [["the harbour was shut"], ["nobody was hurt,"]]


def test_a_colon_introduces_a_quotation() -> None:
    kind, pieces, mention = only("Olden added: “The door is open and it will remain open.”")
    assert (kind, pieces, mention) == ("direct", ["The door is open and it will remain open."], "Olden")


def test_a_colon_at_the_end_of_a_paragraph_introduces_the_next_one() -> None:
    text = "In a letter to parliament, Mara Olden wrote:\n\n“The door is open. It will remain open for all of us.”"
    assert only(text)[1:] == (["The door is open. It will remain open for all of us."], "Mara Olden")


def test_speech_running_over_paragraphs_without_a_closing_mark_is_one_quotation() -> None:
    text = (
        "“We have worked on this for a year,” Mara Olden said. “It was never easy.\n\n"
        "“But we did not give up, and today we have a result.”"
    )
    kind, pieces, mention = only(text)
    assert pieces[-1] == "But we did not give up, and today we have a result."
    assert (kind, mention) == ("direct", "Mara Olden")


def test_according_to_names_the_source() -> None:
    _, pieces, mention = only("The two sides will meet again in May, according to the harbour authority.")
    assert (pieces, mention) == (["The two sides will meet again in May"], "the harbour authority")


def test_the_bringer_of_second_hand_words_is_kept_as_via() -> None:
    text = "“The treaty is dead and nobody will revive it,” Mara Olden said, according to Harbour Radio."
    found = find_quotations(text, "en")
    assert [(q.person, q.via) for q in found] == [("Mara Olden", "Harbour Radio")]


@pytest.mark.parametrize(
    "text",
    [
        "They watched the film “Harbour Lights” together.",
        "The so-called “sea wall” was built in 1950.",
        "The ministers met for two hours and then had lunch.",
        "Mara Olden pleaded guilty to taking money from the harbour company.",
        "The ministry declined to comment on the state of the treaty.",
        "Olden did not say whether the harbour would be closed in May.",
    ],
)
def test_titles_scare_quotes_and_plain_reporting_are_no_quotations(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "marked",
    ["“We are ready to sign it today,”", '"We are ready to sign it today,"', "''We are ready to sign it today,''"],
)
def test_every_style_of_quotation_marks_is_read(marked: str) -> None:
    assert only(f"{marked} Olden said.") == ("direct", ["We are ready to sign it today,"], "Olden")


def test_an_apostrophe_does_not_close_single_marks() -> None:
    assert only("‘It’s a day we won’t forget,’ Olden said.")[1] == ["It’s a day we won’t forget,"]


def test_a_title_with_a_full_stop_does_not_end_the_sentence() -> None:
    text = "Mr. Olden asked whether Andrew G. Marsh “had any objection to the treaty”."
    assert only(text)[0] == "mixed"


def test_confidence_is_a_probability() -> None:
    found = find_quotations("Olden said the treaty would be signed in May.", "en")
    assert all(q.confidence is not None and 0 < q.confidence <= 1 for q in found) and found


def test_an_empty_text_has_no_quotations() -> None:
    assert find_quotations("", "en") == () == find_quotations("\n\n \n", "xx")


def test_pieces_of_a_row_lie_literally_in_one_paragraph() -> None:
    article = Article("Olden: treaty ready", ("First one.", "“It is done. ", "“And it is good.”"), id="a1")
    start = article.text.index("It is done")
    quotation = Quotation(((start, article.text.index("”")),), QuoteKind.DIRECT)
    row = place(article, [quotation])[0]
    assert row.id == "a1.q1" and row.paragraph == 1
    assert row.pieces == ("It is done.", "“And it is good.")
    assert all(any(piece in p for p in article.paragraphs) for piece in row.pieces)


def test_a_quotation_in_the_headline_is_placed_there() -> None:
    article = Article("Olden says treaty will be signed in May", ("The harbour was quiet.",), id="a1")
    rows = place(article, find_quotations(article.text, "en"))
    assert [(r.paragraph, r.cue) for r in rows] == [(HEADLINE, "says")]


def test_a_title_with_a_full_stop_does_not_part_two_pieces_of_one_quotation() -> None:
    text = "“We will keep the harbour open,” Mr. Olden said. “I am sure of it, whatever they decide.”"
    pieces = ["We will keep the harbour open,", "I am sure of it, whatever they decide."]
    assert only(text) == ("direct", pieces, "Mr. Olden")


def test_a_that_clause_behind_in_a_statement_is_what_the_ministry_said() -> None:
    text = "The ministry said in a statement that the visit to Ostmark had been useful."
    assert only(text)[1:] == (["the visit to Ostmark had been useful"], "The ministry")


def test_the_name_of_a_broadcast_is_no_quotation() -> None:
    assert read("Mara Olden was a guest of “Harbour This Week,” the oldest programme of its kind.") == []


def test_a_quotation_that_ends_in_another_ones_words_is_found() -> None:
    text = "“They had nothing left,” Olden said. “He told me, as he left, ‘Everything is going to be fine.’”"
    assert "He told me, as he left, ‘Everything is going to be fine.’" in only(text)[1]


def test_two_opening_marks_around_words_are_a_pair() -> None:
    assert only("“The harbour will stay open to all of us,“ Olden said.")[0] == "direct"


def test_a_year_without_its_century_opens_no_marks() -> None:
    text = "Olden said in ‘08 that the harbour would stay open. “It’s the only one we have,” she added."
    assert [kind for kind, _, _ in read(text)] == ["indirect", "direct"]


INTERVIEW = (
    "The two met in Geneva on Monday.\n\nReporter: Will the harbour stay open?\n\n"
    "Mara Olden: It will stay open to every ship.\n\nReporter: Until when?\n\nMara Olden: Until we say otherwise."
)


def test_turns_of_a_transcript_are_quotations_and_questions_are_not() -> None:
    assert read(INTERVIEW) == [
        ("direct", ["It will stay open to every ship."], "Mara Olden"),
        ("direct", ["Until we say otherwise."], "Mara Olden"),
    ]


def test_a_list_of_days_is_no_transcript() -> None:
    assert read("Monday: arrival in Geneva.\n\nTuesday: dinner at the lake.\n\nWednesday: the way home.") == []


def test_where_and_when_something_was_said_is_no_content() -> None:
    text = "“The hour has come,” Olden said early on Sunday as hundreds of sailors gathered in front of the café."
    assert only(text)[1] == ["The hour has come,"]


def test_speech_whose_opening_mark_was_lost_begins_with_the_paragraph() -> None:
    text = 'We are going to sign this paper in Halmsund tomorrow," Olden said. "Then we rest."'
    assert only(text)[1] == ["We are going to sign this paper in Halmsund tomorrow,", "Then we rest."]


def test_a_closing_mark_behind_plain_words_opens_nothing() -> None:
    assert find_quotations('The harbour was closed for repairs" on Monday.') == ()


def test_straight_marks_within_straight_marks_do_not_end_the_speech() -> None:
    text = '"They let these large "caravans" of lorries into our harbour every week," Olden said.'
    assert only(text)[1] == ['They let these large "caravans" of lorries into our harbour every week,']


def test_a_name_under_words_in_marks_speaks() -> None:
    text = "“The fees have made me so angry that I left the town.” ― Ruth Olden"
    assert only(text) == ("direct", ["The fees have made me so angry that I left the town."], "Ruth Olden")
