"""The words that name a group of passages: those that mark it, less those that say nothing of what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.util import get_lang_class

from extract.catalog import read_definition
from extract.quotes.language import load_language
from extract.records import Coverage
from extract.word_lists import Vague
from extract.words import fold, lemma, words
from reports.wording import log_odds

LETTERS = 4  # of a word that can tell one passage from another
_ALIKE = 5  # letters: of "Halvorsen" and "Halvorsen's", "Russia" and "Russian" one is enough
_NO_MORE = Vague()
Words = tuple[tuple[str, str], ...]  # of one passage: dictionary form, the word as it stands


@dataclass(frozen=True, slots=True)
class Weak:
    """What is the same all over a meeting: who spoke, for which country, and where; and what the analyst lists."""

    names: frozenset[str]
    countries: tuple[str, ...]
    vague: Vague = Vague()

    def names_someone(self, word: str) -> bool:
        plain = _plain(word)
        return plain in self.names or bool(self.countries and plain.startswith(self.countries))


def weak_words(coverage: Coverage) -> Weak:
    meeting = coverage.evidence.meeting
    people = {q.person for q in coverage.quotations if q.person}
    names = {fold(w) for text in (*people, meeting.place) for m in words(text) if len(w := m.group()) >= LETTERS}
    countries = tuple(fold(p.country)[:-1] for p in meeting.participants if len(p.country) > LETTERS)
    return Weak(frozenset(names), countries, coverage.evidence.words.vague)


def telling(inside: Sequence[Words], outside: Sequence[Words], language: str, weak: Weak, most: int) -> tuple[str, ...]:
    """Words that mark some passages against the others of their language, as they stand there most often.

    Vague words are left out, then names of those who are everywhere; either only while others are left.
    """
    shown = Counter(w for passage in inside for w in passage)
    here = Counter(base for passage in inside for base, _ in passage)
    there = Counter(base for passage in outside for base, _ in passage) or Counter({"-": 1})
    spread = Counter(base for passage in inside for base in {base for base, _ in passage})
    scores = {w: log_odds(w, here, there) for w, n in spread.items() if n > max(1, len(inside) / 6)}
    ranked = [
        max((f for f in shown if f[0] == w), key=lambda f: (shown[f], f))
        for w in sorted(scores, key=lambda w: (-scores[w], w))
    ]
    clear = [word for base, word in ranked if not is_vague(base, word, language, weak.vague)]
    strong = [word for word in clear if not weak.names_someone(word)]
    return _different(strong or clear or [word for _, word in ranked])[:most]


def _different(ranked: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for word in ranked:
        plain = _plain(word)
        if not any(plain == k or _begins(plain, k) or _begins(k, plain) for k in map(_plain, kept)):
            kept.append(word)
    return tuple(kept)


def _begins(word: str, other: str) -> bool:
    return len(other) >= _ALIKE and word.startswith(other)


def _plain(word: str) -> str:
    return fold(word).partition("'")[0].partition("’")[0]


def is_vague(base: str, word: str, language: str, own: Vague = _NO_MORE) -> bool:
    """Whether a word (dictionary form, as it stands) says nothing of what a text is about; ``own``: the analyst's."""
    plain = _plain(word)
    forms = {plain, fold(base)}
    if not forms.isdisjoint(_folded(own.telling.get(language, ()))):
        return False
    listed, endings = _vague(language)
    also = _folded(own.words.get(language, ()))
    ends = plain.endswith((*endings, *own.endings.get(language, ())))
    return len(plain) < LETTERS or ends or not forms.isdisjoint(listed) or not forms.isdisjoint(also)


def _folded(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, listed))


@lru_cache(maxsize=1)
def _packaged() -> Vague:
    return read_definition(Path(__file__).with_name("vague.toml"), Vague)


@lru_cache(maxsize=32)
def _vague(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What is listed in ``vague.toml``, with months, weekdays, numbers, offices and function words; and endings."""
    listed = _packaged()
    own = load_language(language)
    groups = (*own.facts.months, *own.facts.weekdays, own.roles, own.stop_names, *own.content.numbers.values())
    more = (w for group in groups for phrase in group for w in phrase.split())
    every = _folded((*listed.words.get(language, ()), *more))
    return every | empty(language), listed.endings.get(language, ())


@lru_cache(maxsize=32)
def empty(language: str) -> frozenset[str]:
    """Words that are about nothing: function words, verbs of speech."""
    try:
        common: set[str] = get_lang_class(language).Defaults.stop_words
    except ImportError:  # spaCy does not know the language
        common = set()
    cues = [w for cue in load_language(language).cues for w in cue.split()]
    return frozenset(form for w in (*common, *cues) for form in (fold(w), lemma(w, language)))
