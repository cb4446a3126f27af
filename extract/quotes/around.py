"""The clause around a cue that stands behind it or inside it: "Das Abkommen sei ein Anfang, betonte Demir." """

from __future__ import annotations

import re

from extract.quotes.naming import cues_of, either
from extract.quotes.place import LEAST, Place, bare, mood_in
from extract.records import Span

_NAME = 24  # characters in marks behind a cue that are a name: 'sagte er der Zeitung „Der Bote“'
_SUBJECT = 2  # words that are no clause by themselves: "Зима, полагает Орал, расставит всё по местам"


def around(place: Place) -> tuple[Span, ...]:
    """ "Das Abkommen sei ein Anfang, betonte Demir."; "El anexo, explicó, se está redactando." """
    text, cue, sentence, speaker = place.text, place.cue, place.sentence, place.speaker
    if text[max(0, cue[0] - 2) : cue[0]].strip() != ",":
        return ()
    if place.marks_before and not (_in_mood(place) or _led(place)):
        return ()
    if speaker and speaker[1] == cue[0] - 2 and sentence[0] <= speaker[0]:
        return ()  # "Le patron du port, Jon Brekke, a qualifié …": the subject
    own = "-" in text[slice(*cue)] and place.language.inverts
    if re.match(r"[^,.;]{0,60}:\s", place.rest):
        return ()
    elsewhere = speaker is None or speaker[0] < sentence[0]
    if not own and not (speaker and speaker[0] >= cue[1]) and not (place.language.subjectless and elsewhere):
        return ()
    if any(m.start >= cue[1] and " " in text[m.start : m.end].strip() for m in place.marks if m.end - m.start > _NAME):
        return ()
    # A lead that ends in a colon is nobody's words (In der Partei sieht man es anders ...).
    colon = text.rfind(": ", sentence[0], cue[0])
    before = bare(text, colon + 1 if colon > 0 and not place.marked(colon) else sentence[0], cue[0], 2)
    rest = _second_half(place, own)
    return tuple(s for s in (before, rest) if s) if before and (rest or before[1] - before[0] > LEAST) else ()


def _led(place: Place) -> bool:
    """Whether a clause leads to marks that end it: "Le gaz est prêt, mais « plus rien à crédit », a prévenu Orsen"."""
    first, last = place.marks_before[:1], place.marks_before[-1:]
    if not place.language.inverts or not first or place.text[last[0].end + 1 : place.cue[0]].strip() != ",":
        return False
    lead = place.text[place.sentence[0] : first[0].start - 1]
    if not lead.strip() or ":" in lead or cues_of(place.language.code).search(lead):
        return False
    return place.text[first[0].start : first[0].end].lstrip()[:1].islower()


def _in_mood(place: Place) -> bool:
    """Whether a verb in the reporting mood stands outside the marks: "Man habe „alles verkauft“, sagte sie"."""
    return bool(place.language.mood) and mood_in(place, place.cue[0])


def _second_half(place: Place, own: bool) -> Span | None:
    """What goes on behind a cue that stands between commas inside its clause."""
    text, (_, end), speaker = place.text, place.cue, place.speaker
    article = rf"\s(?:(?:{either(place.language.articles)})(?:\s|(?<=['’])))?" if place.language.articles else r"\s"
    named = speaker is not None and bool(re.fullmatch(article, text[end : max(end, speaker[0])], re.I))
    tail = re.match(r",\s+", text[speaker[1] if named and speaker else end : place.sentence[1]])
    if tail is None:
        return None
    start = (speaker[1] if named and speaker else end) + tail.end()
    if named and speaker:
        verb = re.match(r"\w+", text[start : place.sentence[1]])
        lead = text[place.sentence[0] : place.cue[0]].split()
        finite = place.language.finite
        open_ = finite and not any(re.fullmatch(finite, word) for word in lead)
        own = bool(verb and (verb.group() in place.language.mood or len(lead) <= _SUBJECT or open_))
    return bare(text, start, place.sentence[1]) if own or not named else None
