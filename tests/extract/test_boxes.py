"""What stands in a story's page and is no part of it: boxes, pictures, scripts; and pages as they come."""

from __future__ import annotations

import json

import pytest

from extract.article import read_article
from extract.tidy import RULES

STORY = (
    "The ministers of Norland and Velmaria settled their dispute over harbour fees on Wednesday evening in Kestrel.",
    "“We have found a price that both ports can live with,” Astrid Lund said after the third round of the talks.",
    "Her colleague Emre Tunalı said that the first ships would pass under the new tariff before the end of June.",
    "Officials of both countries are to publish the full table of fees once the two cabinets have approved it.",
    "The harbour master had asked for one price for all ships since the summer, and for a table that he can print.",
    "“Nobody here has slept much,” said Lund, who is to travel on to the islands with her colleague on Thursday.",
)
ASIDE = "“We have slept well in our ships,” the pilots had said two years ago, when the two ministers met before."


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def story(body: str, without: str = "", start: str = "<!doctype html><html lang='en'>") -> tuple[str, ...]:
    page = f"{start}<head><title>Fees</title></head><body><article><h1>Fees</h1>{body}</article></body></html>"
    rules = tuple(r for r in RULES if r.__name__ != without)
    return read_article(page.encode(), "https://gazette.example/fees", rules).paragraphs


@pytest.mark.parametrize(
    "caption", ["Astrid Lund in the harbour of Kestrel", "The ministers after their talks in May."]
)
def test_the_words_of_a_box_with_a_picture_are_its_caption(caption: str) -> None:
    box = f"<div class='media'><img src='a.jpg'><div class='info'><p>{caption}</p></div></div>"
    page = text(*STORY[:3]) + box + text(*STORY[3:])
    assert story(page) == STORY
    assert caption in story(page, without="picture_boxes")


def test_a_lead_beside_a_picture_stays() -> None:
    lead = "<div class='top'><img src='a.jpg'><p>Norland and Velmaria agree on one price for all their ships.</p></div>"
    assert story(lead + text(*STORY))[-6:] == STORY
    assert story(lead + text(*STORY))[0].startswith("Norland and Velmaria agree")


def test_a_picture_among_the_paragraphs_costs_none_of_them() -> None:
    assert story(text(*STORY[:3]) + "<img src='a.jpg'>" + text(*STORY[3:])) == STORY
    assert story(f"<div><img src='a.jpg'>{text(*STORY)}</div>") == STORY


def test_a_box_nested_deeper_is_another_text_though_it_holds_much() -> None:
    box = f"<div class='a'><div class='b'><div class='c'><h3>The first talks</h3>{text(ASIDE, ASIDE + ' And so on.')}"
    page = text(*STORY[:4]) + box + "</div></div></div>" + text(*STORY[4:])
    assert story(page) == STORY


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_signs_that_no_document_may_have_are_left_out(sign: str) -> None:
    assert story(text(f"{STORY[0][:20]}{sign}{STORY[0][20:]}", *STORY[1:])) == STORY


@pytest.mark.parametrize(
    "start", ["<html/>\n", "<!DOCTYPE html PUBLIC '-//W3C//DTD'/>\n<html>", "\ufeff<html>", "<HTML>"]
)
def test_a_page_that_begins_strangely_is_read(start: str) -> None:
    assert story(text(*STORY), start=start) == STORY


def test_a_paragraph_with_a_script_in_it_is_none_and_others_lose_no_words() -> None:
    player = "<p>The player is loading, wait a moment please or turn on scripts.<script>play()</script></p>"
    page = text(*STORY[:3]) + "<script>count()</script><style>p {}</style>" + text(*STORY[3:]) + player
    assert story(page)[:6] == STORY
    assert "play()" not in " ".join(story(page))


def test_a_story_in_the_pages_data_is_found_after_its_scripts_were_taken_out() -> None:
    script = f"<script>window.state = {json.dumps({'html': text(*STORY)})}</script>"
    assert story(f"<div id='app'></div>{script}<script type='text/javascript'>start()</script>") == STORY


def test_what_every_link_says_to_screen_readers_is_no_text() -> None:
    note = "<span class='x'>(opens in a new window)</span>"
    linked = (
        "The pilots wrote it <a href='https://pilots.example'>on their own page%s</a> on Monday, and did not sign it."
    )
    links = f"<nav><a href='/shop'>Shop{note}</a> <a href='/jobs'>Jobs{note}</a></nav>"
    assert story(links + text(*STORY, linked % note))[-1] == linked.replace("%s", "").replace(
        "<a href='https://pilots.example'>", ""
    ).replace("</a>", "")
    once = "<span>(in Danish)</span>"
    assert "page(in Danish)" in story(links + text(*STORY, linked % once))[-1]
