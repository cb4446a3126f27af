"""Given topics: paragraphs in which one of the analyst's terms stands, in any of its word forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    blocks = [
        (i, text, _tokens(text, language)) for i, text in enumerate((article.title, *article.paragraphs), HEADLINE)
    ]
    found = []
    for topic in topics:
        terms, exclude = _patterns(topic.terms, language), _patterns(topic.exclude, language)
        for index, text, tokens in blocks:
            there = [text[a:b] for a, b in _found(tokens, terms, exclude, language)]
            if there:
                found.append(TopicMention(topic.id, article.id, index, there[0], tuple(there[1:])))
    return tuple(found)


def _tokens(text: str, language: str) -> list[_Token]:
    return [
        _Token(m.start(), m.end(), m.group(), fold(m.group()), lemma(m.group(), language))
        for m in _TOKEN.finditer(text)
    ]


def _patterns(terms: Terms, language: str) -> list[list[_Token]]:
    chosen = (*terms.get(language, ()), *terms.get(ANY_LANGUAGE, ()))
    return [tokens for term in chosen if (tokens := _tokens(term, language))]


def _found(
    tokens: list[_Token], terms: list[list[_Token]], exclude: list[list[_Token]], language: str
) -> list[tuple[int, int]]:
    """Character ranges of the terms in text order; of terms inside each other the longest."""
    hidden = {i for span in _spans(tokens, exclude, language) for i in range(*span)}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_spans(tokens, terms, language), key=lambda span: (span[0], -span[1])):
        if not hidden.intersection(range(start, end)) and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return [(tokens[start].start, tokens[end - 1].end) for start, end in kept]


def _spans(tokens: list[_Token], patterns: Iterable[list[_Token]], language: str) -> list[tuple[int, int]]:
    """Token ranges at which a pattern's words stand one after the other."""
    return [
        (i, i + len(p))
        for p in patterns
        for i in range(len(tokens) - len(p) + 1)
        if all(_same(want, got, language) for want, got in zip(p, tokens[i : i + len(p)], strict=True))
        and not (len(p) == 1 and p[0].word.islower() and _is_month(tokens, i, language))
    ]


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
