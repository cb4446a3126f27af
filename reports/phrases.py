"""Two speakers, one phrase in marks: an outlet names the body, another its head or "the prime minister's office".

A phrase of some length that two outlets put in marks, word for word, is one utterance whoever is named for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from extract.words import fold, words
from reports.pairs import IN_MARKS, Content, Rarity, content_words, contradiction

Pair = tuple[int, int]

LONG = 4  # words, small ones too, from which a phrase is somebody's own: "working visit" is everybody's
SOLID = 4.0  # weight of its content words: about one rare word and a half
SCORE = 0.4  # that such a pair has
MOST = 200  # quotations with a word up to which it is rare


def of_one_phrase(contents: Sequence[Content], speakers: Sequence[str], rarity: Rarity) -> Iterator[tuple[Pair, float]]:
    """Pairs of two speakers that both have a phrase in marks and do not contradict each other, with their score."""
    found = [(i, p) for i, content in enumerate(contents) for p in _phrases(content)]
    kept = {p: content_words(p, contents[i].language) for i, p in found}
    rarest = {p: max(kept[p], key=lambda w: (rarity.weight(w), w)) for p in kept if rarity.total(kept[p]) >= SOLID}
    having = _having(contents, set(rarest.values()))
    for i, phrase in found:
        others = having[rarest[phrase]] if phrase in rarest else []
        for j in others if len(others) <= MOST else ():
            one = i == j or speakers[i] and speakers[i] == speakers[j]
            if not one and _quotes(contents[j], phrase, kept[phrase]) and _agree(contents[i], contents[j]):
                yield (min(i, j), max(i, j)), SCORE


def _agree(a: Content, b: Content) -> bool:
    return a.language == b.language and contradiction(a, b) is None


def _having(contents: Sequence[Content], looked: Set[str]) -> dict[str, list[int]]:
    """By word, the contents that have it in marks."""
    having = defaultdict(list)
    for i, content in enumerate(contents):
        for word in content.marked & looked:
            having[word].append(i)
    return having


def _phrases(content: Content) -> list[str]:
    """What it has in marks within its own words, if it is long enough."""
    found = (_plain(m) for m in IN_MARKS.findall(content.text))
    return [p for p in found if len(p.split()) >= LONG]


def _quotes(content: Content, phrase: str, kept: frozenset[str]) -> bool:
    return kept <= content.marked and phrase in _plain(content.text)


def _plain(text: str) -> str:
    """The words of a text alone, each between two spaces."""
    return f" {' '.join(fold(m.group()) for m in words(text))} "
