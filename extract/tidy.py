"""From the blocks that trafilatura extracts to the paragraphs of the story: rules, one after the other.

What each rule gains and loses on hand-marked pages is printed by ``tests/bench/reading.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from lxml import html

from extract.blocks import Block, Layout, flat, is_inside, key, link_share
from extract.phrases import pattern
from extract.quotes.language import page_words

MOST_BLOCKS = 2000
CALL_WORDS = 18  # longer paragraphs that begin like a call to action tell something
_WHOLE_KEY = 40  # characters: a shorter text may stand twice
_PULLED_KEY = 25
_LEAD_PLACES = 60  # elements above the story among which a lead may stand
_END = re.compile(r"[.!?…。！？।॥。」』:][\"'”’»)\]]*$")
_CODE = "ancestor::script or ancestor::style"
_FRAME = " or ".join(f"ancestor::{tag}" for tag in ("nav", "header", "footer", "a", "button", "h1", "noscript"))
_RIGHTS = re.compile(r"\W*(©|\(c\)|ⓒ|copyright\b)|.*\ball rights reserved\b", re.I)


@dataclass(frozen=True)
class Story:
    """What is known of the page beside its blocks."""

    layout: Layout
    title: str = ""
    authors: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    media: frozenset[str] = frozenset()


Blocks = list[Block]
Rule = Callable[[Blocks, Story], Blocks]


def whole_page(blocks: Blocks, story: Story) -> Blocks:
    """Where the extraction gave up and took the page's whole text: what of it is no frame, link or heading."""
    top = story.layout.top
    if len(blocks) != 1 or blocks[0].place >= 0:
        return blocks
    if blocks[0].key not in key("".join(top.xpath(f".//text()[not({_CODE})]"))):
        return blocks  # from JSON-LD
    text = flat(" ".join(top.xpath(f".//text()[not({_CODE} or {_FRAME})]")))
    return [Block(text, "p")] if text else []


def missing_paragraphs(blocks: Blocks, story: Story) -> Blocks:
    """Add paragraphs and headings that are nested like the story's and were left out: one more container, a lead."""
    layout = story.layout
    paths = layout.story_paths(blocks)
    known = "\n".join(b.key for b in blocks)
    placed = {b.place for b in blocks}
    end = max(placed, default=0)
    heads = {b.key for b in blocks if len(b.key) <= _WHOLE_KEY}
    found = [
        Block(text, "p" if element.tag == "p" else "head", n)
        for n, element in enumerate(layout.places)
        if n not in placed
        and element.tag in ("p", "h2", "h3", "h4")
        and layout.path(element) in paths
        and (text := _told(element))
        and (not _is_known(key(text), known) if element.tag == "p" else n < end and key(text) not in heads)
    ]
    return _merged(blocks, found)


def _is_known(text: str, known: str) -> bool:
    return text[:_WHOLE_KEY] in known or text[-_WHOLE_KEY:] in known


def _told(element: html.HtmlElement) -> str:
    """The text of a paragraph that ends as a sentence, or of a heading that is no link; else empty."""
    if next(element.iter("script", "style", "button", "form", "input"), None) is not None:
        return ""
    text = flat(element.text_content())
    if element.tag == "p":
        return text if _END.search(text) else ""
    return text if link_share(element) < 0.5 else ""


def page_order(blocks: Blocks, story: Story) -> Blocks:
    """Put blocks in the order of the page: the extraction may append what it found in a second try."""
    at, places = -1, []
    for block in blocks:
        at = block.place if block.place >= 0 else at
        places.append(at)
    return [block for _, block in sorted(zip(places, blocks, strict=True), key=lambda pair: pair[0])]


def _merged(blocks: Sequence[Block], more: Sequence[Block]) -> Blocks:
    merged = list(blocks)
    for new in more:
        before = [n for n, block in enumerate(merged) if -1 < block.place < new.place]
        merged.insert(before[-1] + 1 if before else 0, new)
    return merged


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
        if len(block.key) > _WHOLE_KEY:
            seen.add(block.key)
    return kept


def captions(blocks: Blocks, story: Story) -> Blocks:
    """Drop captions of pictures, unless a block quote stands in the figure."""
    nodes = story.layout.tree.xpath("//figcaption | //figure//p | //*[@itemprop='caption']")
    keys = {key(n.text_content()) for n in nodes if not n.xpath("ancestor-or-self::blockquote | .//blockquote")}
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
    return share > 0.9 or (share > 0.6 and block.tag == "item" and not _END.search(block.text))


def standfirst(blocks: Blocks, story: Story) -> Blocks:
    """Add the lead that stands apart above the story: what the page gives as its description."""
    told = [key(d.rstrip(".… ")) for d in story.descriptions if len(d) > _WHOLE_KEY]
    return _with_lead(blocks, story, lambda _, text: any(key(text).startswith(d) or key(text) in d for d in told))


def key_points(blocks: Blocks, story: Story) -> Blocks:
    """Add the list of key points between the heading and the story."""
    return _with_lead(blocks, story, _is_key_point)


def _is_key_point(element: html.HtmlElement, text: str) -> bool:
    below_heading = next((e for e in element.xpath("preceding::h1[1]")), None) is not None
    sentence = element.tag == "li" and bool(_END.search(text)) and len(text.split()) >= 8
    return sentence and below_heading and link_share(element) < 0.5


def _with_lead(blocks: Blocks, story: Story, is_lead: Callable[[html.HtmlElement, str], bool]) -> Blocks:
    """With what stands a little above the story and is nowhere in it."""
    first = next((b.place for b in blocks if b.place >= 0 and b.tag != "head"), 0)
    start = max(first - _LEAD_PLACES, 0)
    known = "\n".join(b.key for b in blocks)
    found = [
        Block(text, "p", n)
        for n, element in enumerate(story.layout.places[start:first], start)
        if len(text := flat(element.text_content())) >= _PULLED_KEY
        and key(text) not in known
        and is_lead(element, text)
    ]
    return _merged(blocks, _once(found))


def _once(blocks: Sequence[Block]) -> Blocks:
    return list({b.key: b for b in blocks}.values())


def opening_lines(blocks: Blocks, story: Story) -> Blocks:
    """Drop bylines, dates and section names before the first sentence."""
    first = next((n for n, b in enumerate(blocks) if b.tag != "head" and _is_sentence(b.text)), 0)
    return [b for n, b in enumerate(blocks) if n >= first or not _is_line(b)]


def _is_line(block: Block) -> bool:
    """A few words that are no sentence and name no agency in brackets."""
    few = block.tag != "head" and len(block.text.split()) <= 8
    return few and not _END.search(block.text) and not block.text.endswith(")")


def _is_sentence(text: str) -> bool:
    return bool(_END.search(text)) and len(text) > 60


def media(blocks: Blocks, story: Story) -> Blocks:
    """Drop what the page describes as a video or picture."""
    return [b for b in blocks if b.key not in story.media]


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
    return [b for b in blocks if b.tag != "row" or _END.search(b.text)]


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
        if b.tag == "head" or len(k) < _PULLED_KEY or whole.count(k) <= keys.count(k)
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
    outside_story,
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
