"""Facts that two wordings tell differently: dates, amounts, names, bodies; read off the words by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from extract.quotes.language import load_language
from extract.words import fold, words
from reports.calendar import Day, calendar, dated, dates, weekdays
from reports.claims import read_claims

WORDING = 0.6  # share of the words of the longer wording that both have, from which an exchanged name is a difference
MOST_EXCHANGED = 2  # words
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Facts:
    days: frozenset[Day]
    weekdays: frozenset[int]  # 0 is Monday
    numbers: frozenset[float]  # without those of dates and years
    levels: Mapping[str, str]  # by amount as printed: "to" or "by"


@lru_cache(maxsize=10_000)  # each quotation is held against all others of its speaker
def read_facts(text: str, language: str) -> Facts:
    plain, known = fold(text), calendar(language)
    days, _ = dated(text, language)
    # The Turkish Sunday is a market, too, and French Tuesdays stand in other words: whole words only.
    of_week = frozenset(n for m in words(plain) if (n := known.weekdays.get(m.group())) is not None)
    return Facts(days, of_week, read_claims(_YEAR.sub(" ", text), language).numbers, dict(_levels(plain, language)))


def _levels(plain: str, language: str) -> Iterator[tuple[str, str]]:
    known = load_language(language).facts
    for kind, forms in (("to", known.up_to), ("by", known.up_by)):
        for form in forms:
            yield from ((m[1], kind) for m in re.finditer(rf"\b{re.escape(fold(form))} (\d[\d.,]*)", plain))


def differences(one: str, other: str, language: str, other_language: str) -> Iterator[str]:
    """What two wordings of one statement tell differently, in words."""
    a, b = read_facts(one, language), read_facts(other, other_language)
    if a.days and b.days and not a.days & b.days:
        yield f"different dates: {dates(a.days)} and {dates(b.days)}"
    elif a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
        yield f"different days: {weekdays(a.weekdays)} and {weekdays(b.weekdays)}"
    if language != other_language:
        return
    for amount in a.levels.keys() & b.levels.keys():
        if a.levels[amount] != b.levels[amount]:
            yield f"“{a.levels[amount]} {amount}” and “{b.levels[amount]} {amount}”"
    yield from _exchanged(one, other, language)


def _exchanged(one: str, other: str, language: str) -> Iterator[str]:
    """A name, or what comes before a body's noun, in the place of another, in wordings that are else alike."""
    a, b = ([m.group() for m in words(text)] for text in (one, other))
    matcher = SequenceMatcher(None, [fold(w) for w in a], [fold(w) for w in b], autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < WORDING * max(len(a), len(b), 1):
        return
    known = load_language(language)
    bodies = {fold(w) for w in known.facts.bodies}
    times = calendar(language)
    for op, i, j, k, m in matcher.get_opcodes():
        mine, theirs = a[i:j], b[k:m]
        if op != "replace" or max(len(mine), len(theirs)) > MOST_EXCHANGED:
            continue
        timed = any(fold(w) in times.months or fold(w) in times.weekdays for w in (*mine, *theirs))
        if j < len(a) and fold(a[j]) in bodies:
            yield f"different bodies: {' '.join([*mine, a[j]])} and {' '.join([*theirs, a[j]])}"
        elif not known.capital_nouns and i and k and not timed and all(w[0].isupper() for w in (*mine, *theirs)):
            yield f"different names: {' '.join(mine)} and {' '.join(theirs)}"
