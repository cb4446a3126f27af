"""Words for one thing: a row by thing where name, number, statement or sentence tells which, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import HEADLINE, ArticleQuotation, Coverage, Fidelity, QuoteKind
from extract.word_lists import LabelGroup, Labels, WordLists
from reports.labels import label_names
from reports.wording import Names
from tests.reports.test_wording import labelled

FIGHTERS = "group: armed people who are no army"
FILL = (
    " He saw that near Veresk and from Tarnholm in the east, where Karpen lies."  # names that stand within a sentence
)


def told(coverage: Coverage, language: str = "en", **paragraph: str) -> tuple[Names, ...]:
    more = labelled(coverage, **{k: text + FILL for k, text in paragraph.items()})
    articles = tuple(replace(a, language=language) for a in more.evidence.articles)
    return label_names(replace(more, evidence=replace(more.evidence, articles=articles)))


def shown(rows: tuple[Names, ...]) -> list[tuple[str, str, str, list[str]]]:
    return [(r.thing, r.by, r.referent, sorted(u.word for u in r.used)) for r in rows]


@pytest.mark.parametrize(
    ("herald", "beacon"),
    [
        ("The Veresk militants left.", "The Veresk fighters stayed."),
        ("The militants from Veresk left.", "All fighters of the old Veresk stayed."),
        ("They saw Veresk’s militants.", "They saw fighters from Veresk."),
    ],
)
def test_the_things_name_beside_the_words_tells_that_they_mean_it(talks: Coverage, herald: str, beacon: str) -> None:
    rows = shown(told(talks, herald=herald, beacon=beacon))
    assert rows == [(FIGHTERS, "name", "Veresk", ["fighters", "militants"])]


@pytest.mark.parametrize(
    ("herald", "beacon"),
    [
        ("The Veresk militants left.", "The Tarnholm fighters stayed."),
        ("The militants left Veresk.", "The fighters stayed near Veresk."),
        ("The militants in Veresk left.", "The fighters in Veresk stayed."),  # both may be there
        ("In 2014 militants came.", "In 2014 fighters came."),
        ("On May 14 militants came.", "On May 14 fighters came."),
        ("Two militants came.", "Two fighters came."),
        ("Of all 62, militants came.", "Of all 62, fighters came."),
    ],
)
def test_words_of_one_kind_are_not_taken_for_one_thing(talks: Coverage, herald: str, beacon: str) -> None:
    assert shown(told(talks, herald=herald, beacon=beacon)) == [(FIGHTERS, "", "", ["fighters", "militants"])]


def test_a_place_tells_which_act_is_meant(talks: Coverage) -> None:
    rows = shown(told(talks, herald="The invasion of Veresk began.", beacon="The operation was the war in Veresk."))
    assert rows == [("act: use of force", "name", "Veresk", ["invasion", "war"])]


def test_whose_attack_it_is_does_not_tell_which(talks: Coverage) -> None:
    herald, beacon = "They feared an Ostmarkian attack there.", "They feared an Ostmarkian invasion there."
    assert [r[1] for r in shown(told(talks, herald=herald, beacon=beacon))] == [""]
    herald, beacon = "They freed all Ostmarkian prisoners.", "They freed all Ostmarkian hostages."
    assert [r[1:3] for r in shown(told(talks, herald=herald, beacon=beacon))] == [("name", "Ostmarkian")]


@pytest.mark.parametrize("other", ["swap 62 captives", "swap sixty-two captives", "swap 62 wounded captives"])
def test_things_counted_alike_are_the_same(talks: Coverage, other: str) -> None:
    rows = shown(told(talks, herald="Both will free 62 prisoners.", beacon=f"Both will {other}."))
    assert rows == [("group: people held", "number", "62", ["captives", "prisoners"])]


def test_what_the_meeting_is_about_tells(talks: Coverage) -> None:
    """The title is "Talks in Port Aven", a topic "Lorries"."""
    rows = shown(told(talks, herald="The talks of the militants ended.", beacon="The talks of rebels ended."))
    assert rows == [(FIGHTERS, "name", "talks", ["militants", "rebels"])]
    rows = shown(told(talks, herald="The march of the militants ended.", beacon="The march of rebels ended."))
    assert [r[1] for r in rows] == [""]


def reported(coverage: Coverage, **content: str) -> Coverage:
    """Each outlet's article with one paragraph more, that reports one statement."""
    more = labelled(coverage, **{k: f"She said that {text}." for k, text in content.items()})
    articles = {a.outlet: a for a in more.evidence.articles if a.outlet in content}
    added = (
        ArticleQuotation(
            f"{k}-more", articles[k].id, len(articles[k].paragraphs) - 1, (text,), QuoteKind.INDIRECT, "said", "She",
            "Mira Halvorsen", statement="S9", fidelity=Fidelity.INDIRECT,
        )
        for k, text in content.items()
    )  # fmt: skip
    return replace(more, quotations=(*more.quotations, *added))


def test_renderings_of_one_statement_speak_of_one_thing(talks: Coverage) -> None:
    rows = label_names(reported(talks, herald="the militants must go", beacon="the fighters had to leave"))
    assert shown(rows) == [(FIGHTERS, "statement", "S9", ["fighters", "militants"])]
    assert [u.places for u in rows[0].used] == [(("beacon-1", 1),), (("herald-1", 2),)]


