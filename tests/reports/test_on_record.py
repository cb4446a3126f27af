"""The record: what each outlet carries of it, what nobody does, what stands nowhere in it; whose cut it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.definitions import Outlet
from extract.records import Article, Coverage, Passage, QuoteKind
from reports.inherited import cuts, kept
from reports.on_record import counterparts, off_record, recall, recorded, unquoted
from reports.outputs.data import export

HALVORSEN, DEMIREL = "Mira Halvorsen", "Tarık Demirel"
LINE = "The line stays closed to lorries unless the inspections resume first, and the experts on both sides know it."
FERRY = "We also spoke about the ferry between the two ports at great length."
MOON = "My grandmother kept eleven geese in the shadow of the moon."
QUOTA = "A quota of ninety thousand permits is the least our hauliers need."
Said = list[tuple[str, str, QuoteKind]]


@pytest.fixture
def coverage(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> Coverage:
    rows = []
    for key, country, said in (
        ("herald", "Ostmark", [(HALVORSEN, LINE), (HALVORSEN, MOON)]),
        ("beacon", "Karaova", [(HALVORSEN, LINE), (DEMIREL, QUOTA)]),
    ):
        direct = [(who, text, QuoteKind.DIRECT) for who, text in said]
        rows.append((make_outlet(key, country), make_article(key, direct), direct))
    return make_coverage(rows, passages=(LINE, FERRY))


def test_each_passage_names_the_outlets_that_carry_it(coverage: Coverage) -> None:
    assert {p.text: p.outlets for p in recorded(coverage)} == {LINE: ("beacon", "herald"), FERRY: ()}
    assert unquoted(coverage) == ((HALVORSEN, FERRY),)
    assert recall(coverage).to_dict("records") == [
        {"speaker": HALVORSEN, "outlet": "herald", "carried": 1, "passages": 2},
        {"speaker": HALVORSEN, "outlet": "beacon", "carried": 1, "passages": 2},
    ]


def test_words_that_the_speaker_has_nowhere_in_the_record_are_shown_with_what_comes_nearest(coverage: Coverage) -> None:
    (found,) = off_record(coverage)  # not Demirel's: the record has no turn of his
    assert (found.person, found.text, found.outlets) == (HALVORSEN, MOON, ("herald",))
    assert found.passage in (LINE, FERRY)


def test_a_readout_beside_a_transcript_is_not_counted_twice(coverage: Coverage) -> None:
    told = Passage(
        "record-2", 0, HALVORSEN, "The minister spoke about the ferry between the ports.", "en", reported=True
    )
    both = replace(coverage, evidence=replace(coverage.evidence, passages=(*coverage.evidence.passages, told)))
    assert set(recall(both)["passages"]) == {2}
    alone = replace(coverage, evidence=replace(coverage.evidence, passages=(told,)))
    assert set(recall(alone)["passages"]) == {1}


def test_what_a_text_tells_in_its_own_words_is_carried(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    said = [(HALVORSEN, LINE, QuoteKind.DIRECT)]
    told = "They spoke at great length about the ferry between the ports, too."
    rows = [(make_outlet("herald"), make_article("herald", said, more=more), said) for more in ((), (told,))]
    assert [unquoted(make_coverage([row], passages=(LINE, FERRY))) for row in rows] == [((HALVORSEN, FERRY),), ()]


def test_a_translation_is_not_said_to_be_missing_in_the_record(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    said = [(HALVORSEN, "Büyükannem ayın gölgesinde on bir kaz beslerdi.", QuoteKind.DIRECT)]
    article = replace(make_article("herald", said), language="tr")
    assert off_record(make_coverage([(make_outlet("herald"), article, said)], passages=(LINE, FERRY))) == ()


def test_counterpart_share_is_of_the_words_of_both_sides(coverage: Coverage) -> None:
    herald, beacon = counterparts(coverage)
    line, moon, quota = (len(t.split()) for t in (LINE, MOON, QUOTA))
    assert (herald.words["Ostmark"], herald.share) == (line + moon, 0.0)
    assert beacon.words == {"Ostmark": line, "Karaova": quota, "other": 0}
    assert beacon.share == round(line / (line + quota), 3)


def test_the_data_edition_has_it_all(coverage: Coverage) -> None:
    data = export(coverage)
    assert [len(p["outlets"]) for p in data["record"]["passages"]] == [2, 0]
    assert [o["text"] for o in data["record"]["off_record"]] == [MOON]
    assert [c["share"] for c in data["counterparts"]] == [c.share for c in counterparts(coverage)]


MORE = tuple(
    f"Paragraph {n} tells of the harbour, of lorries and of the long line that stands at gate {n}." for n in range(6)
)
CUT = "The line stays closed to lorries unless the inspections resume first."


@pytest.mark.parametrize(
    ("agency", "paper", "whose"),
    [
        (CUT, CUT, "inherited"),
        (LINE, CUT, "own"),
        ("The line stays closed to lorries.", CUT, "own"),
        (CUT, "The line stays closed to lorries.", "own"),
    ],
)
def test_a_cut_is_inherited_when_the_agency_has_no_more_of_the_words(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article],
    agency: str, paper: str, whose: str,
) -> None:  # fmt: skip
    rows = []
    for key, text, hour in (("wire", agency, 9), ("herald", paper, 11)):
        said = [(HALVORSEN, text, QuoteKind.DIRECT), (HALVORSEN, FERRY, QuoteKind.DIRECT)][: 2 if key == "wire" else 1]
        outlet = make_outlet(key, agency=key == "wire")
        rows.append((outlet, make_article(key, said, more=MORE, hour=hour), said))
    found = make_coverage(rows, passages=(LINE, FERRY))
    assert {key: (cut.whose, cut.source) for key, cut in cuts(found).items()} == {"herald-1.q1": (whose, "wire-1")}
    assert (kept(found)["herald-1"].kept, kept(found)["herald-1"].of) == (1, 2)
    assert next(q["cut"] for q in export(found)["quotations"] if q["id"] == "herald-1.q1")["whose"] == whose


def test_a_cut_in_an_own_text_is_nobodys_but_the_outlets(coverage: Coverage) -> None:
    assert cuts(coverage) == {}
