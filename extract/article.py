"""What a page says: headline, authors, time, language, paragraphs, and what kind of page it is.

trafilatura's default settings keep the most quotations (its precision and recall modes each lose more); what
``extract.tidy`` adds is what measurements on hand-marked pages justified, and nothing by outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import py3langid
import trafilatura
from lxml import html
from trafilatura.settings import Document
from trafilatura.utils import decode_file

from extract.blocks import Block, Layout, blocks_of, key
from extract.byline import authors_of
from extract.charset import as_utf8
from extract.headline import headline_of
from extract.page_kind import judge
from extract.plain import elements_of, make_plain, take_scripts, tree_of
from extract.records import Article, PageKind
from extract.scripted import scripted_story
from extract.story import Rule, Story
from extract.structured import Structured, parse_date, read_structured
from extract.tidy import RULES, tidied

MOST_ELEMENTS = 30_000  # real pages have up to some thousands; rules compare elements with each other
MIN_LANGUAGE_CHARS = 60  # below, detection guesses
ENOUGH_CHARS = 500  # more change nothing
_SHOWN = 5  # paragraphs of its posts: a live blog's page that has so many doesn't load them by script


def read_article(html_bytes: bytes, url: str, rules: Sequence[Rule] = RULES, content_type: str = "") -> Article:
    """Read a page.

    Args:
        html_bytes: the page as fetched; bytes, so that the page's own charset declaration decides. Plain text too.
        url: where it came from.
        rules: what is done to the extracted blocks, in order.
        content_type: the header that came with it, for its charset.

    Returns:
        Article with ``paragraphs`` (headline not among them), ``title``, ``authors``, ``published`` (datetime with the
        page's time zone where it gives a time, else date, else None), ``language`` (ISO 639-1 or "und"), ``kind``, and
        ``why`` it is of that kind. A page without any text is an article of kind ``empty``.
    """
    html_bytes = as_utf8(html_bytes, content_type)
    if _is_text(html_bytes):
        return _from_text(html_bytes, url)
    tree = tree_of(html_bytes)
    if tree is None:
        return Article("", (), url, kind=PageKind.EMPTY, why="no HTML in it")
    if (elements := elements_of(tree)) > MOST_ELEMENTS:
        return Article("", (), url, kind=PageKind.EMPTY, why=f"{elements:,} elements: more than an article's page has")
    facts = read_structured(tree)
    found = _metadata(tree, url, facts)
    title = headline_of(tree, facts, found.title)
    authors = authors_of(facts, found.author)
    scripts = take_scripts(tree)
    make_plain(tree)
    media = frozenset(key(t) for t in facts.media)
    story = Story(Layout(tree), title, authors, facts.descriptions, media, facts.live)
    article = Article(title, (), url, authors, facts.published or _found_date(found))
    article = _filled(article, tree, facts, tidied(_extracted(tree, url), story, rules))
    if article.kind is PageKind.EMPTY and facts.free is not False and (made := scripted_story(scripts)) is not None:
        return _filled(article, tree, facts, tidied(_extracted(made, url), replace(story, layout=Layout(made)), rules))
    return article


def _filled(article: Article, tree: html.HtmlElement, facts: Structured, blocks: list[Block]) -> Article:
    """The article with its text, and what follows from it."""
    paragraphs = tuple(b.text for b in (_with_posts(blocks, facts.posts) if facts.live else blocks))
    language = detect_language(" ".join(paragraphs) or article.title, tree.get("lang") or "")
    article = replace(article, paragraphs=paragraphs, language=language)
    kind, why = judge(tree, facts, article)
    return replace(article, kind=kind, why=why)


def _metadata(tree: html.HtmlElement, url: str, facts: Structured) -> Document:
    """What trafilatura makes of title, author and date; asked only where the page does not say itself."""
    if facts.headline and facts.authors and facts.published:
        return Document()
    return trafilatura.extract_metadata(tree, url, extensive=facts.published is None)


def _extracted(tree: html.HtmlElement, url: str) -> list[Block]:
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False)
    return blocks_of(found.body) if isinstance(found, Document) and found.body is not None else []


def _with_posts(blocks: list[Block], posts: Sequence[Sequence[str]]) -> list[Block]:
    """A live blog as its page shows it; where the posts are loaded by script, as JSON-LD has them."""
    shown = "\n".join(b.key for b in blocks)
    told = [p for post in posts for p in post]
    if sum(key(p) in shown for p in told) >= min(_SHOWN, len(told) / 2):
        return blocks
    keys = {key(p) for p in told}
    return [b for b in blocks if b.key not in keys] + [Block(p, "p") for p in told]


def _found_date(found: Document) -> date | None:
    return parse_date(found.date) if found.date else None


def detect_language(text: str, declared: str = "") -> str:
    """ISO 639-1 code by detection; the page's own declaration where the text is too short to tell."""
    declared = declared.strip().lower()[:2]
    if len(text) < MIN_LANGUAGE_CHARS:
        return declared if re.fullmatch("[a-z]{2}", declared) else "und"
    return str(py3langid.classify(text[:ENOUGH_CHARS])[0])


_EDGES = {"top of page", "bottom of page", "skip to content", "back to top"}


def _is_text(body: bytes) -> bool:
    return not re.search(rb"<\s*(!doctype|html|head|body|p|div|article|title|meta)\b", body[:200_000], re.I)


def _from_text(body: bytes, url: str) -> Article:
    """A saved text: the first line is the headline; paragraphs are separated by blank lines, or are lines."""
    text = decode_file(body).removeprefix("\ufeff").replace("\r\n", "\n")
    if "\x00" in text:
        return Article("", (), url, kind=PageKind.EMPTY, why="bytes that are no text")
    blocks = [" ".join(b.split()) for b in re.split(r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"\n", text)]
    blocks = [b for b in blocks if b and b.lower() not in _EDGES]
    title, paragraphs = (blocks[0], blocks[1:]) if blocks else ("", [])
    language = detect_language(" ".join(paragraphs) or title)
    if not paragraphs:
        return Article(title, (), url, language=language, kind=PageKind.EMPTY, why="no text under a headline")
    return Article(title, tuple(paragraphs), url, language=language, why="saved text")
