"""The bundled example: that it is what its gold says, and that its outlets behave as real ones do."""

from __future__ import annotations

import json
import re
import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
import requests
from lxml import etree, html

from extract.archive import Archive
from extract.catalog import expected_outlets, load_meeting, load_outlets, load_week
from extract.collect import collect, collect_records
from extract.definitions import Meeting, Outlet
from extract.evidence import read_page
from extract.fetch import Fetcher
from extract.settings import Settings
from extract.store import Store
from flows import example
from flows.example import ExampleSite, serve_example

EXAMPLE = Path(example.__file__).parent
GOLD: dict[str, Any] = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
ARTICLES: dict[str, Any] = GOLD["articles"]
QUOTATIONS = [(stem, q) for stem, article in ARTICLES.items() for q in article["quotations"]]
RECORD = [turn for turns in GOLD["record"].values() for turn in turns]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExampleSite]:
    with serve_example(tmp_path_factory.mktemp("example")) as served:
        yield served


@pytest.fixture(scope="module")
def meeting(site: ExampleSite) -> Meeting:
    return load_meeting(str(site.meeting), site.home)[0]


@pytest.fixture(scope="module")
def outlets(site: ExampleSite, meeting: Meeting) -> list[Outlet]:
    return expected_outlets(meeting, load_outlets(site.home))


