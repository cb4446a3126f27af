"""Words, the same way everywhere: offsets, folding over scripts and spellings, lemmas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import simplemma

from extract.loaded import LOADING

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_LEMMAS = frozenset(
    {"en", "ru", "tr", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "el", "cs", "sv", "fi", "hu", "ro"}
)
# Letters that decompose to nothing, or that Unicode's case folding leaves apart.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ё": "е", "’": "'", "‘": "'"})


def words(text: str) -> Iterator[re.Match[str]]:
    """Word tokens with their offsets; a hyphen or apostrophe inside a word keeps it one."""
    return _WORD.finditer(text)


def fold(text: str) -> str:
    """Compatibility form, no case, no diacritics: ``Çavuşoğlu`` and ``CAVUSOGLU`` are the same."""
    return _folded_word(text) if len(text) <= _LONGEST_WORD else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    # Once more: the compatibility form of a sign may be a capital ("𝕬" is "A").
    return "".join(c for c in plain.casefold().translate(_PLAIN) if not unicodedata.combining(c))


_LONGEST_WORD = 32  # characters; of what is longer, few are met twice
_folded_word = lru_cache(maxsize=200_000)(_folded)


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Dictionary form, folded; the folded word itself where no lemma list covers the language."""
    if language not in _LEMMAS or not word.isalpha():
        return fold(word)
    with LOADING:  # the first word of a language loads its list
        return fold(simplemma.lemmatize(word, lang=language, low_memory=True))  # a sixth of the memory, as quick


@lru_cache(maxsize=50_000)
def is_word(word: str, language: str) -> bool:
    """Whether a language's word list has a word in small letters: "rice", but not "clinton", which is a name there."""
    with LOADING:
        known = language in _LEMMAS and simplemma.is_known(word, lang=language, low_memory=True)
        return known and simplemma.lemmatize(word, lang=language, low_memory=True)[:1].islower()


def lemmas(text: str, language: str) -> tuple[str, ...]:
    return tuple(lemma(m.group(), language) for m in words(text))


_CASES = 3  # letters: what Russian and Turkish cases add to a name
_CHANGING = "ьйаяоеыиу"  # final letters that Russian cases replace: "Демирель", "Демиреля"


# Kana, Chinese, Thai, Burmese, Khmer: a name is no word of its own there.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def names(text: str, name: str) -> bool:
    """Whether a one-word name stands in a text, in any case ending."""
    plain = fold(name)
    if _UNSPACED.search(plain):
        return plain in fold(text)
    stem = plain[:-1] if len(plain) > 4 and plain[-1] in _CHANGING else plain
    if len(stem) < 4:
        return bool(plain) and any(fold(m.group()) == plain for m in words(text))
    longest = len(stem) + (_CASES if len(stem) > 4 or not stem.isascii() else 1)
    tokens = (fold(m.group()).partition("'")[0] for m in words(text))
    return any(t.startswith(stem) and len(t) <= longest for t in tokens)


_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya ie i i g".split(" "),
        strict=True,
    )
)


def latin(word: str) -> str:
    """Folded, with Cyrillic letters in Latin ones: "Остмарка" is "ostmarka"."""
    return "".join(_CYRILLIC.get(c, c) for c in fold(word))


_SOUNDS = (  # ways in which languages write one sound of a name
    (r"tsch", "c"), (r"sch|sh|sz", "s"), (r"tch|ch|cz", "c"), (r"kh", "h"), (r"zh", "j"), (r"ph", "f"), (r"ou|oo", "u"),
    (r"w", "v"), (r"z", "s"), (r"[yij]+", "i"), (r"(.)\1", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def sounds(word: str) -> str:
    """A name in letters that do not depend on who transcribed it: Zelenskyy, Selenskyj and Зеленский are the same."""
    plain = latin(word)
    for written, sound in _SOUNDS:
        plain = re.sub(written, sound, plain)
    return plain
