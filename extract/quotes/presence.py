"""Who is present in the reader's mind at a place of a text: every naming counts, fading with distance."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extract.quotes.cast import Cast, plain
from extract.quotes.sentences import sentence_break

_FADE = 160.0  # characters after which a naming counts for 1/e
_UNSURE = 0.75  # what a naming counts for when the person's gender is not known
_FAR = 1.5  # how much more present the only one meant by a role must be
_TOLD = 0.2  # what a person counts for whom the saying itself names; few say their own names
_WINDOW = 60  # namings looked back at
_NEAR = 90  # characters from a name to the "who" that means it
_CENTRE = 250  # characters within which the last subject goes on
_BODY = 700  # characters after which "it" and "they" mean nobody any more


@dataclass(frozen=True, slots=True)
class _Naming:
    at: int
    name: str
    weight: float


@dataclass
class Presence:
    """Persons and bodies in the order in which a text names them."""

    text: str
    cast: Cast
    namings: list[_Naming] = field(default_factory=list)
    last_body: tuple[int, str] | None = None
    joint: str | None = None  # the last who spoke together
    groups: list[str] = field(default_factory=list)  # speakers without a name: "people briefed on the matter"
    noted: deque[str] = field(default_factory=lambda: deque(maxlen=_WINDOW))  # the last named, persons and bodies
    kinds: dict[str, str] = field(default_factory=dict)  # the last body named in full, by its last word

    def note(self, at: int, name: str, weight: float) -> None:
        self.namings.append(_Naming(at, name, weight))
        self.noted.append(name)

    def note_body(self, at: int, name: str) -> None:
        self.last_body = at, name
        self.noted.append(name)
        folded = plain(name)
        if " and " in name and all(self.cast.named(plain(part)) for part in re.split(r", | and ", name)):
            self.joint = name
        elif len(folded) > 1 and name[0].islower():
            self.groups.append(name)
        elif len(folded) > 1 and folded[-1] in self.cast.language.groups:
            self.kinds[folded[-1]] = name

    def of_kind(self, word: str) -> str | None:
        """The body that was named in full before: "the ministry", a "party" also as a committee."""
        same = self.cast.language.same_roles
        return self.kinds.get(word) or self.kinds.get(same.get(word, word))

    def meant(self, at: int, gender: str, told: Collection[str] = ()) -> str | None:
        """The person or body that a pronoun means, none of those told of; genders as in ``Language.pronouns``."""
        if gender == "r":  # who, which: the name right before it
            near = [n for n in self.namings[-8:] if at - _NEAR <= n.at < at and "\n" not in self.text[n.at : at]]
            return near[-1].name if near else None
        if gender in ("n", "p"):
            return self.last_body[1] if self.last_body and at - self.last_body[0] < _BODY else None
        return self.most(at, gender, told=told)

    def centre(self, at: int, gender: str) -> str | None:
        """Who the text is about right before an offset: the last subject, of two in one sentence the one who speaks."""
        near = [
            n for n in self.namings[-8:] if at - _CENTRE <= n.at < at and n.weight >= 1 and self._fits(n.name, gender)
        ]
        if not near:
            return None
        same = [n for n in near if not sentence_break(self.text[n.at : near[-1].at])]
        return max(same, key=lambda n: (n.weight, n.at)).name

    def most(self, at: int, gender: str = "", among: Sequence[str] = (), told: Collection[str] = ()) -> str | None:
        """The person most present before an offset, of a gender that is not known to differ."""
        scores = self._scores(at, gender, among)
        scores = {name: score * (_TOLD if name in told else 1) for name, score in scores.items()}
        return max(scores, key=lambda name: scores[name], default=None)

    def only(self, at: int) -> str | None:
        """The person who is far more present than everybody else."""
        scores = sorted(((s, name) for name, s in self._scores(at, "", ()).items()), reverse=True)
        sole = scores and (len(scores) == 1 or scores[0][0] >= _FAR * scores[1][0])
        return scores[0][1] if sole else None

    def _scores(self, at: int, gender: str, among: Sequence[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for n in self.namings[-_WINDOW:]:
            if n.at < at and (not among or n.name in among) and (fit := self._fits(n.name, gender)):
                scores[n.name] = scores.get(n.name, 0.0) + fit * n.weight * math.exp((n.at - at) / _FADE)
        return scores

    def _fits(self, name: str, gender: str) -> float:
        """1 for a person of this gender, less where it is not known, 0 for the other one and for bodies."""
        person = self.cast.named(plain(name))
        if not gender or person is not None and person.gender == gender:
            return 1.0
        return _UNSURE if person is not None and not person.gender else 0.0
