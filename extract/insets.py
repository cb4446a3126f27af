"""A reading rule: boxes with a heading of their own inside a story are other texts, such as background or offers."""

from __future__ import annotations

from collections import defaultdict

from lxml import html

from extract.blocks import is_inside
from extract.story import Blocks, Story

_LONGEST = 1500  # characters: a longer box is a part of the story that is built in its own way


def insets(blocks: Blocks, story: Story) -> Blocks:
    """Drop short boxes that begin with a heading and hold none of the paragraphs that make up the story.

    What stands before the first of those stays: that may be the lead.
    """
    home = story.layout.home(blocks)
    if home is None or story.live:  # its posts are such boxes
        return blocks
    elements = [story.layout.element(b) for b in blocks]
    trunk = _trunk(elements, story.layout.story_paths(blocks), story)
    first = next(n for n, e in enumerate(elements) if e in trunk)
    boxes: dict[html.HtmlElement, list[int]] = defaultdict(list)
    for n, element in enumerate(elements[first:], first):
        if element is not None and is_inside(element, home) and (box := _box(element, trunk)) is not None:
            boxes[box].append(n)
    drop = {n for inside in boxes.values() if _is_inset([blocks[n] for n in inside]) for n in inside}
    return [b for n, b in enumerate(blocks) if n not in drop]


def _is_inset(box: Blocks) -> bool:
    return len(box) > 1 and box[0].tag == "head" and sum(len(b.text) for b in box) <= _LONGEST


def _trunk(elements: list[html.HtmlElement | None], paths: set[tuple[str, ...]], story: Story) -> set[html.HtmlElement]:
    """The story's own paragraphs and all that holds them."""
    own = [e for e in elements if e is not None and story.layout.path(e) in paths]
    return {above for e in own for above in (e, *e.iterancestors())}


def _box(element: html.HtmlElement, trunk: set[html.HtmlElement]) -> html.HtmlElement | None:
    """The largest element around a block that holds nothing of the trunk; None where it stands among the trunk."""
    box = None
    for above in element.iterancestors():
        if above in trunk:
            break
        box = above
    return box
