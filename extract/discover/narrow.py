"""Which of an outlet's many pages may be about this meeting, before any of them is fetched."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote, urldefrag

from courlan import clean_url

from extract.definitions import Meeting
from extract.words import fold, lemma, words

_CASE = 4  # letters: a longer name also matches with another case ending ("Халворсен", "Халворсена")
# Hebrew, Arabic, Thai, Chinese, Japanese, Korean …: a name may stand inside a run of letters.
_JOINED = re.compile(r"[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]")


def normal(url: str) -> str:
    """One form of an address: no fragment, no tracking parameters, the rest of the query kept."""
    if not re.match(r"https?://", url, re.I):
        return url
    try:
        return str(clean_url(urldefrag(url).url) or url)
    except ValueError:
        return url


def in_window(published: date | None, meeting: Meeting) -> bool:
    """Whether a publication date lies in the meeting's window; an undated page may."""
    if published is None:
        return True
    day = date(published.year, published.month, published.day)
    # A day more on both sides: a date without its time zone may be off by one.
    return earliest(meeting) <= day <= meeting.end + timedelta(days=meeting.days_after + 1)


def earliest(meeting: Meeting) -> date:
    return meeting.start - timedelta(days=meeting.days_before + 1)


def newest_first(published: date | None) -> tuple[bool, int, str]:
    """Sort key: dated before undated, the later the earlier. Dates and datetimes compare by day, then by time."""
    if published is None:
        return True, 0, ""
    time = published.isoformat()[11:19]
    return False, -published.toordinal(), "".join(chr(127 - ord(c)) for c in time)


def search_terms(meeting: Meeting) -> tuple[str, ...]:
    """The meeting's search words in all languages, and the names of those who met; plain."""
    given = [term for terms in meeting.search_words.values() for term in terms]
    people = meeting.participants
    forms = [*given, *(_last(n) for p in people for n in p.names), *(t for p in people for t in p.titles)]
    return tuple(sorted({plain for form in forms if (plain := _plain(form).strip())}))


def _last(name: str) -> str:
    found = [m.group() for m in words(name)]
    return found[-1] if found else name


def _plain(text: str) -> str:
    return fold(re.sub(r"[-_/+%.]", " ", unquote(text)))


def speaks_of(text: str, terms: tuple[str, ...], language: str) -> bool:
    """Whether a headline, summary or address holds a search term, word forms and case endings included."""
    plain = _plain(text)
    tokens = [m.group() for m in words(plain)]
    return any(_has(term, plain, tokens) for term in terms) or any(lemma(t, language) in terms for t in tokens)


def _has(term: str, plain: str, tokens: list[str]) -> bool:
    if " " in term or _JOINED.search(term):
        return term in plain
    return any(t == term or (len(term) >= _CASE and t.startswith(term)) for t in tokens)