def get(url: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # a proxy of the machine's would stand between
        return session.get(url, timeout=10)


def address(site: ExampleSite, stem: str) -> str:
    page = GOLD["pages"][stem]
    return f"{site.base_urls[page['outlet']]}{page['path']}"


def plain(text: str) -> str:
    return " ".join(text.split())


def shown(body: bytes) -> set[str]:
    """The text of every heading and paragraph of a page, as its own charset declaration has it."""
    tree = html.document_fromstring(body)
    return {plain("".join(map(str, node.itertext()))) for node in tree.iter("h1", "h2", "p")}


def folder_of(stem: str) -> Path:
    page = GOLD["pages"][stem]
    return EXAMPLE.joinpath("site", page["outlet"], page["path"].lstrip("/"))


# --- what is written


def test_definitions_are_valid_and_an_outlet_stands_for_every_kind(outlets: list[Outlet]) -> None:
    assert {o.ownership for o in outlets} == {"state", "public", "private"}
    assert {language for o in outlets for language in o.languages} == {"en", "ru", "tr", "ar"}
    assert len(outlets) >= 8
    assert all(o.loopback and o.delay == 0 for o in outlets)
    assert {o.key for o in outlets if o.agency} == {"meridian", "velta"}


def test_both_sides_and_outsiders_report(meeting: Meeting, outlets: list[Outlet]) -> None:
    sides = {p.country for p in meeting.participants}
    assert len(sides) == 2
    assert sides < {o.country for o in outlets}


def test_the_example_week_holds_its_meeting(site: ExampleSite, meeting: Meeting) -> None:
    assert [found.id for found, _ in load_week(site.home, "2026-W16")] == [meeting.id]


def test_every_page_is_in_the_gold_and_small() -> None:
    files = {path.stem: path for path in (EXAMPLE / "site").rglob("*.html")}
    missing = {stem for stem, page in GOLD["pages"].items() if page["expected_status"] == "failed"}
    assert set(files) == set(GOLD["pages"]) - missing
    assert all(path.stat().st_size < 60_000 for path in files.values())
    assert all(files[stem] == folder_of(stem) for stem in files)


@pytest.mark.parametrize("stem", ARTICLES)
def test_every_gold_paragraph_stands_on_its_page(stem: str) -> None:
    assert set(ARTICLES[stem]["paragraphs"]) <= shown(folder_of(stem).read_bytes())


@pytest.mark.parametrize("stem", ARTICLES)
def test_every_gold_quotation_is_literal_where_the_gold_says(stem: str) -> None:
    paragraphs = ARTICLES[stem]["paragraphs"]
    for quotation in ARTICLES[stem]["quotations"]:
        at = quotation["paragraph"]
        near = paragraphs[max(0, at - 1) : at + 2]  # a block quotation's speaker stands before it; a long one runs on
        assert quotation["content"][0] in paragraphs[at]
        for piece in (*quotation["content"], quotation["cue"], quotation["mention"]):
            assert any(piece in paragraph for paragraph in near)
        assert quotation["kind"] in ("direct", "mixed", "indirect")


def test_every_quotation_belongs_to_a_known_statement_and_none_is_idle() -> None:
    used = {quotation["statement"] for _, quotation in QUOTATIONS}
    idle = {key for key, statement in GOLD["statements"].items() if statement.get("carried_by_nobody")}
    assert used | idle == set(GOLD["statements"])
    assert not used & idle


def test_gold_topics_are_the_meeting_s(meeting: Meeting) -> None:
    assert {t.id: t.label for t in meeting.topics} == {key: t["label"] for key, t in GOLD["topics"].items()}
    found = {t for a in ARTICLES.values() for topics in a["paragraph_topics"].values() for t in topics}
    assert set(GOLD["topics"]) - found == {"reservoir"}


def test_one_topic_is_carried_by_one_side_only(outlets: list[Outlet]) -> None:
    country = {o.key: o.country for o in outlets}
    carriers = {a["outlet"] for a in ARTICLES.values() if any("schools" in t for t in a["paragraph_topics"].values())}
    assert {country[key] for key in carriers} == {"Velmoria"}
    assert len(carriers) == 2


def test_what_is_called_verbatim_in_english_stands_in_the_record() -> None:
    record = plain(" ".join(turn["text"] for turn in RECORD)).replace("é", "e")
    verbatim = [
        piece.replace("é", "e").rstrip(",")
        for stem, q in QUOTATIONS
        if q.get("fidelity") == "verbatim" and ARTICLES[stem]["language"] == "en"
        for piece in q["content"]
    ]
    assert len(verbatim) > 20
    assert [piece for piece in verbatim if piece.rstrip(".") not in record] == []


def test_what_is_called_altered_does_not_stand_in_the_record() -> None:
    record = plain(" ".join(turn["text"] for turn in RECORD))
    altered = {"cut (marked)", "reworded", "spliced", "translation variant"}
    pieces = [q["content"][0].rstrip(",.") for _, q in QUOTATIONS if q.get("fidelity") in altered]
    assert len(pieces) > 20
    assert [piece for piece in pieces if piece in record] == []


def test_one_utterance_is_printed_in_four_languages() -> None:
    languages = {ARTICLES[stem]["language"] for stem, q in QUOTATIONS if q["statement"] == "V2"}
    wordings = {
        q["content"][0] for stem, q in QUOTATIONS if q["statement"] == "V2" and ARTICLES[stem]["language"] == "en"
    }
    assert languages == {"en", "ru", "tr", "ar"}
    assert len(wordings) >= 4


def test_copies_are_copies_of_the_wire() -> None:
    wire = ARTICLES["mna-talks"]["paragraphs"]
    cut, renamed = ARTICLES["courier-talks"]["paragraphs"], ARTICLES["northline-accord"]["paragraphs"]
    assert cut == wire[: len(cut)]
    assert len(cut) <= len(wire) * 2 / 3
    assert renamed[0] != wire[0]
    assert set(wire[2:-1]) <= set(renamed)


# --- how it is served


def test_no_placeholder_is_left_in_what_is_served(site: ExampleSite) -> None:
    files = [path for path in site.home.parent.rglob("*") if path.is_file()]
    assert len(files) > 40
    assert [path for path in files if re.search(rb"\{\{|\}\}", path.read_bytes()) and path.suffix != ".html"] == []
    assert [path for path in files if b".base}}" in path.read_bytes()] == []


def test_every_link_of_every_feed_is_a_page_of_the_gold(site: ExampleSite, outlets: list[Outlet]) -> None:
    known = {address(site, stem): page["expected_status"] for stem, page in GOLD["pages"].items()}
    for outlet in outlets:
        for url in outlet.feeds if outlet.key not in GOLD["outlets_down"] else ():
            feed = feedparser.parse(get(url).content)
            assert feed.version in ("rss20", "atom10")
            assert not feed.bozo
            for entry in feed.entries:
                assert get(entry.link).status_code == (404 if known[entry.link] == "failed" else 200)
                assert entry.get("published_parsed")


def test_sitemaps_are_well_formed_and_lead_to_pages(site: ExampleSite) -> None:
    known = {address(site, stem) for stem in GOLD["pages"]}
    news = etree.fromstring(get(f"{site.base_urls['ari']}/news-sitemap.xml").content)
    month = etree.fromstring(get(f"{site.base_urls['northline']}/sitemap-2026-04.xml").content)
    found = {str(loc.text) for root in (news, month) for loc in root.iter("{*}loc")}
    assert len(found) == 5
    assert found <= known


def test_old_charsets_are_declared_in_the_page_and_not_by_the_server(site: ExampleSite) -> None:
    for stem, charset in {"nk-pyat-chasov": "windows-1251", "kiyi-halmsund": "windows-1254"}.items():
        answer = get(address(site, stem))
        assert answer.headers["content-type"] == "text/html"
        assert f"charset={charset}".encode() in answer.content
        assert ARTICLES[stem]["paragraphs"][1] in answer.content.decode(charset)


def test_other_pages_name_their_charset_and_settings_are_not_served(site: ExampleSite) -> None:
    assert get(address(site, "mna-talks")).headers["content-type"] == "text/html; charset=utf-8"
    assert get(f"{site.base_urls['kurier']}/responses.toml").status_code == 404
    assert get(f"{site.base_urls['kurier']}/").status_code == 404


def test_the_outlet_that_is_down_refuses_connections(site: ExampleSite) -> None:
    (down,) = GOLD["outlets_down"]
    with pytest.raises(requests.ConnectionError):
        get(site.base_urls[down])


def test_two_examples_run_side_by_side_and_leave_no_server_behind(site: ExampleSite, tmp_path: Path) -> None:
    with serve_example(tmp_path) as other:
        assert not set(other.base_urls.values()) & set(site.base_urls.values())
        address_of_other = other.base_urls["velta"]
        assert get(f"{address_of_other}/feed.xml").status_code == 200
        assert tomllib.loads(other.meeting.read_text("utf-8"))["id"] == GOLD["event"]
    host, port = address_of_other.removeprefix("http://").split(":")
    with pytest.raises(ConnectionRefusedError), socket.create_connection((host, int(port)), timeout=5):
        pass


# --- what comes of it


def test_every_page_ends_in_the_ledger_as_the_gold_says(
    site: ExampleSite, meeting: Meeting, outlets: list[Outlet], tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path, delay=0, retries=0)
    fetcher = Fetcher(settings, Archive(settings.archive), Store(settings.database_url))
    found = [collect(outlet, meeting, fetcher, site.meeting.parent) for outlet in outlets]
    found += collect_records(meeting, fetcher, site.meeting.parent)
    rows = [row for c in found for row in c.ledger]
    read = [read_page(c.outlet, meeting, link, page) for c in found for link, page in c.pages]
    status = {row.url: str(row.status) for row in (*rows, *(row for _, row in read))}
    relation = {article.url: str(article.relation) for article, _ in read if article}
    # The print version is told from its original only when all pages of the outlet lie side by side.
    expected = {s: p for s, p in GOLD["pages"].items() if p["expected_status"] != "duplicate"}
    assert {s: status[address(site, s)] for s in expected} == {s: p["expected_status"] for s, p in expected.items()}
    told = {s: p["relation"] for s, p in expected.items() if p["relation"]}
    assert {s: relation[address(site, s)] for s in told} == told
    (down,) = GOLD["outlets_down"]
    assert status[f"{site.base_urls[down]}/feed.xml"] == "failed"
