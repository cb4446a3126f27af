"""Fidelity: each class follows from the two wordings by a rule that a reader can check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import ArticleQuotation, Fidelity, QuoteKind
from reports.fidelity import Reference, classify, difference

RECORD = (
    "We cannot agree to this yet; the experts will look at it in May. The line stays closed for lorries until then."
)


def quotation(*pieces: str, kind: QuoteKind = QuoteKind.DIRECT) -> ArticleQuotation:
    return ArticleQuotation("a.q1", "a", 0, pieces, kind)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("The line stays closed for lorries until then.",), Fidelity.VERBATIM),
        (("the line stays closed for lorries until then",), Fidelity.VERBATIM),
        ((RECORD,), Fidelity.VERBATIM),
        (("The line stays closed … until then.",), Fidelity.CUT_MARKED),
        (("We cannot agree", "the experts will look at it in May."), Fidelity.CUT_MARKED),
        (("The line stays closed for lorries",), Fidelity.CUT),
        (("The line stays closed until then.",), Fidelity.CUT),
        (("We cannot agree to this until then.",), Fidelity.SPLICED),
        (("The line remains closed for lorries until then.",), Fidelity.REWORDED),
        (("We refuse.",), Fidelity.REWORDED),
    ],
)
def test_class_of_words_inside_the_marks(pieces: tuple[str, ...], expected: Fidelity) -> None:
    assert classify(quotation(*pieces), "en", Reference(RECORD, "en", True)) is expected


def test_only_the_marked_words_of_a_mixed_quotation_are_held_against_the_record() -> None:
    mixed = quotation("Ostmark was sorry, but “the line stays closed for lorries until then”", kind=QuoteKind.MIXED)
    assert classify(mixed, "en", Reference(RECORD, "en", True)) is Fidelity.VERBATIM


def test_indirect_speech_is_only_indirect() -> None:
    indirect = quotation("the line stays closed", kind=QuoteKind.INDIRECT)
    assert classify(indirect, "en", Reference(RECORD, "en", True)) is Fidelity.INDIRECT


def test_another_language_is_never_called_reworded() -> None:
    russian = quotation("Линия останется закрытой для грузовиков")
    assert classify(russian, "ru", Reference(RECORD, "en", True)) is Fidelity.TRANSLATION


def test_the_only_wording_has_no_class() -> None:
    only = quotation("We refuse.")
    assert classify(only, "en", Reference("We refuse.", "en", False, only.id)) is None


def test_punctuation_and_case_are_no_difference() -> None:
    assert [d.op for d in difference("The line stays closed.", "the line stays closed,")] == ["same"]


sentences = st.lists(st.sampled_from("the line stays closed open until May, then. — “we”".split()), max_size=12)


@given(sentences, sentences)
def test_same_and_added_runs_are_the_wording_letter_by_letter(a: list[str], b: list[str]) -> None:
    reference, wording = " ".join(a), " ".join(b)
    runs = difference(reference, wording)
    assert "".join(d.text for d in runs if d.op != "removed") == wording
    assert all(d.text for d in runs)


@given(sentences, sentences)
def test_removed_words_stand_in_the_reference(a: list[str], b: list[str]) -> None:
    removed = [d.text for d in difference(" ".join(a), " ".join(b)) if d.op == "removed"]
    assert all(text.strip() in " ".join(a) for text in removed)
