"""A page as a tree, without what no reader sees and what makes the extraction lose words or breaks."""

from __future__ import annotations

import re
from collections import Counter

import trafilatura
from lxml import etree, html

from extract.blocks import PARAGRAPH

_PARSER = html.HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
_BEGINNING = 50  # bytes in which a whole page says that it is HTML
_HEAD = 4096  # bytes
_CLOSED = re.compile(rb"<(html|!doctype)\b[^>]{0,300}/>", re.I)  # before there is anything in it
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))
_NO_SIGNS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF, which XML does not know
_UNREAD = ("style", "svg", "noscript", "iframe", "link", "meta")  # what holds no text of a story
_SCRIPTS = "//script[not(contains(@type, 'ld+json')) and not(ancestor::p)]"
_MANY = 3  # links
_BREAKS = "//br[following-sibling::node()[not(self::text()[not(normalize-space())])][1][self::br]]"


def tree_of(body: bytes) -> html.HtmlElement | None:
    """The page as a tree; None where it is no HTML.

    Whole pages in UTF-8 are parsed as they came: trafilatura repairs what it is given first, in twice the time.
    """
    whole = b"html" in body[:_BEGINNING].lower() and not _CLOSED.search(body[:_HEAD])
    if not whole or not _is_utf8(body):
        return trafilatura.load_html(body)
    clean = body.translate(None, _CONTROL)
    for sign in _NO_SIGNS:
        clean = clean.replace(sign, b"")
    try:
        tree = html.document_fromstring(clean, parser=_PARSER)
    except (etree.ParserError, ValueError):
        return trafilatura.load_html(body)
    return tree if len(tree) else trafilatura.load_html(body)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def elements_of(tree: html.HtmlElement) -> int:
    """How many elements and comments a page has."""
    return int(tree.xpath("count(//*) + count(//comment())"))


def take_scripts(tree: html.HtmlElement) -> str:
    """Take the page's scripts but JSON-LD out of the tree; a script within a paragraph stays, and marks it as none."""
    taken = []
    for script in tree.xpath(_SCRIPTS):
        taken.append(script.text or "")
        script.drop_tree()
    return "\n".join(filter(None, taken))


def make_plain(tree: html.HtmlElement) -> None:
    """Undo what makes the extraction slow, or lose words or breaks.

    What holds no text (the extraction copies the tree several times), notes in links, readings over signs (ruby), links
    in text that stands in no paragraph, paragraphs parted by two line breaks.
    """
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    _drop_notes(tree)
    etree.strip_tags(tree, "ruby", "rb", "rp", "rt")
    for link in tree.xpath("//div/a"):
        if (link.tail or "").strip() and _before(link).strip():
            link.drop_tag()
    for line_break in tree.xpath(_BREAKS):
        line_break.tail = PARAGRAPH


def _drop_notes(tree: html.HtmlElement) -> None:
    """Drop what links say to screen readers: one text in brackets in many links, "(opens in a new window)"."""
    notes = tree.xpath("//a//span[not(*) and starts-with(normalize-space(), '(')]")
    times = Counter((note.text or "").strip() for note in notes)
    for note in notes:
        if times[(note.text or "").strip()] >= _MANY:
            note.drop_tree()


def _before(link: html.HtmlElement) -> str:
    above = link.getprevious()
    return (link.getparent().text if above is None else above.tail) or ""
