"""The reported clause of a cue without quotation marks around it, where the language's own words mark it.

The rules in the order in which they are tried: "as X reports", a conjunction, a colon or comma or infinitive, a source
("according to"), a cue that ends its sentence, a cue behind or inside what it reports.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.quotes.around import around
from extract.quotes.language import load_language
from extract.quotes.naming import cues_of, either
from extract.quotes.objects import marked_object, relative, subordinate, takes_object, to_marks
from extract.quotes.place import Place, bare, folded, joins, mood_in, small
from extract.records import Span

CLAUSE = 140  # characters around a cue in which its clause begins
_OPEN = '«"“„»‚'
OBJECT = 4  # words from which a cue's object says what is reported: not "rejected the charges"
_FEW = 3  # words before a source that belong to it


def contents(place: Place) -> tuple[Span, ...]:
    """What a cue reports without marks, or partly in marks; nothing where marks alone hold it."""
    found = _as_told(place) or _told_as(place) or _behind_conjunction(place) or _behind(place)
    if found is None and place.form in folded(place.language.code, "according"):
        return _of_source(place)
    if found is None and not _ends_sentence(place):
        return around(place)
    found = found or _before_trailing(place)
    return (found,) if found else ()


def _ends_sentence(place: Place) -> bool:
    """Whether a cue stands behind what it reports, by its form or its build: "diye sitem etti"."""
    built = place.language.cue_pattern
    return place.form in folded(place.language.code, "trailing") or bool(built and re.fullmatch(built, place.form))


def _as_told(place: Place) -> Span | None:
    """ "Wie die Zeitung berichtet, …" """
    text, sentence, speaker = place.text, place.sentence, place.speaker
    word = place.language.as_word
    if not word or speaker is None or not re.match(rf"\s*{word}\s", text[slice(*sentence)], re.I):
        return None
    between = text[sentence[0] : place.cue[0]]
    comma = text.find(",", max(place.cue[1], speaker[1]), sentence[1])
    return bare(text, comma + 1, sentence[1]) if comma > 0 and "," not in between else None


def _told_as(place: Place) -> Span | None:
    """ "…, wie die Zeitung am Montag berichtet." """
    text, (first, last), word = place.text, place.sentence, place.language.as_word
    lead = re.search(rf",\s{word}\s[^,;:]*$", text[first : place.cue[0]]) if word and place.language.mood else None
    if lead is None or re.search(r"\w", text[place.cue[1] : last]) or place.marks_before:
        return None
    return bare(text, first, first + lead.start())


def _behind_conjunction(place: Place) -> Span | None:
    """ "… сообщил, что …" up to the end, or to the next cue that an "and" joins."""
    opened = _conjunctions(place.language.code).search(place.rest[: CLAUSE + 20])
    if opened is None or place.form in folded(place.language.code, "according"):
        return None
    at = place.cue[1] + opened.end()
    if place.marked(at - 1) or any(place.cue[1] <= m.start < at - 1 for m in place.marks):
        return None
    between = (
        small(c.group(c.lastindex or 0)) for c in cues_of(place.language.code).finditer(place.text, place.cue[1], at)
    )
    if any(form not in folded(place.language.code, "according") for form in between):
        return None  # "tranquilizó Amira Safi, quien precisó que …"
    if place.trails and place.rest[: opened.start() + 1].rstrip()[-1:] == ",":
        return None  # "…, informó la agencia, que cita a …": a relative clause
    if relative(place, place.rest[: opened.start() + 1]):
        return None
    return bare(place.text, at, _joined_cue(place, at))


@lru_cache(maxsize=32)
def _conjunctions(code: str) -> re.Pattern[str]:
    forms = load_language(code).conjunctions
    every = "|".join(re.escape(f) + ("" if f[-1] in "'’" else r"(?=[\s,])") for f in forms) or "(?!)"
    return re.compile(rf"(?:^|[,\s])(?:{every}),?", re.I)


def _joined_cue(place: Place, start: int) -> int:
    """Where another cue begins that "and" joins to the clause: "dijo que A y añadió que B"."""
    for cue in cues_of(place.language.code).finditer(place.text, start, place.sentence[1]):
        at = joins(place.text, start, cue.span(cue.lastindex or 0), place.language.code)
        if at is not None and at > start and not place.marked(cue.start()):
            return at
    return place.sentence[1]


def _behind(place: Place) -> Span | None:
    """Behind a colon, behind a comma, or as the object of its cue."""
    text, language, rest = place.text, place.language, place.rest
    if place.form in folded(language.code, "according") or place.marks_near:
        return None
    if _between_commas(place) or _ends_mood(place):
        return None
    opened = re.match(rf"[^«»\"“”„:]{{0,60}}:\s+(?![{_OPEN}—–])", rest)
    if opened and (tag := _tag(place, place.cue[1] + opened.end())):
        return bare(text, place.cue[1] + opened.end(), tag)
    if opened is None and place.form.split()[0] in language.opinion:
        opened = re.match(r"\s+(?![«“\"])", rest)  # "…, pour laquelle le dossier est « vide »"
    if opened is None and language.comma_clause:
        opened = re.match(rf"(?:\s\w+){{0,5}},\s+(?![{_OPEN}—–])", rest)
        opened = None if opened and subordinate(place, opened.end()) else opened
    if opened is None and language.infinitive and place.form.split()[-1] in language.infinitive_cues:
        opened = re.match(rf"{language.infinitive_gap}\s+(?={language.infinitive})", rest, re.I)
    if opened is None and language.perfect:
        opened = re.match(rf"\s+(?={language.perfect})", rest, re.I)
    if opened is None and not place.trails and takes_object(place):
        opened = re.match(rf"\s+(?![{_OPEN}])(?=(?:[\w'’-]+\s){{{1 if to_marks(place) else OBJECT - 1}}})", rest)
        speaker = place.speaker
        if opened and speaker and place.cue[1] <= speaker[0] <= place.cue[1] + 2:
            return bare(text, speaker[1], place.sentence[1])
    if opened is None:
        return marked_object(place)
    led = re.match(r"(?:à|de|a)\s", rest[opened.end() :])  # the preposition of an infinitive is the cue's
    at = place.cue[1] + opened.end() + (led.end() if led else 0)
    return bare(text, at, _joined_cue(place, at))


def _tag(place: Place, start: int) -> int | None:
    """Where a cue with its own subject ends a clause behind a colon: ": c'est trop, y déplore-t-on"."""
    if not place.language.inverts:
        return None
    found = cues_of(place.language.code).finditer(place.text, start, place.sentence[1])
    own = (c.start() for c in found if "-" in c.group() and not place.marked(c.start()))
    return next((at for at in own if place.text[at - 2 : at] == ", "), None)


def _ends_mood(place: Place) -> bool:
    """Whether the cue stands behind the comma that ends a clause in the reporting mood: "…, erklärte Oral, …"."""
    behind = place.text[max(0, place.cue[0] - 2) : place.cue[0]] == ", "
    return behind and bool(place.language.mood) and mood_in(place, place.cue[0])


def _between_commas(place: Place) -> bool:
    """Whether a cue and who speaks stand inside the clause they report: "Ohne Sturheit, glaubt Oral, werde …"."""
    speaker, (start, end) = place.speaker, place.cue
    if place.text[max(0, start - 2) : start] != ", " or not speaker or speaker[0] != end + 1:
        return False
    return place.text[speaker[1] : speaker[1] + 1] == ","


def phrase_end(text: str, cue: Span, sentence: Span) -> int:
    """The comma that ends a phrase of source at the beginning of its sentence; -1 without one."""
    if re.search(r"[^\W\d]", text[sentence[0] : cue[0]]):
        return -1
    return text.find(",", cue[1], min(sentence[1], cue[1] + CLAUSE))


def _of_source(place: Place) -> tuple[Span, ...]:
    """What stands behind "according to X", or around it."""
    if place.speaker is None:
        return ()
    text, sentence, cue, speaker = place.text, place.sentence, place.cue, place.speaker
    comma = phrase_end(text, cue, sentence)
    if comma > 0:
        apposed = _apposition(place.language.code).match(text, max(comma, speaker[1]), sentence[1])
        after = bare(text, apposed.end() if apposed else max(comma, speaker[1]) + 1, sentence[1])
        return (after,) if after else ()
    here = sentence[0] <= speaker[0]
    tail, head = max(cue[1], speaker[1]), min(cue[0], speaker[0]) if here else cue[0]
    if text[:head].rstrip()[-1:] == "," and speaker[0] > cue[0]:
        behind = text.find(",", tail, sentence[1])
        tail = behind if behind > 0 else sentence[1]  # all the rest names the source
    colon = text.rfind(":", sentence[0], head)
    before = bare(text, colon + 1 if colon > 0 else sentence[0], head, 2)
    if here and speaker[1] <= cue[0] and before and (" " in place.form or len(text[slice(*before)].split()) <= _FEW):
        before = None  # it belongs to the source: "hükümetten kaynaklara göre"
    return tuple(s for s in (before, bare(text, tail, sentence[1], 2)) if s)


@lru_cache(maxsize=32)
def _apposition(code: str) -> re.Pattern[str]:
    """What commas set off behind a source: "Según Rein, presidente de la Cámara, …"."""
    language = load_language(code)
    offices = rf"(?:{either(language.roles)})(?!\w)[^,.:]*" if language.articles and not language.capital_nouns else ""
    every = "|".join(part for part in (offices, language.apposed) if part) or "(?!)"
    return re.compile(rf",\s(?:{every}),\s")


def _before_trailing(place: Place) -> Span | None:
    """The clause that ends in a trailing cue, from behind the subject, the cue before and what says when and where."""
    text, cue, sentence, speaker = place.text, place.cue, place.sentence, place.speaker
    here = speaker and sentence[0] <= speaker[0] < sentence[0] + CLAUSE and speaker[1] <= cue[0]
    first = speaker[1] if speaker and here else sentence[0]
    for other in cues_of(place.language.code).finditer(text, sentence[0], cue[0]):
        if not place.marked(other.start()):
            comma = re.match(r",?\s", text[other.end() : cue[0]])
            first = max(first, other.end() + comma.end()) if comma else first
    left = place.marks_before
    if left and left[-1].start < first:
        left = []
    if place.rest.lstrip()[:1] == ":" or left and not re.search(r"\w", text[left[-1].end + 1 : cue[0]]):
        words = text[left[-1].start : left[-1].end] if left else ""
        spoken = place.language.verbatim
        if spoken and re.search(spoken, place.form):
            return None
        if not left or not place.language.nominal or not re.search(place.language.nominal, words):
            return None  # direct speech stands before its cue
    if place.language.leads and (lead := re.match(place.language.leads, text[first : cue[0]])):
        first += lead.end()
    if and_ := re.match(rf"\s*(?:{either(place.language.pages.joined)})\s", text[first : cue[0]]):
        first += and_.end()
    particle = re.search(r"\s(?:de|da|ise)\s$", text[max(first, cue[0] - 6) : cue[0]])
    clause = bare(text, first, cue[0] - (len(particle.group()) if particle else 0))
    nominal = place.language.nominal
    ends = clause is not None and not place.marked(clause[1] - 2)
    denied = place.form.split()[-1] in place.language.object_cues
    if clause and nominal and ends and not denied and not re.search(nominal, text[slice(*clause)].casefold()):
        return None  # "konuğunu kabul etti" reports nothing
    return clause
