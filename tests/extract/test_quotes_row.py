"""Acts of speech in a row, verbs in two parts, what is no clause of a saying, and word forms by stem and ending."""

from __future__ import annotations

import pytest

from extract.definitions import Participant
from extract.quotes import find_quotations
from extract.quotes.forms import with_forms
from extract.quotes.language import load_language
from extract.quotes.naming import either

PETROV = Participant(name="Ivan Petrov", role="president", country="Ostland", aliases=("Иван Петров",))
DEMIR = Participant(name="Leyla Demir", role="foreign minister", country="Westland", aliases=("Лейла Демир",))


def read(text: str, language: str) -> list[tuple[str, str | None]]:
    """What is said, and by whom."""
    found = find_quotations(text, language, (PETROV, DEMIR))
    return [(" … ".join(text[a:b] for a, b in q.spans), q.person) for q in found]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "ru",
            "Петров посетовал, что эксперты спорят о запятых, и выразил надежду, что дело пойдёт быстрее.",
            ["эксперты спорят о запятых", "дело пойдёт быстрее"],
        ),
        ("ru", "Петров признал, что сроки сорваны, но отверг упрёки соседей.", ["сроки сорваны"]),
        (
            "fr",
            "Leyla Demir a regretté que les experts se disputent, tout en se disant convaincue que tout ira mieux.",
            ["les experts se disputent", "tout ira mieux"],
        ),
        (
            "es",
            "Petrov admitió que los plazos vencen el lunes, añadiendo que nadie tiene prisa por ahora.",
            ["los plazos vencen el lunes", "nadie tiene prisa por ahora"],
        ),
    ],
)
def test_acts_of_speech_in_a_row_are_one_speaker_s(language: str, text: str, said: list[str]) -> None:
    who = "Leyla Demir" if "Demir" in text else "Ivan Petrov"
    assert read(text, language) == [(words, who) for words in said]


def test_a_report_may_stand_before_the_sentence_that_tells_its_source() -> None:
    text = "Стороны могут подписать договор до конца весны. Об этом заявил журналистам президент Иван Петров."
    assert read(text, "ru") == [("Стороны могут подписать договор до конца весны", "Ivan Petrov")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Demir gab zu, dass die Zahlen veraltet sind.", ["die Zahlen veraltet sind"]),
        ("Es gab in Westland kaum jemanden, der den Damm verteidigte.", []),
        ("Demir hielt eine Rede, die zwei Stunden dauerte.", []),
        ("Demir begrüßte die Arbeiter, die ihr einen Brief übergaben.", []),
        ("Demir bekräftigte am Montag, die Arbeiter würden bezahlt.", ["die Arbeiter würden bezahlt"]),
    ],
)
def test_a_german_verb_in_two_parts_reports_only_whole(text: str, said: list[str]) -> None:
    assert [words for words, _ in read(text, "de")] == said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Petrov saludó a los obreros, que le entregaron una carta."),
        ("es", "Petrov presentó una denuncia que el juez archivó en marzo."),
        ("es", "En la valla hay un letrero que dice «Cuidado con el perro»."),
        ("fr", "Leyla Demir a dénoncé les conditions que le patron impose aux ouvriers."),
        ("ru", "Парламент принял закон «О воде», согласно которому тарифы вырастут."),
        ("tr", "Demir, konuğunun hediyesini kabul etti."),
        ("de", "Petrov wies die Vorwürfe zurück."),
    ],
)
def test_what_is_no_clause_of_a_saying_is_not_reported(language: str, text: str) -> None:
    assert read(text, language) == []


def test_one_person_is_no_subject_of_a_verb_in_the_plural() -> None:
    text = "В министерстве обороны, куда приехал Иван Петров, заявили, что учения закончились."
    assert read(text, "ru")[0][1] != "Ivan Petrov"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Leyla Demir exige des comptes. La ministre accuse le gouvernement de « brader le fleuve »."),
        ("ru", "Лейла Демир выступила в парламенте, обвинив правительство в «торговле рекой»."),
    ],
)
def test_who_is_accused_does_not_speak(language: str, text: str) -> None:
    assert read(text, language)[-1][1] == "Leyla Demir"


def test_lines_of_dialogue_need_no_cue_of_their_own() -> None:
    text = "— Вы верите соседям?\n— Я верю подписям, — отвечает Лейла Демир.\n— А если подписи не будет?"
    assert [words for words, _ in read(text, "ru")] == [
        "Вы верите соседям?",
        "Я верю подписям",
        "А если подписи не будет?",
    ]


def test_a_dash_in_a_list_opens_no_speech() -> None:
    assert read("В повестке:\n— вода\n— пошлины\n— обмен пленными", "ru") == []


def test_a_question_between_two_answers_parts_them() -> None:
    text = (
        "¿Se fía de él? «Me fío de las firmas», responde Demir. ¿Y si no hay firma? «Iremos al tribunal internacional»."
    )
    assert [words for words, _ in read(text, "es")] == ["Me fío de las firmas", "Iremos al tribunal internacional"]


def test_an_office_set_off_behind_a_name_is_that_person_s() -> None:
    text = "Demir, die Außenministerin des Landes, warnte vor Eile. Man brauche vor allem Klarheit."
    assert read(text, "de") == [("Man brauche vor allem Klarheit", "Leyla Demir")]


def test_a_point_within_a_number_ends_no_sentence() -> None:
    text = "Según Petrov, peligran 40.000 hectáreas de arroz."
    assert read(text, "es") == [("peligran 40.000 hectáreas de arroz", "Ivan Petrov")]


def test_both_apostrophes_are_one() -> None:
    text = "« Nous sommes prêts à négocier », s’est félicitée Leyla Demir."
    assert read(text, "fr") == [("Nous sommes prêts à négocier", "Leyla Demir")]


def test_forms_are_stems_with_endings_and_whole_phrases() -> None:
    data = {"cues": "dit", "told_as": "comme", "forms": {"cues": {"~e se_~e": "moqu plaign"}}}
    read_ = with_forms(data)
    assert isinstance(read_, dict)
    assert read_["cues"] == ("dit", "moque", "se moque", "plaigne", "se plaigne")
    assert read_["according"][1] == "comme moque"
    assert "forms" not in read_


def test_forms_that_are_no_table_are_refused() -> None:
    with pytest.raises(ValueError, match=r"forms\.cues"):
        with_forms({"forms": {"cues": "~e"}})


def test_a_pattern_of_many_forms_finds_the_longest() -> None:
    import re

    pattern = re.compile(rf"(?<!\w)(?:{either(['dit', 'dit que', 'disent', 'a dit'])})(?!\w)")
    assert [m.group() for m in pattern.finditer("il a dit que oui, dit-il, et ils disent")] == [
        "a dit",
        "dit",
        "disent",
    ]


@pytest.mark.parametrize("code", ["ru", "tr", "de", "fr", "es"])
def test_no_stem_is_left_in_a_list(code: str) -> None:
    language = load_language(code)
    every = (*language.cues, *language.according, *language.trailing, *language.phrases, *language.participles)
    assert len(every) > 1000
    assert not [form for form in every if "~" in form or "_" in form or form != form.strip()]


def test_a_small_word_that_begins_a_sentence_is_no_part_of_a_name() -> None:
    text = "Когда Орсен пообещал «зеркальные меры», Кантар промолчала."
    (found,) = find_quotations(text, "ru", ())
    assert found.mention is not None
    assert text[slice(*found.mention)] == found.person == "Орсен"
