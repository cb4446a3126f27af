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


SPOKEN = [
    ("fr", "— Vous êtes prêt ? demande un journaliste.\n— Toujours, répond Petrov en souriant.", "Toujours"),
    ("es", "—Estamos listos —responde Petrov—. Y no solo hoy.", "Estamos listos|Y no solo hoy."),
    ("ru", "— Мы готовы, — отвечает Петров и встаёт. — И не только сегодня.", "Мы готовы|И не только сегодня."),
    ("tr", "— Hazırız, diyor Petrov.", "Hazırız"),
]


@pytest.mark.parametrize(("language", "text", "said"), SPOKEN)
def test_a_dash_opens_speech_that_may_go_on_behind_its_cue(language: str, text: str, said: str) -> None:
    last = find_quotations(text, language, (PETROV,))[-1]
    assert "|".join(text[a:b] for a, b in last.spans) == said
    assert last.person == "Ivan Petrov"


def test_speech_runs_over_a_paragraph_break_to_the_mark_that_closes_it_and_takes_the_cue_there() -> None:
    text = "« On nous a montré un papier.\n\nNous ne le signerons pas », a déclaré Leyla Demir."
    (found,) = find_quotations(text, "fr", (DEMIR,))
    assert [text[a:b] for a, b in found.spans] == ["On nous a montré un papier.", "Nous ne le signerons pas"]
    assert found.person == "Leyla Demir"


def test_an_open_mark_does_not_swallow_a_paragraph_with_speech_of_its_own() -> None:
    text = "« On nous a montré un papier.\n\nDemir sourit : « Nous verrons. »"
    assert [q.spans[-1][0] for q in find_quotations(text, "fr", (DEMIR,))] == [2, text.index("Nous")]


def test_a_sentence_in_the_mood_of_reported_speech_needs_no_cue() -> None:
    text = "Das sei ein Anfang, sagte Petrov. Man habe noch nichts unterschrieben. Draußen wartete die Presse."
    found = find_quotations(text, "de", (PETROV,))
    assert [text[slice(*q.spans[0])] for q in found] == ["Das sei ein Anfang", "Man habe noch nichts unterschrieben"]
    assert {q.person for q in found} == {"Ivan Petrov"}


OFFICES = [
    ("ru", "«Мы готовы», — сказала глава МИД Вестланда.", "Leyla Demir"),
    ("ru", "«Мы готовы», — сказал министр иностранных дел Остланда.", "Ivan Petrov"),
    ("de", "„Wir sind bereit“, sagte die westländische Außenministerin.", "Leyla Demir"),
    ("es", "«Estamos listos», dijo el canciller de Ostland.", "Ivan Petrov"),
    ("tr", 'Ostland Dışişleri Bakanı, "Hazırız ve bekliyoruz" dedi.', "Ivan Petrov"),
    ("tr", 'Bakan, "Hazırız ve bekliyoruz" dedi.', "Bakan"),
]


@pytest.mark.parametrize(("language", "text", "person"), OFFICES)
def test_an_office_means_the_participant_of_that_country_and_nobody_where_both_hold_it(
    language: str, text: str, person: str
) -> None:
    assert find_quotations(text, language, (PETROV, DEMIR))[0].person == person


@pytest.mark.parametrize(
    "text", ["По словам Олафа Рина, порт закрыт на ремонт.", "Порт закрыт на ремонт, считает Олаф Рин."]
)
def test_a_russian_name_is_given_in_the_form_of_the_subject(text: str) -> None:
    assert [q.person for q in find_quotations(text, "ru")] == ["Олаф Рин"]


def test_who_is_told_and_who_is_spoken_of_does_not_speak() -> None:
    text = "Demir a été brève. Aux journalistes, elle a déclaré : « Nous verrons cela demain matin. »"
    assert find_quotations(text, "fr", (DEMIR,))[0].person == "Leyla Demir"
    text = 'Petrov, Demir\'e teşekkür ederek "Güzel bir gündü, yine geliriz" dedi.'
    assert find_quotations(text, "tr", (PETROV, DEMIR))[0].person == "Ivan Petrov"


def test_a_ministry_is_not_its_minister() -> None:
    text = "Министр Петров прибыл в порт. В министерстве заявили, что визит продлится два дня."
    assert [q.person for q in find_quotations(text, "ru", (PETROV,))] == ["министерство"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Партия «Новый порт» потребовала пересчёта голосов."),
        ("de", "Die Partei „Neuer Hafen“ forderte eine Neuauszählung der Stimmen."),
        ("fr", "Le gazoduc « Amitié » n’était pas au menu des discussions."),
        ("tr", "“Yeni Liman” adlı parti toplantıya katılmadı."),
        ("zh", "所谓“和平之线”沿河而过。"),
    ],
)
def test_a_name_in_quotation_marks_is_nothing_said(language: str, text: str) -> None:
    assert not [q for q in find_quotations(text, language) if q.kind == "direct"]


WEAK = [
    ("zh", "伊万·彼得罗夫说：“我们已经准备好了。”", "我们已经准备好了。", "Ivan Petrov"),
    ("ja", "ペトロフ外相は「交渉の用意がある」と述べた。", "交渉の用意がある", None),
    ("it", "«Siamo pronti», ha detto ieri Leyla Demir.", "Siamo pronti", "Leyla Demir"),
    ("pt", "“Estamos prontos para negociar”, afirmou Leyla Demir.", "Estamos prontos para negociar", "Leyla Demir"),
    ("uk", "«Ми готові до переговорів», — заявив Іван Петров.", "Ми готові до переговорів", "Ivan Petrov"),
    ("pl", "„Jesteśmy gotowi do rozmów” – powiedziała Leyla Demir.", "Jesteśmy gotowi do rozmów", "Leyla Demir"),
    ("el", "«Είμαστε έτοιμοι για διαπραγματεύσεις», δήλωσε ο Πετρόφ.", "Είμαστε έτοιμοι για διαπραγματεύσεις", None),
]


@pytest.mark.parametrize(("language", "text", "said", "person"), WEAK)
def test_other_languages_give_what_stands_in_marks_and_who_stands_near(
    language: str, text: str, said: str, person: str | None
) -> None:
    people = (PETROV.model_copy(update={"aliases": (*PETROV.aliases, "伊万·彼得罗夫", "Іван Петров")}), DEMIR)
    (found,) = find_quotations(text, language, people)
    assert text[slice(*found.spans[0])] == said
    assert person is None or found.person == person
