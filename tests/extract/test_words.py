"""Words fold and inflect the same way wherever they are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.words import fold, lemmas, names, words


@pytest.mark.parametrize("spelling", ["Çavuşoğlu", "ÇAVUŞOĞLU", "Cavusoglu", "cavusog\u0306lu"])
def test_spellings_of_one_name_fold_together(spelling: str) -> None:
    assert fold(spelling) == "cavusoglu"


def test_turkish_dotted_and_dotless_i_fold_together() -> None:
    assert fold("IŞIK ışık İŞİK") == "isik isik isik"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("sanction", "sanctions", "Sanctions")),
        ("ru", ("санкция", "санкции", "Санкции")),
        ("de", ("Sanktion", "Sanktionen")),
    ],
)
def test_word_forms_share_a_lemma(language: str, forms: tuple[str, ...]) -> None:
    assert len({lemmas(form, language) for form in forms}) == 1


def test_a_language_without_lemmas_keeps_its_words() -> None:
    assert lemmas("Sanctions", "und") == ("sanctions",)


@given(st.text(max_size=200))
def test_word_offsets_give_the_words_back(text: str) -> None:
    for match in words(text):
        assert text[match.start() : match.end()] == match.group()


@given(st.text(max_size=100))
@example("𝕬")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Демирель", "по словам Демиреля"),
        ("Демирель", "с Демирелем"),
        ("Халворсен", "Мирой Халворсен"),
        ("Demirel", "Demirel'in sözleri"),
        ("Halvorsen", "Halvorsens Vorschlag"),
        ("Osei", "Petra Osei’s words"),
    ],
)
def test_a_name_is_found_in_its_cases(name: str, text: str) -> None:
    assert names(text, name)


@pytest.mark.parametrize(
    ("name", "text"), [("Lind", "Linden trees"), ("Demirel", "Demiralp"), ("Osei", "Oslo"), ("", "x")]
)
def test_a_longer_or_other_word_is_not_the_name(name: str, text: str) -> None:
    assert not names(text, name)


@pytest.mark.parametrize(
    ("text", "name"), [("总统哈达迪将于周四抵达", "哈达迪"), ("両首脳はハダディ氏と会談", "ハダディ")]
)
def test_a_name_is_found_inside_a_run_of_signs(text: str, name: str) -> None:
    assert names(text, name)
    assert not names(text, "费兰")
