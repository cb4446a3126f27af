"""The mentions of an article in text order, each resolved with what was named before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from extract.definitions import Participant
from extract.quotes.cast import plain
from extract.quotes.found import Found
from extract.quotes.gather import gather
from extract.quotes.genders import agreement
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.offices import describe_listed
from extract.quotes.paragraph import Draft
from extract.quotes.persons import Persons, joint
from extract.records import Span
from extract.words import fold

SPOKE = 3.0  # how much speaking brings a person to mind


def resolve_all(
    text: str,
    found: Found,
    language: Language,
    participants: Sequence[Participant],
    mentions: Sequence[Span | None],
    marks: Sequence[Marked],
    drafts: Sequence[Draft] = (),
) -> list[str | None]:
    """The person of each mention, in order; those of ``drafts`` come first.

    Names inside quotation marks are not named by the article, and who is named in a saying is not the "he" who says it.
    """
    cast = gather(text, found, language, participants)
    lists = describe_listed(cast, text)
    persons = Persons(text, cast, found)
    _agree(persons, mentions, [d.cue for d in drafts])
    told = _told(persons, drafts)
    order = sorted((m, i) for i, m in enumerate(mentions) if m)
    resolved: list[str | None] = [None] * len(mentions)
    speaking = {m for m in mentions if m}
    events = _events(found, marks)
    at = 0
    for mention, index in order:
        while at < len(events) and events[at][0] < mention[0]:
            _take(persons, events[at], speaking)
            at += 1
        while lists and lists[0][0] < mention[0]:
            place, together = lists.pop(0)
            persons.presence.note_body(place, joint(cast, together))
        draft = drafts[index] if index < len(drafts) else None
        persons.told = told[index] if draft else frozenset()
        resolved[index] = persons.resolve(mention, draft.cue if draft else None)
        _remember(persons, mention, resolved[index])
    return resolved


def _agree(persons: Persons, mentions: Sequence[Span | None], cues: Sequence[Span | None]) -> None:
    """Learn a person's gender from the form of a cue beside the name: "заявила Халворсен"."""
    for mention, cue in zip(mentions, cues, strict=False):
        if not mention or not cue or mention in persons.offices:
            continue
        gender = agreement(persons.text[slice(*cue)], persons.cast.language)
        person = persons.cast.named(plain(persons.text[slice(*mention)])) if gender else None
        if person is not None and not person.gender:
            person.gender = gender


def _told(persons: Persons, drafts: Sequence[Draft]) -> list[frozenset[str]]:
    """Whom each saying names: nobody calls himself by his name."""
    names = sorted(persons.names.items())
    starts = [start for start, _ in names]
    told = []
    for draft in drafts:
        inside = [names[bisect_left(starts, a) : bisect_left(starts, b)] for a, b in draft.spans]
        phrases = {persons.text[a:b] for spans in inside for a, b in spans}
        told.append(frozenset(name for phrase in phrases if (name := persons.name(phrase))))
    return told


def _events(found: Found, marks: Sequence[Marked]) -> list[tuple[int, int, float]]:
    """Namings in text order as (start, end, weight), without those inside quotation marks."""
    weight = {end: w for (_, end), w in found.weights}
    every = {*found.names, *found.people, *(span for span, _ in found.weights)}
    spans = sorted({end: (start, end) for start, end in sorted(every, reverse=True)}.values())  # "Mr. Marsh" once
    events, at = [], 0
    for start, end in spans:
        while at < len(marks) and marks[at].end <= start:
            at += 1
        if at < len(marks) and marks[at].start <= start:
            continue
        events.append((start, end, weight.get(end, 1.0)))
    return events


def _take(persons: Persons, event: tuple[int, int, float], speaking: Collection[Span]) -> None:
    start, end, weight = event
    phrase = persons.text[start:end]
    gender = persons.cast.language.pronouns.get(fold(phrase))
    if gender is None:
        name = persons.name(phrase)
    elif gender in ("m", "f") and (start, end) not in speaking:
        name = persons.presence.most(start, gender)
    else:
        name = None
    if name is not None and persons.cast.named(plain(name)):
        persons.presence.note(start, name, weight)
    elif name is not None and gender is None and weight > 1:
        persons.presence.note_body(start, name)


def _remember(persons: Persons, mention: Span, name: str | None) -> None:
    if name is None or persons.on_paper:
        return
    if " and " in name or not persons.cast.named(plain(name)):
        persons.presence.note_body(mention[0], name)  # "they" may go on
    else:
        persons.presence.note(mention[0], name, SPOKE)
