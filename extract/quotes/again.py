"""Speakers named before who are now called by what they are: "the chairmen", "the ministry", "the people"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.quotes.bodies import kind_of
from extract.quotes.cast import Cast, plain
from extract.quotes.presence import Presence
from extract.words import lemma

_DEFINITE = re.compile(r"(?:the|these|those)\s", re.I)
_NAMED = re.compile(r", | and ")


def meant_again(cast: Cast, presence: Presence, phrase: str, core: Sequence[str]) -> str | None:
    """Who spoke before and is meant by a definite phrase; None for one that says nothing of those."""
    if not core or not _DEFINITE.match(phrase):
        return None
    if core[-1] in cast.language.plurals or core[-1] in cast.language.several or _so_described(cast, presence, core):
        return presence.joint
    return _body(cast, presence, core) if len(core) == 2 else _group(cast, presence, core)


def _so_described(cast: Cast, presence: Presence, core: Sequence[str]) -> bool:
    """ "The Republican officials": the last who spoke together, when each of them is described so."""
    marks = [w for w in core[1:-1] if w not in cast.language.numbers]
    if presence.joint is None or not marks or core[-1] not in cast.language.groups:
        return False
    people = [cast.named(plain(name)) for name in _NAMED.split(presence.joint)]
    return all(p is not None and all(p.described[w] for w in marks) for p in people)


def _body(cast: Cast, presence: Presence, core: Sequence[str]) -> str | None:
    """The body of that kind named before, or the only participant of that kind that the text names at all."""
    return presence.of_kind(core[-1]) or _group(cast, presence, core) or _participant(cast, presence.text, core[-1])


def _group(cast: Cast, presence: Presence, core: Sequence[str]) -> str | None:
    """The last speaker who was called so with more words: "the people" after "people briefed on the matter"."""
    want = {_one(cast, w) for w in core[1:]}
    for spoken in reversed(presence.groups):
        words = [_one(cast, w) for w in plain(spoken)]
        if want < set(words) and _one(cast, core[-1]) in (words[0], words[-1]):
            return spoken
    return None


def _one(cast: Cast, word: str) -> str:
    same = cast.language.same_roles
    single = lemma(word, cast.language.code)
    return same.get(word, same.get(single, single))


def _participant(cast: Cast, text: str, word: str) -> str | None:
    kind = kind_of(cast.language, word)
    bodies = [p.name for p in cast.participants if kind and kind_of(cast.language, plain(p.name)[-1]) == kind]
    acronym = "".join(w[0] for w in bodies[0].split()) if bodies else ""
    named = len(bodies) == 1 and (bodies[0] in text or re.search(rf"\b{re.escape(acronym)}\b", text))
    return bodies[0] if named and len(acronym) > 1 else None
