"""Reading one page: what is taken for headline, time, authors and paragraphs, and in which letters."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.article import detect_language, read_article
from extract.records import Article, PageKind
from extract.structured import parse_date

URL = "https://gazette.example/politics/harbour-talks"
TITLE = "Ministers settle the harbour dispute"
BODY = (
    "The ministers of Norland and Velmaria settled their dispute over harbour fees on Wednesday evening in Kestrel.",
    "“We have found a price that both ports can live with,” Astrid Lund said after the third round of the talks.",
    "Her colleague Emre Tunalı said that the first ships would pass under the new tariff before the end of June.",
    "Officials of both countries are to publish the full table of fees once the two cabinets have approved it.",
)
TURKISH = (
    "Dışişleri Bakanı Emre Tunalı, görüşmenin ardından gazetecilere açıklama yaptı ve ücretlerin düşeceğini söyledi.",
    "İki ülkenin bakanları, liman ücretlerine ilişkin çalışmaların yaz sonuna kadar tamamlanacağını bildirdi.",
)
RUSSIAN = (
    "Министр иностранных дел Астрид Лунд заявила журналистам, что портовые сборы снизятся уже в начале лета.",
    "Её коллега отметил, что обе стороны опубликуют полную таблицу сборов после одобрения правительствами.",
)


def page(body: str, head: str = "", title: str = TITLE, language: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><head>{head}<title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def text(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def json_ld(node: Mapping[str, Any] | list[Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(body: str, head: str = "", title: str = TITLE) -> Article:
    return read_article(page(body, head, title), URL)


def test_json_ld_comes_before_meta_elements_and_the_title() -> None:
    story = {
        "@type": "NewsArticle",
        "headline": "Harbour dispute settled &amp; signed",
        "datePublished": "2026-05-06T19:30:00+0200",
        "author": [{"@type": "Person", "name": "Ida Moen"}, {"name": "Ole Vik"}, {"name": "Ida Moen"}],
    }
    meta = (
        '<meta property="og:title" content="Another title"><meta name="author" content="Somebody Else">'
        '<meta property="article:published_time" content="2026-01-01T00:00:00Z">'
    )
    article = read(text(BODY), meta + json_ld(story))
    assert article.title == "Harbour dispute settled & signed"
    assert article.published == datetime.fromisoformat("2026-05-06T19:30:00+02:00")
    assert article.authors == ("Ida Moen", "Ole Vik")
    assert article.paragraphs == BODY


def test_authors_are_found_by_reference_inside_a_graph() -> None:
    graph = {
        "@graph": [
            {"@type": "Person", "@id": "#ida", "name": "Ida Moen"},
            {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "#ida"}},
        ]
    }
    assert read(text(BODY), json_ld(graph)).authors == ("Ida Moen",)


def test_meta_elements_serve_where_there_is_no_json_ld() -> None:
    meta = (
        '<meta property="og:title" content="Fees agreed">'
        '<meta property="article:published_time" content="2026-05-06T20:00:00Z">'
    )
    article = read(text(BODY), meta)
    assert article.title == "Fees agreed"
    assert article.published == datetime.fromisoformat("2026-05-06T20:00:00+00:00")


def test_broken_json_ld_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    article = read(text(BODY), broken)
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_a_json_ld_headline_holds_nothing_that_a_file_cannot() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fees\\ud800 \\u0000agreed"}</script>'
    title = read(text(BODY), head).title
    assert title == "Fees agreed"
    assert title.encode("utf-8")


@pytest.mark.parametrize(
    ("written", "site", "expected"),
    [
        (f"{TITLE} | The Gazette", "The Gazette", TITLE),
        (f"{TITLE} - The Gazette", "The Gazette", TITLE),
        (f"{TITLE} — Politics — The Gazette", "", TITLE),
        ("Fees: Norland - Velmaria talks settled", "The Gazette", "Fees: Norland - Velmaria talks settled"),
    ],
)
def test_only_the_outlets_name_is_cut_from_a_headline(written: str, site: str, expected: str) -> None:
    head = f'<meta property="og:title" content="{written}"><meta property="og:site_name" content="{site}">'
    assert read(text(BODY), head).title == expected


def test_repeated_title_captions_and_calls_to_action_are_dropped() -> None:
    caption = "Astrid Lund and Emre Tunalı shake hands in the harbour office at Kestrel"
    noise = (
        f"<p>{TITLE}</p><figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure><p>{caption}</p>"
        "<p>Read more: the price of fish</p><p>Lesen Sie auch: Fischpreise</p><p>Читайте также: цены на рыбу</p>"
    )
    assert read(noise + text(BODY)).paragraphs == BODY


def test_a_sentence_that_begins_like_a_call_to_action_stays() -> None:
    sentence = "Support our ports, the minister had written to every member of the chamber on the day before the vote."
    assert sentence in read(text((*BODY, sentence))).paragraphs


def test_a_paragraph_printed_twice_counts_once() -> None:
    assert read(text((*BODY, BODY[1]))).paragraphs == BODY


def test_a_block_quote_stands_where_the_page_has_it() -> None:
    quoted = "The tariff is fair, and it will be fair in ten years, whoever sits in this office then."
    one = read(f"<p>{BODY[0]}</p><blockquote>{quoted}</blockquote><p>{BODY[2]}</p>")
    assert one.paragraphs == (BODY[0], quoted, BODY[2])


def test_a_block_quote_of_two_paragraphs_gives_each_once() -> None:
    inner = ("The tariff is fair, said the minister.", "It will be fair in ten years as well.")
    article = read(f"<p>{BODY[0]}</p><blockquote>{text(inner)}</blockquote><p>{BODY[2]}</p>")
    assert article.paragraphs == (BODY[0], *inner, BODY[2])


def test_a_table_that_lays_out_the_page_counts_its_text_once() -> None:
    made = f"<html><head><title>{TITLE}</title></head><body><table><tr><td>{text(BODY)}</td></tr></table></body></html>"
    assert read_article(made.encode(), URL).paragraphs == BODY


def test_the_cells_of_a_table_do_not_run_together_and_columns_of_figures_are_no_text() -> None:
    rows = "<tr><td>Container</td><td>120 crowns</td></tr><tr><td>Tanker</td><td>They will pay 900 crowns.</td></tr>"
    paragraphs = read(text(BODY[:2]) + f"<table>{rows}</table>" + text(BODY[2:])).paragraphs
    assert "Tanker They will pay 900 crowns." in paragraphs
    assert not any("120" in p for p in paragraphs)


def test_a_line_break_separates_words() -> None:
    assert read(f"<p>{BODY[0]}<br>{BODY[1]}</p>{text(BODY[2:])}").paragraphs[0] == f"{BODY[0]} {BODY[1]}"


@pytest.mark.parametrize("declared", ["", "utf-8"])
@pytest.mark.parametrize(
    ("written", "paragraphs", "language"),
    [
        ("utf-8", TURKISH, "tr"),
        ("windows-1254", TURKISH, "tr"),
        ("utf-8", RUSSIAN, "ru"),
        ("windows-1251", RUSSIAN, "ru"),
        ("koi8-r", RUSSIAN, "ru"),
    ],
)
def test_letters_survive_a_wrong_or_missing_charset(
    declared: str, written: str, paragraphs: tuple[str, ...], language: str
) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    made = page(text(paragraphs), head, paragraphs[0][:40], language).decode().encode(written)
    article = read_article(made, URL)
    assert article.paragraphs == paragraphs
    assert article.language == language


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "windows-1251"])
def test_a_saved_text_is_read_in_its_own_charset(charset: str) -> None:
    lines = ("top of page", "Сборы снизятся", *RUSSIAN, "bottom of page")
    article = read_article("\r\n\r\n".join(lines).encode(charset), URL)
    assert (article.title, article.paragraphs, article.language) == ("Сборы снизятся", RUSSIAN, "ru")
    assert article.why == "saved text"


def test_lines_are_paragraphs_in_a_text_without_blank_lines() -> None:
    article = read_article(f"top of page\n{TITLE}\n{BODY[0]}\n{BODY[1]}\n".encode(), URL)
    assert (article.title, article.paragraphs) == (TITLE, BODY[:2])


def test_a_headline_alone_is_an_empty_page() -> None:
    article = read_article(b"top of page\nOnly a headline\n", URL)
    assert (article.kind, article.paragraphs) == (PageKind.EMPTY, ())
    assert article.why


def test_a_page_of_endless_elements_is_no_article_and_says_why() -> None:
    article = read("<p>x</p>" * 40_000)
    assert article.kind is PageKind.EMPTY
    assert article.why.endswith("elements: more than an article's page has")


@pytest.mark.parametrize("head", ["", "<meta name='author' content='" + "a, b; " * 200_000 + "'>"])
def test_an_endless_headline_or_byline_costs_no_time(head: str) -> None:
    began = time.monotonic()
    assert read(text(BODY), head, "a | " * 100_000).paragraphs == BODY
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("body", [b"", b"\n \n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4])
def test_bytes_that_are_no_text_are_an_empty_page(body: bytes) -> None:
    article = read_article(body, URL)
    assert (article.kind, article.title, article.paragraphs) == (PageKind.EMPTY, "", ())


def live(posts: list[dict[str, str]]) -> str:
    return json_ld({"@type": "LiveBlogPosting", "headline": "Harbour talks, live", "liveBlogUpdate": posts})


def test_a_live_blogs_posts_come_from_its_json_ld() -> None:
    posts = [
        {"@type": "BlogPosting", "headline": "Lund arrives", "articleBody": f"{BODY[1]}\n{BODY[2]}"},
        {"@type": "BlogPosting", "headline": "Talks begin", "articleBody": f"<p>{BODY[3]}</p><p>Doors close.</p>"},
    ]
    article = read(f"<p>{BODY[0]}</p>", live(posts))
    assert article.kind is PageKind.LIVE
    assert article.title == "Harbour talks, live"
    assert article.paragraphs == (BODY[0], "Lund arrives", *BODY[1:3], "Talks begin", BODY[3], "Doors close.")


def test_a_live_blog_that_shows_more_than_its_json_ld_is_read_as_shown() -> None:
    article = read(text(BODY), live([{"articleBody": BODY[1]}]))
    assert article.paragraphs == BODY


def test_a_live_blog_that_loads_its_posts_by_script_is_empty() -> None:
    assert read("<div id='app'></div>", live([])).kind is PageKind.EMPTY


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-05-06", date(2026, 5, 6)),
        ("2026-05-06T19:30:00+0200", datetime.fromisoformat("2026-05-06T19:30:00+02:00")),
        ("2026-05-06 19:30:00 +02:00", datetime.fromisoformat("2026-05-06T19:30:00+02:00")),
        ("2026-05-31 19:30 CET", date(2026, 5, 31)),
        ("2026-05-00T10:00", None),
        ("2026-02-30 at noon", None),
        ("yesterday", None),
        (20260506, None),
    ],
)
def test_a_date_is_read_or_refused_never_guessed(written: object, expected: date | None) -> None:
    found = parse_date(written)
    assert found == expected
    assert type(found) is type(expected)


@given(st.text(max_size=30) | st.from_regex(r"\d{4}-\d\d-\d\d[T .]?\d{0,4}"))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reading_of_dates(written: str) -> None:
    assert isinstance(parse_date(written), date | None)


def test_a_short_text_has_the_language_that_its_page_declares() -> None:
    assert detect_language("Merhaba", "tr-TR") == "tr"
    assert detect_language("Merhaba") == "und"
    assert detect_language(" ".join(RUSSIAN), "en") == "ru"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "@id", "headline", "author", "name", "liveBlogUpdate", "articleBody"]),
            inner | st.sampled_from(["NewsArticle", "LiveBlogPosting"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
@settings(max_examples=60, deadline=None)
def test_no_json_ld_breaks_the_reading(node: Any) -> None:
    article = read(text(BODY[:2]), json_ld(node))
    article.text.encode("utf-8")
    assert article.kind in (PageKind.ARTICLE, PageKind.LIVE)


@given(st.binary(max_size=300), st.sampled_from([b"", b"<html><p>", b"<html><body><article><p>", b"\x1f\x8b\x08"]))
@settings(max_examples=80, deadline=None)
def test_arbitrary_bytes_never_raise_and_read_the_same_twice(body: bytes, start: bytes) -> None:
    article = read_article(start + body, URL)
    assert article == read_article(start + body, URL)
    assert all(p == " ".join(p.split()) and p for p in article.paragraphs)
