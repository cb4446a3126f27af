"""Roles: "the Turkish foreign minister", "his Russian counterpart", "both ministers", "the three chairmen"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.definitions import Participant
from extract.quotes.cast import Cast, Person, plain
from extract.quotes.language import Language
from extract.words import fold

_LISTED = re.compile(r"\b(\w+)\s+[—–-]\s+([^—–\n“”\"]{10,300}?)\s+[—–-]\s")
_BEHIND = re.compile(r"\s+(?:of|from|for)\s.*$", re.S)
_BELOW = ("vice", "deputy", "assistant")
_OUTSIDE = ("former", "outside", "acting", "shadow")
_NOT_IN_OFFICE = (*_BELOW, *_OUTSIDE)
_INDEFINITE = ("a", "an", "another", "one", "some", "other", "many", "several")


def office_words(phrase: str, language: Language) -> list[str]:
    """The folded words of a phrase, other words for one office made one."""
    joined = " ".join(plain(phrase))
    for other, office in language.same_offices.items():
        joined = joined.replace(other, office)
    return [language.same_roles.get(w, w) for w in joined.split()]


def of_participant(cast: Cast, whole: Sequence[str]) -> str | None:
    """The participant of the named country, or of all, who alone holds the named office."""
    there = _of_country(cast, whole)
    fits = {p.name for p in there or cast.participants if _holds(cast.language, p, whole, bool(there))}
    return fits.pop() if len(fits) == 1 else None


def _of_country(cast: Cast, whole: Sequence[str]) -> list[Participant]:
    return [p for p in cast.participants if p.country and any(w.startswith(stem(p.country)) for w in whole)]


def _holds(language: Language, person: Participant, whole: Sequence[str], there: bool) -> bool:
    """Whether a phrase can mean this participant by the office held.

    A word that the office lacks ("the Ostmarkian defence minister", "a former minister") makes it another's, unless
    the country is named and the whole office too. Where the meeting's file gives offices in another language than the
    article's, the country alone decides.
    """
    office = set(office_words(person.role, language))
    if any(w in whole and w not in office for w in _NOT_IN_OFFICE) or whole[0] in _INDEFINITE:
        return False
    roles = {fold(r) for r in language.roles}
    if there and office and not office & roles:
        return True
    head = next((w for w in reversed(whole) if w in roles), None)
    own = stem(person.country) if person.country else None
    known = office | language.content.function | language.epithets | set(language.pronouns)
    extras = [w for w in whole if w not in known and not (own and w.startswith(own))]
    return head in office and (not extras or there and office - language.content.function <= set(whole))


def of_article(cast: Cast, core: Sequence[str], whole: Sequence[str], owner: Sequence[str]) -> list[str]:
    """The persons whom the article describes best by this role; none for one that it does not single out."""
    if core[-1] not in cast.language.roles or whole[0] in _INDEFINITE:
        return []
    fits = [p for p in cast.everybody() if p.described[core[-1]] and not _contradicts(whole, p)]
    fits = [p for p in fits if not owner or (p.described[owner[-1]] and fold(p.name.split()[-1]) not in owner)]
    best = max((_overlap(whole, p) for p in fits), default=0)
    return [p.name for p in fits if _overlap(whole, p) == best]


def counterpart(cast: Cast, of: str | None, whole: Sequence[str]) -> str | None:
    """The one other participant who holds the same office as this one, or as another and of the named country."""
    there = _of_country(cast, whole)
    offices = [fold(p.role) for p in cast.participants if p.role]
    own = next((fold(p.role) for p in cast.participants if p.name == of and p.role), None)
    others = [p.name for p in there or cast.participants if p.role and p.name != of and fold(p.role) == own]
    if own is None:
        others = [p.name for p in there if offices.count(fold(p.role)) > 1]
    return others[0] if len(others) == 1 else None


def together(cast: Cast, phrase: str, among: Callable[[str], bool] = lambda _: True) -> tuple[str, ...]:
    """The persons meant by a role in the plural: participants first, else those whom the article gives that role.

    "Both ministers" needs two who hold the office, "the three chairmen" three; without a number two to four.
    """
    language = cast.language
    whole = office_words(phrase, language)
    role = next((r for w in reversed(whole) if (r := language.plurals.get(w))), None)
    if role is None or whole[0] in _INDEFINITE:
        return ()
    size = next((n for w in whole if (n := language.numbers.get(w))), 0)
    held = [p.name for p in cast.participants if role in office_words(p.role, language)]
    described = [p.name for p in cast.everybody() if p.described[role] and among(p.name)]
    for names in (held, described):
        if len(names) == size or not size and 2 <= len(names) <= 4:
            return tuple(names)
    return ()


def describe_listed(cast: Cast, text: str) -> list[tuple[int, list[str]]]:
    """Give each person of a list the role it opens with: "The three chairmen — Robert Marsh, … and Mara Field — …".

    Returns where each list ends and whom it names.
    """
    lists = []
    for found in _LISTED.finditer(text):
        role = cast.language.plurals.get(fold(found[1]))
        parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", found[2]) if role else []
        named = [p for part in parts if (p := cast.named(plain(_BEHIND.sub("", part))))]
        if role and len(named) == len(parts) > 1:
            lists.append((found.end(), [p.name for p in named]))
            for person in named:
                person.described[role] += 1
    return lists


def stem(country: str) -> str:
    """A country and its adjective share a stem: Turkey's, Turkish; Ostmark, Ostmarkian."""
    return fold(country)[: max(4, len(country) - 3)]


def _overlap(whole: Sequence[str], person: Person) -> int:
    return sum(person.described[w] > 0 for w in set(whole))


def _contradicts(whole: Sequence[str], person: Person) -> bool:
    """ "The president" is not the vice president, nor "the former governor" the governor."""
    return any((w in whole) != (person.described[w] > 0) for w in _BELOW) or (
        any(w in whole and not person.described[w] for w in _OUTSIDE)
    )
