"""Given topics: paragraphs in which one of the analyst's terms stands, in any of its word forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.definitions import ANY_LANGUAGE, Meeting, Terms, Topic, TopicList
from extract.errors import DefinitionError
from extract.quotes.language import load_language
from extract.records import HEADLINE, Article, TopicMention
from extract.words import fold, lemma

_TOKEN = re.compile(r"\w+")  # hyphens and apostrophes separate here: "cease-fire talks", "London's mayor"
_PREFIX = 5  # letters: Turkish piles endings on its nouns, and no lemma list knows them all
_COMPOUND = 6  # letters: German writes "Hackergruppe", "Staatsorchester" in one word; "Wahl" is in too many
_STEM = 3  # letters: shorter lemmas of different words fall together when folded ("uçuş" and "üç" are both "uc")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    plain: str
    lemma: str


def resolve_topics(meeting: Meeting, lists: Mapping[str, TopicList]) -> tuple[Topic, ...]:
    """The meeting's own topics, then those of its topic lists, each with an id.

    Raises:
        DefinitionError: a topic list that nobody defined, or two topics with one id.
    """
    for key in meeting.topic_lists:
        if key not in lists:
            raise DefinitionError(f"meeting {meeting.id}", "topic_lists", key, f"a file topics/{key}.toml")
    every = [*meeting.topics, *(t for key in meeting.topic_lists for t in lists[key].topics)]
    named = tuple(t if t.id else t.model_copy(update={"id": f"T{n}"}) for n, t in enumerate(every, 1))
    ids = [t.id for t in named]
    if twice := next((i for i in ids if ids.count(i) > 1), None):
        raise DefinitionError(f"meeting {meeting.id}", "topics", twice, "a different id for every topic")
    return named


def find_mentions(article: Article, topics: Sequence[Topic]) -> tuple[TopicMention, ...]:
    """At most one mention per topic and paragraph, with the words that stand there; headline included."""
    language = article.language
    chosen = tuple((_chosen(t.terms, language), _chosen(t.exclude, language)) for t in topics)
    index = _index(chosen, language)
    blocks = [
        (i, text, _there(_tokens(text, language), index, language))
        for i, text in enumerate((article.title, *article.paragraphs), HEADLINE)
    ]
    return tuple(
        TopicMention(topic.id, article.id, i, text[slice(*there[0])], tuple(text[a:b] for a, b in there[1:]))
        for number, topic in enumerate(topics)
        for i, text, found in blocks
        if (there := found.get(number))
    )


def _tokens(text: str, language: str) -> list[_Token]:
    return [
        _Token(m.start(), m.end(), m.group(), fold(m.group()), lemma(m.group(), language))
        for m in _TOKEN.finditer(text)
    ]


def _chosen(terms: Terms, language: str) -> tuple[str, ...]:
    return (*terms.get(language, ()), *terms.get(ANY_LANGUAGE, ()))


@dataclass(frozen=True, slots=True)
class _Pattern:
    topic: int
    exclude: bool
    words: list[_Token]


_Index = dict[tuple[str, str], list[_Pattern]]  # by a key of the first word


@lru_cache(maxsize=64)
def _index(topics: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], language: str) -> _Index:
    """Every topic's patterns by their first words: a list of a thousand terms costs little more than one of ten."""
    found: _Index = {}
    for number, (terms, exclude) in enumerate(topics):
        for excluded, phrases in ((False, terms), (True, exclude)):
            for words in filter(None, (_tokens(phrase, language) for phrase in phrases)):
                for key in _keys(words[0], language, listed=True):
                    found.setdefault(key, []).append(_Pattern(number, excluded, words))
    return found


def _keys(token: _Token, language: str, *, listed: bool) -> set[tuple[str, str]]:
    """A listed word and one of a text that are the same (``_same``) share at least one of these."""
    keys = {("plain", token.plain), ("lemma", token.lemma)}
    if language == "tr" and (not listed or len(token.plain) >= _PREFIX):
        keys.add(("begins", token.plain[:_PREFIX]))
    if language == "de" and (not listed or len(token.plain) >= _COMPOUND):
        keys |= {("begins", token.plain[:_COMPOUND]), ("ends", token.plain[-_COMPOUND:])}
    return keys


def _there(tokens: list[_Token], index: _Index, language: str) -> dict[int, list[tuple[int, int]]]:
    """By topic, the character ranges of its terms in text order; of terms inside each other the longest."""
    terms: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    hidden: defaultdict[int, set[int]] = defaultdict(set)
    for i, token in enumerate(tokens):
        for key in _keys(token, language, listed=False):
            for pattern in index.get(key, ()):
                if _stands(pattern.words, tokens, i, language):
                    span = i, i + len(pattern.words)
                    if pattern.exclude:
                        hidden[pattern.topic].update(range(*span))
                    else:
                        terms[pattern.topic].add(span)
    return {topic: kept for topic, spans in terms.items() if (kept := _kept(tokens, spans, hidden[topic]))}


def _kept(tokens: list[_Token], spans: Iterable[tuple[int, int]], hidden: set[int]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not hidden.intersection(range(start, end)) and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return [(tokens[start].start, tokens[end - 1].end) for start, end in kept]


def _stands(words: list[_Token], tokens: list[_Token], i: int, language: str) -> bool:
    """Whether a pattern's words stand one after the other from a token on."""
    there = tokens[i : i + len(words)]
    if len(there) < len(words) or not all(_same(w, t, language) for w, t in zip(words, there, strict=True)):
        return False
    return not (len(words) == 1 and words[0].word.islower() and _is_month(tokens, i, language))


def _is_month(tokens: list[_Token], i: int, language: str) -> bool:
    """Whether a word is the month that its capital makes it: "in March", "March 25"; not in "Thousands March Home"."""
    word = tokens[i].word
    if not word[0].isupper() or not any(fold(word) in names for names in load_language(language).facts.months):
        return False
    dated = i + 1 < len(tokens) and tokens[i + 1].word.isdigit()
    return dated or (i > 0 and not tokens[i - 1].word[0].isupper())


def _same(want: _Token, got: _Token, language: str) -> bool:
    if want.word.isupper() and len(want.word) > 1:  # an acronym: "EU" is not "eu", "WHO" is not "who"
        return want.word == got.word
    # The Turkish lemma list cuts proper names as if they were nouns: "Selvikent" would be "selvi", a cypress.
    name = language == "tr" and want.word[0].isupper()
    if want.plain == got.plain or (want.lemma == got.lemma and len(want.lemma) >= _STEM and not name):
        return True
    if language == "de":
        compound = want.word[0].isupper() and got.word[0].isupper() and len(want.plain) >= _COMPOUND
        return compound and (got.plain.startswith(want.plain) or got.plain.endswith(want.plain))
    return language == "tr" and len(want.plain) >= _PREFIX and got.plain.startswith(want.plain)
