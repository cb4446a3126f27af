"""What a page says: headline, authors, time, language, paragraphs, and what kind of page it is.

trafilatura's default settings keep the most quotations (its precision and recall modes each lose more); what is added
here is what measurements on hand-marked pages justified, and nothing by outlet.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import dropwhile

import py3langid
import trafilatura
from lxml import etree, html
from trafilatura.settings import Document
from trafilatura.utils import decode_file

from extract.page_kind import judge
from extract.records import Article, PageKind
from extract.structured import Structured, parse_date, read_structured
from extract.words import fold

MIN_LANGUAGE_CHARS = 60  # below, detection guesses
_BLOCKS = ("p", "head", "quote", "item", "row", "code")
# What asks the reader to do something instead of telling the story. A whole paragraph, in the languages read.
_CALL = re.compile(
    r"(read (more|also|next|the full)|see also|also read|more on this|related( stories| articles)?|follow us|sign up"
    r"|subscribe"
    r"|click here|download (the|our) app|share this|watch( live)?:|listen:|photo:|image:|advertisement$|recommended"
    r"|join (us|our)|get the latest|support (us|our|independent)|have a (tip|story)|this article (was|is|first)"
    r"|lesen sie|lesen? (auch|mehr)|mehr zum thema|mehr dazu|hier (lesen|klicken|geht)|zum thema|foto:|bild:|quelle:"
    r"|lire aussi|à lire|lisez aussi|a lire|voir aussi|suivez|abonnez|inscrivez|article réservé|partager"
    r"|lee también|lea también|le puede interesar|te puede interesar|más información|sigue(nos)? |suscríbe|vea también"
    r"|leggi anche|leia (também|mais)|lees ook|les også|läs (även|mer|också)|lue myös|czytaj (też|także|więcej)"
    r"|читайте|подписывайтесь|смотрите также|подробнее|ещё по теме|фото:|источник:"
    r"|ayrıca (okuyun|bkz)|ilgili haber|abone ol|fotoğraf:|haberin devamı|okumak için tıkla"
    r"|اقرأ (أيضا|المزيد)|اقرأ أيضًا)",
    re.I,
)
_CALL_WORDS = 18  # longer paragraphs that begin so tell something


def read_article(html_bytes: bytes, url: str) -> Article:
    """Read a page.

    Args:
        html_bytes: the page as fetched; bytes, so that the page's own charset declaration decides. Plain text too.
        url: where it came from.

    Returns:
        Article with ``paragraphs`` (headline not among them), ``title``, ``authors``, ``published`` (datetime with the
        page's time zone where it gives a time, else date, else None), ``language`` (ISO 639-1 or "und"), ``kind``, and
        ``why`` it is of that kind. A page without any text is an article of kind ``empty``.
    """
    if _is_text(html_bytes):
        return _from_text(html_bytes, url)
    tree = trafilatura.load_html(html_bytes)
    if tree is None:
        return Article("", (), url, kind=PageKind.EMPTY, why="no HTML in it")
    facts = read_structured(tree)
    captions = _captions(tree)
    found = _extracted(tree, url)
    title = _title(facts, tree, found)
    body = _blocks(found.body) if found is not None and found.body is not None else []
    if facts.live and facts.posts:
        body = _with_posts(body, facts.posts)
    paragraphs = _kept(_below_heading(body, tree), title, captions)
    article = Article(
        title=title,
        paragraphs=tuple(paragraphs),
        url=url,
        authors=_authors(facts, found),
        published=facts.published or _found_date(found),
        language=detect_language(" ".join(paragraphs) or title, tree.get("lang") or ""),
    )
    kind, why = judge(tree, facts, article)
    return replace(article, kind=kind, why=why)


def _extracted(tree: html.HtmlElement, url: str) -> Document | None:
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False, with_metadata=True)
    return found if isinstance(found, Document) else None


def _blocks(body: etree._Element) -> list[str]:
    """Text of every block in page order; a block inside a block (of a block quote, of a cell) counts once."""
    blocks: list[str] = []
    for node in body.iter(*_BLOCKS):
        text = " ".join((_own_text(node) if _nests(node) else _flat(node, False)).split())
        if text:
            blocks.append(text)
    return blocks


def _nests(node: etree._Element) -> bool:
    return next(node.iterdescendants(*_BLOCKS), None) is not None


def _own_text(node: etree._Element) -> str:
    """The text of a block that holds other blocks, without theirs."""
    parts = [node.text or ""]
    for child in node:
        if child.tag not in _BLOCKS:
            parts.append(_own_text(child) if _nests(child) else _flat(child, False))
        parts.append(child.tail or "")
    return "".join(parts)


def _flat(node: etree._Element, tail: bool = True) -> str:
    for line_break in node.iter("lb", "cell"):
        line_break.tail = " " + (line_break.tail or "")
    return "".join(str(text) for text in node.itertext()) + ((node.tail or "") if tail else "")


def _with_posts(body: list[str], posts: tuple[tuple[str, ...], ...]) -> list[str]:
    """A live blog: what its page shows beside the posts, then the posts as JSON-LD has them, unless it has more."""
    told = [p for post in posts for p in post]
    if sum(map(len, body)) >= sum(map(len, told)):
        return body
    keys = {_key(p) for p in told}
    return [block for block in body if _key(block) not in keys] + told


def _below_heading(blocks: list[str], tree: html.HtmlElement) -> list[str]:
    """Without the page's own heading on top, whose words may differ from the headline that JSON-LD gives."""
    headings = {_key(h.text_content()) for h in tree.xpath("//h1")} - {""}
    return list(dropwhile(lambda block: _key(block) in headings, blocks))


def _captions(tree: html.HtmlElement) -> set[str]:
    nodes = tree.xpath("//figcaption | //figure//p | //*[@itemprop='caption']")
    return {_key(n.text_content()) for n in nodes if not n.xpath("ancestor-or-self::blockquote | .//blockquote")}


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _kept(blocks: list[str], title: str, captions: set[str]) -> list[str]:
    """Paragraphs without the repeated headline, captions, calls to action, and repetitions of whole paragraphs."""
    seen: set[str] = {_key(title)} - {""}
    kept = []
    for block in blocks:
        key = _key(block)
        if not key or key in seen or key in captions or _is_call(block):
            continue
        if len(key) > 40:
            seen.add(key)
        kept.append(block)
    return kept


def _is_call(block: str) -> bool:
    return bool(_CALL.match(block)) and len(block.split()) <= _CALL_WORDS and not re.search(r"[.!?…][\"”»]?$", block)


def _title(facts: Structured, tree: html.HtmlElement, found: Document | None) -> str:
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    candidate = facts.title or (found.title if found is not None else None) or next(iter(headings), "")
    return _without_outlet(" ".join((candidate or "").split()), facts.site, headings)


def _without_outlet(title: str, site: str | None, headings: list[str]) -> str:
    """Cut "Headline | Outlet": where the page's own heading is the rest, or the outlet names itself."""
    for parts in (re.split(r"\s+[|–—-]\s+|\s*\|\s*", title),):
        if len(parts) < 2:
            return title
        for end in range(len(parts) - 1, 0, -1):
            last = parts[end]
            head = title[: title.rfind(last)].rstrip(" |–—-")
            if _key(head) in {_key(h) for h in headings} - {""} or (site and _key(last) == _key(site)):
                return head
    return title


def _authors(facts: Structured, found: Document | None) -> tuple[str, ...]:
    if facts.authors:
        return facts.authors
    text = (found.author if found is not None else None) or ""
    return tuple(dict.fromkeys(a.strip() for a in text.split(";") if a.strip()))


def _found_date(found: Document | None) -> date | None:
    return parse_date(found.date) if found is not None and found.date else None


def detect_language(text: str, declared: str = "") -> str:
    """ISO 639-1 code by detection; the page's own declaration where the text is too short to tell."""
    declared = declared.strip().lower()[:2]
    if len(text) < MIN_LANGUAGE_CHARS:
        return declared if re.fullmatch("[a-z]{2}", declared) else "und"
    return str(py3langid.classify(text[:5000])[0])


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
