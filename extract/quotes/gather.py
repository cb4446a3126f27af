"""Who appears in an article, read off its names: persons with what is said of them, bodies, writers of papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial

from extract.definitions import Participant
from extract.quotes.cast import POSSESSIVE, SUFFIX, Cast, Person, plain
from extract.quotes.found import Found
from extract.quotes.genders import by_first_name
from extract.quotes.inflected import nominative_name
from extract.quotes.language import Language, load_language
from extract.quotes.writers import find_writers
from extract.records import Span
from extract.words import fold, lemma

_AHEAD = re.compile(
    r"[,;:“”\"()]\s|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\.[A-Z])\.\s|\b(?:and|of|by|with|to|that|from|for|in)\s"
)
_BEHIND = re.compile(
    r"(?:\s+(?:[JS]r\.?|I{2,3}|IV))?\)?,\s+(?:who\s+(?:is|was)\s+)?((?:the|a|an|his|her|its)\b[^,.;\n“”\"]{3,80}|[^,.;\n“”\"]{3,50})[,.]"
)
_AGE = re.compile(r",\s+(?:who\s+is\s+)?[1-9]\d,")  # "Rubio Marsh, 34, a baker": only persons have one
_PARTICLES = frozenset("de da di del van von der den bin al la le el ben ibn dos du".split())
_TRIMMED = " \t\n.,;:()[]\"“”'’‘-–—"


def gather(text: str, found: Found, language: Language, participants: Sequence[Participant]) -> Cast:
    """Read an article's persons, bodies and writers off its names."""
    cast = Cast(language, participants)
    listed = language.men | language.women
    again = _by_last_name(text, found, language)
    also = [
        n
        for n in found.names
        if (w := plain(text[slice(*n)]))
        and (w[0] in listed or len(w) == 2 and w[1] in again or len(w) > 1 and _AGE.match(text, n[1]))
    ]
    # Only a parser tells persons from other names; without one every name may be a person's.
    persons = sorted({*found.people, *also} if found.people or language.code == "en" else set(found.names))
    places = _places(text) | {fold(text[slice(*s)]) for s in found.places}
    for span in persons:
        if not _edition(text, span, places, language):
            _add(cast, text, span)
    _add_spelled(cast, text, again)
    _add_participants(cast)
    for span in persons:
        _add_titled(cast, text, span)
    for person in cast.everybody():
        forms = next((p.names for p in participants if p.name == person.name), (person.name,))
        person.gender = by_first_name(forms, language)
    for span in persons:
        _describe(cast, text, span)
    _bodies(cast, text, found.names)
    cast.writers = find_writers(text, found.names, language.papers, partial(_full, cast))
    return cast


def _by_last_name(text: str, found: Found, language: Language) -> set[str]:
    """Single words that act as the subject of a clause, as a person does who was named in full before."""
    lone = {w[0] for s, weight in found.weights if weight > 1 and len(w := plain(text[slice(*s)])) == 1}
    return lone - _places(text) - language.groups - language.roles - language.titles - set(language.pronouns)


def _places(text: str) -> set[str]:
    return {fold(m[1]) for m in re.finditer(r"\b(?:in|near|across)\s+([A-Z]\w+)", text)}


def _edition(text: str, span: Span, places: Collection[str], language: Language) -> bool:
    """Whether a name is an outlet's with its place, "Gazette London", and nobody's."""
    words = plain(text[slice(*span)])
    known = language.men | language.women | language.titles
    return len(words) == 2 and words[1] in places and words[0] not in known


def _add(cast: Cast, text: str, span: Span) -> None:
    raw = text[slice(*span)].split("\n")[0]
    parts = [_trimmed(w) for w in re.split(r"[\s\[\]]+", raw)]
    titles = cast.language.titles
    parts = [w for w in parts if w and fold(w) not in titles]
    size = len(parts)
    while len(parts) > 1 and fold(parts[-1]) in SUFFIX:
        parts.pop()
    if 2 <= len(parts) <= 4 and all(w[0].isupper() or not w[0].isalpha() or fold(w) in _PARTICLES for w in parts):
        person = _enter(cast, nominative_name(" ".join(parts), cast.language))
        person.junior = person.junior or size > len(parts) and not person.plainly
        person.plainly += size == len(parts)


def _add_spelled(cast: Cast, text: str, lone: Collection[str]) -> None:
    """Somebody who acts by the last name only, whose first name the tagger has not seen for a name."""
    for match in re.finditer(r"(?:^|(?<=\n)|(?<=[.,] ))([A-Z][a-z]{2,})\s+([A-Z]\w{2,})(?=[\s,])", text):
        words = plain(match.group())
        small = {*cast.language.content.function, *cast.language.titles, *cast.language.roles, *cast.language.groups}
        if words[1] in lone and words[1] not in cast.persons and words[0] not in small:
            _enter(cast, match.group())


