"""Bodies that speak: ministries, parties, committees, and groups without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.quotes.cast import Cast, plain
from extract.quotes.language import Language
from extract.words import fold

_LEAD = re.compile(r"^(the|a|an|his|her|their|its|some|many|several)\s+", re.I)
_DEPARTMENT = re.compile(r"\b(Department|Ministry) of (?:the )?([A-Z]\w+)(?!\w|\s+and\b|\s+[A-Z])")
_BEHIND = re.compile(r",\s|\s+(?:who|which|told|said|called)\s")


def body(phrase: str, language: Language) -> str | None:
    """A body, group or unnamed official is its own phrase: "ministry", "Pentagon officials"."""
    phrase = _DEPARTMENT.sub(r"\2 \1", phrase)  # one name for the Department of Justice, the Justice Department
    text = _one_name(_BEHIND.split(_LEAD.sub("", phrase).strip(" ,;:"))[0], language)
    return text if text and len(text) <= 80 and len(text.split()) <= 9 else None


def _one_name(text: str, language: Language) -> str:
    """A body by the one name that the language's definition gives it, also within "a Number 10 spokesman"."""
    lower = fold(text)
    other = next((o for o in language.same_bodies if lower == o or lower.startswith(f"{o} ")), None)
    return language.same_bodies[other] + text[len(other) :] if other is not None and len(lower) == len(text) else text


def named_body(cast: Cast, core: Sequence[str]) -> str | None:
    """A body by its acronym, or a participant that is a body by the words that tell it from others.

    "Democratic Party" is the participant "Democratic National Committee": the same kind of body, and no word that
    the participant's name lacks.
    """
    acronym = core[-1].replace(".", "")
    if len(core) <= 2 and acronym in cast.bodies:
        return cast.bodies[acronym]
    kind = kind_of(cast.language, core[-1])
    own = set(core[:-1]) - {"the", "a"}
    if kind is None or not own:
        return None
    names = [p.name for p in cast.participants if _is_body(cast.language, p.name, kind, own)]
    return names[0] if len(names) == 1 else None


def kind_of(language: Language, word: str) -> str | None:
    """What sort of body a word names; "party" and "committee" may be one."""
    return language.same_roles.get(word, word) if word in language.groups else None


def _is_body(language: Language, name: str, kind: str, own: set[str]) -> bool:
    words = plain(name)
    return kind_of(language, words[-1]) == kind and own <= set(words[:-1])
