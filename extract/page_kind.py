"""What a page is, before its text is trusted. The phrases that outlets print stand in ``languages/*.toml``."""

from __future__ import annotations

import re

from lxml import html

from extract.phrases import pattern
from extract.quotes.language import page_words
from extract.records import Article, PageKind
from extract.structured import Structured

SHORT = 120  # words: a page this short with a barrier's phrase is the barrier
SNIPPET = 60  # words: a page this short that declares itself not free shows only its beginning
MIN_TEXT = 5  # words
_TOP = 600  # characters in which a page says that it is missing
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = 2  # of a script without spaces, in one word
_ELLIPSIS = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\W*")
_NO_STORY = {"VideoObject", "ImageGallery", "CollectionPage", "SearchResultsPage", "ItemList"}


def judge(tree: html.HtmlElement, facts: Structured, article: Article) -> tuple[PageKind, str]:
    """Kind of a page and the observation it rests on."""
    said = page_words()
    words = count_words(article.paragraphs)
    page = _shown(tree) if words < SHORT else ""
    if facts.live and words >= MIN_TEXT:  # one that loads its posts by script has nothing to read
        return PageKind.LIVE, "describes itself as a live blog"
    if words < SHORT and (found := _missing(article.title, page if words < SNIPPET else "")):
        return PageKind.MISSING, f"answers 200 but says {found!r}"
    if words < SHORT and (offer := pattern(said.paywall).search(page)):
        return PageKind.PAYWALLED, f"{words} words and {offer[0]!r}"
    if words < SNIPPET and facts.free is False:
        return PageKind.PAYWALLED, f"{words} words, and declares itself not free"
    if words < SNIPPET and (wall := pattern(said.wall).search(page)):
        return PageKind.WALL, f"{words} words and {wall[0]!r}"
    if _is_index(tree, facts, words):
        return PageKind.INDEX, "links and teasers, no story"
    if words < MIN_TEXT:
        return PageKind.EMPTY, f"{words} words of text"
    if article.paragraphs and (end := _cut(article.paragraphs[-1])):
        return PageKind.TRUNCATED, f"ends in {end!r}"
    return PageKind.ARTICLE, ""


def count_words(paragraphs: tuple[str, ...]) -> int:
    """Words; where a script puts no spaces between them, two signs are counted as one."""
    text = " ".join(paragraphs)
    signs = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + signs // _SIGNS


def _shown(tree: html.HtmlElement) -> str:
    """The beginning of what a reader sees of a page."""
    shown = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(" ".join(shown).split())[:20_000]


def _missing(title: str, page: str) -> str | None:
    said = pattern(page_words().missing)
    found = said.search(title) or said.search(page[:_TOP])
    return found[0] if found else None


def _cut(paragraph: str) -> str | None:
    """The sign that a text breaks off: an ellipsis and an invitation to read on."""
    for dots in _ELLIPSIS.finditer(paragraph):
        if found := pattern(page_words().truncated).match(paragraph, dots.end()):
            return dots[0] + found[0]
    return None


def _is_index(tree: html.HtmlElement, facts: Structured, words: int) -> bool:
    """Mostly links to other stories: a section front, a video or gallery page."""
    story = any(t.endswith(("Article", "Posting")) for t in facts.types)
    if story or words >= 2 * SHORT:
        return False
    teasers = len(tree.xpath("//article[.//a] | //h2/a | //h3/a | //a/h2 | //a/h3"))
    return (teasers >= 8 and words < SHORT) or (bool(facts.types & _NO_STORY) and words < SNIPPET)
