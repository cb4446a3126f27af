"""Reading rules: boxes inside a story that are other texts, such as background or offers, and captions of pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from lxml import html

from extract.blocks import Block, is_inside
from extract.story import SENTENCE_END, Blocks, Story

_LONGEST = 1500  # characters: a longer box is a part of the story that is built in its own way
_DEEPER = 1  # levels: what is nested deeper than most of the story is a box's, however much it holds
_CAPTION = 200  # characters
_CREDITED = 2  # blocks: a caption and who took the picture

Boxes = list[list[int]]  # positions of the blocks in each


def insets(blocks: Blocks, story: Story) -> Blocks:
    """Drop short boxes that begin with a heading and hold none of the paragraphs that make up the story.

    What stands before the first of those stays: that may be the lead.
    """
    return _without(blocks, story, lambda _, inside, first: inside[0] >= first and _is_inset(blocks, inside))


def picture_boxes(blocks: Blocks, story: Story) -> Blocks:
    """Drop the few words of a box with a picture that holds nothing of the story: its caption, or another story's card.

    A sentence before the story stays: it may be the lead.
    """
    return _without(blocks, story, lambda box, inside, first: _has_picture(box) and _is_caption(blocks, inside, first))


def _without(blocks: Blocks, story: Story, drops: Callable[[html.HtmlElement, list[int], int], bool]) -> Blocks:
    """The blocks but those in boxes that are dropped, told by the box, its blocks, and where the story begins."""
    home = story.layout.home(blocks)
    if home is None or story.live:  # its posts are such boxes
        return blocks
    elements = [story.layout.element(b) for b in blocks]
    trunk = _trunk(blocks, elements, story)
    first = next(n for n, e in enumerate(elements) if e in trunk)
    boxes: dict[html.HtmlElement, list[int]] = defaultdict(list)
    for n, element in enumerate(elements):
        if element is not None and is_inside(element, home) and (box := _box(element, trunk)) is not None:
            boxes[box].append(n)
    drop = {n for box, inside in boxes.items() if drops(box, inside, first) for n in inside}
    return [b for n, b in enumerate(blocks) if n not in drop]


def _is_inset(blocks: Blocks, inside: list[int]) -> bool:
    box = [blocks[n] for n in inside]
    return len(box) > 1 and box[0].tag == "head" and sum(len(b.text) for b in box) <= _LONGEST


def _has_picture(box: html.HtmlElement) -> bool:
    return next(box.iter("img", "picture", "video"), None) is not None


def _is_caption(blocks: Blocks, inside: list[int], first: int) -> bool:
    def is_short(n: int, block: Block) -> bool:
        may_be_lead = n < first and SENTENCE_END.search(block.text)
        return block.tag == "p" and len(block.text) < _CAPTION and not may_be_lead

    return len(inside) <= _CREDITED and all(is_short(n, blocks[n]) for n in inside)


def _trunk(blocks: Blocks, elements: list[html.HtmlElement | None], story: Story) -> set[html.HtmlElement]:
    """The story's own paragraphs and all that holds them."""
    paths = story.layout.story_paths(blocks)
    chars: Counter[tuple[str, ...]] = Counter()
    for block, element in zip(blocks, elements, strict=True):
        if element is not None and (path := story.layout.path(element)) in paths:
            chars[path] += len(block.text)
    deepest = len(max(chars, key=lambda path: chars[path])) + _DEEPER
    own = [e for e in elements if e is not None and len(p := story.layout.path(e)) <= deepest and p in chars]
    return {above for e in own for above in (e, *e.iterancestors())}


def _box(element: html.HtmlElement, trunk: set[html.HtmlElement]) -> html.HtmlElement | None:
    """The largest element around a block that holds nothing of the trunk; None where it stands among the trunk."""
    box = None
    for above in element.iterancestors():
        if above in trunk:
            break
        box = above
    return box
