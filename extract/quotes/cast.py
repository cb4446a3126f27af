"""The persons and bodies an article names, by which any mention of them is known again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from extract.definitions import Participant
from extract.quotes.inflected import stem
from extract.quotes.language import Language
from extract.words import fold, sounds, words

POSSESSIVE = re.compile(r"[’']s?$|(?<=\w\w\w)[’']\w{1,4}$")  # Marsh's, Demir'in
SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))


def plain(text: str) -> list[str]:
    """Folded words without a possessive ending."""
    return [fold(POSSESSIVE.sub("", m.group())) for m in words(text)]


@dataclass
class Person:
    """Somebody the article names: full name, and the folded words by which it describes them."""

    name: str
    described: Counter[str] = field(default_factory=Counter)
    gender: str = ""  # "m", "f" or unknown
    plainly: int = 0  # how often named in full without "Jr."
    junior: bool = False  # first named with "Jr."

    @property
    def has_father(self) -> bool:
        """Whether the article also names somebody of that name without "Jr."; once may be the same man in short."""
        return self.plainly > self.junior


@dataclass
class Cast:
    """Everybody and every body an article names."""

    language: Language
    participants: Sequence[Participant] = ()
    persons: dict[str, Person] = field(default_factory=dict)  # by folded last name
    namesakes: dict[str, list[Person]] = field(default_factory=dict)  # further persons of one last name
    stems: dict[str, list[str]] = field(default_factory=dict)  # last names by what no case changes
    indexed: int = 0  # how many of the persons stand there
    bodies: dict[str, str] = field(default_factory=dict)  # by folded acronym
    writers: dict[str, str] = field(default_factory=dict)  # by folded noun: "lawsuit"

    def participant(self, phrase: Sequence[str]) -> str | None:
        """The participant whose name ends the folded words, or whose title stands in them."""
        for name, forms, _ in self.known:
            if any(list(phrase[-len(want) :]) == want for want in forms):
                return name
            if phrase and any(_same_last(phrase[-1], want) for want in forms) and not self._another(phrase, forms):
                return name
        joined = f" {' '.join(phrase)} "
        return next((name for name, _, titles in self.known if any(title in joined for title in titles)), None)

    @cached_property
    def known(self) -> list[tuple[str, list[list[str]], list[str]]]:
        """Of each participant the name, all names in folded words, and the titles that stand for it."""
        return [
            (p.name, [want for f in p.names if (want := plain(f))], [f" {' '.join(plain(t))} " for t in p.titles])
            for p in self.participants
        ]

    def _another(self, phrase: Sequence[str], names: Sequence[Sequence[str]]) -> bool:
        """Whether a first name stands before the last name that none of these names has."""
        first = phrase[-2] if len(phrase) > 1 else ""
        if first not in self.language.men | self.language.women:
            return False
        return not any(self.same_first(first, name[0]) for name in names)

    def same_first(self, one: str, other: str) -> bool:
        """Whether two first names may be one person's: "Robert", "Rob", "R." and "Bob"."""
        same = self.language.same_names
        return same.get(one, one)[0] == same.get(other, other)[0]

    def named(self, phrase: Sequence[str]) -> Person | None:
        """The person whose last name ends the folded words, of several the one with the first name before it."""
        rest = [w for w in phrase if w not in SUFFIX]
        first = (self.persons.get(rest[-1]) or self._inflected(rest[-1])) if rest else None
        if first is None:
            return None
        others = self.namesakes.get(rest[-1], [])
        if others and len(rest) > 1:
            return next((p for p in (first, *others) if plain(p.name)[0] == rest[-2]), first)
        return first

    def _inflected(self, last: str) -> Person | None:
        """The person whose last name stands here in another case, if the language has such."""
        if not self.language.name_endings:
            return None
        code = self.language.code
        for key in islice(self.persons, self.indexed, None):
            self.stems.setdefault(stem(key, code), []).append(key)
        self.indexed = len(self.persons)
        same = self.stems.get(stem(last, code), ())
        return self.persons[same[0]] if len(same) == 1 else None

    def everybody(self) -> list[Person]:
        return [*self.persons.values(), *(p for others in self.namesakes.values() for p in others)]


def _same_last(word: str, form: Sequence[str]) -> bool:
    """A person's last name, as another language writes it, and with the case endings that Russian adds."""
    if len(form) > 3:
        return False  # a body: its last word ("committee") is no name
    last = form[-1]
    stem = last.rstrip("ьйая") if len(last) > 4 else last
    near = len(stem) >= 4 and not stem.isascii() and word.startswith(stem) and len(word) <= len(stem) + 4
    return word == last or near or len(last) > 5 and sounds(word) == sounds(last)
