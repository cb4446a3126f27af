"""Which sentences of one text stand in another: literally, nearly, rewritten, or translated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from extract.records import Article
from extract.words import fold, lemma, words
from reports.claims import is_function, read_claims
from reports.encoder import encode

SHINGLE = 4  # words: shorter sequences are shared by chance
HALF = 0.5  # of a sentence's sequences that stand in the source, from which the sentence does
NEAR = 85  # similarity (0..100, token sort ratio) from which two sentences are one, slightly changed
REWRITTEN = 0.45  # share of a sentence's content words, rare ones counting more, that one sentence of the source has
LEAST_SHARED = 4  # of them
TRANSLATED = 0.6  # cosine of two paragraphs in two languages
IN_ORDER = 0.7  # share of the translated paragraphs that come in the source's order
LEAST_TOLD = 20  # words that are not reported speech; a text with fewer is compared as a whole
_QUOTED = re.compile(r"[“„\"«]([^”“\"»«„]*)[”“\"»]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»]?\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    words: tuple[str, ...]
    told: int  # words that are not reported speech: what was said in the room stands in every report
    content: frozenset[str]  # of them, as lemmas, without function words


@dataclass(frozen=True)
class Text:
    """An article taken apart once for all its comparisons."""

    article: Article
    sentences: tuple[Sentence, ...]

    @cached_property
    def sequences(self) -> frozenset[tuple[str, ...]]:
        return frozenset(s for sentence in self.sentences for s in _sequences(sentence.words))

    @cached_property
    def joined(self) -> tuple[str, ...]:
        return tuple(" ".join(s.words) for s in self.sentences)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Sentences by content word."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for n, sentence in enumerate(self.sentences):
            for word in sentence.content:
                found[word].append(n)
        return found

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Of the sentences: their words that are not reported speech, when there are enough of them."""
        told = tuple(s.told for s in self.sentences)
        return told if sum(told) >= LEAST_TOLD else tuple(len(s.words) for s in self.sentences)


def take_apart(article: Article, said: Iterable[str] = ()) -> Text:
    """The sentences of an article; ``said``: its reported speech, which is not its own wording."""
    known = [*said]
    parts = [
        (part, own)
        for p in article.paragraphs
        for part, own in zip(_SENTENCE_END.split(p), _SENTENCE_END.split(_without(p, known)), strict=False)
        if part.strip()
    ]
    return Text(article, tuple(_sentence(part, own, article.language) for part, own in parts))


def _without(paragraph: str, said: Iterable[str]) -> str:
    """A paragraph with its reported speech blacked out: the sentences stay where they are."""
    for piece in said:
        paragraph = paragraph.replace(piece, _black(piece))
    return _QUOTED.sub(lambda m: _black(m.group()), paragraph)


def _black(text: str) -> str:
    return re.sub(r"\w", "_", text)


def _sentence(text: str, own: str, language: str) -> Sentence:
    outside = [t for m in words(own) if (t := m.group()).strip("_-'’")]
    stems = (stem if len(stem := re.split(r"[’']", t)[0]) > 2 else t for t in outside)  # "Karsu'da" is "Karsu"
    content = frozenset(lemma(t, language) for t in stems if not is_function(fold(t), language))
    return Sentence(tuple(fold(m.group()) for m in words(text)), len(outside), content)


def rarities(texts: Iterable[Text]) -> Callable[[str], float]:
    """How much a shared word tells: inverse sentence frequency over all texts."""
    sentences = [s for t in texts for s in t.sentences]
    count = Counter(w for s in sentences for w in s.content)
    return lambda word: log(1 + len(sentences) / (1 + count[word]))


def standing(text: Text, source: Text) -> frozenset[int]:
    """The sentences of a text that stand in a source of the same language, literally or nearly."""
    return frozenset(n for n, s in enumerate(text.sentences) if _stands(s, source))


def _stands(sentence: Sentence, source: Text) -> bool:
    own = _sequences(sentence.words)
    if not own:
        return " ".join(sentence.words) in source.joined
    hits = sum(s in source.sequences for s in own) / len(own)
    return hits >= HALF or (hits > 0 and _nearly(sentence, source))


def _nearly(sentence: Sentence, source: Text) -> bool:
    return any(fuzz.token_sort_ratio(" ".join(sentence.words), other) >= NEAR for other in source.joined)


def rewritten(text: Text, source: Text, weight: Callable[[str], float]) -> frozenset[int]:
    """The sentences of a text most of whose content words one sentence of the source has.

    Two reporters tell some facts in like words: that most of a text is such sentences makes it a copy, a few do not.
    """
    return frozenset(n for n, s in enumerate(text.sentences) if _rewritten(s, source, weight))


def _rewritten(sentence: Sentence, source: Text, weight: Callable[[str], float]) -> bool:
    shared: defaultdict[int, list[str]] = defaultdict(list)
    for word in sentence.content:
        for n in source.places.get(word, ()):
            shared[n].append(word)
    least = REWRITTEN * sum(map(weight, sentence.content))
    return any(len(found) >= LEAST_SHARED and sum(map(weight, found)) >= least for found in shared.values())


def _sequences(found: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [found[i : i + SHINGLE] for i in range(len(found) - SHINGLE + 1)]


def share(text: Text, found: Iterable[int]) -> float:
    """Share (0..1) of a text's own words, those that are not reported speech, that are in some of its sentences."""
    total = sum(text.weights)
    return sum(text.weights[n] for n in found) / total if total else 0.0


def translated(text: Article, source: Article) -> float:
    """Share (0..1) of a text's words in paragraphs that say what a paragraph of a source in another language says.

    None of it counts unless the paragraphs come in the source's order: two reporters in one room order what they heard
    each in his own way.
    """
    if not text.paragraphs or not source.paragraphs:
        return 0.0
    cosines = encode(text.paragraphs) @ encode(source.paragraphs).T
    pairs = [(n, int(row.argmax())) for n, row in enumerate(cosines) if row.max() >= TRANSLATED]
    pairs = [(n, m) for n, m in pairs if _one_count(text, n, source, m)]
    if not pairs or _longest_rise([m for _, m in pairs]) < IN_ORDER * len(pairs):
        return 0.0
    sizes = [len(p.split()) for p in text.paragraphs]
    return sum(sizes[n] for n, _ in pairs) / sum(sizes)


def _one_count(text: Article, n: int, source: Article, m: int) -> bool:
    """Whether two paragraphs do not name different numbers only."""
    a = read_claims(text.paragraphs[n], text.language).numbers
    b = read_claims(source.paragraphs[m], source.language).numbers
    return not a or not b or not a.isdisjoint(b)


def _longest_rise(numbers: Sequence[int]) -> int:
    """Length of the longest rising subsequence."""
    ends: list[int] = []
    for n in numbers:
        at = bisect_left(ends, n)
        ends[at : at + 1] = [n]
    return len(ends)
