"""Reported speech in other languages: who speaks where no subject stands beside the cue, and where clauses end."""

from __future__ import annotations

import pytest

from extract.quotes import find_quotations


def read(text: str, language: str) -> list[tuple[str, str | None]]:
    """Each quotation's pieces in order, with its person."""
    found = find_quotations(text, language)
    return [(" … ".join(text[a:b].strip() for a, b in q.spans), q.person) for q in found]


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        (
            "de",
            "Das Hafenministerium teilte mit, man warte noch. „Es gibt keinen Grund zur Sorge“, heißt es weiter.",
            0,
        ),
        ("ru", "Вера Орлова заявила, что порт открыт. «Причин для тревоги нет», — говорится в сообщении.", 0),
        (
            "fr",
            "Vera Orlov a déclaré que le port était ouvert. « Rien ne presse au port », lit-on dans le communiqué.",
            0,
        ),
        ("fr", "Vera Orlov a déclaré que le port était ouvert. À l'en croire, trois quais sont menacés.", 0),
        ("de", "Vera Orlow sagte, der Hafen sei offen. Demnach werden drei Kais gesperrt.", 0),
    ],
)
def test_a_cue_without_a_subject_has_the_speaker_before_it(language: str, text: str, person: int) -> None:
    quotations = read(text, language)
    assert len(quotations) == 2
    assert quotations[1][1] == quotations[person][1] is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Вера Орлова уехала. Статья 4 договора гласит: «Стороны ведут учёт совместно»."),
        ("de", "Vera Orlow reiste ab. In Artikel 4 des Vertrags steht: „Die Parteien messen gemeinsam.“"),
        ("es", "Vera Orlova viajó. El artículo 4 del contrato dispone: «Las partes medirán juntas»."),
        ("tr", "Vera Orlova ayrıldı. Anlaşmanın 4. maddesinde şu hüküm var: “Taraflar birlikte ölçer.”"),
    ],
)
def test_what_a_law_says_nobody_says(language: str, text: str) -> None:
    assert read(text, language) == []


def test_words_behind_a_colon_are_speech_where_no_law_is_named() -> None:
    text = "Вера Орлова вышла к прессе: «Стороны ведут учёт совместно»."
    assert read(text, "ru") == [("Стороны ведут учёт совместно", "Вера Орлова")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Pour Jon Brekke, président du port, « un quai fermé ne rouvre pas en hiver »."),
        ("es", "Para Jon Brekke, presidente del puerto, «un muelle que cierra no reabre en invierno»."),
    ],
)
def test_marked_words_are_his_with_whom_the_sentence_opens(language: str, text: str) -> None:
    assert [person for _, person in read(text, language)] == ["Jon Brekke"]


def test_what_is_for_somebody_is_not_said_by_him() -> None:
    assert read("Pour Jon Brekke, le navire « Étoile » est trop cher.", "fr") == []


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        (
            "ru",
            "В Минэнерго Остмарка сообщили, что газа хватит. В ведомстве подчеркнули: «Причин для паники нет».",
            "Минэнерго Остмарка",
        ),
        (
            "fr",
            "Le ministère de la Défense a dit que tout va bien. « Rien ne presse au port », précise le ministère.",
            "ministère de la Défense",
        ),
    ],
)
def test_a_body_called_by_its_sort_is_the_one_named_before(language: str, text: str, person: str) -> None:
    assert read(text, language)[-1][1] == person


def test_a_relative_clause_behind_a_trailing_cue_is_not_reported() -> None:
    text = "El contrato durará siete años, informó la agencia Prim, que ha visto el texto."
    assert read(text, "es") == [("El contrato durará siete años", "Prim")]


def test_a_sentence_that_ends_in_as_somebody_reports_is_reported() -> None:
    text = "Der Vertrag soll sieben Jahre gelten, wie Vera Orlow am Montag berichtet."
    assert read(text, "de") == [("Der Vertrag soll sieben Jahre gelten", "Vera Orlow")]


def test_a_clause_in_the_reporting_mood_keeps_its_marked_words() -> None:
    text = "Westmark habe „seine Speicher verkauft“, sagte Vera Orlow. Die Stimmung sei „stellenweise laut“ gewesen."
    assert [words for words, _ in read(text, "de")] == [
        "Westmark habe „seine Speicher verkauft“",
        "Die Stimmung sei „stellenweise laut“ gewesen",
    ]


def test_a_question_in_the_reporting_mood_is_not_part_of_the_answer() -> None:
    text = "Auf die Frage, wann die Grenze öffne, antwortete Vera Orlow knapp: „Bald, sehr bald.“"
    assert read(text, "de") == [("Bald, sehr bald.", "Vera Orlow")]


def test_a_single_letter_ends_a_sentence_before_a_word_that_opens_one() -> None:
    text = "«Alguien confunde los metros», escribió Vera Orlova en la red Y. Más tarde reconoció que se equivocó."
    assert read(text, "es") == [("Alguien confunde los metros", "Vera Orlova"), ("se equivocó", "Vera Orlova")]


def test_a_title_s_full_stop_opens_no_sentence() -> None:
    text = "« Rien ne presse au port », a écrit M. Tarkine sur le réseau Y. Il a ensuite supprimé son message."
    assert read(text, "fr") == [("Rien ne presse au port", "Tarkine")]


