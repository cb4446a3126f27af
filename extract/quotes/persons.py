"""Who is meant by the words that name a speaker: participants first, then the article's own persons and bodies.

A pronoun means the person most present just before it: every naming counts, fading with distance, subjects and speakers
for more, and pronouns already resolved count for their person. What cannot be told stays None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.definitions import Participant
from extract.quotes.cast import Cast, Person, gather, plain
from extract.quotes.found import Found
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.records import Span
from extract.words import fold

_FADE = 220.0  # characters after which a naming counts for 1/e
_UNSURE = 0.5  # what a naming counts for when the person's gender is not known
_WINDOW = 60  # namings looked back at
_POSSESSIVE = re.compile(r"^.*[’']s?\s+(?=\S)", re.S)
_JOINED = re.compile(r",\s+and\s+|\s+and\s+|,\s+|\s+&\s+")
_TAIL = re.compile(
    r"\s+(?:of|in|at|for|with|on|to|who|which|that|during|after|told|said|whose)\b.*$|,.*$|\s*\(.*$", re.S
)
_FROM = re.compile(r"\b(?:from|by|of)\s+(.+)$", re.S)


@dataclass(frozen=True, slots=True)
class _Naming:
    at: int
    name: str
    weight: float


@dataclass
class Persons:
    """Resolves mentions in text order; remembers who was named where."""

    text: str
    cast: Cast
    namings: list[_Naming] = field(default_factory=list)
    last_body: tuple[int, str] | None = None

    def note(self, at: int, name: str, weight: float) -> None:
        self.namings.append(_Naming(at, name, weight))

    def resolve(self, mention: Span | None) -> str | None:
        """The person or body that a mention names; None when that cannot be told."""
        if mention is None:
            return None
        phrase = self.text[slice(*mention)].strip()
        gender = self.cast.language.pronouns.get(fold(phrase))
        if gender is not None:
            return self.pronoun(mention[0], gender)
        return self._several(phrase) or self._single(phrase, mention[0])

    def pronoun(self, at: int, gender: str) -> str | None:
        if gender == "r":  # who, which: the name right before it
            near = [n for n in self.namings[-8:] if at - 90 <= n.at < at and "\n" not in self.text[n.at : at]]
            return near[-1].name if near else None
        if gender in ("n", "p"):
            return self.last_body[1] if self.last_body and at - self.last_body[0] < 700 else None
        return self.present(at, gender)

    def present(self, at: int, gender: str = "", among: Sequence[str] = ()) -> str | None:
        """The person most present before an offset, of a gender that is not known to differ."""
        scores: dict[str, float] = {}
        for n in self.namings[-_WINDOW:]:
            if n.at < at and (not among or n.name in among) and (fit := self._fits(n.name, gender)):
                scores[n.name] = scores.get(n.name, 0.0) + fit * n.weight * math.exp((n.at - at) / _FADE)
        return max(scores, key=lambda name: scores[name], default=None)

    def _fits(self, name: str, gender: str) -> float:
        """1 for a person of this gender, less where it is not known, 0 for the other one and for bodies."""
        person = self.cast.named(plain(name))
        if not gender or person is not None and person.gender == gender:
            return 1.0
        return _UNSURE if person is not None and not person.gender else 0.0

    def _several(self, phrase: str) -> str | None:
        """Joint speakers, each by the full name: "Goodlatte, Gowdy and Nunes"."""
        parts = [p for p in _JOINED.split(phrase) if p.strip()]
        if len(parts) < 2 or " and " not in phrase and "&" not in phrase:
            return None
        names = [self.name(p) for p in parts]
        if any(n is None for n in names):
            return None
        joint = [n for n in names if n]
        return f"{', '.join(joint[:-1])} and {joint[-1]}"

    def name(self, phrase: str) -> str | None:
        """A participant or a person of the article whose name is the head of a phrase."""
        core = plain(_TAIL.sub("", _POSSESSIVE.sub("", phrase)))
        core = core[:-1] if core[-1:] in (["himself"], ["herself"], ["itself"], ["themselves"]) else core
        if not core:
            return None
        if known := self.cast.participant(core):
            return known
        if person := self.cast.named(core):
            if core[-1] in ("jr", "sr"):
                return f"{person.name} {core[-1].capitalize()}."  # not his father
            return person.name if self._is_named(core, person) else None
        return self.cast.bodies.get(core[-1]) if len(core) <= 2 else None

    def _is_named(self, core: Sequence[str], person: Person) -> bool:
        """Whether a phrase that ends in a last name means that person, not a paper or place of that name."""
        first = plain(person.name)[0]
        before = core[-2] if len(core) > 1 else ""
        known = before in ("", first) or before in self.cast.language.titles or before in person.described
        return known or before in self.cast.language.roles or core[0] not in ("the", "a", "an")

    def _single(self, phrase: str, at: int) -> str | None:
        if name := self.name(phrase) or self._role(phrase, at):
            return name
        core = plain(_TAIL.sub("", _POSSESSIVE.sub("", phrase)))
        if core and core[-1] in self.cast.language.papers:
            return self._writer(phrase, core[-1], at)
        return _body(phrase, self.cast.language)

    def _writer(self, phrase: str, noun: str, at: int) -> str | None:
        """Who speaks through a paper: named in the phrase, elsewhere as its writer, or last spoken of."""
        inside = _FROM.search(phrase)
        if inside and (name := self.name(inside[1]) or _body(inside[1], self.cast.language)):
            return name
        owner = _POSSESSIVE.match(phrase)
        if owner and (name := self.name(re.sub(r"[’']s?\s*$", "", owner.group()))):
            return name
        if re.match(r"(?:his|her)\b", phrase, re.I):
            return self.present(at, "m" if phrase[:3].lower() == "his" else "f")
        return self.cast.writers.get(noun) or _body(phrase, self.cast.language)

    def _role(self, phrase: str, at: int) -> str | None:
        """A role by which the meeting's participants, or the article, describe one person best."""
        language = self.cast.language
        core = [language.same_roles.get(w, w) for w in plain(_TAIL.sub("", _POSSESSIVE.sub("", phrase)))]
        whole = [language.same_roles.get(w, w) for w in plain(phrase)]
        office = " ".join(whole)
        if not core or core[-1] in language.groups or not any(fold(r) in office for r in language.roles):
            return None
        if named := self._participant_role(whole):
            return named
        if core[-1] not in language.roles or core[0] in ("a", "an", "another", "one", "some"):
            return None
        fits = [p for p in self.cast.persons.values() if p.described[core[-1]] and not _contradicts(whole, p)]
        owner = plain(found.group()) if (found := _POSSESSIVE.match(phrase)) else []
        fits = [p for p in fits if not owner or (p.described[owner[-1]] and fold(p.name.split()[-1]) not in owner)]
        best = max((_overlap(whole, p) for p in fits), default=0)
        names = [p.name for p in fits if _overlap(whole, p) == best]
        return self.present(at, among=names) or (names[0] if names else None)

    def _participant_role(self, whole: Sequence[str]) -> str | None:
        people = self.cast.participants
        there = {p.name for p in people if p.country and any(w.startswith(_stem(p.country)) for w in whole)}
        if len(there) == 1:
            return there.pop()
        office = " ".join(whole)
        sole = {p.name for p in people if p.role and fold(p.role) in office and (not there or p.name in there)}
        return sole.pop() if len(sole) == 1 else None


