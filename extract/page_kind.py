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
NOTE = 25  # words: less beside a wall's phrase is no story
LONGEST_WALL = 300  # words
WALL_WORDS = 30  # a text with a wall's phrase in every so many words is the wall's
MIN_TEXT = 5  # words
_FRAME = "ancestor::nav or ancestor::footer or ancestor::header[not(ancestor::article or ancestor::main)]"
_HIDDEN = "ancestor::script or ancestor::style or ancestor::noscript"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = 2  # of a script without spaces, in one word
_ELLIPSIS = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\W*")
_CLOCK = re.compile(r"\W*\d{1,2}\s?[:.hH]\s?\d\d\b")
_POSTS = 5  # paragraphs that begin with a time of day make a live blog
_NO_STORY = {"VideoObject", "ImageGallery", "CollectionPage", "SearchResultsPage", "ItemList"}


def judge(tree: html.HtmlElement, facts: Structured, article: Article) -> tuple[PageKind, str]:
    """Kind of a page and the observation it rests on."""
    words = count_words(article.paragraphs)
    if facts.live and words >= MIN_TEXT:  # one that loads its posts by script has nothing to read
        return PageKind.LIVE, "describes itself as a live blog"
    if words < SHORT and (found := _missing(tree, facts, article, words)):
        return PageKind.MISSING, f"answers 200 but says {found!r}"
    if words < SHORT and (offer := pattern(page_words().paywall).search(_shown(tree))):
        return PageKind.PAYWALLED, f"{words} words and {offer[0]!r}"
    if words < SNIPPET and facts.free is False:
        return PageKind.PAYWALLED, f"{words} words, and declares itself not free"
    if found := _wall(tree, facts, article, words):
        return PageKind.WALL, f"{words} words and {found!r}"
    if _is_index(tree, facts, words):
        return PageKind.INDEX, "links and teasers, no story"
    if words < MIN_TEXT or (words < NOTE and not _is_story(facts) and not article.published):
        return PageKind.EMPTY, f"{words} words of text"
    if (posts := sum(bool(_CLOCK.match(p)) for p in article.paragraphs)) >= _POSTS:
        return PageKind.LIVE, f"{posts} paragraphs begin with a time of day"
    if article.paragraphs and (end := _cut(article.paragraphs[-1])):
        return PageKind.TRUNCATED, f"ends in {end!r}"
    return PageKind.ARTICLE, ""


def count_words(paragraphs: tuple[str, ...]) -> int:
    """Words; where a script puts no spaces between them, two signs are counted as one."""
    text = " ".join(paragraphs)
    signs = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + signs // _SIGNS


def _shown(tree: html.HtmlElement) -> str:
    """The beginning of what a reader sees of a page within its frame of links."""
    shown = tree.xpath(f"//body//text()[not({_FRAME} or {_HIDDEN})]")
    return " ".join(" ".join(shown).split())[:20_000]


def _missing(tree: html.HtmlElement, facts: Structured, article: Article, words: int) -> str | None:
    """What says that the page is not there: its headline, or the little text of a page that is no story."""
    headings = [h.text_content() for h in tree.iter("h1")]
    text = article.paragraphs if words < SNIPPET and not _is_story(facts) else ()
    found = pattern(page_words().missing).search(" | ".join((article.title, *headings, *text)))
    return found[0] if found else None


def _wall(tree: html.HtmlElement, facts: Structured, article: Article, words: int) -> str | None:
    """What asks for consent or for a proof of being human, in place of a story: beside one it is a banner."""
    if words >= LONGEST_WALL:
        return None
    said = pattern(page_words().wall)
    within = [p for p in article.paragraphs if said.search(p)]
    hits = [m[0] for p in (article.title, *within) for m in said.finditer(p)]
    if words - count_words(tuple(within)) < NOTE:
        found = said.search(" | ".join((*hits, _shown(tree))))
        return found[0] if found else None
    return hits[0] if hits and not _is_story(facts) and words < WALL_WORDS * len(hits) else None


def _is_story(facts: Structured) -> bool:
    return any(t.endswith(("Article", "Posting")) for t in facts.types)


def _cut(paragraph: str) -> str | None:
    """The sign that a text breaks off: an ellipsis and an invitation to read on."""
    for dots in _ELLIPSIS.finditer(paragraph):
        if found := pattern(page_words().truncated).match(paragraph, dots.end()):
            return dots[0] + found[0]
    return None


def _is_index(tree: html.HtmlElement, facts: Structured, words: int) -> bool:
    """Mostly links to other stories: a section front, a video or gallery page."""
    if _is_story(facts) or words >= 2 * SHORT:
        return False
    teasers = len(tree.xpath("//article[.//a] | //h2/a | //h3/a | //a/h2 | //a/h3"))
    return (teasers >= 8 and words < SHORT) or (bool(facts.types & _NO_STORY) and words < SNIPPET)
