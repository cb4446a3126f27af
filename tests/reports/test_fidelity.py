"""Fidelity: each class follows from the two wordings by a rule that a reader can check."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.definitions import Meeting, Participant
from extract.records import Anchor, Article, ArticleQuotation, Fidelity, Passage, QuoteKind, Statement
from reports.fidelity import Reference, classify, difference, with_fidelity

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


HALVORSEN, DEMIREL = "Mira Halvorsen", "Tarık Demirel"
TURNS = (
    (HALVORSEN, "The line stays closed for lorries. We shall look at it in May."),
    (HALVORSEN, "We shall not ask twice."),
    (DEMIREL, "A quota of ninety thousand permits is the least our hauliers need."),
)


def classes(
    *said: tuple[str, str, QuoteKind], mention: str | None = None, speaks: str | None = None, record: bool = True
) -> list[Fidelity | None]:
    """Of quotations that one outlet each prints, all of one statement of Halvorsen's."""
    people = (Participant(name=HALVORSEN, country="Ostmark", speaks=speaks), Participant(name=DEMIREL))
    day = date(2026, 4, 14)
    meeting = Meeting(id="talks", title="Talks", start=day, end=day, participants=people)
    quotations = [
        ArticleQuotation(f"o{n}-1.q1", f"o{n}-1", 0, (text,), kind, "said", mention or person, person)
        for n, (person, text, kind) in enumerate(said)
    ]
    articles = {q.article: Article("Talks", (), id=q.article, outlet=q.article[:2], language="en") for q in quotations}
    passages = [Passage("r-1", n, who, text, "en") for n, (who, text) in enumerate(TURNS)] if record else []
    first = tuple(Anchor("r-1", "en", p.text, p.text) for p in passages[:1])
    statement = Statement("S1", HALVORSEN, said[0][1], "en", tuple(q.id for q in quotations), anchors=first)
    texts = {a: a for a in articles}
    return [q.fidelity for q in with_fidelity([statement], quotations, articles, passages, meeting, texts)]


def test_words_of_two_turns_in_one_pair_of_marks_are_spliced() -> None:
    said = "The line stays closed for lorries and we shall not ask twice."
    assert classes((HALVORSEN, said, QuoteKind.DIRECT)) == [Fidelity.SPLICED]


def test_a_sentence_of_another_turn_is_no_rewording_of_this_one() -> None:
    assert classes((HALVORSEN, "We shall not ask twice.", QuoteKind.DIRECT)) == [Fidelity.VERBATIM]
    assert classes((HALVORSEN, "Fish is a matter for the parliament.", QuoteKind.DIRECT)) == [None]


def test_another_wording_of_what_was_spoken_in_another_language_may_be_translation() -> None:
    said = (HALVORSEN, "The line remains shut for lorries.", QuoteKind.DIRECT)
    assert classes(said) == [Fidelity.REWORDED]
    assert classes(said, speaks="ru") == [Fidelity.TRANSLATION]
    assert classes(said, speaks="en") == [Fidelity.REWORDED]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Mr Demirel", Fidelity.MISATTRIBUTED),
        ("DEMİREL", Fidelity.MISATTRIBUTED),
        ("he", Fidelity.VERBATIM),
        ("the foreign minister", Fidelity.VERBATIM),
    ],
)
def test_words_are_misattributed_only_when_the_article_names_the_other_speaker(
    mention: str, expected: Fidelity
) -> None:
    said = (DEMIREL, "the line stays closed", QuoteKind.DIRECT)
    assert classes(said, mention=mention) == [expected]


def test_without_a_record_two_outlets_must_agree_on_the_other_speaker() -> None:
    own = (DEMIREL, "The ferry is the least of our worries.", QuoteKind.DIRECT)
    other = (HALVORSEN, *own[1:])
    assert classes(own, other, record=False)[0] is not Fidelity.MISATTRIBUTED
    assert classes(own, other, other, record=False)[0] is Fidelity.MISATTRIBUTED
    assert Fidelity.MISATTRIBUTED not in classes(own, own, other, other, record=False)


def test_the_fullest_wording_is_the_one_that_holds_most_outlets_wordings() -> None:
    common = (HALVORSEN, "The ferry fees rise in autumn.", QuoteKind.DIRECT)
    longer = (HALVORSEN, "In autumn it will be the ferry fees that rise again.", QuoteKind.DIRECT)
    assert classes(common, common, longer, record=False) == [Fidelity.VERBATIM, None, Fidelity.REWORDED]


@pytest.mark.parametrize(
    ("reference", "wording", "expected"),
    [
        ("We ask for forty-three names.", "We ask for 43 names.", Fidelity.VERBATIM),
        ("Twelve ships came.", "12 ships came.", Fidelity.VERBATIM),
        ("We ask for forty-three names.", "We ask for 34 names.", Fidelity.REWORDED),
        ("A dozen ships came.", "12 ships came.", Fidelity.REWORDED),
    ],
)
def test_a_number_in_figures_is_the_number_in_words(reference: str, wording: str, expected: Fidelity) -> None:
    held = (HALVORSEN, reference, QuoteKind.DIRECT)
    assert classes((HALVORSEN, wording, QuoteKind.DIRECT), held, held, record=False)[0] is expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("The fees rise in autumn.", Fidelity.VERBATIM),  # "Lastly," tells where in a speech it stood
        ("the fees rise", Fidelity.VERBATIM),  # within the outlet's own sentence
        ("The fees rise.", Fidelity.CUT),  # as if it were all
    ],
)
def test_words_quoted_in_part_are_no_silent_cut(wording: str, expected: Fidelity) -> None:
    held = (HALVORSEN, "Lastly, the fees rise in autumn.", QuoteKind.DIRECT)
    assert classes((HALVORSEN, wording, QuoteKind.DIRECT), held, held, record=False)[0] is expected
