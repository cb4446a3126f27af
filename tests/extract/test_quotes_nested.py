"""Reports inside a report: who said what according to whom."""

from __future__ import annotations

from extract.quotes import find_quotations


def inside(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, content, person and bringer of the quotations that are found only when those within are asked for."""
    outer = find_quotations(text, "en")
    found = [q for q in find_quotations(text, "en", within=True) if q not in outer]
    assert len(found) + len(outer) == len(find_quotations(text, "en", within=True))
    return [(q.kind.value, " … ".join(text[a:b] for a, b in q.spans), q.person, q.via) for q in found]


def test_what_somebody_is_reported_to_have_told_the_writer_is_a_quotation_of_its_own() -> None:
    text = "Mara Olden wrote that Robert Marsh told her the harbour would be closed in May."
    assert inside(text) == [("indirect", "the harbour would be closed in May", "Robert Marsh", "Mara Olden")]


def test_marked_words_inside_marked_words_are_those_of_the_inner_speaker() -> None:
    text = '"The president pointed at the map and said ‘the harbour is lost to us,’" Mara Olden wrote.'
    assert [x[:2] for x in inside(text)] == [("direct", "the harbour is lost to us,")]


def test_inside_quotation_marks_words_that_are_not_marked_again_are_the_outer_speakers() -> None:
    assert inside('"Robert Marsh told us that the harbour would be closed," Mara Olden wrote.') == []


def test_what_somebody_might_say_was_not_said() -> None:
    assert inside("Mara Olden predicted that Robert Marsh would say the harbour was lost.") == []


def test_a_speaker_who_tells_what_he_said_himself_is_not_quoted_twice() -> None:
    assert inside("“I told them ‘the harbour is lost to us’ and left,” Mara Olden said.") == []


def test_a_report_in_a_report_in_a_report_is_found() -> None:
    text = "Mara Olden wrote that Robert Marsh said that Anna Hale told him “the harbour is lost to all of us.”"
    assert inside(text)[-1][1:3] == ("the harbour is lost to all of us.", "Anna Hale")


def test_what_the_speakers_own_side_agreed_to_is_the_speakers_word() -> None:
    assert inside("Mara Olden said her country had agreed that the harbour would be closed in May.") == []
