"""Reading rules that add or order: what the extraction left out of a story, from the page itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import html

from extract.blocks import Block, flat, key, link_share
from extract.story import PIECE_KEY, SENTENCE_END, WHOLE_KEY, Blocks, Story

_LEAD_PLACES = 60  # elements above the story among which a lead may stand
_CODE = "ancestor::script or ancestor::style"
_FRAME = " or ".join(f"ancestor::{tag}" for tag in ("nav", "header", "footer", "a", "button", "h1", "noscript"))


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
    heads = {b.key for b in blocks if len(b.key) <= WHOLE_KEY}
    found = [
        Block(text, "p" if element.tag == "p" else "head", n)
        for n, element in enumerate(layout.places)
        if n not in placed
        and element.tag in ("p", "h2", "h3", "h4", "h5")
        and layout.path(element) in paths
        and (text := _told(element))
        and (not _is_known(key(text), known) if element.tag == "p" else n < end and key(text) not in heads)
    ]
    return _merged(blocks, found)


def _is_known(text: str, known: str) -> bool:
    return text[:WHOLE_KEY] in known or text[-WHOLE_KEY:] in known


def _told(element: html.HtmlElement) -> str:
    """The text of a paragraph that ends as a sentence, or of a heading that is no link; else empty."""
    if next(element.iter("script", "style", "button", "form", "input"), None) is not None:
        return ""
    text = flat(element.text_content())
    if element.tag == "p":
        return text if SENTENCE_END.search(text) else ""
    return text if link_share(element) < 0.5 else ""


def page_order(blocks: Blocks, story: Story) -> Blocks:
    """Put blocks in the order of the page: the extraction may append what it found in a second try."""
    at, places = -1, []
    for block in blocks:
        at = block.place if block.place >= 0 else at
        places.append(at)
    return [block for _, block in sorted(zip(places, blocks, strict=True), key=lambda pair: pair[0])]


def standfirst(blocks: Blocks, story: Story) -> Blocks:
    """Add the lead that stands apart above the story: what the page gives as its description."""
    told = [key(d.rstrip(".… ")) for d in story.descriptions if len(d) > WHOLE_KEY]
    return _with_lead(blocks, story, lambda _, text: any(key(text).startswith(d) or key(text) in d for d in told))


def key_points(blocks: Blocks, story: Story) -> Blocks:
    """Add the list of key points between the heading and the story."""
    return _with_lead(blocks, story, _is_key_point)


def _is_key_point(element: html.HtmlElement, text: str) -> bool:
    below_heading = next((e for e in element.xpath("preceding::h1[1]")), None) is not None
    sentence = element.tag == "li" and bool(SENTENCE_END.search(text)) and len(text.split()) >= 8
    return sentence and below_heading and link_share(element) < 0.5


def _with_lead(blocks: Blocks, story: Story, is_lead: Callable[[html.HtmlElement, str], bool]) -> Blocks:
    """With what stands a little above the story and is nowhere in it."""
    first = next((b.place for b in blocks if b.place >= 0 and b.tag != "head"), 0)
    start = max(first - _LEAD_PLACES, 0)
    known = "\n".join(b.key for b in blocks)
    found = [
        Block(text, "p", n)
        for n, element in enumerate(story.layout.places[start:first], start)
        if len(text := flat(element.text_content())) >= PIECE_KEY and key(text) not in known and is_lead(element, text)
    ]
    return _merged(blocks, _once(found))


def _once(blocks: Sequence[Block]) -> Blocks:
    return list({b.key: b for b in blocks}.values())


def _merged(blocks: Sequence[Block], more: Sequence[Block]) -> Blocks:
    merged = list(blocks)
    for new in more:
        before = [n for n, block in enumerate(merged) if -1 < block.place < new.place]
        merged.insert(before[-1] + 1 if before else 0, new)
    return merged
