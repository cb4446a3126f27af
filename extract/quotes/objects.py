"""What stands behind a cue and is no clause of what is said: relative and subordinate clauses, objects."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.quotes.language import load_language
from extract.quotes.naming import cues_of, either
from extract.quotes.place import Place, bare, mood_of
from extract.records import Span


def relative(place: Place, gap: str) -> bool:
    """Whether what looks like a conjunction hangs on the cue's object: "anunció una medida que entrará en vigor"."""
    language, speaker = place.language, place.speaker
    if language.comma_clause or not language.articles:
        return False
    if gap.rstrip()[-1:] == "," and gap.count(",") == 1:
        return True  # "saludó a los trabajadores, que le entregaron una carta"
    every = either(language.articles)
    for object_ in (
        re.match(rf"\s+(?:{every})(?:\s+|(?<=['’]))(?P<noun>\w+)", gap, re.I),
        re.search(rf"(?<!\w)(?P<of>\w+)\s(?:{every})(?:\s+|(?<=['’]))(?P<noun>\w+)(?:\s\w+)?\s*$", gap, re.I),
    ):
        if object_ is None or object_["noun"].casefold() in _times(language.code):
            continue
        if "of" in object_.groupdict() and object_["of"].casefold() in language.prepositions | language.auxiliaries:
            continue  # "dijo a los periodistas que …"
        if not (speaker and place.cue[1] <= speaker[0] <= place.cue[1] + object_.start("noun")):
            return True
    return False


@lru_cache(maxsize=32)
def _times(code: str) -> frozenset[str]:
    """Words that tell a day: "el martes", "la veille"."""
    language = load_language(code)
    return language.times | {word for day in language.facts.weekdays for word in day}


def subordinate(place: Place, start: int) -> bool:
    """Whether a comma opens another clause than a reported one: "weil …", or "die …" behind a noun, no verb in mood."""
    text, language = place.text, place.language
    at = place.cue[1] + start
    word = re.match(r"\w+", text[at : place.sentence[1]])
    if word is None or mood_of(language.code).search(text, at, place.sentence[1]) or to_marks(place):
        return False
    noun = re.search(r"(\w+),\s$", text[place.cue[0] : at])
    if word.group() not in language.relatives or noun is None or not noun[1][0].isupper():
        return word.group() in language.subordinators
    return not (place.speaker and place.cue[1] <= place.speaker[0] < at <= place.speaker[1] + 3)


def takes_object(place: Place) -> bool:
    """Whether what follows a cue is reported though no clause: what is denied or announced, or has words in marks."""
    verb = place.form.split()[-1]
    if verb in place.language.object_cues:
        return True
    lead = to_marks(place)
    other = cues_of(place.language.code).search(lead)  # "rechazó las acusaciones y aconsejó «cambiar de calculadora»"
    return (
        bool(lead) and not other and (verb in place.language.clause_cues or verb in place.language.clause_participles)
    )


def marked_object(place: Place) -> Span | None:
    """The noun phrase behind a cue that ends in marks: "sprach von einer „Farce“", "promet une eau « d'ici un an »"."""
    text, language = place.text, place.language
    if not language.indefinite or place.form.split()[-1] in language.calling or place.trails:
        return None
    also = rf"(?:,?\s(?:{either(language.adverbs)}),?)?"
    nouns = rf"(?:{either(language.indefinite | language.determiners)})\s[^,.;:]{{0,60}}$"
    gap = to_marks(place)
    lead = re.match(rf"{also}(?:\s(?:von|de|d['’]))?\s+(?={nouns})", gap)
    mark = next((m for m in place.marks if m.start > place.cue[1]), None)
    if lead is None or mark is None or cues_of(language.code).search(gap):
        return None
    behind = re.match(r"[\s»”“\"]*(\w+['’]?)", text[mark.end : place.sentence[1]])
    if behind and behind[1] not in language.prepositions:
        return None
    return bare(text, place.cue[1] + lead.end(), mark.end + 1)


def to_marks(place: Place) -> str:
    """What stands between a cue and the next marks."""
    mark = next((m for m in place.marks if m.start > place.cue[1]), None)
    return place.text[place.cue[1] : mark.start - 1] if mark else ""
