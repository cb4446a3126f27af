"""What a wording claims beyond its words: numbers, negation, modality; and when two wordings contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.phrases import NEVER, pattern
from extract.quotes.language import ContentWords, load_language
from extract.words import fold, words
from reports.calendar import Day, dated, dates

_PART = re.compile(  # a number with thousands apart, a date, another number; or a word
    r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:\.\d+){2,}|\d+(?:[.,]\d+)?|[^\W\d_]+"
)
_BEGINS = re.compile(r"(?:^|[.!?…]\s)\W*(\w+)")
_OPPOSITE = ((True, False), (False, True))
NEGATED = "one is negated, the other is not"
_DOZEN, _HUNDRED, _THOUSAND = 12, 100, 1000


@dataclass(frozen=True, slots=True)
class Claims:
    numbers: frozenset[float]  # without the days of months
    negated: bool
    possible: bool  # "may", "perhaps"
    certain: bool  # "will", "must"
    doubles: frozenset[float] = frozenset()  # what its numbers come to, where it gives them for each of two sides
    days: frozenset[Day] = frozenset()  # of months
    sides: frozenset[int] = frozenset()  # of the language's opposites, those of which it has one: n or -n, from 1


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's words, folded once."""

    function: frozenset[str]
    negations: frozenset[str]
    no_negations: re.Pattern[str]
    negated: re.Pattern[str]
    denials: re.Pattern[str]
    possible: frozenset[str]
    certain: frozenset[str]
    numbers: Mapping[str, float]
    amounts: Sequence[tuple[float, re.Pattern[str]]]
    each: re.Pattern[str]
    voices: frozenset[str]
    sides: Mapping[str, int]
    months: frozenset[str]


@lru_cache(maxsize=64)
def _words_of(language: str) -> _Words:
    known = load_language(language) if language.isalpha() else None
    given, months = (known.content, known.facts.months) if known else (ContentWords(), ())
    pairs = enumerate(given.opposites, 1)
    return _Words(
        _folded(given.function),
        _folded(given.negations),
        pattern(given.no_negations),
        re.compile(given.negated, re.I) if given.negated else NEVER,
        pattern(given.denials),
        _folded(given.possible),
        _folded(given.certain),
        {fold(form): float(value) for value, forms in given.numbers.items() for form in forms},
        [(float(value), pattern(forms)) for value, forms in given.amounts.items()],
        pattern(given.each),
        _folded(given.voices),
        {fold(form): n for i, (one, other) in pairs for n, forms in ((i, one), (-i, other)) for form in forms},
        _folded(form for forms in months for form in forms),
    )


def _folded(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(f) for f in forms)


def is_function(word: str, language: str) -> bool:
    """Whether a folded word carries no proposition."""
    return word in _words_of(language).function


def is_voice(word: str, language: str) -> bool:
    """Whether a folded word is one by which a body speaks: "spokesman"."""
    return word in _words_of(language).voices


def denies(cue: str, language: str) -> bool:
    """Whether a cue says that what it reports is not so: "denied"."""
    return bool(_words_of(language).denials.search(cue))


def is_number(word: str, language: str) -> bool:
    """Whether a folded word is a number."""
    return word in _words_of(language).numbers or word.isdecimal()


def read_claims(text: str, language: str) -> Claims:
    """Numbers as values, and whether the text negates, or speaks of what may or will be."""
    known = _words_of(language)
    tokens = [m.group() for m in words(text)]
    plain = {fold(t) for t in tokens}
    negated = not known.negations.isdisjoint(plain) or any(t.endswith("n't") for t in plain)
    negated = negated or any(known.negated.search(t) for t in tokens)
    modal = _no_names(text, known.months)
    sides = {known.sides[t] for t in plain if t in known.sides}
    days, undated = dated(text, language)  # "4 May" is no count of anything
    apart, each = known.each.subn(" , ", undated)  # "from each of the two sides" tells no number two
    numbers = frozenset(_values(apart, known)) - {1.0}
    return Claims(
        numbers,
        negated and not known.no_negations.search(text),
        not known.possible.isdisjoint(modal),
        not known.certain.isdisjoint(modal),
        frozenset(2 * n for n in numbers) if each else frozenset(),
        days,
        frozenset(n for n in sides if -n not in sides),
    )


