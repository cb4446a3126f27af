"""Which of an outlet's many pages may be about this meeting, before any of them is fetched."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote

from courlan import clean_url, normalize_url

from extract.definitions import Meeting
from extract.words import fold, lemma, words

_CASE = 4  # letters: a longer name also matches with another case ending ("Халворсен", "Халворсена")


def normal(url: str) -> str:
    """One form of an address: no fragment, no tracking parameters, the rest of the query kept."""
    if not url.startswith(("http://", "https://")):
        return url
    return str(normalize_url(clean_url(url) or url, strict=False))


def in_window(published: date | None, meeting: Meeting) -> bool:
    """Whether a publication date lies in the meeting's window; an undated page may."""
    if published is None:
        return True
    day = date(published.year, published.month, published.day)
    # A day more on both sides: a date without its time zone may be off by one.
    early = meeting.start - timedelta(days=meeting.days_before + 1)
    return early <= day <= meeting.end + timedelta(days=meeting.days_after + 1)


def search_terms(meeting: Meeting) -> tuple[str, ...]:
    """The meeting's search words in all languages, and the names of those who met; folded."""
    given = [term for terms in meeting.search_words.values() for term in terms]
    names = [form for p in meeting.participants for form in (p.name, *p.aliases)]
    last = [words_of[-1] for form in names if (words_of := [m.group() for m in words(form)])]
    return tuple(sorted({fold(t) for t in (*given, *last)}))


def speaks_of(text: str, terms: tuple[str, ...], language: str) -> bool:
    """Whether a headline, summary or address holds a search term, word forms and case endings included."""
    plain = fold(re.sub(r"[-_/+%.]", " ", unquote(text)))
    tokens = [m.group() for m in words(plain)]
    tokens += [lemma(t, language) for t in tokens]
    return any(_has(term, plain, tokens) for term in terms)


def _has(term: str, plain: str, tokens: list[str]) -> bool:
    if " " in term:
        return term in plain
    return any(t == term or (len(term) >= _CASE and t.startswith(term)) for t in tokens)
