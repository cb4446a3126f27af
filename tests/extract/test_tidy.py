"""The reading rules, one by one, on made pages: what each adds or drops, and what it must leave alone."""

from __future__ import annotations

import json

import pytest

from extract.article import read_article
from extract.records import Article, PageKind
from extract.tidy import MOST_BLOCKS, RULES

URL = "https://gazette.example/politics/harbour-talks"
TITLE = "Ministers settle the harbour dispute"
STORY = tuple(
    f"On day {n} of the talks in Kestrel the ministers spoke of harbour fees, of pilots and of the waiting ships."
    for n in range(1, 9)
)


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def read(body: str, head: str = "", *, without: str = "") -> Article:
    page = f"<!doctype html><html lang='en'><head>{head}<title>{TITLE}</title></head><body>{body}</body></html>"
    return read_article(page.encode(), URL, [r for r in RULES if r.__name__ != without])


def story(inside: str, head: str = "", before: str = "", after: str = "", *, without: str = "") -> tuple[str, ...]:
    body = f"<main><h1>{TITLE}</h1>{before}<div class='text'>{inside}</div>{after}</main>"
    return read(body, head, without=without).paragraphs


def test_a_second_container_of_the_story_is_read() -> None:
    between = "<div class='advert'><span>Fish</span></div>"
    body = between.join(f"<div class='text'>{text(p)}</div>" for p in STORY)
    assert read(f"<main><h1>{TITLE}</h1>{body}</main>").paragraphs == STORY


def test_the_lead_that_the_page_gives_as_its_description_is_read() -> None:
    lead = "Two countries have quarrelled over the fees of a port for years, and today they ended it."
    head = f'<meta property="og:description" content="{lead[:60]}…">'
    before = f"<header><div class='lead'>{lead}</div></header>"
    assert story(text(*STORY), head, before) == (lead, *STORY)


def test_key_points_between_heading_and_story_are_read() -> None:
    points = ("The two countries agreed on one fee for all ships.", "Pilots of both countries will be paid alike.")
    before = f"<aside><ul>{''.join(f'<li>{p}</li>' for p in points)}</ul></aside>"
    assert story(text(*STORY), before=before) == (*points, *STORY)


def test_bylines_and_dates_before_the_first_sentence_are_no_paragraphs() -> None:
    assert story(text("By Ida Moen", "14 April 2026", *STORY)) == STORY


def test_an_agencys_credit_before_the_first_sentence_stays() -> None:
    assert story(text("Kestrel (Meridian)", *STORY))[0] == "Kestrel (Meridian)"


def test_related_headlines_are_dropped_and_links_within_a_sentence_stay() -> None:
    linked = (
        "The <a href='/treaty'>treaty of last year</a> had left the fees open, and nobody has been content since then."
    )
    related = "<p><a href='/fish'>FISH PRICES RISE IN EVERY PORT OF THE COUNTRY</a></p>"
    found = story(text(*STORY[:4]) + related + f"<p>{linked}</p>" + text(*STORY[4:]))
    assert len(found) == len(STORY) + 1
    assert not any("FISH" in p for p in found)


def _card(n: int, told: str) -> str:
    return f"<div class='card'><h3><a href='/{n}'>Another story of this week</a></h3><p>{told}</p></div>"


def test_cards_of_other_pages_are_dropped() -> None:
    cards = "".join(_card(n, f"The price of fish has risen for the {n}th week in every port.") for n in range(3, 8))
    assert story(text(*STORY[:4]) + cards + text(*STORY[4:])) == STORY


def test_posts_of_a_live_blog_under_their_own_links_stay() -> None:
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Talks"}</script>'
    assert story("".join(_card(n, p) for n, p in enumerate(STORY)), head) == STORY


def test_a_heading_that_links_to_itself_stays() -> None:
    heading = "<h2><a href='#fees'>What the fees will be</a></h2>"
    assert "What the fees will be" in story(text(*STORY[:4]) + heading + text(*STORY[4:]))


