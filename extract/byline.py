"""The names of a page's authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.blocks import flat, key
from extract.phrases import pattern
from extract.quotes.language import page_words
from extract.structured import Structured

_MAIL = re.compile(r"\S+@\S+|https?://\S+")
_LONGEST = 1000  # characters: a longer byline is a list of something else
_NAME_WORDS = 5  # more make no name


def authors_of(facts: Structured, found: str | None = None) -> tuple[str, ...]:
    """Authors as the page names them, each once.

    Args:
        found: what the extraction takes for them, divided by semicolons, where the page does not say.
    """
    given = facts.authors or tuple((found or "").split(";"))
    names: dict[str, str] = {}
    for name in (n for text in given if len(text) <= _LONGEST for n in _parted(_bare(text))):
        names.setdefault(key(name), name)
    names.pop("", None)
    return tuple(names.values())


def _bare(text: str) -> str:
    """Without an address and the words before a name: "By Ida Moen, ida@gazette.example"."""
    text = flat(_MAIL.sub("", text)).strip(" ,;:|–-")
    before = pattern(page_words().byline).match(text)
    rest = text[before.end() :].lstrip(" :") if before else ""
    return rest if rest[:1].isupper() else text


def _parted(text: str) -> Iterable[str]:
    """ "Ida Moen, Ole Vik and Jan Berg" are three, where every part can be a name."""
    parts = [p.strip() for p in re.split(r"\s*[,;]\s*", text)]
    parts = [p for part in parts for p in _joined(part)]
    full = [p for p in parts if 2 <= len(p.split()) <= _NAME_WORDS]
    return parts if len(full) >= 2 or len(parts) == 1 else [text]


def _joined(part: str) -> list[str]:
    for word in page_words().joined:
        first, middle, second = part.partition(f" {word} ")
        if middle and len(first.split()) > 1 and len(second.split()) > 1:
            return [first.strip(), second.strip()]
    return [part]
