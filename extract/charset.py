"""A page's letters: its bytes as UTF-8, by what says most surely how they were written.

Detection by statistics is good where letters are another script's, and bad among the Latin ones: it takes Spanish for
Polish and Turkish for Icelandic. There the page's own language decides, by the HTML standard's table.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

HEAD = 4096  # bytes in which a page may say its charset: four times what the HTML standard looks at
_LABEL = rb"""(?:charset|encoding)\s*=\s*["']?\s*)([A-Za-z0-9._:-]{2,40})"""
_TOLD = re.compile(rb"(" + _LABEL, re.I)  # by the header
_META = re.compile(rb"(<(?:meta|\?xml)\b[^>]{0,300}?" + _LABEL, re.I)
BROKEN = 10  # letters beyond ASCII, of which one may be broken: cut feeds and advertisements break single ones
_LANGUAGE = re.compile(rb"""<html[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2,3})""", re.I)
# What is often told by a server's or editor's default, whatever the page is written in.
_DEFAULTS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})
# Charsets of the web: others that Python knows ("punycode", "hex") are no page's.
_WEB = re.compile(r"cp125[0-8]|cp(866|874|932|949)|iso8859-\d+|koi8-[ru]|ascii|utf-8|tis-620|mac-cyrillic"
                  r"|gb18030|gbk|gb2312|big5|big5hkscs|euc_jp|euc_kr|shift_jis|iso2022_jp")  # fmt: skip
# Names that stand for a larger set on the web (WHATWG Encoding Standard, 4.2).
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
           "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874"}  # fmt: skip
# WHATWG HTML, 13.2.3.2, "determining the character encoding", of languages in Latin letters.
_BY_LANGUAGE = {
    "cp1250": "cs hr hu pl ro sk sl bs sq", "cp1254": "tr ku az", "cp1257": "et lt lv", "cp1258": "vi",
    "cp1252": "en de fr es it pt nl sv da no nb nn fi is ca eu gl ga af id ms sw",
}  # fmt: skip
_LATIN = frozenset(_BY_LANGUAGE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN = re.compile("[A-Za-z]")
FALLBACK = {language: charset for charset, languages in _BY_LANGUAGE.items() for language in languages.split()}


def as_utf8(body: bytes, content_type: str = "") -> bytes:
    """The page's bytes in UTF-8; unchanged where only detection can tell how they were written.

    Args:
        body: a page as it came.
        content_type: the header that came with it, if any.
    """
    with suppress(UnicodeDecodeError):
        body.decode("utf-8")
        return body
    for charset in ("utf-8", *_likely(body[:HEAD], content_type)):
        text = _decoded(body, charset)
        if text is not None:
            return _META.sub(rb"\1utf-8", text.encode(), count=1)
    return body


def _likely(head: bytes, content_type: str) -> list[str]:
    """Charsets in the order in which they are believed: told on purpose, the language's, told by default."""
    told = [_name(m[2]) for m in (_META.search(head), _TOLD.search(content_type.encode())) if m]
    language = _LANGUAGE.search(head)
    fallback = FALLBACK.get(language[1].decode().lower()) if language else None
    meant = [name for name in told if name and name not in _DEFAULTS]
    return [_LARGER.get(name, name) for name in (*meant, fallback, *told) if name and name != "utf-8"]


def _name(label: bytes) -> str | None:
    try:
        name = codecs.lookup(label.decode()).name
    except LookupError:
        return None
    return name if _WEB.fullmatch(name) else None


def _decoded(body: bytes, charset: str) -> str | None:
    """The text, if it is written in this charset: a few broken letters are passed over, many mean another one."""
    text = body.decode(charset, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * BROKEN > foreign or (charset in _LATIN and not _in_latin_letters(text)):
        return None
    return text


def _in_latin_letters(text: str) -> bool:
    """Whether words with marked letters have plain ones too: of Cyrillic words read as Latin ones, every letter is."""
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    return 2 * sum(_PLAIN.search(word) is None for word in marked) <= len(marked)