def _enter(cast: Cast, name: str) -> Person:
    """The person of this name, new where only the last name is known of another."""
    words = plain(name)
    person = cast.named(words[-1:]) or cast.persons.setdefault(words[-1], Person(name))
    listed = cast.language.men | cast.language.women
    if cast.same_first(words[0], plain(person.name)[0]) or words[0] not in listed:
        return person
    others = cast.namesakes.setdefault(words[-1], [])
    known = next((p for p in others if cast.same_first(words[0], plain(p.name)[0])), None)
    if known is None:
        others.append(known := Person(name))
    return known


def _trimmed(word: str) -> str:
    """Without punctuation and possessive ending; an initial keeps its stop."""
    bare = POSSESSIVE.sub("", word.strip(_TRIMMED))
    return f"{bare}." if len(bare) == 1 and bare.isupper() and f"{bare}." in word else bare


def _add_participants(cast: Cast) -> None:
    """A participant may be named by last name only, and in another spelling: the meeting's file has the name."""
    for participant in cast.participants:
        if not 2 <= len(participant.name.split()) <= 3 or set(plain(participant.name)) & cast.language.groups:
            continue
        for form in map(plain, participant.names):
            if len(form) > 1 or form and form[-1] in cast.persons:
                _enter_participant(cast, form, participant.name)


def _enter_participant(cast: Cast, form: Sequence[str], name: str) -> None:
    """The last name alone is the participant's; somebody else who has it is a namesake."""
    person = cast.named(form)
    if person is None or len(form) > 1 and not cast.same_first(form[0], plain(person.name)[0]):
        if person is not None:
            cast.namesakes.setdefault(form[-1], []).append(person)
        person = cast.persons[form[-1]] = Person(name)
    person.name, person.plainly, person.junior = name, person.plainly + 1, False


def _add_titled(cast: Cast, text: str, span: Span) -> None:
    """Somebody with a title is a person though the article never gives the first name: "President Marsh"."""
    before = plain(text[max(0, span[0] - 30) : span[0]].rpartition("\n")[2])[-1:]
    own = [*before, *plain(text[slice(*span)])]
    last = text[slice(*span)].split()[-1].strip(_TRIMMED)
    titled = len(own) > 1 and own[-2] in cast.language.titles and own[-1] not in cast.language.titles
    if titled and last[:1].isupper() and own[-1] not in cast.persons:
        cast.persons[own[-1]] = Person(POSSESSIVE.sub("", last))


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
    spoken = [*_behind_cue(plain(before)[-5:], cast.language), *own]
    if after and any(_same(w, cast.language) in _roles(cast.language.code) for w in plain(after[1])):
        spoken += plain(after[1])
    if party:
        spoken.append("republican" if party[1] == "R" else "democrat")
    person.described.update(_same(w, cast.language) for w in spoken)
    title = set(plain(before)[-2:]) | set(own)
    if cast.language.code != "en":
        title |= set(plain(re.split(r"[.;:«»\"“”„]\s|\w{3}\s(?=[A-ZА-ЯЁ]\w+\s[A-ZА-ЯЁ])", line)[-1])[-6:])
        title |= set(plain(line)[-1:])  # "M. Lund"
    if title & cast.language.titles_of_women:
        person.gender = "f"
    elif title & cast.language.titles_of_men:
        person.gender = "m"


@lru_cache(maxsize=32)
def _roles(code: str) -> frozenset[str]:
    return frozenset(fold(role) for role in load_language(code).roles)


def _behind_cue(before: list[str], language: Language) -> list[str]:
    """What stands before a name, from a verb of speech on: "the counsel told Mr. Marsh" says nothing of Marsh."""
    spoke = (i for i, w in enumerate(before) if w not in language.roles and lemma(w, language.code) in language.cues)
    return before[max(spoke, default=-1) + 1 :]


def _same(word: str, language: Language) -> str:
    """One word for what is one office: "Sen." and "senator", "congressman" and "representative"."""
    return language.same_roles.get(word, word)


def _bodies(cast: Cast, text: str, names: Iterable[Span]) -> None:
    """Acronyms by the names whose initials they are: DNC, the Democratic National Committee."""
    forms = [p.name for p in cast.participants] + [text[slice(*n)] for n in names]
    for form in forms:
        parts = [w for w in re.findall(r"\w+", form) if w[0].isupper()]  # the initials of "D.N.C." are no words
        if 2 <= len(parts) <= 6 and all(len(w) > 1 for w in parts):
            cast.bodies.setdefault(fold("".join(w[0] for w in parts)), re.sub(r"^[Tt]he\s+", "", form))


def _full(cast: Cast, name: str) -> str:
    person = cast.named(plain(name))
    return person.name if person else cast.bodies.get(fold(name.strip()).replace(".", ""), name)