def _stem(country: str) -> str:
    """A country and its adjective share a stem: Turkey's, Turkish; Ostmark, Ostmarkian."""
    return fold(country)[: max(4, len(country) - 3)]


def _overlap(whole: Sequence[str], person: Person) -> int:
    return sum(person.described[w] > 0 for w in set(whole))


def _contradicts(whole: Sequence[str], person: Person) -> bool:
    """ "The president" is not the vice president, nor "the former governor" the governor."""
    return any((w in whole) != (person.described[w] > 0) for w in ("vice", "deputy", "assistant")) or (
        "former" in whole and not person.described["former"]
    )


def _body(phrase: str, language: Language) -> str | None:
    """A body, group or unnamed official is its own phrase: "ministry", "Pentagon officials"."""
    text = re.sub(r"^(the|a|an|his|her|their|its|some|many|several|one)\s+", "", phrase, flags=re.I).strip(" ,;:")
    text = re.split(r",\s|\s+(?:who|which|told|said)\s", text)[0]
    return text if text and len(text) <= 80 and len(text.split()) <= 9 else None


def resolve_all(
    text: str,
    found: Found,
    language: Language,
    participants: Sequence[Participant],
    mentions: Sequence[Span | None],
    marks: Sequence[Marked],
) -> list[str | None]:
    """The person of each mention, in order. Names inside quotation marks are not named by the article."""
    persons = Persons(text, gather(text, found, language, participants))
    order = sorted((m, i) for i, m in enumerate(mentions) if m)
    resolved: list[str | None] = [None] * len(mentions)
    speaking = {m for m in mentions if m}
    events = _events(found, marks)
    at = 0
    for mention, index in order:
        while at < len(events) and events[at][0] < mention[0]:
            _take(persons, events[at], speaking)
            at += 1
        resolved[index] = persons.resolve(mention)
        _remember(persons, mention, resolved[index])
    return resolved


def _events(found: Found, marks: Sequence[Marked]) -> list[tuple[int, int, float]]:
    """Namings in text order as (start, end, weight), without those inside quotation marks."""
    weight = dict(found.weights)
    spans = sorted({*found.names, *found.people, *weight})
    events, at = [], 0
    for start, end in spans:
        while at < len(marks) and marks[at].end <= start:
            at += 1
        if at < len(marks) and marks[at].start <= start:
            continue
        events.append((start, end, weight.get((start, end), 1.0)))
    return events


def _take(persons: Persons, event: tuple[int, int, float], speaking: Iterable[Span]) -> None:
    start, end, weight = event
    phrase = persons.text[start:end]
    gender = persons.cast.language.pronouns.get(fold(phrase))
    if gender is not None:
        name = persons.present(start, gender) if gender in ("m", "f") and (start, end) not in speaking else None
    else:
        name = persons.name(phrase)
    if name is not None:
        persons.note(start, name, weight)


def _remember(persons: Persons, mention: Span, name: str | None) -> None:
    if name is None:
        return
    if " and " in name:
        persons.last_body = mention[0], name  # "they" may go on
    elif persons.cast.named(plain(name)) or persons.cast.participant(plain(name)):
        persons.note(mention[0], name, 2.0)
    else:
        persons.last_body = mention[0], name