def _no_names(text: str, months: frozenset[str]) -> set[str]:
    """The words in small letters, and those that begin a sentence and are no month: "in May" is no "may be"."""
    small = {fold(m.group()) for m in words(text) if m.group()[0].islower()}
    return small | {fold(m[1]) for m in _BEGINS.finditer(text)} - months


def _values(text: str, known: _Words) -> Iterator[float]:
    """Values of the amounts told in several words, and of the numbers besides."""
    for value, phrases in known.amounts:
        text, count = phrases.subn(" , ", text)
        if count:
            yield value
    yield from _numbers(text, known.numbers)


def _numbers(text: str, named: Mapping[str, float]) -> Iterator[float]:
    """Values of the numbers in a text: "1,500", "1 500" and "fifteen hundred" are one value."""
    run: list[float] = []
    end = 0
    for match in _PART.finditer(text):
        figure = match.group()[0].isdecimal()
        value = _figure(match.group()) if figure else named.get(fold(match.group()))
        if run and (value is None or figure or text[end : match.start()].strip(" -\u00a0\u202f")):
            yield _value(run)
            run = []
        if value is not None:
            run.append(value)
        end = match.end()
    if run:
        yield _value(run)


def _figure(digits: str) -> float | None:
    """Value of a number in digits; none for what is no number: "14.4.2026"."""
    if re.match(r"0[.,]\d+$", digits):
        return float(digits.replace(",", "."))
    plain = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", digits).replace(",", ".")
    return float(plain) if plain.count(".") <= 1 else None


def _value(run: Sequence[float]) -> float:
    """Of the parts of one number as it is spoken: "sixty" "two", "two" "hundred" "thousand", "1.5" "million"."""
    total = part = 0.0
    for value in run:
        if value >= _THOUSAND and total and not part:  # "two thousand million"
            total *= value
        elif value >= _THOUSAND:
            total, part = total + (part or 1) * value, 0.0
        elif value == _HUNDRED or (value == _DOZEN and 0 < part < _DOZEN):
            part = (part or 1) * value
        else:
            part += value
    return total + part


def contradiction(a: Claims, b: Claims, like_size: bool, one_language: bool, brief: bool = True) -> str | None:
    """Numbers, dates, negation or modality that forbid one utterance, however alike the rest is.

    Negation, opposites and modality are compared between renderings of like length only: a longer one may negate in
    what the other cut. Opposites and modality are not compared across languages: many have a form of the verb for it.
    Nor is negation but in ``brief`` wordings: a longer translation may put a part of it the other way round.
    """
    mine, theirs = own_numbers(a, b), own_numbers(b, a)
    if mine and theirs and (like_size or not a.numbers & b.numbers):
        return f"different numbers: {_shown(mine)} and {_shown(theirs)}"
    if a.days and b.days and a.days.isdisjoint(b.days):
        return f"different dates: {dates(a.days)} and {dates(b.days)}"
    if not like_size:
        return None
    opposite = one_language and any(-side in b.sides for side in a.sides)
    negated = a.negated != b.negated and (one_language or brief)
    if negated != opposite:  # "not open" is "closed"
        return "one says the opposite of the other" if opposite else NEGATED
    if one_language and (a.possible, a.certain) in _OPPOSITE and (b.possible, b.certain) == (a.certain, a.possible):
        return "one says it may be, the other that it will or must"
    return None


def own_numbers(a: Claims, b: Claims) -> frozenset[float]:
    """Numbers of the first that the second neither gives nor comes to: "31 from each side" are 62."""
    return a.numbers - b.numbers - (frozenset() if a.doubles else b.doubles)


def _shown(numbers: Iterable[float]) -> str:
    return ", ".join(f"{n:,.10g}" for n in sorted(numbers))
