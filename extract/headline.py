"""A page's headline: which of the ones that it gives is the outlet's own, without the outlet's name."""

from __future__ import annotations

import re

from lxml import html

from extract.blocks import flat, key, link_share
from extract.structured import Structured

_LONGEST = 500  # characters: a longer headline is none, and each of its parts is looked at
_SIGNS = " |–—-ㅣ"
_PARTS = re.compile(r"\s+[|–—-]\s+|\s*[|ㅣ]\s*")


def headline_of(tree: html.HtmlElement, facts: Structured, found: str | None = None) -> str:
    """The headline, or "" where the page gives none.

    A page may give three: in JSON-LD, for sharing (og:title), and for search engines (<title>). Where the first two
    differ, the one that stands in <title> too was made to be searched; the other is the outlet's own, if the page
    shows it to its readers in a heading.

    Args:
        found: what the extraction takes for the headline, where the page gives none.
    """
    headings = [flat(h.text_content()) for h in tree.iter("h1")]
    given = [t for t in (facts.headline, facts.shared_title) if t]
    own, shared, searched = (
        _without_outlet(t, facts, [*headings, *(g for g in given if g != t)]) if t else ""
        for t in (facts.headline, facts.shared_title, flat(tree.findtext(".//title") or ""))
    )
    if own and shared and key(own) == key(searched) != key(shared) and _shows(tree, shared):
        return shared
    return own or shared or _without_outlet(found or next(iter(headings), ""), facts, headings)


def _shows(tree: html.HtmlElement, title: str) -> bool:
    """Whether a headline stands in a heading that leads to no other page."""
    headings = tree.iter("h1", "h2", "h3")
    return any(key(title) in key(h.text_content()) and link_share(h) < 0.5 for h in headings)


def _without_outlet(title: str, facts: Structured, headings: list[str]) -> str:
    """Cut "Headline - Section | Outlet": where the page's own heading is the rest, or the page names itself so."""
    known = {key(h) for h in headings} - {""}
    names = tuple(key(o) for o in facts.outlets)
    sections = {key(s) for s in facts.sections} - {""}
    for last in _PARTS.split(title)[:0:-1] if len(title) <= _LONGEST else ():
        head = title[: title.rfind(last)].rstrip(_SIGNS)
        if key(head) in known or _names(key(last), names) or key(last) in sections:
            return _without_section(head, sections)
    return title


def _without_section(title: str, sections: set[str]) -> str:
    """Without the section's name behind a hyphen; some outlets leave out the spaces."""
    head, hyphen, last = title.rpartition("-")
    return head.rstrip(_SIGNS) if hyphen and key(last) in sections else title


def _names(part: str, names: tuple[str, ...]) -> bool:
    return any(part == name or (len(name) > 2 and part.startswith(name)) for name in names)
