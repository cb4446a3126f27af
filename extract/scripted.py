"""The story of a page that is made by script: its markup stands as a string in the page's own data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree, html

_STRING = re.compile(r'"((?:[^"\\]|\\.){600,})"')
_PARAGRAPHS = re.compile(r"</p\s*>", re.I)
_MOST_CHARS = 3_000_000  # of script that is searched
_DEPTH = 2  # strings inside strings


def scripted_story(scripts: str) -> html.HtmlElement | None:
    """A document with the markup that has the most paragraphs among the strings of inline scripts, if any has two."""
    best = max(_markup(scripts[:_MOST_CHARS]), key=lambda text: len(_PARAGRAPHS.findall(text)), default="")
    if len(_PARAGRAPHS.findall(best)) < 2:
        return None
    try:
        return html.document_fromstring(f"<html><body><article>{best}</article></body></html>")
    except (etree.ParserError, ValueError):
        return None


def _markup(script: str, depth: int = _DEPTH) -> Iterator[str]:
    for found in _STRING.finditer(script):
        try:
            text = str(json.loads(f'"{found[1]}"', strict=False))
        except ValueError:
            continue
        if _PARAGRAPHS.search(text) and '\\"' not in text:
            yield text
        elif depth > 1:
            yield from _markup(text, depth - 1)
