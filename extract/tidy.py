"""From the blocks that trafilatura extracts to the paragraphs of the story: rules, one after the other.

What each rule gains and loses on hand-marked pages is printed by ``tests/bench/reading.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile

from lxml import html

from extract.added import key_points, missing_paragraphs, page_order, standfirst, whole_page
from extract.blocks import Block, flat, is_inside, key, link_share
from extract.insets import insets, picture_boxes
from extract.phrases import pattern
from extract.quotes.language import page_words
from extract.story import PIECE_KEY, SENTENCE_END, WHOLE_KEY, Blocks, Rule, Story

MOST_BLOCKS = 2000
CALL_WORDS = 18  # longer paragraphs that begin like a call to action tell something
_BOX = 2  # blocks: a box with more is a part of the story
_CARD = 300  # characters: a longer text is no card of another page
_CARDS = 3  # boxes alike
_RUNNING = re.compile(r"\|\s*\d{1,2}:\d\d(:\d\d)?(\s*\w+)?\.?$")  # "21.04.2024 | 3:18 min"
_RIGHTS = re.compile(r"\W*(©|\(c\)|ⓒ|copyright\b)|.*\ball rights reserved\b", re.I)


def page_heading(blocks: Blocks, story: Story) -> Blocks:
    """Drop the page's own heading on top, whose words may differ from the headline."""
    headings = {key(h.text_content()) for h in story.layout.tree.iter("h1")} - {""}
    return list(dropwhile(lambda b: b.key in headings, blocks))


def repetitions(blocks: Blocks, story: Story) -> Blocks:
    """Drop the headline and whole paragraphs that stand there again."""
    seen = {key(story.title), ""}
    kept = []
    for block in blocks:
        if block.key not in seen:
            kept.append(block)
        if len(block.key) > WHOLE_KEY:
            seen.add(block.key)
    return kept


def captions(blocks: Blocks, story: Story) -> Blocks:
    """Drop captions of pictures, unless a block quote stands in the figure."""
    tree = story.layout.tree
    told = {b.key for b in blocks}
    figures = (p for figure in tree.iter("figure") for p in figure.iter("p"))
    nodes = (*tree.iter("figcaption"), *figures, *tree.xpath("//*[@itemprop='caption']"))
    found = ((key(n.text_content()), n) for n in nodes)
    keys = {k for k, n in found if k in told and not n.xpath("ancestor-or-self::blockquote | .//blockquote")}
    return [b for b in blocks if b.key not in keys]


def calls_to_action(blocks: Blocks, story: Story) -> Blocks:
    """Drop what asks the reader to do something: read more, subscribe, follow."""
    asks = pattern(page_words().read_more)
    return [b for b in blocks if not (asks.match(b.text) and len(b.text.split()) <= CALL_WORDS and _open(b.text))]


def _open(text: str) -> bool:
    """Whether a text ends like none that tells something."""
    return not re.search(r"[.!?…][\"”»]?$", text)


def links_alone(blocks: Blocks, story: Story) -> Blocks:
    """Drop blocks that only lead to other pages: related headlines, breadcrumbs, section names."""
    return [b for b in blocks if not _is_link(b, story.layout.element(b))]


def _is_link(block: Block, element: html.HtmlElement | None) -> bool:
    if element is None or block.tag in ("quote", "row"):
        return False
    share = link_share(element)
    if block.tag == "p" and block.text.endswith((".", "。")):
        return False
    return share > 0.9 or (share > 0.6 and block.tag == "item" and not SENTENCE_END.search(block.text))


def opening_lines(blocks: Blocks, story: Story) -> Blocks:
    """Drop bylines, dates and section names before the first sentence."""
    first = next((n for n, b in enumerate(blocks) if b.tag != "head" and _is_sentence(b.text)), 0)
    return [b for n, b in enumerate(blocks) if n >= first or not _is_line(b)]


