"""Phrases that may name a speaker where there is no parser: names, pronouns, offices with what belongs to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.definitions import Participant
from extract.quotes.cast import plain
from extract.quotes.holders import is_body
from extract.quotes.language import Language, load_language
from extract.quotes.naming import country_of, either, names_of, pronouns_of, roles_of
from extract.records import Span
from extract.words import fold

_WORD_BEFORE = re.compile(r"(\w[\w-]*)\s$")
_WORD = re.compile(r"\w[\w-]*")
_SMALL = re.compile(r"[^\W\d_A-ZА-ЯЁÄÖÜ]\w+\s")
_ADJECTIVE = re.compile(r"(?:[ыио]й|[ыи]м|ом|о[гм]о|ому|ая|ую|ое)$")  # "Портовый союз"
_SMALL_WORDS = re.compile(r"(?:\s[^\W\d_A-ZÀ-Þ][\w'’-]*){1,6},\s")
_NOUN_BEHIND = re.compile(r"(?:\s[a-zäöüß]+){1,2}\s[A-ZÄÖÜ][\w-]+,\s")  # "die Anwältin der Kläger, Lilia Stein"
_WORDS_BETWEEN = re.compile(r"(?:\s\w+){1,2}\s")
_PARTS = 8  # words and names that may belong to one office


@dataclass(frozen=True, slots=True)
class Mentions:
    """Names; offices without a name; all phrases in text order; those that are hardly the subject of a clause."""

    names: Sequence[Span]
    offices: Sequence[Span]
    every: Sequence[Span]
    weak: frozenset[Span]
    never: frozenset[Span]  # those that are told something, and places
    persons: frozenset[Span]  # names of one person, as far as their form tells

    def within(self, start: int, end: int) -> Sequence[Span]:
        return self.every[bisect_left(self.every, (start, 0)) : bisect_left(self.every, (end, 0))]


def mentions_of(text: str, language: Language, participants: Sequence[Participant]) -> Mentions:
    names = names_of(text, language, participants)
    roles = roles_of(text, language)
    parts = _Offices(text, dict(names), {b: a for a, b in names}, dict(roles), language, participants)
    offices: list[Span] = []
    leads: dict[Span, int] = {}  # where the office before a name begins
    covered: list[Span] = []
    behind = 0
    for role in roles:
        if role[0] < behind:
            continue  # "porte-parole du ministère" is one office
        phrase, name = parts.whole(role)
        behind = phrase[1]
        covered.append(phrase)
        if name is None and parts.sets_off(phrase):
            continue  # "Beyli, der Präsident der Handelskammer, …": who is named speaks
        if name is None:
            offices.append(phrase)
        else:
            leads[name] = phrase[0]
    free = [n for n in names if not any(a < n[1] and n[0] < b for a, b in _over(covered, n))]
    every = _joint(text, sorted({*free, *offices, *pronouns_of(text, language)}), language, participants)
    known = set(free)
    weak = {n for n in every if _weak(text, n, leads.get(n, n[0]), n in known, language, participants)}
    never = {n for n in weak if _never(text, n, language, participants)}
    whole = [text[slice(*n)] for n in free if " " in text[slice(*n)]] + [f for p in participants for f in p.names]
    last = {name.split()[-1] for name in whole}
    persons = frozenset(n for n in every if n in known and (" " in text[slice(*n)] or text[slice(*n)] in last))
    return Mentions(free, offices, every, frozenset(weak), frozenset(never), persons)


def _never(text: str, span: Span, language: Language, participants: Sequence[Participant]) -> bool:
    phrase = text[slice(*span)]
    if language.never_marks and re.search(language.never_marks, phrase):
        return True
    place = " " not in phrase and country_of(phrase, language, participants) is not None
    return (
        fold(phrase) in language.hearers
        or place
        and bool(language.prepositions and _governed(language.code).search(text, max(0, span[0] - 40), span[0]))
    )


def _joint(text: str, every: Sequence[Span], language: Language, participants: Sequence[Participant]) -> list[Span]:
    """Two who are named together are one speaker: "Халворсен и Демирель"."""
    joined = {f" {word} " for word in language.pages.joined}
    found: list[Span] = []
    for span in every:
        both = (text[slice(*found[-1])], text[slice(*span)]) if found else ("", "")
        placed = any(country_of(phrase, language, participants) for phrase in both if " " not in phrase)
        if found and text[found[-1][1] : span[0]] in joined and both[1][0].isupper() and not placed:
            found[-1] = found[-1][0], span[1]
        else:
            found.append(span)
    return found


def _over(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    at = bisect_left(spans, (span[0], 0))
    return spans[max(0, at - 1) : at + 2]


@dataclass(frozen=True, slots=True)
class _Offices:
    """Where names begin (and end, the other way round) and offices begin, to tell what belongs to an office."""

    text: str
    starts: Mapping[int, int]
    ends: Mapping[int, int]
    roles: Mapping[int, int]
    language: Language
    participants: Sequence[Participant]

    def whole(self, role: Span) -> tuple[Span, Span | None]:
        """An office with its country and body ("министр иностранных дел Остмарка"), and the name right behind it."""
        text, language, end = self.text, self.language, role[1]
        start = self._begin(role[0])
        chained = not language.links  # whether another office may follow without a link
        inner = False  # within the genitive: "porte-parole de la cheffe du gouvernement Anna Belska"
        for _ in range(_PARTS):
            link = _links(language.code).match(text, end)
            at = self._behind(link.end() if link else end + 1, bool(link))
            word = _WORD.match(text, at) if link or text[end : end + 1] == " " else None
            if at in self.roles and text[end : end + 1] == " " and (link or chained):
                inner = inner or bool(language.links) and not is_body(plain(text[at : self.roles[at]]), language)
                end = self.roles[at]
            elif at in self.starts and text[end : end + 1] == " ":
                if (
                    not link
                    and not inner
                    and not self._country(text[at : self.starts[at]])
                    and not self._ministry(role)
                ):
                    return (start, end), (at, self.starts[at])
                end = self.starts[at]
            elif word and self._country(word.group()):
                end, chained = word.end(), chained or bool(link)
            elif tail := _tail(language.code).match(text, end):
                end = tail.end()
            else:
                break
        return (start, end), self._apposed(end)

    def _begin(self, start: int) -> int:
        """With the country or adjective before an office: "Severya Savunma Bakanlığı", "Портовый союз"."""
        before = _WORD_BEFORE.search(self.text, max(0, start - 30), start)
        lead = self.text[self.ends[start - 1] : start - 1] if start - 1 in self.ends and before else ""
        if lead and (self.language.role_last or " " not in lead and _ADJECTIVE.search(lead)):
            return self.ends[start - 1]
        return before.start() if before and self._country(before[1]) else start

    def _behind(self, at: int, linked: bool) -> int:
        """Where the next part begins, behind an adjective: "Sprecherin der korwischen Regierungschefin"."""
        word = _SMALL.match(self.text, at) if linked else None
        return word.end() if word and word.end() in self.roles else at

    def _apposed(self, end: int) -> Span | None:
        """The name that a comma sets off: "le porte-parole, Jon Brekke, …"; in Arabic also one behind a country."""
        words = _NOUN_BEHIND if self.language.capital_nouns else _SMALL_WORDS  # "la portavoz de la diplomacia, …"
        wide = words.match(self.text, end) if self.language.links else None
        at = end + 2 if self.text[end : end + 2] == ", " else wide.end() if wide else -1
        if at in self.starts and self.text[self.starts[at] : self.starts[at] + 1] in (",", ".", ""):
            return at, self.starts[at]
        near = _WORDS_BETWEEN.match(self.text, end) if self.language.direction == "rtl" else None
        found = (n for n in range(end + 1, near.end() + 1) if n in self.starts) if near else ()
        return next(((n, self.starts[n]) for n in found), None)

    def _ministry(self, role: Span) -> bool:
        """Whether an office is a body whose country may be unknown: "Минэнерго Остмарка"."""
        return fold(self.text[slice(*role)]) in self.language.body_kinds

    def sets_off(self, phrase: Span) -> bool:
        """Whether commas set an office off behind the name of who holds it."""
        before = _set_off(self.language.code).search(self.text, max(0, phrase[0] - 12), phrase[0])
        behind = _belonging(self.language.code).match(self.text, phrase[1])
        return bool(before and before.start() in self.ends and behind)

    def _country(self, word: str) -> bool:
        return country_of(word, self.language, self.participants) is not None


@lru_cache(maxsize=32)
def _links(code: str) -> re.Pattern[str]:
    """What stands between an office and its body: "de la", "des"."""
    links = load_language(code).links
    return re.compile(rf"\s(?:{either(links)})(?:\s|(?<=['’]))", re.I) if links else re.compile("(?!)")


@lru_cache(maxsize=32)
def _set_off(code: str) -> re.Pattern[str]:
    articles = load_language(code).articles
    return re.compile(rf",\s(?:(?:{either(articles)})(?:\s|(?<=['’])))?$" if articles else r",\s$", re.I)


@lru_cache(maxsize=32)
def _belonging(code: str) -> re.Pattern[str]:
    """What may stand between an office that is set off and the second comma: "analyste chez Prim Banque,"."""
    every = either(load_language(code).prepositions)
    return re.compile(rf"(?:\s(?:{every})(?:\s|(?<=['’]))[^,.;:«»]{{1,40}})?[,.]")


@lru_cache(maxsize=32)
def _tail(code: str) -> re.Pattern[str]:
    return re.compile(load_language(code).role_tail or "(?!)")


@lru_cache(maxsize=32)
def _governed(code: str) -> re.Pattern[str]:
    """A preposition before a phrase, with or without an article or an adjective between."""
    language = load_language(code)
    between = rf"(?:(?:{either(language.articles)})\s+)?(?:\w+\s+)?" if language.articles else ""
    return re.compile(rf"(?<!\w)(?:{either(language.prepositions)})(?:\s+|(?<=['’])){between}$", re.I)


def _weak(
    text: str, span: Span, lead: int, named: bool, language: Language, participants: Sequence[Participant]
) -> bool:
    """Who is told, spoken of, or met; in another case than the subject's; or only a country."""
    phrase = text[slice(*span)]
    if fold(phrase) in language.pronouns:
        return False
    if fold(phrase) in language.hearers or country_of(phrase.split()[0], language, participants) and " " not in phrase:
        return True
    behind = text[span[1] : span[1] + 24].split()
    if behind[:1] and behind[0] in language.postpositions and not set(behind[1:2]) & language.articles:
        return True
    before = _WORD_BEFORE.search(text, max(0, span[0] - 30), span[0])
    endings = language.name_marks if named else language.case_marks
    if endings and re.search(endings, f"{before[1] if before else ''} {phrase}"):
        return True
    return bool(language.prepositions and _governed(language.code).search(text, max(0, lead - 40), lead))
