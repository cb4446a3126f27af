"""Which of an outlet's many pages may be about this meeting, before any of them is fetched."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from urllib.parse import unquote, urldefrag, urlsplit

from courlan import clean_url, extract_domain

from extract.definitions import Meeting, Outlet
from extract.words import fold, lemma, words

_CASE = 4  # letters: a longer name also matches with another case ending ("Халворсен", "Халворсена")
# Hebrew, Arabic, Thai, Chinese, Japanese, Korean …: a name may stand inside a run of letters.
_JOINED = re.compile(r"[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]")

# Platforms on which everybody may have a name of their own.
_SHARED = frozenset(
    {"substack.com", "wordpress.com", "livejournal.com", "tumblr.com", "ghost.io", "wixsite.com", "typepad.com"}
)


def normal(url: str) -> str:
    """One form of an address: no fragment, no tracking parameters, the rest of the query kept."""
    if not re.match(r"https?://", url, re.I):
        return url
    try:
        return str(clean_url(urldefrag(url).url) or url)
    except ValueError:
        return url


def hosts_of(outlet: Outlet) -> frozenset[str]:
    """The outlet's own registered domains: those of its sites and pages, else of its feeds, which others may serve."""
    named = (*outlet.sites, *outlet.sections, *outlet.search) or (*outlet.sitemaps, *outlet.feeds)
    return frozenset(d for url in named if (d := domain(url)))


def domain(url: str) -> str:
    """The registered domain of an address ("bbc.co.uk"); where there is none, or many share it, the host and port."""
    try:
        host = urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.")
        registered = extract_domain(url)
    except ValueError:
        return ""
    return registered if registered and registered not in _SHARED else host


def own(url: str, outlet: Outlet) -> bool:
    """Whether an address is a web page of the outlet itself."""
    return url.lower().startswith(("http://", "https://")) and domain(url) in hosts_of(outlet)


_DATED = re.compile(r"(?<!\d)(20\d\d)[/_.-]?(0[1-9]|1[0-2])(?:[/_.-]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def days_in(url: str) -> tuple[date, date] | None:
    """The first and last day that an address names (".../2026/04/14/...", "sitemap-2026-04.xml"); None for none."""
    found = _DATED.search(urlsplit(url).path) if url else None
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    return first, first if day else date(year, month, monthrange(year, month)[1])


def near(url: str, meeting: Meeting) -> bool:
    """Whether the days an address names, if any, touch the window."""
    named = days_in(url)
    return named is None or (named[1] >= earliest(meeting) and named[0] <= latest(meeting))


def in_window(published: date | None, meeting: Meeting) -> bool:
    """Whether a publication date lies in the meeting's window; an undated page may."""
    if published is None:
        return True
    day = date(published.year, published.month, published.day)
    # A day more on both sides: a date without its time zone may be off by one.
    return earliest(meeting) <= day <= latest(meeting)


def earliest(meeting: Meeting) -> date:
    return meeting.start - timedelta(days=meeting.days_before + 1)


def latest(meeting: Meeting) -> date:
    return meeting.end + timedelta(days=meeting.days_after + 1)


def window(meeting: Meeting) -> list[date]:
    """Every day on which coverage may be published."""
    return [earliest(meeting) + timedelta(days=n) for n in range((latest(meeting) - earliest(meeting)).days + 1)]


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
