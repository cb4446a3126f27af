"""Who appears in an article: persons by last name with what is said of them, bodies by acronym, writers of papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.definitions import Participant
from extract.quotes.found import Found
from extract.quotes.language import Language
from extract.records import Span
from extract.words import fold, words

_POSSESSIVE = re.compile(r"[’']s?$|(?<=\w\w\w)[’']\w{1,4}$")  # Trump's, Demir'in
_AHEAD = re.compile(r"[,.;:“”\"()]\s|\b(?:and|of|by|with|to|that|from|for|in)\s")
_BEHIND = re.compile(
    r"\)?,\s+(?:who\s+(?:is|was)\s+)?((?:the|a|an|his|her|its)\b[^,.;\n“”\"]{3,80}|[^,.;\n“”\"]{3,50})[,.]"
)
_PARTICLES = frozenset("de da di del van von der den bin al la le el ben ibn dos du".split())
_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
_TRIMMED = " \t\n.,;:()[]\"“”'’‘-–—"


def plain(text: str) -> list[str]:
    """Folded words without a possessive ending."""
    return [fold(_POSSESSIVE.sub("", m.group())) for m in words(text)]


@dataclass
class Person:
    """Somebody the article names: full name, and the folded words by which it describes them."""

    name: str
    described: Counter[str] = field(default_factory=Counter)
    gender: str = ""  # "m", "f" or unknown


@dataclass
class Cast:
    """Everybody and every body an article names."""

    language: Language
    participants: Sequence[Participant] = ()
    persons: dict[str, Person] = field(default_factory=dict)  # by folded last name
    bodies: dict[str, str] = field(default_factory=dict)  # by folded acronym
    writers: dict[str, str] = field(default_factory=dict)  # by folded noun: "lawsuit"

    def participant(self, phrase: Sequence[str]) -> str | None:
        """The participant whose name ends the folded words, or whose title stands in them."""
        for person in self.participants:
            names = [want for form in person.names if (want := plain(form))]
            if any(list(phrase[-len(want) :]) == want or phrase and _same_last(phrase[-1], want) for want in names):
                return person.name
        joined = f" {' '.join(phrase)} "
        return next(
            (p.name for p in self.participants if any(f" {' '.join(plain(t))} " in joined for t in p.titles)), None
        )

    def named(self, phrase: Sequence[str]) -> Person | None:
        """The person whose last name ends the folded words."""
        rest = [w for w in phrase if w not in _SUFFIX]
        return self.persons.get(rest[-1]) if rest else None


def _same_last(word: str, form: Sequence[str]) -> bool:
    """A person's last name, with the case endings that Russian adds ("Демирель": "Демиреля", "Демирелем")."""
    if len(form) > 3:
        return False  # a body: its last word ("committee") is no name
    last = form[-1]
    stem = last.rstrip("ьйая") if len(last) > 4 else last
    near = len(stem) >= 4 and not stem.isascii() and word.startswith(stem) and len(word) <= len(stem) + 4
    return word == last or near


def gather(text: str, found: Found, language: Language, participants: Sequence[Participant]) -> Cast:
    """Read an article's persons, bodies and writers off its names."""
    cast = Cast(language, participants)
    listed = language.men | language.women
    also = [n for n in found.names if plain(text[slice(*n)])[:1] and plain(text[slice(*n)])[0] in listed]
    # Only a parser tells persons from other names; without one every name may be a person's.
    persons = sorted({*found.people, *also} if found.people or language.code == "en" else set(found.names))
    for span in persons:
        _add(cast, text, span)
    _add_participants(cast)
    for span in persons:
        _add_titled(cast, text, span)
    _genders_by_first_name(cast)
    for span in persons:
        _describe(cast, text, span)
    _bodies(cast, text, found.names)
    _writers(cast, text, found.names)
    return cast


def _add(cast: Cast, text: str, span: Span) -> None:
    raw = text[slice(*span)].split("\n")[0]
    parts = [_POSSESSIVE.sub("", w.strip(_TRIMMED)) for w in re.split(r"[\s\[\]]+", raw)]
    titles = cast.language.titles
    parts = [w for w in parts if w and fold(w) not in titles]
    while len(parts) > 1 and fold(parts[-1]) in _SUFFIX:
        parts.pop()
    if 2 <= len(parts) <= 4 and all(w[0].isupper() or not w[0].isalpha() or fold(w) in _PARTICLES for w in parts):
        cast.persons.setdefault(fold(parts[-1]), Person(" ".join(parts)))


