"""The text as the English parser is shown it, each word as long as it is: plain surnames, headlines in small letters.

A small parser goes by the forms of words. It takes "Rice" and "Marsh" for what they are in small letters, most of all
where they open a sentence ("Marsh tweets that …"), and in a headline with a capital on every word verbs for names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.quotes.language import Language
from extract.records import Span
from extract.words import is_word

CAPITALS = 0.9  # share of the words with a capital, but for "of" and the like, from which a headline has them on all
FEWEST = 4  # such words that it has at least
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")  # as long in small letters, which "İ" is not
_NAMED = re.compile(r"([^\W\d_]+)\.?\s+(?=([A-Z][a-z]+)\b)")
_WITHIN = re.compile(r"(?:(?<=[a-z,;] )|(?<=[a-z]-))[A-Z][a-z]+\b")  # where no sentence begins


def shown(text: str, paragraphs: Sequence[Span], language: Language) -> str:
    """The text for the parser's eyes only, with the same offsets; the first paragraph may be the headline."""
    if not paragraphs:
        return text
    first, last = paragraphs[0]
    body = text[last:]
    small = Counter(m.group() for m in _WORD.finditer(body) if m.group()[0].islower())
    heading = _in_small_letters(text[first:last], small, Counter(_WITHIN.findall(body)), language)
    return _with_plain_names(text[:first] + heading + body, small, language)


def _in_small_letters(heading: str, small: Counter[str], large: Counter[str], language: Language) -> str:
    """A headline with a capital on every word as a sentence: each word as the article, or a dictionary, writes it."""
    every = [m.group() for m in _WORD.finditer(heading) if len(m.group()) > 1]
    told = [w for w in every if w.lower() not in language.content.function]
    if len(told) < FEWEST or sum(w[0].isupper() for w in told) < CAPITALS * len(told):
        return heading
    names = _surnames(heading, language) | language.stop_names

    def written(match: re.Match[str]) -> str:
        word, lower = match.group(), match.group().lower()
        if word in names or _opens(heading[: match.start()]):
            return word
        if small[lower] or large[word]:
            return lower if small[lower] > large[word] else word
        return lower if is_word(lower, language.code) and lower not in language.men | language.women else word

    return _CAPITALISED.sub(written, heading)


def _opens(before: str) -> bool:
    """Whether a word stands at the beginning of a sentence, or behind a stop that may end one: "U.S. Border"."""
    return before.rstrip(" \"“'‘")[-1:] in ("", ".", "?", "!")


def _with_plain_names(text: str, small: Counter[str], language: Language) -> str:
    """Surnames that are also words, each as one that is no word; not those that the article has as a word too."""
    plain = {len(name): name for name in language.plain_names}
    names = {n for n in _surnames(text, language) if len(n) in plain and not small[n.lower()]}
    masked = sorted(n for n in names if is_word(n.lower(), language.code))
    return re.sub(rf"\b(?:{'|'.join(masked)})\b", lambda m: plain[len(m.group())], text) if masked else text


def _surnames(text: str, language: Language) -> set[str]:
    """The words with a capital behind a first name or a title that are neither."""
    first = language.men | language.women
    before = first | language.titles_of_men | language.titles_of_women | language.titles & language.roles
    names = {m[2] for m in _NAMED.finditer(text) if m[1].lower() in before}
    return {n for n in names if n.lower() not in first | language.titles | language.roles}
