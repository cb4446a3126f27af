"""A page's headline: which of the ones that it gives is the outlet's own, without the outlet's name."""

from __future__ import annotations

import re

from lxml import html

from extract.blocks import flat, key
from extract.structured import Structured

_PARTS = re.compile(r"\s+[|–—-]\s+|\s*[|ㅣ]\s*")


def headline_of(tree: html.HtmlElement, facts: Structured, found: str | None = None) -> str:
    """The headline, or "" where the page gives none.

    A page may give three: in JSON-LD, for sharing (og:title), and for search engines (<title>). Where the first two
    differ, the one that stands in <title> too was made to be searched; the other is the outlet's own.

    Args:
        found: what the extraction takes for the headline, where the page gives none.
    """
    headings = [flat(h.text_content()) for h in tree.iter("h1")]
    given = [t for t in (facts.headline, facts.shared_title) if t]
    own, shared, searched = (
        _without_outlet(t, facts.outlets, [*headings, *(g for g in given if g != t)]) if t else ""
        for t in (facts.headline, facts.shared_title, flat(tree.findtext(".//title") or ""))
    )
    if own and shared and key(own) == key(searched) != key(shared):
        return shared
    return own or shared or _without_outlet(found or next(iter(headings), ""), facts.outlets, headings)


def _without_outlet(title: str, outlets: tuple[str, ...], headings: list[str]) -> str:
    """Cut "Headline | Outlet": where the page's own heading is the rest, or the outlet names itself."""
    parts = _PARTS.split(title)
    known = {key(h) for h in headings} - {""}
    names = tuple(key(o) for o in outlets)
    for last in parts[:0:-1]:
        head = title[: title.rfind(last)].rstrip(" |–—-ㅣ")
        if key(head) in known or _names(key(last), names):
            return head
    return title


def _names(part: str, names: tuple[str, ...]) -> bool:
    return any(part == name or (len(name) > 2 and part.startswith(name)) for name in names)