def _is_line(block: Block) -> bool:
    """A few words that are no sentence and name no agency in brackets."""
    few = block.tag != "head" and len(block.text.split()) <= 8
    return few and not SENTENCE_END.search(block.text) and not block.text.endswith(")")


def _is_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text)) and len(text) > 60


def media(blocks: Blocks, story: Story) -> Blocks:
    """Drop what the page describes as a video or picture, and what ends in a running time."""
    return [b for b in blocks if b.key not in story.media and not _RUNNING.search(b.text)]


def teasers(blocks: Blocks, story: Story) -> Blocks:
    """Drop cards of other pages: a short text with a link above it in a box of its own, and several such boxes."""
    if story.live:  # its posts are such boxes
        return blocks
    elements = [story.layout.element(b) for b in blocks]
    boxes = Counter(e.getparent() for e in elements if e is not None)
    cards = [
        story.layout.path(e)
        if e is not None and len(b.text) <= _CARD and boxes[e.getparent()] <= _BOX and _is_under_link(e)
        else None
        for b, e in zip(blocks, elements, strict=True)
    ]
    alike = Counter(cards)
    return [b for b, card in zip(blocks, cards, strict=True) if card is None or alike[card] < _CARDS]


def _is_under_link(element: html.HtmlElement) -> bool:
    above = element.getprevious()
    return (
        above is not None
        and isinstance(above.tag, str)
        and len(flat(above.text_content())) > 15
        and link_share(above) > 0.45
    )


def outside_story(blocks: Blocks, story: Story) -> Blocks:
    """Drop what stands outside the element that holds the story, unless it comes before: that may be the lead."""
    home = story.layout.home(blocks)
    if home is None:
        return blocks
    elements = [story.layout.element(b) for b in blocks]
    inside = [e is not None and is_inside(e, home) for e in elements]
    first = inside.index(True) if True in inside else 0
    return [b for n, b in enumerate(blocks) if inside[n] or n < first or elements[n] is None]


def data_tables(blocks: Blocks, story: Story) -> Blocks:
    """Drop rows of tables that hold no sentence: figures and names in columns."""
    return [b for b in blocks if b.tag != "row" or SENTENCE_END.search(b.text)]


def about_the_author(blocks: Blocks, story: Story) -> Blocks:
    """Drop closing paragraphs that begin with the author's name."""
    names = tuple(n for n in story.authors if " " in n)
    cut = max(len(blocks) - 4, 3)
    return blocks[:cut] + [b for b in blocks[cut:] if not names or not b.text.startswith(names)]


def pulled_quotes(blocks: Blocks, story: Story) -> Blocks:
    """Drop what only repeats a piece of another paragraph, but headings."""
    keys = [b.key for b in blocks]
    whole = "\n".join(keys)
    return [
        b
        for b, k in zip(blocks, keys, strict=True)
        if b.tag == "head" or len(k) < PIECE_KEY or whole.count(k) <= keys.count(k)
    ]


def notices(blocks: Blocks, story: Story) -> Blocks:
    """Drop copyright lines, and short paragraphs that stand there three times: placeholders."""
    times = Counter(b.key for b in blocks)
    return [b for b in blocks if not (len(b.text.split()) <= 20 and _RIGHTS.match(b.text)) and times[b.key] < 3]


RULES: tuple[Rule, ...] = (
    whole_page,
    page_order,
    missing_paragraphs,
    page_heading,
    captions,
    media,
    calls_to_action,
    repetitions,
    links_alone,
    teasers,
    outside_story,
    insets,
    picture_boxes,
    data_tables,
    about_the_author,
    pulled_quotes,
    notices,
    key_points,
    standfirst,
    opening_lines,
)


def tidied(blocks: Sequence[Block], story: Story, rules: Sequence[Rule] = RULES) -> Blocks:
    """The paragraphs of the story; a text of too many is taken as it is, since rules compare each with all."""
    result = story.layout.placed(blocks)
    if len(result) > MOST_BLOCKS:
        return result
    for rule in rules:
        result = rule(result, story)
    return result
