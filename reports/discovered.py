"""Topics that nobody listed: passages of several outlets that are about one thing, labelled with their telling words.

Passages are grouped by the nearness of their meaning and of their words. A group counts when several outlets share it
and its passages are nearer to each other than to the rest. Against the analyst's list it is the same as a topic, a part
of one, or new; the new ones are offered as topics for the next week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.records import Article, Coverage
from extract.words import fold, lemma, words
from reports.coverage import Passage, covered
from reports.encoder import encode
from reports.once import once
from reports.origins import independent_texts
from reports.topic_labels import LETTERS, Weak, empty, telling, weak_words

LEAST_PASSAGES = 24  # of the meeting: with fewer there are no groups
LEAST_WORDS = 8  # of a passage: a shorter one is about nothing by itself
LEAST_SHARED = 2  # independent texts that must share a group
LEAST_SIZE = 4  # passages of a group
MOST = 10  # groups
LABEL = 3  # words
TERMS = 6  # offered for the next week's list
_SAME, _PART = 0.4, 0.6
_VOCABULARY = 2000
_WORDS = 1.0  # weight of the words beside the meaning
_ROUNDS = 50

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Discovered:
    """A group of passages, and what it is to the analyst's list."""

    id: str
    label: str
    language: str  # of the label
    terms: tuple[str, ...]
    passages: tuple[Passage, ...]  # the most typical first
    outlets: tuple[str, ...]
    relation: str  # "the same", "a part of", "several", "new"
    topic: str | None  # the listed topic's id, where it is one


@dataclass(frozen=True, slots=True)
class _Text:
    article: Article
    paragraph: int
    words: tuple[tuple[str, str], ...]  # lemma, the word as it stands

    @property
    def place(self) -> Passage:
        return self.article.id, self.paragraph


@once
def discovered(coverage: Coverage) -> tuple[Discovered, ...]:
    """The groups that several texts share, the largest first; copies are left out with the text they copy."""
    texts = _texts(coverage)
    if len(texts) < LEAST_PASSAGES:
        return ()
    space = _space(texts)
    group = _groups(space, min(MOST, max(3, round(len(texts) ** 0.5))))
    kept = [found for g in range(group.max() + 1) if (found := _shared(np.flatnonzero(group == g), texts, space))]
    kept.sort(key=lambda found: (-len(found), texts[found[0]].place))
    spoken, weak = _spoken(coverage), weak_words(coverage)
    return tuple(_described(n, found, texts, spoken, weak) for n, found in enumerate(kept, 1))


def _texts(coverage: Coverage) -> list[_Text]:
    """Passages of independent texts, in an order that does not depend on how they were collected."""
    root = independent_texts(coverage.evidence.articles, coverage.origins)
    named = {fold(w) for p in coverage.evidence.meeting.participants for name in p.names for w in name.split()}
    return [
        _Text(a, n, _content(text, a.language, named))
        for a in sorted(covered(coverage), key=lambda a: a.id)
        if root[a.id] == a.id
        for n, text in enumerate(a.paragraphs)
        if len(text.split()) >= LEAST_WORDS
    ]


def _content(text: str, language: str, named: set[str]) -> tuple[tuple[str, str], ...]:
    """Words that can tell one passage from another: no short ones, no reporting verbs, no participants."""
    found = []
    for match in words(text):
        word = match.group()
        base = lemma(word, language)
        if len(word) >= LETTERS and word[0].isalpha() and fold(word).partition("'")[0] not in named:
            found.append((base, word))
    return tuple((b, w) for b, w in found if not {b, fold(w)} & empty(language))


def _space(texts: Sequence[_Text]) -> Matrix:
    """Meaning and words side by side, each row of length 1, the middle of each language taken out."""
    meaning = encode([t.article.paragraphs[t.paragraph] for t in texts])
    own = _bag(texts)
    for language in {t.article.language for t in texts}:
        rows = [i for i, t in enumerate(texts) if t.article.language == language]
        meaning[rows] -= meaning[rows].mean(0)
    return _unit(np.hstack([_unit(meaning), _WORDS * own]).astype(np.float32))


