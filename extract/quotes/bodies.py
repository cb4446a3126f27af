"""Bodies that speak: ministries, parties, committees, and groups without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.quotes.cast import Cast, plain
from extract.quotes.language import Language
from extract.words import fold

_LEAD = re.compile(r"^(the|a|an|his|her|their|its|some|many|several)\s+", re.I)
_DEPARTMENT = re.compile(r"\b(Department|Ministry) of (?:the )?([A-Z]\w+)(?!\w|\s+and\b|\s+[A-Z])")
_PARTY = "party"
_MEMBERS = re.compile(r"\b[A-Z]\w{4,}s$")
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


def named_body(cast: Cast, core: Sequence[str], phrase: str = "") -> str | None:
    """A body by its acronym, or a participant that is a body by the words that tell it from others.

    "Democratic Party" is the participant "Democratic National Committee": the same kind of body, and no word that
    the participant's name lacks. So are "the Democrats", its members; not "House Democrats".
    """
    acronym = core[-1].replace(".", "")
    if len(core) <= 2 and acronym in cast.bodies:
        return cast.bodies[acronym]
    kind = kind_of(cast.language, core[-1])
    own = set(core[:-1]) - {"the", "a"}
    if kind is not None and own:
        names = [p.name for p in cast.participants if _is_body(cast.language, p.name, kind, own)]
    else:
        members = core[-1] if not own and _MEMBERS.search(phrase) else ""
        names = [p.name for p in cast.participants if members and _is_party_of(cast.language, p.name, members)]
    return names[0] if len(names) == 1 else None


def _is_party_of(language: Language, name: str, members: str) -> bool:
    """Whether a body is a party or its committee, and called after its members: the Conservative Party."""
    words = plain(name)
    party = len(words) > 1 and kind_of(language, words[-1]) == kind_of(language, _PARTY) is not None
    return party and words[0].startswith(members[:-1])


def kind_of(language: Language, word: str) -> str | None:
    """What sort of body a word names; "party" and "committee" may be one."""
    return language.same_roles.get(word, word) if word in language.groups else None


def _is_body(language: Language, name: str, kind: str, own: set[str]) -> bool:
    words = plain(name)
    return kind_of(language, words[-1]) == kind and own <= set(words[:-1])