def test_a_cue_behind_a_bare_subject_stands_inside_its_clause() -> None:
    text = "Пётр Вельский молчал. Зима, полагает Вельский, расставит всё по местам."
    assert read(text, "ru") == [("Зима … расставит всё по местам", "Пётр Вельский")]


def test_a_possessive_of_no_gender_means_who_the_text_is_about() -> None:
    text = "«Los dos van de farol», apunta Pedro Velski. El invierno, a su juicio, pondrá todo en su sitio."
    assert read(text, "es")[-1] == ("El invierno … pondrá todo en su sitio", "Pedro Velski")


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("de", "Der Vertrag soll gelten, wie die Agentur Prim unter Berufung auf Vera Orlow berichtet.", "Vera Orlow"),
        (
            "ru",
            "Договор готов, сообщает агентство «Прим» со ссылкой на пресс-секретаря Глеба Таркина.",
            "Глеба Таркина",
        ),
        ("fr", "Le contrat est prêt au port, rapporte l'agence Prim, citant Vera Orlov.", "Vera Orlov"),
    ],
)
def test_whose_words_are_brought_is_the_speaker_and_who_brings_them_the_way(
    language: str, text: str, person: str
) -> None:
    (quotation,) = find_quotations(text, language)
    assert quotation.person == person
    assert quotation.via is not None and quotation.via != person


def test_a_direct_quotation_ends_before_the_report_that_cites() -> None:
    text = "«Договор рассчитан на семь лет», — сообщает агентство «Прим» со ссылкой на Глеба Таркина."
    assert [words for words, _ in read(text, "ru")] == ["Договор рассчитан на семь лет"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le patron du port, Anton Rein, a remercié les participants."),
        ("fr", "La maire de Brennhavn, Kari Olsen, a qualifié la décision."),
    ],
)
def test_a_subject_set_off_by_commas_is_not_what_is_said(language: str, text: str) -> None:
    assert read(text, language) == []


def test_a_cue_that_and_joins_has_a_clause_of_its_own_behind_marks() -> None:
    text = (
        "Vera Orlow nannte das Abkommen „unausweichlich und klug“ und warnte, der Gewinn werde um ein Viertel sinken."
    )
    assert read(text, "de")[-1] == ("der Gewinn werde um ein Viertel sinken", "Vera Orlow")


def test_a_participle_that_and_joins_to_another_reports() -> None:
    text = "Vera Orlov a remercié le port et averti que les bénéfices chuteraient d'un quart."
    assert read(text, "fr") == [("les bénéfices chuteraient d'un quart", "Vera Orlov")]


def test_the_name_behind_an_office_of_several_words_holds_it() -> None:
    text = "Las consultas continuarán, anunció en Brennhavn la portavoz de la diplomacia morvia, Olga Sinítsina."
    assert read(text, "es") == [("Las consultas continuarán", "Olga Sinítsina")]


def test_a_clause_before_its_cue_ends_at_the_cue() -> None:
    text = "Die Beratungen würden fortgesetzt, erklärte die Sprecherin, Olga Sinizyna, in Brennhavn."
    assert read(text, "de") == [("Die Beratungen würden fortgesetzt", "Olga Sinizyna")]


def test_an_unnamed_source_goes_on_by_his_words() -> None:
    text = "Решение не принято, рассказал «Прим» источник, знакомый с делом. По его словам, всё зависит от погоды."
    assert read(text, "ru")[-1] == ("всё зависит от погоды", "источник")


def test_the_word_that_joins_two_cues_belongs_to_neither_clause() -> None:
    text = "Kari Olsen, “Trafik korkunçtu bugün” şeklinde konuştu ve köprünün onarılacağı sözünü verdi."
    assert read(text, "tr")[-1] == ("köprünün onarılacağı", "Kari Olsen")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "«Удар по бюджету будет недолгим», — утешает председатель банка Амира Сафи."),
        ("es", "«El golpe del gas será breve», sosegó su gobernadora, Amira Safi."),
        ("fr", "« Le choc gazier sera de courte durée », apaise la gouverneure Amira Safi."),
        ("de", "„Der Schock wird kurz sein“, tröstete Amira Safi."),
    ],
)
def test_a_verb_that_no_list_has_reports_between_marks_and_a_name(language: str, text: str) -> None:
    assert [person for _, person in read(text, language)] == ["Амира Сафи" if language == "ru" else "Amira Safi"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La película «El largo invierno ruso», obra de Amira Safi, ganó un premio."),
        ("ru", "Книга «Долгая зима на севере», автор Амира Сафи, получила приз."),
        ("fr", "Le film « Le long hiver russe », avec Amira Safi, a été primé."),
        ("de", "Das Buch „Der lange Winter im Norden“, verfasst von Amira Safi, gewann einen Preis."),
    ],
)
def test_a_title_beside_its_maker_is_not_speech(language: str, text: str) -> None:
    assert read(text, language) == []


def test_a_clause_belongs_to_the_cue_next_to_it() -> None:
    text = "«El golpe del gas será breve», afirmó su gobernadora, Amira Safi, quien precisó que los tipos no cambiarán."
    assert [words for words, _ in read(text, "es")] == ["El golpe del gas será breve", "los tipos no cambiarán"]
