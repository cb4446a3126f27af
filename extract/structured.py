"""What a page says of itself for machines: JSON-LD (schema.org) first, then meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any

from lxml import etree, html

_STORY = re.compile(r"(News|Blog|Reportage|Analysis|Opinion|Background|Review|Satirical)?(Article|Posting)$|^Report$")
_LIVE = "LiveBlogPosting"
_CONTROL = re.compile(r"[\x00-\x1f]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")  # JSON may escape what no file or database takes
_SECTIONS = ("article:section", "og:section", "content_category", "category")
_NAMED = ("property", "name", "itemprop")  # attributes that say what a meta element tells
_DATES = ("article:published_time", "og:article:published_time", "datePublished", "parsely-pub-date", "date", "dc.date",
          "DC.date.issued", "pubdate")  # fmt: skip
_MAX_NODES = 5000  # of one page's JSON-LD: a hostile page may nest without end


@dataclass(frozen=True, slots=True)
class Structured:
    """The page's own description; empty where it has none."""

    headline: str | None = None  # of the story in JSON-LD
    shared_title: str | None = None  # og:title
    published: date | None = None
    authors: tuple[str, ...] = ()
    free: bool | None = None  # isAccessibleForFree
    words: int = 0  # wordCount
    live: bool = False
    posts: tuple[tuple[str, ...], ...] = ()  # of a live blog: the paragraphs of each post, as the page orders them
    outlets: tuple[str, ...] = ()  # how the outlet names itself
    sections: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()  # names and descriptions of videos
    types: frozenset[str] = frozenset()


def read_structured(tree: html.HtmlElement) -> Structured:
    """JSON-LD and meta elements of a page; broken JSON is passed over."""
    nodes, metas = list(_nodes(tree)), _metas(tree)
    stories = [n for n in nodes if any(_STORY.search(t) for t in _types(n))]
    live = next((n for n in nodes if _LIVE in _types(n)), None)
    story: dict[str, Any] = live or next((n for n in stories if n.get("headline")), stories[0] if stories else {})
    return Structured(
        headline=_clean(story.get("headline")),
        shared_title=metas.get("og:title"),
        published=parse_date(story.get("datePublished")) or _meta_date(metas),
        authors=_authors(story, nodes),
        free=_boolean(story.get("isAccessibleForFree")),
        words=_number(story.get("wordCount")),
        live=live is not None,
        posts=_posts(live) if live else (),
        outlets=_given(metas.get("og:site_name"), _clean(_first(story.get("publisher")).get("name"))),
        sections=_given(_clean(story.get("articleSection")), *(metas.get(name) for name in _SECTIONS)),
        descriptions=_given(*(metas.get(name) for name in ("og:description", "description"))),
        media=_given(*(_clean(n.get(k)) for n in nodes if "VideoObject" in _types(n) for k in ("name", "description"))),
        types=frozenset(t for n in nodes for t in _types(n)),
    )


def _nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    left = _MAX_NODES
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        stack = [_loads(script.text or "")]
        while stack and left:
            left -= 1
            node = stack.pop(0)
            if isinstance(node, list):
                stack += node
            elif isinstance(node, dict):
                yield node
                stack += [node[k] for k in ("@graph", "mainEntity", "mainEntityOfPage", "video") if k in node]


def _given(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in texts if t))


def _loads(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(_CONTROL.sub(" ", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type") or []
    return [str(k) for k in (kinds if isinstance(kinds, list) else [kinds])]


def _first(value: Any) -> dict[str, Any]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def _clean(value: Any) -> str | None:
    """Text without markup, entities resolved (twice: many pages escape twice), white space folded."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = unescape(unescape(value))
    if "<" in text and ">" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    text = _UNPRINTABLE.sub(" ", text)
    return " ".join(text.split()) or None


def _boolean(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int:
    text = str(value).replace(",", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """What the page's meta elements say, each name's first that says anything."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        names = {meta.get(kind) for kind in _NAMED} - {None, *found}
        if names and (text := _clean(meta.get("content"))):
            found.update(dict.fromkeys(names, text))
    return found


def _meta_date(metas: dict[str, str]) -> date | None:
    return next((d for name in _DATES if (d := parse_date(metas.get(name)))), None)


def parse_date(value: Any) -> date | None:
    """An ISO 8601 date, or datetime with the page's own time zone; None for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)
    text = re.sub(r"\s+([+-]\d\d:\d\d|Z)$", r"\1", text)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        return _leading_day(text)


def _leading_day(text: str) -> date | None:
    """The day of a time that is not ISO 8601, "2026-04-30 18:05 CET"."""
    found = re.match(r"\d{4}-\d\d-\d\d(?=\D)", text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _authors(story: dict[str, Any], nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    named = {str(n.get("@id")): n for n in nodes if n.get("@id")}
    value = story.get("author")
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or named.get(str(item.get("@id")), {}).get("name")
        for name in item if isinstance(item, list) else [item]:
            if (text := _clean(name)) and not text.startswith("http"):
                names.append(text)
    return tuple(dict.fromkeys(names))


def _posts(live: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    updates = live.get("liveBlogUpdate") or []
    found = []
    for post in updates if isinstance(updates, list) else [updates]:
        if isinstance(post, dict):
            body = str(post.get("articleBody") or post.get("text") or "")
            blocks = (_clean(post.get("headline")), *(_clean(p) for p in paragraphs_of(body)))
            found.append(tuple(b for b in blocks if b))
    return tuple(p for p in found if p)


def paragraphs_of(body: str) -> list[str]:
    """Paragraphs of a JSON-LD body, which is plain text with line breaks or HTML."""
    if re.search(r"</?(p|br|div|blockquote|li)\b", body, re.I):
        try:
            tree = html.fragment_fromstring(body, create_parent="div")
        except (etree.ParserError, ValueError):
            return body.splitlines()
        for node in tree.iter("p", "br", "div", "blockquote", "li"):
            node.tail = "\n" + (node.tail or "")
            node.text = "\n" + (node.text or "")
        body = str(tree.text_content())
    return body.splitlines()
