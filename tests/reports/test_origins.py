"""Origins: whose words an article's are, in which direction, and what is no copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from extract.definitions import Outlet
from extract.records import Article, ArticleQuotation, OriginKind, Passage, QuoteKind, Relation
from reports.origins import find_origins, independent_texts

WIRE = (
    "The ministers agreed on Tuesday to reopen the northern banks to trawlers of both countries in September.",
    "The agreement sets a joint quota of 38,000 tonnes and places observers on every tenth boat.",
    "Fishermen's unions on both coasts had threatened to blockade the strait if the meeting failed.",
)
OWN = (
    "In our region the news was heard at the auction hall, where Ingrid Moe has sold haddock for thirty years.",
    "The mayor wants to use the summer for dredging the harbour basin, for which six million crowns are set aside.",
    "Whether the ice works will reopen is uncertain: its owner went bankrupt in February and no buyer has come.",
)


def outlet(key: str, agency: bool = False) -> Outlet:
    credits = (key.upper(),) if agency else ()
    return Outlet(
        key=key,
        name=key.title(),
        country="Ostmark",
        ownership="private",
        languages=("en",),
        agency=agency,
        credits=credits,
    )


def article(key: str, *paragraphs: str, at: int | None = 12, relation: Relation = Relation.REPORT) -> Article:
    published = datetime(2026, 4, 14, at, tzinfo=UTC) if at else date(2026, 4, 14)
    return Article(
        "Talks", paragraphs, id=f"{key}-1", outlet=key, published=published, language="en", relation=relation
    )


OUTLETS = {o.key: o for o in (outlet("wire", True), outlet("post"), outlet("mail"))}


def rows(*articles: Article, passages: Sequence[Passage] = ()) -> list[tuple[str, str | None, OriginKind]]:
    return [(o.article, o.source, o.kind) for o in find_origins(articles, OUTLETS, passages=passages)]


@pytest.mark.parametrize("hour", [11, 12, 13, None])
def test_an_agency_is_the_source_whatever_the_clocks_say(hour: int | None) -> None:
    found = rows(article("post", *WIRE, at=hour), article("wire", *WIRE, at=12))
    assert found == [("post-1", "wire-1", OriginKind.WIRE)]


def test_between_outlets_the_earlier_is_the_source() -> None:
    assert rows(article("post", *WIRE, at=9), article("mail", *WIRE, at=8)) == [("post-1", "mail-1", OriginKind.OUTLET)]
    assert rows(article("post", *WIRE, at=None), article("mail", *WIRE, at=23)) == [
        ("post-1", "mail-1", OriginKind.OUTLET)
    ]


def test_two_outlets_that_credit_one_unread_agency_have_a_common_source() -> None:
    credited = (*WIRE, "(WIRE)")
    assert rows(article("post", *credited, at=9), article("mail", *credited, at=10)) == [
        ("post-1", None, OriginKind.CREDITED),
        ("mail-1", "post-1", OriginKind.COMMON),
    ]


def test_halves_of_two_agencies_are_two_rows() -> None:
    both = article("post", *WIRE, *OWN, at=15)
    found = rows(both, article("wire", *WIRE, at=9), article("mail", *OWN, at=10))
    assert {(source, kind) for _, source, kind in found} == {
        ("wire-1", OriginKind.WIRE),
        ("mail-1", OriginKind.OUTLET),
    }


def test_a_readout_is_a_source_and_a_transcript_is_not() -> None:
    record = article("record", *WIRE, relation=Relation.RECORD)
    turns = [Passage("record-1", n, None, p, "en", reported=False) for n, p in enumerate(WIRE)]
    told = [Passage("record-1", n, None, p, "en", reported=True) for n, p in enumerate(WIRE)]
    assert rows(article("post", *WIRE), record, passages=turns) == []
    assert rows(article("post", *WIRE), record, passages=told) == [("post-1", "record-1", OriginKind.RELEASE)]


def test_two_copies_of_a_release_are_one_text() -> None:
    record = article("record", *WIRE, relation=Relation.RECORD)
    told = [Passage("record-1", 0, None, WIRE[0], "en", reported=True)]
    articles = [article("post", *WIRE), article("mail", *WIRE), record]
    texts = independent_texts(articles, find_origins(articles, OUTLETS, passages=told))
    assert texts == {"post-1": "post-1", "mail-1": "post-1"}


def test_what_both_heard_in_the_room_makes_no_copy() -> None:
    heard = "the joint quota will be 38,000 tonnes and observers will sail on every tenth boat of both fleets"
    post, mail = (article(key, f"{lead} She said {heard}.") for key, lead in (("post", OWN[0]), ("mail", OWN[1])))
    said = [ArticleQuotation(f"{k}-1.q1", f"{k}-1", 0, (heard,), QuoteKind.INDIRECT) for k in ("post", "mail")]
    assert find_origins([post, mail], OUTLETS, quotations=said) == ()


def test_a_text_is_a_translation_only_when_it_follows_the_source() -> None:
    german = (
        "Die Minister einigten sich am Dienstag, die nördlichen Bänke im September wieder für Trawler zu öffnen.",
        "Das Abkommen setzt eine gemeinsame Quote von 38.000 Tonnen und Beobachter auf jedem zehnten Boot fest.",
        "Fischergewerkschaften an beiden Küsten hatten gedroht, die Meerenge zu sperren, falls das Treffen scheitert.",
    )
    source = article("wire", *WIRE, at=9)
    texts = [article("post", *p) for p in (german, german[::-1])]
    translated, mixed = (find_origins([_german(t), source], OUTLETS) for t in texts)
    assert [(o.source, o.translated) for o in translated] == [("wire-1", True)]
    assert mixed == ()


def _german(text: Article) -> Article:
    return Article(text.title, text.paragraphs, id=text.id, outlet=text.outlet, published=text.published, language="de")