def _add_participants(cast: Cast) -> None:
    """A participant may be named by last name only; then the meeting's file knows the first."""
    for participant in cast.participants:
        parts = participant.name.split()
        if 2 <= len(parts) <= 3 and not set(plain(participant.name)) & cast.language.groups:
            cast.persons.setdefault(fold(parts[-1]), Person(participant.name))


def _add_titled(cast: Cast, text: str, span: Span) -> None:
    """Somebody with a title is a person though the article never gives the first name: "President Marsh"."""
    before = plain(text[max(0, span[0] - 30) : span[0]].rpartition("\n")[2])[-1:]
    own = [*before, *plain(text[slice(*span)])]
    last = text[slice(*span)].split()[-1].strip(_TRIMMED)
    titled = len(own) > 1 and own[-2] in cast.language.titles and own[-1] not in cast.language.titles
    if titled and last[:1].isupper() and own[-1] not in cast.persons:
        cast.persons[own[-1]] = Person(_POSSESSIVE.sub("", last))


def _genders_by_first_name(cast: Cast) -> None:
    for person in cast.persons.values():
        first = fold(person.name.split()[0])
        person.gender = "f" if first in cast.language.women else "m" if first in cast.language.men else ""
        if not person.gender and " " in person.name and first.endswith("a") and cast.language.women:
            person.gender = "f"  # where first names are listed, an unlisted one in -a is nearly always a woman's


def _describe(cast: Cast, text: str, span: Span) -> None:
    """Roles stand before a name ("Mayor Sadiq Khan"), in it, or behind it ("Khan, the mayor of London, …")."""
    start, end = span
    person = cast.named(plain(text[start:end]))
    if person is None:
        return
    line = text[max(0, start - 70) : start].rpartition("\n")[2]
    before = _AHEAD.split(line)[-1]
    after = _BEHIND.match(text[end : end + 100])
    party = re.match(r"\s+\((R|D)", text[end : end + 5])
    own = plain(text[start:end])[:-1]
    spoken = [*plain(before)[-5:], *own]
    if after and any(_same(w, cast.language) in cast.language.roles for w in plain(after[1])):
        spoken += plain(after[1])
    if party:
        spoken.append("republican" if party[1] == "R" else "democrat")
    person.described.update(_same(w, cast.language) for w in spoken)
    title = set(plain(before)[-2:]) | set(own)
    if title & cast.language.titles_of_women:
        person.gender = "f"
    elif title & cast.language.titles_of_men:
        person.gender = "m"


def _same(word: str, language: Language) -> str:
    """One word for what is one office: "Sen." and "senator", "congressman" and "representative"."""
    return language.same_roles.get(word, word)


def _bodies(cast: Cast, text: str, names: Iterable[Span]) -> None:
    """Acronyms by the names whose initials they are: DNC, the Democratic National Committee."""
    forms = [p.name for p in cast.participants] + [text[slice(*n)] for n in names]
    for form in forms:
        parts = [w for w in re.findall(r"\w+", form) if w[0].isupper()]
        if 2 <= len(parts) <= 6 and all(len(w) > 1 for w in parts):
            cast.bodies.setdefault(fold("".join(w[0] for w in parts)), re.sub(r"^[Tt]he\s+", "", form))


def _writers(cast: Cast, text: str, names: Iterable[Span]) -> None:
    """Who wrote a paper that speaks: "the DNC's lawsuit", "a suit filed by Perez", "the DNC filed a complaint"."""
    nouns = cast.language.papers
    if not nouns:
        return
    noun = "(" + "|".join(sorted(nouns)) + ")"
    made = r"(?:has\s+|have\s+|had\s+)?(?:filed|brought|wrote|sued|issued|released)"
    behind = re.compile(rf"(?:[’']s?)?\s+(?:[\w-]+\s+){{0,2}}?{noun}\b|\s+{made}\s+(?:[\w-]+\s+){{0,4}}?{noun}\b")
    before = re.compile(rf"\b{noun}\s+(?:[\w-]+\s+){{0,4}}?by\s+(?:the\s+)?$")
    for start, end in names:
        after = behind.match(text, end, end + 60)
        found = after[1] or after[2] if after else None
        if found is None and (lead := before.search(text, max(0, start - 60), start)):
            found = lead[1]
        if found:
            name = text[start:end]
            person = cast.named(plain(name))
            full = person.name if person else cast.bodies.get(fold(name.strip()), name)
            cast.writers.setdefault(fold(found), full)