def test_what_stands_below_the_story_is_dropped() -> None:
    below = "<div class='more'><p>Would you like to comment? You must sign in before you can do that.</p></div>"
    assert story(text(*STORY), after=below) == STORY


def test_a_line_about_the_author_at_the_end_is_dropped_and_one_in_the_story_stays() -> None:
    head = '<meta name="author" content="Ida Moen">'
    about = "Ida Moen is a reporter with the Gazette and has covered ports for ten years."
    assert story(text(*STORY, about), head) == STORY
    assert about in story(text(STORY[0], about, *STORY[1:]), head)


def test_a_pulled_quote_is_dropped_where_it_repeats_a_paragraph() -> None:
    pulled = "the ministers spoke of harbour fees, of pilots"
    assert story(text(*STORY[:3]) + f"<blockquote>{pulled}</blockquote>" + text(*STORY[3:])) == STORY


def test_a_block_quote_of_its_own_words_keeps_its_place() -> None:
    quoted = "No ship will wait a day longer than it has to, as long as I sit in this office."
    assert story(text(*STORY[:3]) + f"<blockquote>{quoted}</blockquote>" + text(*STORY[3:])).index(quoted) == 3


@pytest.mark.parametrize(
    "line", ["© Gazette 2026", "Copyright 2026 The Gazette", "The Gazette 2026. All rights reserved"]
)
def test_a_copyright_line_is_dropped(line: str) -> None:
    assert story(text(*STORY, line)) == STORY


def test_what_the_page_describes_as_a_video_is_dropped() -> None:
    node = {"@type": "VideoObject", "name": "Ships", "description": "Ships wait outside Kestrel in heavy snow."}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert story(text(*STORY[:2], "Ships wait outside Kestrel in heavy snow.", *STORY[2:]), head) == STORY


def test_two_line_breaks_part_paragraphs() -> None:
    assert story("<p>" + "<br><br>".join(STORY) + "</p>") == STORY


def test_readings_over_signs_stay_in_the_sentence() -> None:
    name = "<ruby>尹錫悦<rp>（</rp><rt>ユンソンニョル</rt><rp>）</rp></ruby>"
    sentences = [
        f"{name}大統領は{n}日夜、緊急談話を出し、港湾使用料について野党と協議すると述べた。" for n in range(1, 9)
    ]
    assert "尹錫悦（ユンソンニョル）大統領は1日夜" in "".join(story("".join(f"<p>{s}</p>" for s in sentences)))


def test_links_in_text_outside_paragraphs_are_not_lost() -> None:
    lines = "<br>".join(f"KESTREL: <a href='/t/{n}'>Norland</a>'s offer: {p}" for n, p in enumerate(STORY))
    assert "KESTREL: Norland's offer: " + STORY[0] in " ".join(read(f"<div class='text'>{lines}</div>").paragraphs)


def test_a_live_blog_that_loads_its_posts_by_script_is_read_from_its_description() -> None:
    node = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": [{"articleBody": p} for p in STORY]}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert set(STORY) <= set(story(text("The page is updated while the talks go on in Kestrel."), head))


def test_a_live_blog_is_read_as_its_page_shows_it() -> None:
    old = [f"An older post, number {n}, that the page does not show any more." for n in range(50)]
    node = {
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "liveBlogUpdate": [{"articleBody": p} for p in (*STORY, *old)],
    }
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert story(text(*STORY), head) == STORY


def test_a_story_that_only_a_script_holds_is_read_unless_the_page_is_not_free() -> None:
    script = f"<script>window.state = {json.dumps({'html': text(*STORY)})}</script>"
    assert read(f"<div id='app'></div>{script}").paragraphs == STORY
    paid = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>'
    )
    closed = read(f"<div id='app'></div>{script}", paid)
    assert (closed.kind, closed.paragraphs) == (PageKind.PAYWALLED, ())


