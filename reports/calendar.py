"""Days of the month and of the week, as languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.quotes.language import load_language
from extract.words import fold

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = """January February March April May June July August September October November December""".split()
LONGEST = 31  # days of a month
Day = tuple[int, int]  # month, day


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's names; folded where they are keys."""

    date: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # 0 is Monday
    verbs: frozenset[str]  # which in small letters are no months: "12 may come"


@lru_cache(maxsize=64)
def calendar(language: str) -> Calendar:
    known = load_language(language)
    months = {form: n for n, forms in enumerate(known.facts.months, 1) for form in forms}
    days = {fold(form): n for n, forms in enumerate(known.facts.weekdays) for form in forms}
    one = "|".join(re.escape(m) for m in sorted(months, key=len, reverse=True)) or r"(?!)"
    day = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|\.|er)?"
    either = rf"{day.format('before')} (?:de )?(?P<m1>{one})|(?P<m2>{one}) {day.format('after')}"
    date = re.compile(rf"\b(?:{either})\b(?:,? (?:de )?\d{{4}})?", re.I)
    verbs = frozenset(months) & {fold(w) for w in known.content.possible}
    return Calendar(date, {fold(form): n for form, n in months.items()}, days, verbs)


def dated(text: str, language: str) -> tuple[frozenset[Day], str]:
    """The days of months that a text names, and the text without them."""
    if not language.isalpha():
        return frozenset(), text
    known, days = calendar(language), set()

    def take(match: re.Match[str]) -> str:
        month, day = match["m1"] or match["m2"], int(match["before"] or match["after"])
        if month in known.verbs or not 1 <= day <= LONGEST:
            return match.group()
        days.add((known.months[fold(month)], day))
        return " , "

    left = known.date.sub(take, text)
    return frozenset(days), left


def dates(days: Iterable[Day]) -> str:
    return ", ".join(f"{day} {MONTHS[month - 1]}" for month, day in sorted(days))


def weekdays(days: Iterable[int]) -> str:
    return ", ".join(DAYS[n] for n in sorted(days))
