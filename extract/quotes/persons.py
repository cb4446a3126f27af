"""From the words that name a speaker to the person: the meeting's participants first, then the article's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.definitions import Participant
from extract.quotes.found import Found
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.records import Span
from extract.words import fold, words

_TITLES = frozenset(
    """mr mrs ms dr sir lord lady president minister chancellor premier secretary senator sen rep gov governor mayor
    ambassador general prime foreign king queen prince chairman spokesman spokeswoman spokesperson vice deputy director
    professor judge justice attorney congressman congresswoman representative speaker pope first former then state
    """.split()
)
_SHORT = {"gov": "governor", "sen": "senator", "rep": "representative", "pres": "president", "amb": "ambassador"}
_PAPERS = frozenset("statement letter message tweet post speech release note op-ed email memo readout".split())
_NEAR = 600  # characters that being the subject, or having spoken, is worth against being named later


@dataclass(frozen=True, slots=True)
class _Named:
    """A person named at an offset; ``leads`` when as subject of a sentence or as a speaker."""

    at: int
    name: str
    leads: bool


@dataclass
class Cast:
    """Who can speak in one article."""

    language: Language
    participants: Sequence[Participant] = ()
    full: dict[str, str] = field(default_factory=dict)  # folded last name: full name
    roles: dict[str, str] = field(default_factory=dict)  # role noun: name
    genders: dict[str, str] = field(default_factory=dict)  # name: "m" or "f", by Mr, Ms and the like
    named_at: list[_Named] = field(default_factory=list)

    def resolve(self, text: str, mention: Span | None) -> str | None:
        """The person or body that a mention names; None when that cannot be told."""
        if mention is None:
            return None
        phrase = text[slice(*mention)].strip()
        pronoun = self.language.pronouns.get(fold(phrase))
        if pronoun is not None:
            return self._before(mention[0], pronoun)
        if name := self.named(phrase) or self._role(phrase):
            return name
        last = next((fold(m.group()) for m in reversed(list(words(phrase)))), "")
        if last in _PAPERS and (writer := self._before(mention[0], "")):
            return writer
        return _body(phrase)

    def named(self, phrase: str) -> str | None:
        """The participant or the article's person whose name stands in the phrase: participants first."""
        plain = [fold(re.sub(r"[’']s?$", "", m.group())) for m in words(phrase)]
        for person in self.participants:
            forms = [[fold(m.group()) for m in words(form)] for form in (*person.names, *person.titles)]
            lasts = [want[-1] for want in forms[: len(person.names)] if want]
            if any(_contains(plain, w) for w in forms if w) or any(_has_last(plain, last) for last in lasts):
                return person.name
        return next((self.full[w] for w in reversed(plain) if w in self.full), None)

    def _role(self, phrase: str) -> str | None:
        """A role by which the meeting's table of participants, or the article, names exactly one person."""
        plain = fold(phrase)
        head = _head(plain, self.language)
        if head is None:
            return None
        there = {p.name for p in self.participants if p.country and _country_in(p.country, plain)}
        if len(there) == 1:
            return there.pop()
        sole = {p.name for p in self.participants if p.role and fold(p.role) in plain}
        if len(sole) == 1 and not there:
            return sole.pop()
        return self.roles.get(head)

    def _before(self, at: int, gender: str) -> str | None:
        """The person last spoken of before a pronoun; a subject or speaker outranks a name dropped in passing."""
        if gender in ("n", "p"):
            return None
        fits = [n for n in self.named_at if n.at < at and (not gender or self.genders.get(n.name, gender) == gender)]
        best = max(fits[-40:], key=lambda n: n.at + _NEAR * n.leads, default=None)
        return best.name if best else None


def _contains(plain: list[str], want: list[str]) -> bool:
    return any(plain[i : i + len(want)] == want for i in range(len(plain) - len(want) + 1))


