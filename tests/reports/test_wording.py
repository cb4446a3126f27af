"""Wording: verbs for one statement, terms for one topic, words that mark an outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extract.records import About, Article, Coverage, TopicMention
from reports.labels import label_names
from reports.wording import LEAST_HERE, SURE, Used, log_odds, person_names, reporting_verbs, telling_words, topic_names


def with_cues(coverage: Coverage, cues: dict[str, str]) -> Coverage:
    return replace(coverage, quotations=tuple(replace(q, cue=cues.get(q.article, q.cue)) for q in coverage.quotations))


def test_different_verbs_for_one_statement_stand_side_by_side(talks: Coverage) -> None:
    (row,) = reporting_verbs(with_cues(talks, {"herald-1": "warned", "beacon-1": "threatened", "vesti-1": "warned"}))
    assert row.person == "Mira Halvorsen"
    assert [(u.word, u.outlets) for u in row.used] == [
        ("warned", (("The Herald", 1), ("The Vesti", 1))),
        ("threatened", (("The Beacon", 1),)),
    ]
    assert row.used[1].places == (("beacon-1", 0),)


def test_forms_of_one_verb_are_no_difference(talks: Coverage) -> None:
    assert reporting_verbs(with_cues(talks, {"herald-1": "says", "beacon-1": "said", "vesti-1": "said"})) == ()


def test_terms_of_one_topic_by_outlet(talks: Coverage) -> None:
    mentions = (
        TopicMention("T1", "herald-1", 0, "lorries"),
        TopicMention("T1", "beacon-1", 0, "lorry"),
        TopicMention("T1", "vesti-1", 0, "trucks"),
        TopicMention("T2", "herald-1", 1, "permits"),
    )
    (row,) = topic_names(replace(talks, mentions=mentions))
    assert row.thing == "Lorries"
    assert row.used == (
        Used("lorries", (("The Beacon", 1), ("The Herald", 1)), (("herald-1", 0), ("beacon-1", 0))),
        Used("trucks", (("The Vesti", 1),), (("vesti-1", 0),)),
    )


def test_a_passage_found_by_likeness_uses_no_term(talks: Coverage) -> None:
    terms = (TopicMention("T1", "herald-1", 0, "lorries"), TopicMention("T1", "beacon-1", 0, "trucks"))
    like = TopicMention("T1", "vesti-1", 0, "The line stays closed", by=About.SIMILAR, score=0.6)
    assert topic_names(replace(talks, mentions=(*terms, like))) == topic_names(replace(talks, mentions=terms)) != ()


def test_what_a_person_is_called_leaves_pronouns_out(talks: Coverage) -> None:
    called = {"herald-1": "Halvorsen", "beacon-1": "the Ostmark minister", "vesti-1": "she"}
    told = tuple(
        replace(q, mention=called[q.article]) for q in talks.quotations if q.person == "Mira Halvorsen"
    )  # fmt: skip
    (row,) = person_names(replace(talks, quotations=told))
    assert row.thing == "Mira Halvorsen"
    assert [u.word for u in row.used] == ["Halvorsen", "the Ostmark minister"]


@pytest.fixture(scope="module")
def marked(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Any], make_article: Callable[..., Article]
) -> Coverage:
    """Two outlets with the same 240 words in another order, but for one word that only one of them uses."""
    common = [f"tale{chr(97 + n)}{chr(97 + k)}" for n in range(12) for k in range(20)]
    plain = tuple(" ".join(common[n::12]) for n in range(12))
    loaded = tuple(" ".join(common[20 * n : 20 * n + 20]) + " separatists" * 2 * (n < 4) for n in range(12))
    pages = {"herald": plain, "beacon": loaded}
    return make_coverage([(make_outlet(k), make_article(k, [], more=p), []) for k, p in pages.items()])


def test_a_word_that_one_outlet_alone_uses_often_is_told(marked: Coverage) -> None:
    told = telling_words(marked)
    assert [(t.outlet, t.word, t.here, t.elsewhere) for t in told] == [("beacon", "separatist", 8, 0)]
    assert told[0].z >= SURE
    assert told[0].passages == (("beacon-1", 0), ("beacon-1", 1), ("beacon-1", 2), ("beacon-1", 3))


@pytest.mark.parametrize("word", ["have", "says", "Halvorsen"])
def test_small_words_and_the_names_of_who_met_mark_nobody(marked: Coverage, word: str) -> None:
    said = [
        replace(a, paragraphs=tuple(p.replace("separatists", word) for p in a.paragraphs))
        for a in marked.evidence.articles
    ]
    assert telling_words(replace(marked, evidence=replace(marked.evidence, articles=tuple(said)))) == ()


def test_little_text_bears_no_comparison(talks: Coverage) -> None:
    assert telling_words(talks) == ()


def test_log_odds_against_a_count_by_hand() -> None:
    """Prior 100 * 10 / 2000 = .5 in each corpus: log 10.5/1089.5 - log .5/1099.5, over sqrt(1/10.5 + 1/.5)."""
    ours, theirs = Counter({"x": 10, "rest": 990}), Counter({"rest": 1000})
    assert log_odds("x", ours, theirs) == pytest.approx(2.1096, abs=1e-3)
    assert log_odds("x", theirs, ours) == pytest.approx(-2.1096, abs=1e-3)


def test_a_word_used_less_often_marks_nothing(marked: Coverage) -> None:
    assert all(t.here >= LEAST_HERE for t in telling_words(marked))


def labelled(coverage: Coverage, **paragraph: str) -> Coverage:
    """Each outlet's article with one paragraph more."""
    articles = tuple(
        replace(a, paragraphs=(*a.paragraphs, paragraph[a.outlet])) if a.outlet in paragraph else a
        for a in coverage.evidence.articles
    )
    return replace(coverage, evidence=replace(coverage.evidence, articles=articles))


def test_groups_and_territories_by_what_each_outlet_calls_them(talks: Coverage) -> None:
    told = labelled(
        talks,
        herald="Militants held the breakaway region.",
        beacon="Fighters held the breakaway region; the fighters left.",
    )
    rows = label_names(told)
    assert [r.thing for r in rows] == ["group: armed people who are no army"]  # both say "breakaway region"
    (row,) = rows
    assert {u.word: u.outlets for u in row.used} == {
        "Militants": (("The Herald", 1),),
        "Fighters": (("The Beacon", 2),),
    }
    articles = {a.id: a for a in told.evidence.articles}
    for used in row.used:
        for article, paragraph in used.places:
            assert used.word in articles[article].paragraphs[paragraph]


def test_a_speakers_label_is_not_the_outlets(talks: Coverage) -> None:
    told = labelled(talks, herald="“The militants must go,” he said.", beacon="The fighters left.")
    quoted = replace(talks.quotations[0], id="q-more", article="herald-1", pieces=("The militants must go,",))
    assert label_names(told) != ()
    assert label_names(replace(told, quotations=(*told.quotations, quoted))) == ()


def test_a_verb_is_no_label(talks: Coverage) -> None:
    told = labelled(talks, herald="They spoke of dealing with it.", beacon="They signed an accord.")
    assert label_names(told) == ()
    told = labelled(talks, herald="They spoke of a deal.", beacon="They signed an accord.")
    assert [r.thing for r in label_names(told)] == ["document: what was agreed"]
