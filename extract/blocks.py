"""A page's text as blocks, each with the element of the page it stands in: what the rules of ``tidy`` work on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from lxml import etree, html

BLOCKS = ("p", "head", "quote", "item", "row", "code")  # trafilatura's names
PARAGRAPH = "\ufdd0"  # a sign that no text has, where the page parts paragraphs by two line breaks
_PLACES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "dd", "td", "div")
_PREFIX = 48  # characters without spaces by which the element of a block is found
_STORY_SHARE = 0.15  # of the text: elements nested alike that hold so much of it hold the story
_MOST_PLACES = 6000  # of one page: rules compare each with the whole text
_INVISIBLE = re.compile(r"[\ufeff\u200b]|(?<=\s)\u200c|\u200c(?=\s)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, block quote or table row."""

    text: str
    tag: str  # one of BLOCKS
    place: int = -1  # index of its element in ``Layout.places``; -1 where none is found

    @property
    def key(self) -> str:
        return key(self.text)


@lru_cache(maxsize=4096)  # every rule asks for the same few hundred
def key(text: str) -> str:
    """What stays of a text when marks, case and spaces are left aside."""
    return re.sub(r"[\W_]+", "", text.casefold())


def flat(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).replace(PARAGRAPH, " ").split())


def _squeezed(text: str) -> str:
    return "".join(text.replace(PARAGRAPH, "").split())


def blocks_of(body: etree._Element) -> list[Block]:
    """Every block of an extraction in page order; a block inside a block (of a block quote, of a cell) counts once."""
    return [
        Block(text, str(node.tag))
        for node in body.iter(*BLOCKS)
        for part in _own_text(node).split(PARAGRAPH)
        if (text := flat(part))
    ]


def _own_text(node: etree._Element) -> str:
    """Text of a node without that of the blocks inside it."""
    parts = [node.text or ""]
    for child in node:
        parts.append(" " if child.tag in ("lb", "cell") else "")
        parts.append(_own_text(child) if child.tag not in BLOCKS else "")
        parts.append(child.tail or "")
    return "".join(parts)


class Layout:
    """Where the blocks of a text stand in their page."""

    def __init__(self, tree: html.HtmlElement) -> None:
        body = tree.find("body")
        self.tree = tree
        self.top: html.HtmlElement = tree if body is None else body
        self._paths: dict[html.HtmlElement, tuple[str, ...]] = {}

    @cached_property
    def places(self) -> list[html.HtmlElement]:
        """Elements that may be blocks, in page order."""
        found = (e for e in self.top.iter(*_PLACES) if e.tag != "div" or (e.text and e.text.strip()))
        return list(islice(found, _MOST_PLACES))

    @cached_property
    def _by_beginning(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n, element in enumerate(self.places):
            found[_squeezed(element.text_content()[:400])[:_PREFIX]].append(n)
        return found

    def placed(self, blocks: Iterable[Block]) -> list[Block]:
        """Blocks with their places: the next element that begins like a block, else the last one that does."""
        last, placed = -1, []
        for block in blocks:
            hits = self._by_beginning.get(_squeezed(block.text)[:_PREFIX], [])
            at = next((n for n in hits if n > last), hits[-1] if hits else -1)
            last = max(last, at)
            placed.append(replace(block, place=at))
        return placed

    def element(self, block: Block) -> html.HtmlElement | None:
        return self.places[block.place] if block.place >= 0 else None

    def path(self, element: html.HtmlElement) -> tuple[str, ...]:
        """How an element is nested: tags and classes of its ancestors, from the inside."""
        above = element.getparent()
        if above is None:
            return ()
        if above not in self._paths:
            self._paths[above] = (f"{above.tag}.{above.get('class') or ''}", *self.path(above))
        return self._paths[above]

    def story_paths(self, blocks: Sequence[Block]) -> set[tuple[str, ...]]:
        """How the paragraphs that make up the text are nested."""
        chars: Counter[tuple[str, ...]] = Counter()
        for block in blocks:
            element = self.element(block)
            if element is not None and element.tag in ("p", "div", "td"):
                chars[self.path(element)] += len(block.text)
        enough = _STORY_SHARE * chars.total()
        return {path for path, n in chars.items() if n >= enough}

    def home(self, blocks: Sequence[Block]) -> html.HtmlElement | None:
        """The smallest element that holds all paragraphs of the story."""
        paths = self.story_paths(blocks)
        chains = [
            list(element.iterancestors())[::-1]
            for block in blocks
            if (element := self.element(block)) is not None and self.path(element) in paths
        ]
        shared = [level[0] for level in zip(*chains, strict=False) if all(e is level[0] for e in level)]
        return shared[-1] if shared else None


def is_inside(element: html.HtmlElement, top: html.HtmlElement) -> bool:
    return any(ancestor is top for ancestor in element.iterancestors())


def link_share(element: html.HtmlElement) -> float:
    """Share of an element's text that leads to other pages."""
    if any(a.tag == "a" for a in element.iterancestors()):
        return 1.0
    text = len(_squeezed(element.text_content()))
    links = (a for a in element.iter("a") if "#" not in (a.get("href") or "#"))
    return sum(len(_squeezed(a.text_content())) for a in links) / text if text else 0.0
