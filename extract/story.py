"""What the reading rules of ``added`` and ``tidy`` know of a page, and what they share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.blocks import Block, Layout

WHOLE_KEY = 40  # characters: a shorter text may stand twice
PIECE_KEY = 25  # characters: a shorter text may stand inside another by chance
SENTENCE_END = re.compile(r"[.!?…。！？।॥。」』:][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Story:
    """What is known of the page beside its blocks."""

    layout: Layout
    title: str = ""
    authors: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    media: frozenset[str] = frozenset()
    live: bool = False


Blocks = list[Block]
Rule = Callable[[Blocks, Story], Blocks]