def shared(title: str, **more: str) -> str:
    node = {"@type": "NewsArticle", "headline": TITLE, **more}
    return f'<meta property="og:title" content="{title}"><script type="application/ld+json">{json.dumps(node)}</script>'


OWN = "“Fair for both”: the fees are settled"


def test_the_headline_made_for_search_engines_is_not_the_outlets() -> None:
    assert read(f"<main><h2>{OWN}</h2>{text(*STORY)}</main>", shared(OWN)).title == OWN


def test_a_headline_that_only_shared_links_show_is_not_the_outlets() -> None:
    elsewhere = f"<h2><a href='/fees'>{OWN}</a></h2>"
    assert read(f"<main><h1>{TITLE}</h1>{text(*STORY)}{elsewhere}</main>", shared(OWN)).title == TITLE


@pytest.mark.parametrize("end", [" - Politics | The Gazette", "-Politics | The Gazette", " - Politics"])
def test_the_section_is_cut_from_a_headline(end: str) -> None:
    named = '<meta property="article:section" content="Politics"><meta property="og:site_name" content="The Gazette">'
    assert (
        read(text(*STORY), f'<meta property="og:title" content="Peace-makers meet{end}">{named}').title
        == "Peace-makers meet"
    )


def boxed(*paragraphs: str, head: str = "Background") -> str:
    return f"<div class='box'><h3>{head}</h3>{text(*paragraphs)}</div>"


BACKGROUND = "Kestrel has had a harbour since the war of the two islands, and its first pilots came from both."


def test_a_short_box_with_a_heading_of_its_own_is_another_text() -> None:
    page = text(*STORY[:4]) + boxed(BACKGROUND) + text(*STORY[4:])
    assert story(page) == STORY
    assert BACKGROUND in story(page, without="insets")


def test_a_box_without_a_heading_and_a_long_one_are_of_the_story() -> None:
    quoted = (
        "<div class='box'><p>“We had asked for one fee for all ships since the summer,” the pilots wrote.</p></div>"
    )
    assert "“We had asked" in " ".join(story(text(*STORY[:4]) + quoted + text(*STORY[4:])))
    long = [f"{BACKGROUND} The {n}th of them told the ministers so at length and in writing." for n in range(12)]
    assert long[0] in story(text(*STORY * 3) + boxed(*long) + text(STORY[0] + " Again."))


def test_what_ends_in_a_running_time_describes_a_video() -> None:
    caption = "“We have agreed,” said Lund after the talks in the old harbour office of Kestrel. 14.04.2026 | 3:18 min"
    assert story(text(*STORY[:4], caption, *STORY[4:])) == STORY
    assert story(text(*STORY[:4], "They had met at 3:18 in the morning.", *STORY[4:]))[4].endswith("morning.")


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        ("Ida Moen and Ole Vik", ("Ida Moen", "Ole Vik")),
        ("Ida Moen, Ole Vik und Jan Berg", ("Ida Moen", "Ole Vik", "Jan Berg")),
        ("By Ida Moen", ("Ida Moen",)),
        ("Автор Ида Моен", ("Ида Моен",)),
        ("Ida Moen ida@gazette.example", ("Ida Moen",)),
        ("Byron Vik", ("Byron Vik",)),
        ("Sand and Gravel", ("Sand and Gravel",)),
    ],
)
def test_authors_are_parted_and_bare(given: str, authors: tuple[str, ...]) -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "author": {"name": given}}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert read(text(*STORY), head).authors == authors


def test_a_text_of_too_many_blocks_is_taken_as_it_is() -> None:
    lines = [f"Line {n} of the fee table, which nobody has ever read to its end." for n in range(MOST_BLOCKS + 10)]
    assert len(story(text(*lines))) == len(lines)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_leaves_a_plain_story_alone(rule: object) -> None:
    assert story(text(*STORY), without=getattr(rule, "__name__", "")) == STORY