def test_a_rendering_with_two_of_the_words_does_not_tell_which(talks: Coverage) -> None:
    rows = label_names(reported(talks, herald="militants and rebels must go", beacon="the fighters had to leave"))
    assert [r.by for r in rows] == [""]


def test_in_a_mixed_quotation_only_the_marks_are_the_speakers(talks: Coverage) -> None:
    def of(herald: str) -> list[tuple[str, str, str, list[str]]]:
        more = reported(talks, herald=herald, beacon="the fighters had to leave")
        mixed = (
            replace(q, kind=QuoteKind.MIXED) if q.id == "herald-more" else q for q in more.quotations
        )  # fmt: skip
        return shown(label_names(replace(more, quotations=tuple(mixed))))

    assert of("the militants “must go”") == [(FIGHTERS, "statement", "S9", ["fighters", "militants"])]
    assert of("they, “the militants, must go”") == []


def test_a_sentence_that_two_outlets_have_but_for_the_word(talks: Coverage) -> None:
    shared = "{} shelled the northern harbour, two depots and a bridge before dawn, residents told the mayor."
    rows = shown(told(talks, herald=shared.format("Militants"), beacon=shared.format("Fighters")))
    assert rows == [(FIGHTERS, "sentence", "1", ["Fighters", "Militants"])]
    rows = shown(told(talks, herald=shared.format("Militants"), beacon="Fighters shelled the harbour in the evening."))
    assert [r[1] for r in rows] == [""]
    both = "{} shelled the northern harbour, two depots and a bridge before dawn, {} told the mayor."
    rows = shown(told(talks, herald=both.format("Militants", "rebels"), beacon=both.format("Rebels", "militants")))
    assert "sentence" not in [r[1] for r in rows]  # each has both words: which is whose is not told


@pytest.mark.parametrize(
    ("language", "herald", "beacon", "words"),
    [
        ("ru", "Ушли боевики Вереска.", "Остались повстанцы из Вереска.", ["боевики", "повстанцы"]),
        ("tr", "Veresk militanları gitti.", "Veresk savaşçıları kaldı.", ["militanları", "savaşçıları"]),
        ("fr", "Les combattants de Veresk partent.", "Les rebelles de Veresk restent.", ["combattants", "rebelles"]),
        ("es", "Los combatientes de Veresk salen.", "Los rebeldes de Veresk quedan.", ["combatientes", "rebeldes"]),
    ],
)
def test_names_in_other_languages(talks: Coverage, language: str, herald: str, beacon: str, words: list[str]) -> None:
    names = {"ru": " Он был у Вереска.", "tr": " Orada Veresk var."}.get(language, " Il a vu Veresk.")
    rows = shown(told(talks, language, herald=herald + names, beacon=beacon + names))
    assert [(r[0], r[1], r[3]) for r in rows] == [(FIGHTERS, "name", words)]


def test_in_german_only_known_names_count_for_all_nouns_are_written_large(talks: Coverage) -> None:
    herald, beacon = "Die Rebellen von Ostmark zogen ab.", "Die Kämpfer aus Ostmark blieben da, in Ostmark eben."
    assert [r[1:3] for r in shown(told(talks, "de", herald=herald, beacon=beacon))] == [("name", "Ostmark")]
    herald, beacon = "Die Rebellen von Beruf zogen ab.", "Die Kämpfer von Beruf blieben da, im alten Beruf eben."
    assert [r[1] for r in shown(told(talks, "de", herald=herald, beacon=beacon))] == [""]


def with_lists(coverage: Coverage, *groups: LabelGroup) -> Coverage:
    words = WordLists(labels=Labels(groups=groups))
    return replace(coverage, evidence=replace(coverage.evidence, words=words))


def test_the_analysts_groups_are_added_and_may_be_of_one_thing(talks: Coverage) -> None:
    islands = LabelGroup(
        kind="territory", label="Karpen", terms={"en": ("islands", "occupied islands", "archipelago")}, one=True
    )
    more = labelled(talks, herald="They spoke about the islands.", beacon="They spoke about the archipelago.")
    assert label_names(more) == ()
    assert shown(label_names(with_lists(more, islands))) == [
        ("territory: Karpen", "listed", "", ["archipelago", "islands"])
    ]


def test_a_group_of_the_same_kind_and_label_replaces_the_packaged_one(talks: Coverage) -> None:
    more = labelled(talks, herald="The militants left.", beacon="The fighters left, said the irregulars.")
    own = LabelGroup(kind="group", label="armed people who are no army", terms={"en": ("militant", "irregular")})
    assert shown(label_names(more)) == [(FIGHTERS, "", "", ["fighters", "militants"])]
    assert shown(label_names(with_lists(more, own))) == [(FIGHTERS, "", "", ["irregulars", "militants"])]


def test_every_word_of_a_row_stands_where_the_row_says(talks: Coverage) -> None:
    more = labelled(talks, herald="Both will free 62 prisoners, the prisoners of war.", beacon="They swap 62 captives.")
    articles = {a.id: a for a in more.evidence.articles}
    rows = label_names(more)
    assert rows
    for row in rows:
        for used in row.used:
            for article, n in used.places:
                text = articles[article].title if n == HEADLINE else articles[article].paragraphs[n]
                assert used.word in text
