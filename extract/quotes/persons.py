"""From the words that name a speaker to the person: the meeting's participants first, then the article's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.definitions import Participant
from extract.quotes.language import Language
from extract.records import Span
from extract.words import fold, words

_CAPITAL = re.compile(r"[^\W\d_]")
_NAME = re.compile(
    r"(?:[^\W\d_][\w’'\-]*|[^\W\d_]\.)(?:\s+(?:(?:de|van|von|der|den|al|bin|ibn|el|la|le|du|da|di)\s+)*[^\W\d_][\w’'.\-]*)*"
)
_TITLES = frozenset(
    """mr mrs ms dr sir lord lady president minister chancellor premier secretary senator sen rep gov governor mayor
    ambassador general prime foreign king queen prince chairman spokesman spokeswoman spokesperson vice deputy director
    professor judge justice attorney congressman congresswoman representative speaker pope first former then state
    """.split()
)


@dataclass
class Cast:
    """Who can speak in one article. ``full`` leads from a folded last name to the full name."""

    language: Language
    participants: Sequence[Participant] = ()
    full: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    recent: list[tuple[int, str, str]] = field(default_factory=list)  # offset, name, gender

    def resolve(self, text: str, mention: Span | None) -> str | None:
        """The person or body that a mention names; None when that cannot be told."""
        if mention is None:
            return None
        words_of = text[slice(*mention)].strip()
        pronoun = self.language.pronouns.get(fold(words_of))
        if pronoun is not None:
            return self._before(mention[0], pronoun)
        return self.named(words_of) or self._role(words_of) or _body(words_of)

    def named(self, phrase: str) -> str | None:
        """The participant or the article's person whose name stands in the phrase; the last one standing there."""
        plain = [fold(re.sub(r"[’']s?$", "", m.group())) for m in words(phrase)]
        found = None
        for person in self.participants:
            for form in (person.name, *person.aliases):
                want = [fold(m.group()) for m in words(form)]
                if want and (_contains(plain, want) or _has_last(plain, want[-1])):
                    found = found or person.name
        return found or next((self.full[w] for w in reversed(plain) if w in self.full), None)

    def _role(self, phrase: str) -> str | None:
        """A role by which the article, or the meeting's table of participants, names exactly one person."""
        plain = fold(phrase)
        for person in self.participants:
            role = fold(person.role)
            if role and role in plain and person.country and _country_in(person.country, plain):
                return person.name
        sole = {p.name for p in self.participants if p.role and fold(p.role) in plain}
        if len(sole) == 1 and "counterpart" not in plain:
            return sole.pop()
        head = _head(plain, self.language)
        return self.roles.get(head) if head else None

    def _before(self, at: int, gender: str) -> str | None:
        """The person last spoken of before a pronoun, of a gender that fits as far as it is known."""
        if gender not in "mf":
            return None
        for offset, name, known in reversed(self.recent):
            if offset < at and known in ("", gender):
                return name
        return None


def _contains(plain: list[str], want: list[str]) -> bool:
    return any(plain[i : i + len(want)] == want for i in range(len(plain) - len(want) + 1))


def _has_last(plain: list[str], last: str) -> bool:
    """A last name, with the case endings that Russian and Turkish add to it."""
    return any(w == last or (len(last) >= 4 and w.startswith(last) and len(w) <= len(last) + 4) for w in plain)


def _country_in(country: str, plain: str) -> bool:
    """A country, or its adjective by the shared stem: Turkey's, Turkish; Kestria, Kestrian."""
    stem = fold(country)[: max(4, len(country) - 3)]
    return any(w.startswith(stem) for w in plain.split())


def _head(plain: str, language: Language) -> str | None:
    """The role noun of a phrase, the words before it included where they make it another office."""
    tokens = [m.group() for m in words(plain)]
    heads = [i for i, t in enumerate(tokens) if t in language.roles]
    if not heads:
        return None
    last = heads[0]
    for i in heads[1:]:  # "foreign minister": the last of neighbouring role nouns
        if i == last + 1:
            last = i
    return tokens[last]


def _body(phrase: str) -> str | None:
    """A body, group or unnamed official is its own phrase: "the ministry", "Pentagon officials"."""
    plain = re.sub(r"^(the|a|an|his|her|their|its|some|many|several|one)\s+", "", phrase, flags=re.I).strip()
    return plain if plain and len(plain) <= 80 and len(plain.split()) <= 8 else None


def cast(
    text: str,
    names: Iterable[Span],
    language: Language,
    participants: Sequence[Participant],
    pronouns: Iterable[Span] = (),
) -> Cast:
    """Gather an article's names: full names by last name, names by role, and who was spoken of where."""
    people = Cast(language, participants)
    spans = sorted(set(names))
    genders: dict[str, str] = {}
    for start, end in spans:
        parts = [w for w in text[start:end].split() if fold(w).strip(".") not in _TITLES]
        if len(parts) >= 2:
            people.full.setdefault(
                fold(re.sub(r"[’']s?$", "", parts[-1])),
                " ".join(parts).rstrip("’'s,") if parts[-1].endswith(("’s", "'s")) else " ".join(parts),
            )
    for start, end in spans:
        name = people.named(text[start:end])
        if name is not None:
            people.recent.append((start, name, genders.get(name, "")))
            _note_role(people, text, start, end, name)
    return people


def _note_role(people: Cast, text: str, start: int, end: int, name: str) -> None:
    """Roles stand right before a name ("Mayor Sadiq Khan") or right behind it ("Khan, the mayor of London,")."""
    before = re.findall(r"[\w\-]+", text[max(0, start - 60) : start].rpartition("\n")[2])[-2:]
    inside = [w for w in re.findall(r"[\w\-]+", text[start:end])[:-1]]
    after = re.match(r",\s+((?:the\s+|a\s+|an\s+)?[^,.;\n]{3,60})[,.]", text[end : end + 70])
    phrases = [" ".join(before), " ".join(inside), after[1] if after else ""]
    for phrase in phrases:
        head = _head(fold(phrase), people.language)
        if head:
            people.roles.setdefault(head, name)
