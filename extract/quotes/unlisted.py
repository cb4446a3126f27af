"""Who speaks by a noun that no list of offices has: "selon le grossiste, …", "…, a annoncé la conserverie."."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.quotes.language import load_language
from extract.quotes.naming import either
from extract.quotes.place import folded
from extract.records import Span


def unlisted(text: str, cue: Span, form: str, sentence: Span, code: str) -> Span | None:
    """The noun phrase where the subject must be: behind "according to", or behind a cue that ends its sentence.

    Only in a language that inverts: elsewhere what stands behind the cue may be its object.
    """
    if not load_language(code).inverts:
        return None
    found = _phrase(code).match(text, cue[1], sentence[1])
    if found is None or re.search(r"\w", text[found.end() : sentence[1]]) and form not in folded(code, "according"):
        return None
    if form in folded(code, "according"):
        return None if found["noun"].casefold() in load_language(code).mute else found.span("who")
    lead = text[sentence[0] : cue[0]]
    clause = lead.endswith(", ") and lead.count(",") == 1 and " " in lead.strip()
    return found.span("who") if clause else None  # not "Le barreur, très ému, a annoncé la fin"


def opening(text: str, cue: Span, sentence: Span, code: str) -> Span | None:
    """The noun phrase that is all that stands before a cue: "Les campeurs racontent …"."""
    found = _phrase(code).fullmatch(" " + text[slice(*sentence)][: cue[0] - sentence[0]].strip())
    if found is None or not load_language(code).inverts:
        return None
    start = text.index(found["who"], sentence[0])
    return start, start + len(found["who"])


@lru_cache(maxsize=32)
def _phrase(code: str) -> re.Pattern[str]:
    """An article, a noun in small letters and what belongs to it, up to a comma or the end of the sentence."""
    language = load_language(code)
    days = either([day for days in language.facts.weekdays for day in days])
    words = either([*language.articles, *language.indefinite])
    noun = r"(?P<who>(?P<noun>[a-zà-ÿ][\w-]+)(?:(?:\s|['’])[\w-]+){0,5}?)"
    return re.compile(rf"(?:\s(?:{days}))?\s(?i:{words})(?:\s|(?<=['’])){noun}(?=[,.]|\s*$)")