def _has_last(plain: list[str], last: str) -> bool:
    """A last name, with the case endings that Russian and Turkish add to it ("Демирель": "Демиреля", "Демирелем")."""
    stem = last.rstrip("ьйая") if len(last) > 4 else last
    return any(w == last or (len(stem) >= 4 and w.startswith(stem) and len(w) <= len(stem) + 4) for w in plain)


def _country_in(country: str, plain: str) -> bool:
    """A country, or its adjective by the shared stem: Turkey's, Turkish; Ostmark, Ostmarkian."""
    stem = fold(country)[: max(4, len(country) - 3)]
    return any(w.startswith(stem) for w in plain.split())


def _head(plain: str, language: Language) -> str | None:
    """The role noun of a folded phrase: the last of neighbouring ones ("foreign minister", "deputy mayor")."""
    tokens = [_SHORT.get(m.group(), m.group()) for m in words(plain)]
    heads = [i for i, t in enumerate(tokens) if t in language.roles]
    if not heads:
        return None
    last = heads[0]
    for i in heads[1:]:
        last = i if i == last + 1 else last
    return tokens[last]


def _body(phrase: str) -> str | None:
    """A body, group or unnamed official is its own phrase: "ministry", "Pentagon officials"."""
    plain = re.sub(r"^(the|a|an|his|her|their|its|some|many|several|one)\s+", "", phrase, flags=re.I).strip()
    return plain if plain and len(plain) <= 80 and len(plain.split()) <= 8 else None


def cast(
    text: str,
    found: Found,
    language: Language,
    participants: Sequence[Participant],
    mentions: Iterable[Span | None],
    marks: Sequence[Marked],
) -> Cast:
    """Gather an article's persons: full names by last name, names by role, and who was spoken of where.

    ``mentions`` are the speakers of its quotations; names inside quotation marks are not spoken of by the article.
    """
    people = Cast(language, participants)
    spans = sorted(set(found.people or found.names))
    for start, end in spans:
        _note_name(people, text[start:end])
    leading = {*found.subjects, *(m for m in mentions if m)}
    inside = {s for s, m in _pairs(spans, marks) if m.start <= s[0] < m.end}
    for start, end in spans:
        name = people.named(text[start:end])
        if name is not None and (start, end) not in inside:
            leads = any(a <= start and end <= b for a, b in leading)
            people.named_at.append(_Named(start, name, leads))
            _note_role(people, text, start, end, name)
            _note_gender(people, text[max(0, start - 5) : end], name)
    return people


def _pairs(spans: Sequence[Span], marks: Sequence[Marked]) -> Iterable[tuple[Span, Marked]]:
    """Each span with the marks that open last before it; both in text order."""
    at = -1
    for span in spans:
        while at + 1 < len(marks) and marks[at + 1].start <= span[0]:
            at += 1
        if at >= 0:
            yield span, marks[at]


def _note_name(people: Cast, name: str) -> None:
    parts = [re.sub(r"[’']s?$", "", w) for w in name.split() if fold(w).strip(".") not in _TITLES]
    if len(parts) >= 2:
        people.full.setdefault(fold(parts[-1]), " ".join(parts).strip(" ,"))


def _note_gender(people: Cast, text: str, name: str) -> None:
    title = re.search(r"\b(Mr|Mrs|Ms|Sir|Lady)\b", text)
    if title:
        people.genders.setdefault(name, "m" if title[1] in ("Mr", "Sir") else "f")


def _note_role(people: Cast, text: str, start: int, end: int, name: str) -> None:
    """Roles stand before a name ("Mayor Sadiq Khan", "Texas Gov. Rick Perry") or behind it ("Khan, the mayor, …")."""
    before = re.findall(r"[\w\-]+", text[max(0, start - 60) : start].rpartition("\n")[2])[-2:]
    inside = re.findall(r"[\w\-]+", text[start:end])[:-1]
    after = re.match(r",\s+((?:the\s+|a\s+|an\s+)?[^,.;\n]{3,60})[,.]", text[end : end + 70])
    for phrase in (" ".join(before), " ".join(inside), after[1] if after else ""):
        if head := _head(fold(phrase), people.language):
            people.roles.setdefault(head, name)