def _unit(rows: NDArray[np.floating]) -> Matrix:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _bag(texts: Sequence[_Text]) -> Matrix:
    common = Counter(w for t in texts for w in {base for base, _ in t.words})
    chosen = sorted((w for w, n in common.items() if 1 < n <= len(texts) / 4), key=lambda w: (-common[w], w))
    place = {w: i for i, w in enumerate(chosen[:_VOCABULARY])}
    grid = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, text in enumerate(texts):
        for base, _ in text.words:
            if base in place:
                grid[row, place[base]] = np.log(len(texts) / common[base])
    return _unit(grid)


def _groups(space: Matrix, count: int) -> NDArray[np.int64]:
    """K-means by cosine, without chance: each seed is far from those before and amid others that are far from them."""
    seeds = [int((space @ space.mean(0)).argmax())]
    far = 1 - space @ space[seeds[0]]
    while len(seeds) < count:
        crowd = space[far.argsort(kind="stable")[-count:]]
        seeds.append(int((far * np.maximum((space @ crowd.T).mean(1), 0.01)).argmax()))
        far = np.minimum(far, 1 - space @ space[seeds[-1]])
    centres = space[seeds]
    group = np.zeros(len(space), dtype=np.int64)
    for _ in range(_ROUNDS):
        new = (space @ centres.T).argmax(1)
        if (new == group).all():
            break
        group = new
        centres = _unit(
            np.stack([space[group == g].sum(0) if (group == g).any() else centres[g] for g in range(count)])
        )
    return group


def _shared(members: NDArray[np.int64], texts: Sequence[_Text], space: Matrix) -> list[int]:
    """The members nearer to their middle than an average passage is, most typical first; none if too few share it."""
    if not len(members):
        return []
    near = space[members] @ _unit(space[members].sum(0)[None])[0]
    usual = float((space @ _unit(space.sum(0)[None])[0]).mean())
    order = sorted(range(len(members)), key=lambda i: (-float(near[i]), texts[int(members[i])].place))
    found = [int(members[i]) for i in order if near[i] > usual]
    texts_of = {texts[i].article.id for i in found}
    return found if len(found) >= LEAST_SIZE and len(texts_of) >= LEAST_SHARED else []


def _described(
    number: int, found: Sequence[int], texts: Sequence[_Text], spoken: Mapping[str, set[Passage]], weak: Weak
) -> Discovered:
    language, terms = _telling(found, texts, weak)
    places = tuple(texts[i].place for i in found)
    relation, topic = _relation(set(places), spoken)
    outlets = tuple(sorted({texts[i].article.outlet for i in found}))
    return Discovered(f"D{number}", ", ".join(terms[:LABEL]), language, terms, places, outlets, relation, topic)


def _telling(found: Sequence[int], texts: Sequence[_Text], weak: Weak) -> tuple[str, tuple[str, ...]]:
    """The group's most frequent language, and the words that mark it there."""
    language = Counter(texts[i].article.language for i in found).most_common(1)[0][0]
    members = set(found)
    own = [(i in members, t.words) for i, t in enumerate(texts) if t.article.language == language]
    inside, outside = [w for here, w in own if here], [w for here, w in own if not here]
    return language, telling(inside, outside, language, weak, TERMS)


def _spoken(coverage: Coverage) -> dict[str, set[Passage]]:
    found: dict[str, set[Passage]] = {t.id: set() for t in coverage.evidence.topics}
    for m in coverage.mentions:
        found[m.topic].add((m.article, m.paragraph))
    return found


def _relation(places: set[Passage], spoken: Mapping[str, set[Passage]]) -> tuple[str, str | None]:
    """The same: two fifths of the passages of either are of both. A part: three fifths of the group are the topic's.

    Several: as many of the group are of listed topics, but of no single one.
    """
    articles = {a for a, _ in places}
    best = 0.0
    relation: tuple[str, str | None] = ("new", None)
    for topic, of in sorted(spoken.items()):
        both = len(places & of)
        alike = both / max(1, len(places | {p for p in of if p[0] in articles}))
        inside = both / len(places)
        if max(alike, inside) > best and (alike >= _SAME or inside >= _PART):
            best, relation = max(alike, inside), ("the same" if alike >= _SAME else "a part of", topic)
    listed = set().union(*spoken.values()) if spoken else set()
    return relation if best or len(places & listed) < _PART * len(places) else ("several", None)
