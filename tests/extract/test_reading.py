"""From bytes to evidence: articles, page kinds, the event gate, topics, records; each page exactly one ledger row."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.article import read_article
from extract.definitions import Meeting, Outlet, Participant, Topic
from extract.evidence import read_outlet
from extract.record import read_passages
from extract.records import HEADLINE, Article, Link, Page, PageKind, Relation, Status
from extract.relevance import relate
from extract.topics import find_mentions

URL = "https://beacon.example/talks"
BODY = [
    "The foreign ministers of Ostmark and Karaova met in Port Aven on Tuesday and agreed on inspections of the line.",
    "“The line stays closed to lorries,” Mira Halvorsen told reporters after two hours in the old customs house.",
    "Tarık Demirel said that his country needed a larger quota for its hauliers before the summer.",
    "The two ministers will meet again in the autumn, when the inspectors are expected to have reported twice.",
]
MEETING = Meeting(
    id="talks",
    title="Talks in Port Aven",
    start=date(2026, 4, 14),
    end=date(2026, 4, 14),
    place="Port Aven",
    participants=(
        Participant(name="Mira Halvorsen", role="foreign minister", country="Ostmark", aliases=("Мира Халворсен",)),
        Participant(name="Tarık Demirel", role="foreign minister", country="Karaova", aliases=("Тарык Демирель",)),
    ),
)
OUTLET = Outlet(key="beacon", name="The Beacon", country="Ostmark", ownership="private", languages=("en",))


def page(
    paragraphs: list[str], head: str = "", title: str = "Ministers agree on inspections", lang: str = "en"
) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Beacon</title>{head}</head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def ld(kind: str = "NewsArticle", **more: str) -> str:
    import json

    data = {"@type": kind, "headline": "Ministers agree on inspections", **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_headline_time_and_authors_come_from_the_pages_own_description() -> None:
    head = ld(datePublished="2026-04-14T18:05:00+03:00", author="Ann Reporter")
    article = read_article(page(BODY, head), URL)
    assert article.title == "Ministers agree on inspections"
    assert article.published == datetime.fromisoformat("2026-04-14T18:05:00+03:00")
    assert article.authors == ("Ann Reporter",)
    assert list(article.paragraphs) == BODY
    assert (article.language, article.kind) == ("en", PageKind.ARTICLE)


def test_the_outlets_name_is_cut_from_the_title() -> None:
    assert read_article(page(BODY), URL).title == "Ministers agree on inspections"


def test_calls_to_action_and_repeated_titles_are_no_paragraphs() -> None:
    noisy = ["Ministers agree on inspections", *BODY, "Read more: ferry prices", "Subscribe to our newsletter"]
    assert list(read_article(page(noisy), URL).paragraphs) == BODY


@pytest.mark.parametrize("charset", ["windows-1254", "utf-8"])
def test_turkish_letters_survive_whatever_charset_the_page_declares(charset: str) -> None:
    text = [
        "Dışişleri Bakanı Tarık Demirel, görüşmenin ardından gazetecilere açıklama yaptı ve kotanın artacağını söyledi."
    ]
    body = page(
        text * 1 + ["İki bakan sonbaharda yeniden görüşecek ve müfettişlerin raporunu birlikte ele alacak."], lang="tr"
    )
    made = body.decode().replace("utf-8", charset).encode(charset)
    article = read_article(made, URL)
    assert article.paragraphs[0] == text[0]
    assert article.language == "tr"


def test_a_saved_text_has_a_headline_and_paragraphs() -> None:
    article = read_article("top of page\n\nHeadline\n\nFirst “words”.\n\nSecond.\n\nbottom of page\n".encode(), URL)
    assert (article.title, article.paragraphs) == ("Headline", ("First “words”.", "Second."))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_reading(body: bytes) -> None:
    article = read_article(body, URL)
    assert article.kind in PageKind


@pytest.mark.parametrize(
    ("kind", "paragraphs", "title", "head"),
    [
        (PageKind.PAYWALLED, [BODY[0], "Subscribe to continue reading this article."], "Ministers agree", ""),
        (PageKind.PAYWALLED, [BODY[0]], "Ministers agree", ld(isAccessibleForFree="False")),
        (PageKind.PAYWALLED, ["Министры встретились.", "Материал доступен только по подписке."], "Министры", ""),
        (
            PageKind.PAYWALLED,
            ["Die Minister trafen sich.", "Jetzt abonnieren und weiterlesen mit Plus."],
            "Minister",
            "",
        ),
        (PageKind.MISSING, ["The page you asked for is no longer here."], "404: page not found", ""),
        (PageKind.MISSING, ["Aradığınız sayfa yok."], "Sayfa bulunamadı", ""),
        (PageKind.WALL, ["Checking your browser before you go on. Please verify you are human."], "Just a moment", ""),
        (PageKind.WALL, ["Wir verwenden Cookies. Zustimmen und weiter."], "Ihre Privatsphäre", ""),
        (PageKind.ARTICLE, BODY, "Ministers agree", ld(isAccessibleForFree="False")),
    ],
)
def test_what_a_page_is(kind: PageKind, paragraphs: list[str], title: str, head: str) -> None:
    # A full article may call itself not free: whoever has its text has read it.
    assert read_article(page(paragraphs, head, title), URL).kind is kind


@pytest.mark.parametrize(
    ("relation", "published", "title", "lead", "language"),
    [
        (Relation.REPORT, "2026-04-14T18:00+02:00", "Halvorsen and Demirel agree", "They met in Port Aven.", "en"),
        (
            Relation.REPORT,
            "2026-04-14T18:00+02:00",
            "Халворсен и Демирель договорились",
            "Встреча прошла в порту.",
            "ru",
        ),
        (Relation.PREVIEW, "2026-04-13T09:00+02:00", "Halvorsen to meet Demirel", "They will meet on Tuesday.", "en"),
        (
            Relation.PREVIEW,
            "2026-04-14T07:00+02:00",
            "Halvorsen ve Demirel görüşecek",
            "Bakanlar bugün görüşecek.",
            "tr",
        ),
        (
            Relation.REACTION,
            "2026-04-15T12:00+02:00",
            "Opposition criticises Halvorsen",
            "They reacted to her talks with Demirel.",
            "en",
        ),
        (
            Relation.OTHER,
            "2026-02-01T12:00+02:00",
            "Halvorsen and Demirel part without result",
            "They met in March.",
            "en",
        ),
        (Relation.OTHER, "2026-04-14T12:00+02:00", "Halvorsen speaks with Demirel", "They spoke by phone.", "en"),
        (Relation.OTHER, "2026-04-14T12:00+02:00", "Halvorsen, Demirel to open a fair next year", "Both agreed.", "en"),
        (Relation.OTHER, "2026-04-14T12:00+02:00", "Halvorsen and Demirel met in secret", "It was in January.", "en"),
        (
            Relation.REPORT,
            "2026-04-14T12:00+02:00",
            "Halvorsen and Demirel met",
            "Ferries will sail in June, they said in Port Aven.",
            "en",
        ),
        (
            Relation.REACTION,
            "2026-04-15T12:00+02:00",
            "Halvorsen and Demirel please nobody",
            "Fishermen in both countries denounced the accord of Port Aven.",
            "en",
        ),
        (
            Relation.REPORT,
            "2026-04-15T12:00+02:00",
            "Halvorsen and Demirel part in Port Aven",
            "Mira Halvorsen sharply criticised the ferry fees, and Tarık Demirel praised the accord.",
            "en",
        ),
        (
            Relation.PREVIEW,
            "2026-04-14T07:00+02:00",
            "Halvorsen und Demirel in Port Aven",
            "Am Abend wollen Halvorsen und Demirel vor die Presse treten.",
            "de",
        ),
        (Relation.OTHER, "2026-04-14T12:00+02:00", "Storm closes the harbour", "Ferries stay in port.", "en"),
    ],
)
def test_the_event_gate(relation: Relation, published: str, title: str, lead: str, language: str) -> None:
    article = Article(title, (lead,), URL, published=datetime.fromisoformat(published), language=language)
    judged = relate(article, MEETING, Link("beacon", URL, "feed"))
    assert judged.relation is relation, judged.reason
    assert judged.reason


def test_why_an_article_is_no_report_comes_before_the_points_that_it_has_as_one() -> None:
    lead = "Foreign ministers Mira Halvorsen and Tarık Demirel will meet in Port Aven on Tuesday."
    article = Article("Ministers to meet", (lead,), URL, published=date(2026, 4, 13), language="en")
    judged = relate(article, MEETING, Link("beacon", URL, "feed"))
    assert judged.relation is Relation.PREVIEW
    said, about = judged.reason.split(". These talks are meant: ")
    assert re.fullmatch(
        r"preview, written before the talks .*: published 2026-04-13.*; [\d.]+ points, 1.5 needed", said
    )
    assert re.fullmatch(r"names .*; [\d.]+ points, 2.5 needed", about)


def test_the_analysts_word_overrules_the_gate_and_shows() -> None:
    article = Article("Storm", ("Ferries stay in port.",), URL, published=date(2026, 4, 14))
    judged = relate(article, MEETING, Link("beacon", URL, "given", relation=Relation.REPORT))
    assert judged.relation is Relation.REPORT
    assert "set by the analyst (the gate: another meeting, or not about it" in judged.reason


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The sanctions hurt both.", "en", "sanctions"),
        ("Санкциями ничего не решить.", "ru", "Санкциями"),
        ("Yaptırımları kaldıralım.", "tr", "Yaptırımları"),
        ("A cease-fire holds.", "en", "cease-fire"),
        ("The EU and its members.", "en", "EU"),
        ("He said eu, not more.", "en", None),
        ("It was sanctioned by parliament.", "en", None),
    ],
)
def test_terms_match_in_their_word_forms(text: str, language: str, found: str | None) -> None:
    terms = {"en": ("sanction", "cease fire", "EU"), "ru": ("санкция",), "tr": ("yaptırım",)}
    topic = Topic(id="T1", label="x", terms=terms, exclude={"en": ("sanctioned by parliament",)})
    mentions = find_mentions(Article("Nothing here", (text,), language=language), [topic])
    assert [m.text for m in mentions] == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eine Hackergruppe war es.", True),
        ("Der Staatshacker schweigt.", True),
        ("Das Wahlrecht gilt.", False),
        ("Sie hackerten weiter.", False),
    ],
)
def test_a_german_term_is_found_inside_a_compound_noun(text: str, found: bool) -> None:
    topic = Topic(id="T1", label="Cyber", terms={"de": ("Hacker", "Wahl")})
    assert bool(find_mentions(Article("", (text,), language="de"), [topic])) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Their march ended at the bridge.", True),
        ("March on the bridge ends quietly.", True),
        ("Thousands March Home From Port Aven", True),
        ("They have walked since March.", False),
        ("March 25 was the day.", False),
        ("Lorries had waited since 25 March at the bridge.", False),
    ],
)
def test_a_month_is_not_the_word_it_is_spelled_like(text: str, found: bool) -> None:
    topic = Topic(id="T1", label="Demonstrations", terms={"en": ("march",)})
    assert bool(find_mentions(Article("", (text,), language="en"), [topic])) is found


def test_a_headline_counts_as_a_place_of_its_own() -> None:
    topic = Topic(id="T1", label="x", terms={"any": ("lorry",)})
    mentions = find_mentions(Article("Lorries wait", ("Lorry and lorry.", "None."), language="en"), [topic])
    assert [m.paragraph for m in mentions] == [HEADLINE, 0]


def test_a_transcripts_turns_have_their_speaker_and_questions_none() -> None:
    turns = ("Mira Halvorsen: Thank you.", "We agreed.", "Question: When?", "Tarık Demirel: In May.")
    passages = read_passages(Article("Record", turns, id="r-1", language="en"), MEETING)
    assert [(p.speaker, p.text) for p in passages] == [
        ("Mira Halvorsen", "Thank you."),
        ("Mira Halvorsen", "We agreed."),
        ("Tarık Demirel", "In May."),
    ]


def _fetched(url: str, body: bytes) -> tuple[Link, Page]:
    return Link("beacon", url, "given"), Page(url, url, 200, datetime(2026, 4, 15, tzinfo=UTC), "text/html", url, body)


def test_every_page_is_one_row_of_the_ledger() -> None:
    pages = [
        _fetched("https://beacon.example/1", page(BODY)),
        _fetched("https://beacon.example/2", page(BODY).replace(b"Home", b"Start")),
        _fetched("https://beacon.example/3", page([BODY[0], "Subscribe to continue reading this article."])),
        _fetched("https://beacon.example/4", b""),
    ]
    reading = read_outlet(OUTLET, MEETING, (), pages)
    assert [r.status for r in reading.ledger] == [Status.READ, Status.DUPLICATE, Status.PAYWALLED, Status.EMPTY]
    assert len(reading.articles) == 1
    backwards = read_outlet(OUTLET, MEETING, (), pages[::-1])
    assert backwards == reading


def test_a_page_that_breaks_the_parser_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(body: bytes, url: str, content_type: str) -> Article:
        raise RecursionError("too deep")

    monkeypatch.setattr("extract.kept.read_article", broken)
    reading = read_outlet(OUTLET, MEETING, (), [_fetched(URL, b"x")])
    assert [r.status for r in reading.ledger] == [Status.FAILED]
    assert "too deep" in reading.ledger[0].reason
