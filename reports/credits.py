"""Which agency an article names as the author of its words: in a dateline, a credit line, or a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extract.definitions import Outlet
from extract.records import Article
from extract.words import fold

# Where an agency stands beside other words, and where it stands alone or with other agencies.
_BRACKETS = re.compile(r"[(（]([^()（）\n]{2,60})[)）]|/\s?([^/\n]{2,40}?)\s?/")  # ANKARA (AA) —, 14 апреля. /ТАСС/
_ALONE = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"^(?:[^\n—–]{0,50}[.,]\s)?([^\n,—–]{2,30}?)\s*[—–-]\s",  # Москва. 14 апреля. INTERFAX.RU -
        r"^[^\n]{2,60}?\s[—–-]\s?([^\n.,:;]{2,30})[.,:;]",  # МОСКВА, 14 апр - РИА Новости.
        r"\s[—–-]\s?([^\n—–]{2,40})$",  # ... - dpa
    )
)
_APART = re.compile(r"\s*(?:[/,;+&|]|\s(?:and|und|et|y|e|ve|и|та|i|en)\s)\s*")
# What introduces one; without a colon only at the end of a line, as "avec" also stands in any sentence.
_SAID = re.compile(
    r"\b(?:with reporting by|reporting by)\b\s*:?\s+([^\n]{2,60})"
    r"|\b(?:source|sources|kaynak|источник|джерело|quelle|quellen|fuente|fonte|bron|źródło|المصدر)\s*:\s*([^\n]{2,60})"
    r"|\b(?:avec|mit material von|con información de|com informações da?|met)\s([^\n]{2,40})$",
    re.I | re.M,
)


def forms_of(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Every folded form under which an agency is credited, with its name; of two agencies the first keeps a form."""
    found: dict[str, str] = {}
    for agency in (o for o in outlets if o.agency):
        for form in (agency.name, *agency.credits):
            found.setdefault(fold(form), agency.name)
    return found


def credited(article: Article, forms: Mapping[str, str]) -> str | None:
    """The agency named at the article's beginning or end or in its byline; None when there is none that is known."""
    edges = [*article.paragraphs[:1], *article.paragraphs[-2:], *article.authors]
    if found := next((form for text in edges for form in _standing(text, forms)), None):
        return forms[found]
    told = [m[m.lastindex or 0] for text in edges for m in _SAID.finditer(text)]
    many = {form: name for form, name in forms.items() if " " in form}  # of one word, some are people's names
    named = (*(_within(text, forms) for text in told), *(_within(author, many) for author in article.authors))
    return next(filter(None, (*(forms.get(fold(author)) for author in article.authors), *named)), None)


def _standing(text: str, forms: Mapping[str, str]) -> Iterator[str]:
    for match in _BRACKETS.finditer(text):
        yield from (piece for piece in _pieces(match[match.lastindex or 0]) if piece in forms)
    for match in (m for pattern in _ALONE for m in pattern.finditer(text)):
        pieces = _pieces(match[1])
        if all(piece in forms for piece in pieces):  # "MNA and others - all of them -" is no credit
            yield from pieces


def _pieces(text: str) -> list[str]:
    return [fold(piece.strip(" .*")) for piece in _APART.split(text)]


def _within(text: str, forms: Mapping[str, str]) -> str | None:
    """The first form that stands in a text as words of its own."""
    plain = fold(text)
    found = [(m.start(), -len(f), forms[f]) for f in forms if (m := re.search(rf"(?<!\w){re.escape(f)}(?!\w)", plain))]
    return min(found)[2] if found else None
