"""Who is meant by the words that name a speaker: participants first, then the article's own persons and bodies.

A pronoun means the person most present just before it (``presence``), a role the one who holds it (``offices``), a
paper its writer. What cannot be told stays None.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.quotes.again import meant_again
from extract.quotes.bodies import body, named_body
from extract.quotes.cast import Cast, Person, plain
from extract.quotes.found import Found
from extract.quotes.genders import agreement
from extract.quotes.holders import holder
from extract.quotes.naming import either
from extract.quotes.offices import counterpart, of_article, of_participant, office_words, together
from extract.quotes.presence import Presence
from extract.quotes.writers import singular
from extract.records import Span
from extract.words import fold

_POSSESSIVE = re.compile(r"^.*[’']s?\s+(?=\S)", re.S)
_JOINED = re.compile(r",\s+and\s+|\s+and\s+|[,;]\s+|\s+&\s+")
_TAIL = re.compile(
    r"\s+(?:of|in|at|for|from|with|on|to|who|which|that|during|after|told|said|whose)\b.*$|,.*$|\s*\(.*$", re.S
)
_FROM = re.compile(r"\b(?:from|by|of)\s+(.+)$", re.S)
_CARRIED = re.compile(  # by those who did not write it: "questions read by the staff to their lawyers"
    r"\s+(?:obtained|seen|read|reported|cited|reviewed|published|posted|shared|leaked|given|sent)\s+(?:by|to)\b.*$",
    re.S,
)
_OF = (["of"], ["for"], ["by"], ["from"], ["with"])
_OTHERS = ("of", "for", "to", "by", "with", "from", "at", "and", "like")
_SEAT = re.compile(r",\s+[RDI]-[\w.]+(?=[,;\s])")  # "Robert Marsh, R-Va., and …"
_PART = re.compile(r"^(?:one|another|many|most|some|several|(?:the|a)\s+list)\s+of\s+(?=\w+\s|\w+$)")
_SELVES = (["himself"], ["herself"], ["itself"], ["themselves"])
_NAMED = r"(?:[A-Z][\w’'-]*\.?\s+)*[A-Z][\w’'-]*\w"
_SEATED = r"(?:,\s+[RDI]-[\w.]*\w\.?)?"
_MORE = re.compile(rf"{_SEATED}(?:[,;]\s+{_NAMED}{_SEATED})+[,;]?\s+and\s+{_NAMED}")  # ", B, R-Va., and C"
_LIST = 260  # characters over which joint speakers may be listed


class Persons:
    """Resolves mentions in text order; remembers who was named where."""

    def __init__(self, text: str, cast: Cast, found: Found) -> None:
        self.text, self.cast, self.offices = text, cast, frozenset(found.offices)
        self.relatives = found.relatives
        self.told: Collection[str] = ()  # whom the saying at hand names
        self.presence = Presence(text, cast)
        self.names = dict(sorted({*found.names, *found.people}))
        self.writer: str | None = None  # who spoke through the last paper
        self.on_paper = False  # whether the last mention was a paper: its writer is not more in mind for that
        noun = "|".join(sorted(cast.language.papers)) or "(?!)"
        self.paper = re.compile(rf"\b({noun})\s+(?:from|by|of)\s+(?:the\s+)?$")
        self.issued = re.compile(rf"(?:an?|the)\s+(?:\w+\s+)?({noun})\s+(?:from|by)\s")
        self.said_in = re.compile(
            rf"\s+(?:[\w-]+\s+){{0,3}}?(?:in|on|via)\s+(?:an?|his|her|their|its)\s+(?:[\w-]+\s+)?({noun})\b"
        )

    def resolve(self, mention: Span | None, cue: Span | None = None) -> str | None:
        """The person or body that a mention names; None when that cannot be told. Joint speakers are all named."""
        if mention is None:
            return None
        phrase = _CARRIED.sub("", self.text[slice(*mention)].strip())
        self.on_paper = False
        language = self.cast.language
        gender = language.pronouns.get(fold(phrase)) or language.possessives.get(fold(phrase))
        if mention[0] in self.relatives:
            return self.resolve(self.relatives[mention[0]], cue)
        if phrase.casefold() == "that":
            return None
        if gender is not None:
            centred = language.code != "en" and gender in "mfn"  # "n" is anybody: "a su juicio", Turkish "o"
            centre = self.presence.centre(mention[0], gender.strip("n")) if centred else None
            meant = centre or self.presence.meant(mention[0], gender, self.told)
            return meant or (self.presence.meant(mention[0], "n") if centred else None)  # an unnamed source
        if both := self._together(phrase):
            return both
        if mention in self.offices:
            return holder(self.cast, self.presence, self.text, mention, self._agreeing(cue))
        whole = self._listed(mention, cue)
        found = self._several(whole, mention[0]) if whole else None
        found = found or self._several(phrase, mention[0]) or self.name(phrase) or self._apposed(mention)
        found = found or self._single(phrase, mention[0])
        if found:
            self._wrote(found, mention, cue)
        return found

    def _together(self, phrase: str) -> str | None:
        """Two speakers joined by the language's own "and"."""
        joined = [w for w in self.cast.language.pages.joined if w != "and"]
        parts = re.split(rf"\s(?:{either(joined)})\s", phrase) if joined else []
        names = [self.name(part) for part in parts]
        whole = [name or part for name, part in zip(names, parts, strict=True) if name or part[:1].isupper()]
        return joint(self.cast, whole) if any(names) and len(parts) == len(whole) > 1 else None

    def _agreeing(self, cue: Span | None) -> str:
        """The gender that the form of a cue tells: "сказала министр"."""
        return agreement(self.text[slice(*cue)], self.cast.language) if cue else ""

    def _wrote(self, name: str, mention: Span, cue: Span | None) -> None:
        """Remember who issued a paper: "a statement from X", "X said in a statement"."""
        ahead = self.text[max(0, mention[0] - 40) : mention[0]]
        behind = self.text[cue[1] : cue[1] + 50] if cue else ""
        phrase = self.text[slice(*mention)]
        if paper := self.issued.match(phrase) or self.paper.search(ahead) or self.said_in.match(behind):
            self.cast.writers[singular(paper[1])] = name

    def _listed(self, mention: Span, cue: Span | None) -> str | None:
        """A list of speakers up to the cue, which the parse has cut: "Chairman Robert Marsh, R-Va., and …"."""
        if (
            cue is not None
            and cue[1] <= mention[0]
            and (more := _MORE.match(self.text, mention[1], mention[1] + _LIST))
        ):
            return _SEAT.sub("", self.text[mention[0] : more.end()])
        if cue is None or not mention[1] < cue[0] <= mention[1] + _LIST:
            return None
        if not re.search(r"[,;] and |; ", rest := self.text[mention[1] : cue[0]]) or re.search(r'["“”\n]', rest):
            return None
        return _SEAT.sub("", self.text[mention[0] : cue[0]]).strip(" ,")

    def _apposed(self, mention: Span) -> str | None:
        """The name behind a role that is set off by a comma: "another demonstrator, Roberto Marsh, said"."""
        gap = re.match(r",\s+", self.text[mention[1] : mention[1] + 4])
        end = self.names.get(mention[1] + gap.end()) if gap else None
        if end is None or re.match(r"\s+(?:and|or)\b|,\s+and\b", self.text[end : end + 8]):
            return None
        return self.name(self.text[mention[1] + 1 : end])

    def _several(self, phrase: str, at: int) -> str | None:
        """Joint speakers, each by the full name: "Goodlatte, Gowdy and Nunes", "both ministers"."""
        if names := together(self.cast, phrase):
            return joint(self.cast, names)
        parts = [p for p in _JOINED.split(self.issued.sub("", phrase)) if p.strip()]
        if len(parts) < 2 or not re.search(r"\band\b|&", phrase):
            return None
        resolved = [self.name(p) or self._role(p, at) for p in parts]
        known = [n for n in resolved if n]
        return joint(self.cast, set(known)) if len(known) == len(parts) else None

    def name(self, phrase: str) -> str | None:
        """A participant or a person of the article whose name is the head of a phrase."""
        core = self._full_name(phrase) or plain(_TAIL.sub("", _POSSESSIVE.sub("", phrase)))
        core = core[:-1] if core[-1:] in _SELVES else core
        if not core:
            return None
        if known := self.cast.participant(core):
            return known
        if person := self.cast.named(core):
            if core[-1] in ("jr", "sr") and (person.has_father or len(core) == 2):
                return f"{person.name} {core[-1].capitalize()}."  # not his father
            return person.name if self._is_named(core, person) else None
        return named_body(self.cast, core, phrase)

    def _full_name(self, phrase: str) -> list[str]:
        """The full name in which a phrase ends, when it is not another's: "ambassador to Ostmark Sir Robert Marsh"."""
        folded = plain(phrase)
        person = self.cast.named(folded)
        full = plain(person.name) if person else []
        if len(full) < 2 or folded[-len(full) :] != full or len(folded) == len(full):
            return []
        return [] if folded[-len(full) - 1] in _OTHERS or folded[-len(full) - 2 : -len(full) - 1] in _OF else full

    def _is_named(self, core: Sequence[str], person: Person) -> bool:
        """Whether a phrase that ends in a last name means that person, not a paper or place of that name."""
        first = plain(person.name)[0]
        before = core[-2] if len(core) > 1 else ""
        known = before in ("", first) or before in self.cast.language.titles or before in person.described
        return known or before in self.cast.language.roles or core[0] not in ("the", "a", "an")

    def _single(self, phrase: str, at: int) -> str | None:
        if name := self.name(phrase) or self._role(phrase, at):
            return name
        whole = _PART.sub("", phrase)  # "one of the questions"
        core = plain(_TAIL.sub("", _POSSESSIVE.sub("", whole)))
        if core and core[-1] in self.cast.language.papers:
            self.on_paper = True
            self.writer = self._writer(whole, core[-1], at)
            return self.writer
        if core in (["another"], ["one"]) and self.writer:  # "one question asks … Another asks …"
            self.on_paper = True
            return self.writer
        again = meant_again(self.cast, self.presence, phrase, core)
        return again or self._owned(phrase, at) or body(phrase, self.cast.language)

    def _owned(self, phrase: str, at: int) -> str | None:
        """Somebody's people by his full name, or as the meeting's file has them: "the president’s attorneys"."""
        match = re.match(r"(?P<who>.+?)[’']s?\s+(?P<what>[\w -]+)$", _TAIL.sub("", phrase), re.S)
        if match is None or plain(match["what"])[-1] not in self.cast.language.groups | self.cast.language.roles:
            return None
        owner = self.name(match["who"]) or self._role(match["who"], at)
        if owner is None or not self.cast.named(plain(owner)):
            return None
        own = office_words(f"{owner}'s {match['what']}", self.cast.language)
        known = (p.name for p in self.cast.participants if office_words(p.name, self.cast.language) == own)
        return next(known, f"{owner}'s {match['what']}")

    def _writer(self, phrase: str, noun: str, at: int) -> str | None:
        """Who speaks through a paper: named in the phrase, elsewhere as its writer, or last spoken of."""
        inside = _FROM.search(phrase)
        if inside and (name := self.name(inside[1]) or body(inside[1], self.cast.language)):
            return name
        owner = _POSSESSIVE.match(phrase)
        if owner and (name := self.name(re.sub(r"[’']s?\s*$", "", owner.group()))):
            return name
        if re.match(r"(?:his|her)\b", phrase, re.I):
            return self.presence.most(at, "m" if phrase[:3].lower() == "his" else "f")
        writer = self._known_writer(noun)
        if writer is None or " and " in writer:
            return writer or body(phrase, self.cast.language)
        return self.name(writer) or writer

    def _known_writer(self, noun: str) -> str | None:
        same = self.cast.language.same_papers
        known = (self.cast.writers.get(singular(n)) for n in (noun, same.get(noun, noun)))
        return next((writer for writer in known if writer), None)

    def _role(self, phrase: str, at: int) -> str | None:
        """A role by which the meeting's participants, or the article, describe one person best."""
        language = self.cast.language
        core, whole = office_words(_TAIL.sub("", _POSSESSIVE.sub("", phrase)), language), office_words(phrase, language)
        office = " ".join(whole)
        if not core or core[-1] in language.groups or not any(fold(r) in office for r in language.roles):
            return None
        if core[-1] in language.mirrors:
            return counterpart(self.cast, self._owner(phrase, at), whole)
        if named := of_participant(self.cast, whole):
            return named
        owner = plain(found.group()) if (found := _POSSESSIVE.match(phrase)) else []
        names = of_article(self.cast, core, whole, owner)
        if names:
            return self.presence.most(at, among=names) or names[0]
        return self.presence.only(at) if len(core) == 2 and whole[0] == "the" and core[-1] in language.roles else None

    def _owner(self, phrase: str, at: int) -> str | None:
        """Whose: "his counterpart", "Marsh's counterpart"."""
        gender = self.cast.language.pronouns.get(fold(phrase.split()[0]), "")
        if gender:
            return self.presence.most(at, gender)
        owner = _POSSESSIVE.match(phrase)
        return self.name(re.sub(r"[’']s?\s*$", "", owner.group())) if owner else None


def joint(cast: Cast, names: Collection[str]) -> str:
    """Several speakers in one string, "A, B and C": the same in every outlet, whichever it names first."""
    given = [p.name for p in cast.participants]
    place = {name: (given.index(name) if name in given else len(given), plain(name)[-1:], name) for name in names}
    listed = sorted(set(names), key=lambda name: place[name])
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
