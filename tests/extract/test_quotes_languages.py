"""Languages read by the words of their definition: one small text for each construction."""

from __future__ import annotations

import pytest

from extract.definitions import Participant
from extract.quotes import find_quotations
from extract.quotes.language import load_language, supported
from extract.quotes.marks import paragraph_spans

PETROV = Participant(
    name="Ivan Petrov", role="foreign minister", country="Ostland", aliases=("Иван Петров", "إيفان بتروف")
)
DEMIR = Participant(name="Leyla Demir", role="foreign minister", country="Westland", aliases=("Лейла Демир",))

CASES = [
    ("ru", "«Мы готовы к переговорам», — заявил министр Иван Петров.", ["Мы готовы к переговорам"], "Ivan Petrov"),
    (
        "ru",
        "Петров заявил: «Мы готовы к переговорам без условий».",
        ["Мы готовы к переговорам без условий"],
        "Ivan Petrov",
    ),
    ("ru", "«Это шаг, — сказал Петров, — но не последний».", ["Это шаг", "но не последний"], "Ivan Petrov"),
    ("ru", "Петров сообщил, что переговоры продолжатся в мае.", ["переговоры продолжатся в мае"], "Ivan Petrov"),
    ("ru", "По словам Петрова, стороны договорились о встрече.", ["стороны договорились о встрече"], "Ivan Petrov"),
    ("tr", 'Demir, "Görüşmeler verimli geçti" dedi.', ["Görüşmeler verimli geçti"], "Leyla Demir"),
    ("tr", "Demir, “Bu anlaşma tarihi bir adımdır” diye konuştu.", ["Bu anlaşma tarihi bir adımdır"], "Leyla Demir"),
    ("tr", "Leyla Demir, tarafların anlaşmaya vardığını belirtti.", ["tarafların anlaşmaya vardığını"], "Leyla Demir"),
    ("tr", "Demir'e göre iki ülke yeni bir sayfa açtı.", ["iki ülke yeni bir sayfa açtı"], "Leyla Demir"),
    (
        "de",
        "„Wir sind zu Gesprächen bereit“, sagte Petrov am Montag.",
        ["Wir sind zu Gesprächen bereit"],
        "Ivan Petrov",
    ),
    (
        "de",
        "Petrov erklärte, dass die Gespräche im Mai weitergehen.",
        ["die Gespräche im Mai weitergehen"],
        "Ivan Petrov",
    ),
    ("de", "Das Abkommen sei ein Anfang, betonte Demir.", ["Das Abkommen sei ein Anfang"], "Leyla Demir"),
    (
        "de",
        "„Das ist ein Schritt“, sagte Demir, „aber nicht der letzte.“",
        ["Das ist ein Schritt", "aber nicht der letzte."],
        "Leyla Demir",
    ),
    ("fr", "« Nous sommes prêts à négocier », a déclaré Leyla Demir.", ["Nous sommes prêts à négocier"], "Leyla Demir"),
    ("fr", "Leyla Demir a affirmé qu’ils reprendraient en mai.", ["ils reprendraient en mai"], "Leyla Demir"),
    ("fr", "Selon Leyla Demir, les deux pays ont un accord.", ["les deux pays ont un accord"], "Leyla Demir"),
    ("es", "«Estamos dispuestos a negociar», dijo Petrov el lunes.", ["Estamos dispuestos a negociar"], "Ivan Petrov"),
    ("es", "Petrov afirmó que las conversaciones continuarán.", ["las conversaciones continuarán"], "Ivan Petrov"),
    ("ar", "قال إيفان بتروف: «نحن مستعدون للمفاوضات دون شروط».", ["نحن مستعدون للمفاوضات دون شروط"], "Ivan Petrov"),
]


@pytest.mark.parametrize(("language", "text", "pieces", "person"), CASES)
def test_each_construction_gives_its_words_and_its_speaker(
    language: str, text: str, pieces: list[str], person: str
) -> None:
    (found,) = find_quotations(text, language, (PETROV, DEMIR))
    assert [text[a:b] for a, b in found.spans] == pieces
    assert found.person == person


def test_a_pronoun_in_another_language_goes_back_to_the_last_name() -> None:
    text = "Петров сообщил, что переговоры продолжатся в мае. Он добавил, что срок не определен."
    assert [q.person for q in find_quotations(text, "ru", (PETROV,))] == ["Ivan Petrov", "Ivan Petrov"]


def test_an_inverted_french_cue_inside_the_marks_is_no_content() -> None:
    text = "« C’est un pas, a-t-elle ajouté, mais ce n’est pas le dernier de tous. »"
    (found,) = find_quotations(text, "fr")
    assert "ajouté" not in " ".join(text[a:b] for a, b in found.spans)


def test_german_nouns_are_not_taken_for_names() -> None:
    text = "Nach langen Gesprächen am Hafen sagte die Sprecherin: „Wir sind zu allem bereit.“"
    (found,) = find_quotations(text, "de")
    assert found.mention is not None and text[slice(*found.mention)] == "Sprecherin"


def test_a_language_without_a_file_gives_marks_with_the_nearest_name() -> None:
    text = "Ο Πετρόφ δήλωσε: «Είμαστε έτοιμοι για διαπραγματεύσεις»."
    (found,) = find_quotations(text, "el")
    assert text[slice(*found.spans[0])] == "Είμαστε έτοιμοι για διαπραγματεύσεις"
    assert load_language("el").quality == "marks"


def test_every_language_file_reads_and_names_itself() -> None:
    known = supported()
    assert {"en", "ru", "tr", "de", "fr", "es", "ar"} <= set(known)
    assert all(code == language.code for code, language in known.items())
    assert known["ar"].direction == "rtl"


def test_a_trailing_cue_without_a_subject_reports_its_own_sentence_alone() -> None:
    text = "Demir, tarafların anlaştığını söyledi.\n\nBakan, kotanın haziranda yükseleceğini bildirdi."
    found = find_quotations(text, "tr", (DEMIR,))
    assert [text[a:b] for q in found for a, b in q.spans] == [
        "tarafların anlaştığını",
        "kotanın haziranda yükseleceğini",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("HALMSUND, Aldmark, April 14 (MNA) - Talks will resume", "Talks will resume"),
        ("ANKARA, 14 апреля. /ТАВС/. Переговоры продолжатся", "Переговоры продолжатся"),
        ("МОСКВА, 14 апр - РИА Волна. Переговоры продолжатся", "Переговоры продолжатся"),
        ("Berlin (dpa) – Die Gespräche gehen weiter", "Die Gespräche gehen weiter"),
        ("LISBON — Talks will resume", "Talks will resume"),
        ("He agreed (he said) - and left", "He agreed (he said) - and left"),
        ("Olden — the envoy — left", "Olden — the envoy — left"),
        ("HALMSUND (MNA) - ", "HALMSUND (MNA) - "),
    ],
)
def test_a_dateline_is_not_among_the_words_of_a_paragraph(line: str, words: str) -> None:
    (span,) = paragraph_spans(line)
    assert line[slice(*span)] == words
