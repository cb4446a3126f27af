"""What a page is, before its text is trusted. The phrases that outlets print stand in ``languages/*.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

from extract.blocks import key
from extract.phrases import pattern
from extract.quotes.language import page_words
from extract.records import Article, PageKind
from extract.structured import Structured

TEASERS = 6  # boxes with a headline that leads elsewhere
LONGEST_INDEX = 1000  # words
SHORT = 120  # words: a page this short with a barrier's phrase is the barrier
SNIPPET = 60  # words: a page this short that declares itself not free shows only its beginning
NOTE = 25  # words: less beside a wall's phrase is no story
LONGEST_WALL = 300  # words
WALL_WORDS = 30  # a text with a wall's phrase in every so many words is the wall's
MIN_TEXT = 5  # words
CUT = 4  # times as many words as are shown: a page that says it has so many shows its beginning
MOST_TEASERS = 300  # of a page that are looked into
REST = 40  # characters after an invitation to read on: "… on the Observer's page »"
LABEL = 24  # characters: a longer text is no time of day with its zone
_TEASER = "//article[.//a] | //*[h2/a or h3/a or h4/a or a/h2 or a/h3 or a/h4]"
_FRAME = (
    "ancestor::nav or ancestor::li or ancestor::footer or ancestor::header[not(ancestor::article or ancestor::main)]"
)
_HIDDEN = "ancestor::script or ancestor::style or ancestor::noscript"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = 2  # of a script without spaces, in one word
_EXCERPT = re.compile(r"\[(…|\.\.\.)\]\W*$")  # how feeds and content systems end what they cut
_ELLIPSIS = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\W*")
_CLOCK = re.compile(r"\W*\d{1,2}\s?[:.hH]\s?\d\d(?:\b|[ap]m\b)")
_POSTS = 5  # times of day, each before a paragraph, make a live blog
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
    if words < SHORT and facts.words >= CUT * max(words, MIN_TEXT):
        kind = PageKind.PAYWALLED if facts.free is False else PageKind.TRUNCATED
        return kind, f"{words} of the {facts.words:,} words that it says it has"
    if found := _wall(tree, facts, article, words):
        return PageKind.WALL, f"{words} words and {found!r}"
    if _is_index(tree, facts, article, words):
        return PageKind.INDEX, "links and teasers, no story"
    if words < MIN_TEXT or (words < NOTE and not _is_story(facts) and not article.published):
        return PageKind.EMPTY, f"{words} words of text"
    if (posts := _timed(tree, article.paragraphs)) >= _POSTS:
        return PageKind.LIVE, f"{posts} times of day, each before a paragraph"
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
    said = pattern(page_words().missing)
    headings = [article.title, *(h.text_content() for h in tree.iter("h1"))]
    if words >= SNIPPET:  # a story may tell of a page that was not found; a notice says little else
        headings = [h for h in headings if 2 * sum(len(m[0]) for m in said.finditer(h)) > len(h.strip())]
    text = article.paragraphs if words < SNIPPET and not _is_story(facts) and facts.published is None else ()
    found = said.search(" | ".join((*headings, *text)))
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


def _timed(tree: html.HtmlElement, paragraphs: tuple[str, ...]) -> int:
    """How many posts of a live blog the page shows: paragraphs that begin with a time of day, or stand below one."""
    within = sum(bool(_CLOCK.match(p)) for p in paragraphs)
    kept = {key(p) for p in paragraphs}
    above = 0
    for label in tree.iter("time", "span", "b", "strong", "p", "div", "h2", "h3", "h4"):
        text = label.text or ""
        if len(text) <= LABEL and _CLOCK.match(text) and any(key(t) in kept for t in _below(label)):
            above += 1
    return max(within, above)


def _below(label: html.HtmlElement) -> Iterator[str]:
    """The text of what follows an element, beside it or beside its parent, and that of its first paragraph."""
    after = label.getnext()
    after = label.getparent().getnext() if after is None and label.getparent() is not None else after
    if after is not None and isinstance(after.tag, str):
        yield from (str(e.text_content()) for e in (after, *islice(after.iter("p"), 1)))


def _cut(paragraph: str) -> str | None:
    """The sign that a text breaks off: an ellipsis and an invitation to read on, or one in brackets at its end."""
    for dots in _ELLIPSIS.finditer(paragraph):
        found = pattern(page_words().truncated).match(paragraph, dots.end())
        if found and len(paragraph) - found.end() <= REST:
            return dots[0] + found[0]
    end = _EXCERPT.search(paragraph)
    return end[0].strip() if end else None


def _is_index(tree: html.HtmlElement, facts: Structured, article: Article, words: int) -> bool:
    """Mostly links to other stories: a section front, a search's results, a video or gallery page."""
    if _is_story(facts) or words >= LONGEST_INDEX:
        return False
    if words < SNIPPET and facts.types & _NO_STORY:
        return True
    teasers = tree.xpath(_TEASER)
    if len(teasers) < TEASERS:
        return False
    own = words - count_words(tuple(_of_cards(teasers, article.paragraphs)))
    return own < NOTE or (own < SNIPPET and facts.published is None)


def _of_cards(teasers: list[html.HtmlElement], paragraphs: tuple[str, ...]) -> Iterator[str]:
    """Paragraphs that stand in a box with a headline that leads elsewhere, and with little else."""
    boxes = [key(t.text_content()) for t in teasers[:MOST_TEASERS]]
    held = [[n for n, p in enumerate(paragraphs) if key(p) in box] for box in boxes]
    cards = {n for inside in held if count_words(tuple(paragraphs[n] for n in inside)) < SNIPPET for n in inside}
    return (p for n, p in enumerate(paragraphs) if n in cards)
