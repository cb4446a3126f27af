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
_WORD_AFTER = re.compile(r"\s(\w[\w-]*)")
_SMALL = re.compile(r"[^\W\d_A-ZА-ЯЁÄÖÜ]\w+\s")
_ADJECTIVE = re.compile(r"(?:[ыио]й|[ыи]м|ом|о[гм]о|ому|ая|ую|ое)$")  # "Портовый союз"
_PARTS = 5  # words and names that may belong to one office


@dataclass(frozen=True, slots=True)
class Mentions:
    """Names; offices without a name; all phrases in text order; those that are hardly the subject of a clause."""

    names: Sequence[Span]
    offices: Sequence[Span]
    every: Sequence[Span]
    weak: frozenset[Span]
    never: frozenset[Span]  # those that are told something, and places

    def within(self, start: int, end: int) -> Sequence[Span]:
        return self.every[bisect_left(self.every, (start, 0)) : bisect_left(self.every, (end, 0))]


def mentions_of(text: str, language: Language, participants: Sequence[Participant]) -> Mentions:
    names = names_of(text, language, participants)
    starts = dict(names)
    ends = {b: a for a, b in names}
    roles = roles_of(text, language)
    offices: list[Span] = []
    leads: dict[Span, int] = {}  # where the office before a name begins
    covered: list[Span] = []
    behind = 0
    for role in roles:
        if role[0] < behind:
            continue  # "porte-parole du ministère" is one office
        phrase, name = _whole(text, role, starts, ends, dict(roles), language, participants)
        behind = phrase[1]
        covered.append(phrase)
        if name is None:
            offices.append(phrase)
        else:
            leads[name] = phrase[0]
    free = [n for n in names if not any(a < n[1] and n[0] < b for a, b in _over(covered, n))]
    every = _joint(text, sorted({*free, *offices, *pronouns_of(text, language)}), language, participants)
    known = set(free)
    weak = {n for n in every if _weak(text, n, leads.get(n, n[0]), n in known, language, participants)}
    never = {n for n in weak if _never(text, n, language, participants)}
    return Mentions(free, offices, every, frozenset(weak), frozenset(never))


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


def _whole(
    text: str,
    role: Span,
    starts: Mapping[int, int],
    ends: Mapping[int, int],
    roles: Mapping[int, int],
    language: Language,
    participants: Sequence[Participant],
) -> tuple[Span, Span | None]:
    """An office with its country and body ("министр иностранных дел Остмарка"), and the name right behind it."""
    start, end = role
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    lead = text[ends[start - 1] : start - 1] if start - 1 in ends and text[start - 1] == " " else ""
    if lead and (language.role_last or " " not in lead and _ADJECTIVE.search(lead)):
        start = ends[start - 1]
    elif before and country_of(before[1], language, participants):
        start = before.start()
    chained = not language.links  # whether another office may follow without a link
    inner = False  # within the genitive: "porte-parole de la cheffe du gouvernement Anna Belska"
    for _ in range(_PARTS):
        link = _links(language.code).match(text, end)
        at = link.end() if link else end + 1
        word = _SMALL.match(text, at) if link else None
        at = word.end() if word and word.end() in roles else at  # "Sprecherin der korwischen Regierungschefin"
        after = _WORD_AFTER.match(text, end)
        if at in roles and text[end : end + 1] == " " and (link or chained):
            inner = inner or bool(language.links) and not is_body(plain(text[at : roles[at]]), language)
            end = roles[at]
        elif at in starts and text[end : end + 1] == " ":
            if not link and not inner and not country_of(text[at : starts[at]], language, participants):
                return (start, end), (at, starts[at])
            end = starts[at]
        elif after and country_of(after[1], language, participants):
            end = after.end()
        elif link and (far := re.compile(r"\w+").match(text, at)) and country_of(far.group(), language, participants):
            end, chained = far.end(), True
        elif tail := _tail(language.code).match(text, end):
            end = tail.end()
        else:
            break
    apposed = end + 2 if text[end : end + 2] == ", " else -1
    if apposed in starts and text[starts[apposed] : starts[apposed] + 1] in (",", ".", ""):
        return (start, end), (apposed, starts[apposed])
    return (start, end), None


@lru_cache(maxsize=32)
def _links(code: str) -> re.Pattern[str]:
    """What stands between an office and its body: "de la", "des"."""
    links = load_language(code).links
    return re.compile(rf"\s(?:{either(links)})(?:\s|(?<=['’]))", re.I) if links else re.compile("(?!)")


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
    behind = text[span[1] : span[1] + 12].split()
    if behind[:1] and behind[0] in language.postpositions:
        return True
    before = _WORD_BEFORE.search(text, max(0, span[0] - 30), span[0])
    endings = language.name_marks if named else language.case_marks
    if endings and re.search(endings, f"{before[1] if before else ''} {phrase}"):
        return True
    return bool(language.prepositions and _governed(language.code).search(text, max(0, lead - 40), lead))
