"""Which passages speak about a topic: of those in which its terms stand, and of those that are like them.

"The minister spoke about the quota" speaks about it; "the minister, back from the quota talks, spoke about lorries"
only names it. What tells them apart is weighed (``topics.toml``): how rare the terms are in this coverage and how many
stand there, whether other topics' terms outweigh them, whether they stand only in the words that introduce a quotation,
whether the topic is the meeting itself, and how near the passage is to the topic's other passages and to its label.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.definitions import Meeting, Topic
from extract.records import COVERAGE, HEADLINE, About, Article, ArticleQuotation, Evidence, TopicMention
from extract.topics import find_mentions
from extract.words import lemmas
from reports.encoder import Vectors, encode

Grid = NDArray[np.float64]  # shape (passages, topics)
LEAST = 30  # passages: with fewer, nothing can be told of what is common among them, and every term counts
_SMOOTH = 20  # passages more: in little text no term is rare or common
_MOST = 6.0  # of a passage's weight among its topic's passages
_RIDGE = 1.0
_LABEL = 2.0  # weight of the topic's own words among its passages
_QUOTED = 0.35  # share of a passage inside quotations from which what stands outside only introduces them
_SHOWN = 8  # words of a passage without a term, printed in a term's place


@dataclass(frozen=True, slots=True)
class _Passage:
    article: str
    paragraph: int
    text: str
    language: str


def judge(
    evidence: Evidence, quotations: Sequence[ArticleQuotation]
) -> tuple[tuple[TopicMention, ...], tuple[TopicMention, ...]]:
    """The mentions that speak about their topic, those without a term among them; and those that only name it."""
    passages = _passages(evidence)
    if len(passages) < LEAST or not evidence.mentions:
        return evidence.mentions, ()
    found = _by_place(evidence.mentions, passages, evidence.topics)
    table = features(evidence, quotations)
    score = {key: float(p) for key, p in zip(found, _chance("named", table, list(found)), strict=True)}
    best = _best(score, passages)
    limits = _weights()["limits"]
    spoken: list[TopicMention] = []
    named: list[TopicMention] = []
    for key, mention in found.items():
        least = limits["best"] if key in best else limits["named"]
        (spoken if score[key] >= least else named).append(replace(mention, score=round(score[key], 2)))
    spoken += _similar(table, passages, evidence.topics, found)
    order = {t.id: i for i, t in enumerate(evidence.topics)}
    place = {(p.article, p.paragraph): i for i, p in enumerate(passages)}
    spoken.sort(key=lambda m: (place[m.article, m.paragraph], order[m.topic]))
    return tuple(spoken), tuple(named)


def _passages(evidence: Evidence) -> list[_Passage]:
    return [
        _Passage(a.id, n, text, a.language)
        for a in evidence.articles
        if a.relation in COVERAGE
        for n, text in enumerate((a.title, *a.paragraphs), HEADLINE)
    ]


Key = tuple[int, int]  # passage, topic


def _by_place(
    mentions: Sequence[TopicMention], passages: Sequence[_Passage], topics: Sequence[Topic]
) -> dict[Key, TopicMention]:
    row = {(p.article, p.paragraph): i for i, p in enumerate(passages)}
    column = {t.id: i for i, t in enumerate(topics)}
    return {
        (row[m.article, m.paragraph], column[m.topic]): m for m in mentions if (m.article, m.paragraph) in row
    }  # fmt: skip


def _best(score: Mapping[Key, float], passages: Sequence[_Passage]) -> set[Key]:
    """Each article's best passage on each topic: to call it silent takes more than to leave out one of many."""
    best: dict[tuple[str, int], Key] = {}
    for key in score:
        place = passages[key[0]].article, key[1]
        if place not in best or score[key] > score[best[place]]:
            best[place] = key
    return set(best.values())


def _similar(
    table: Mapping[str, Grid], passages: Sequence[_Passage], topics: Sequence[Topic], found: Mapping[Key, TopicMention]
) -> list[TopicMention]:
    """Passages without a term that are like those with one. A headline is too short to be told by that."""
    with_terms = {topic for _, topic in found}
    keys = [
        (i, t)
        for t in sorted(with_terms)
        for i, p in enumerate(passages)
        if p.paragraph != HEADLINE and (i, t) not in found
    ]
    chances = zip(keys, _chance("similar", table, keys), strict=True)
    return [
        TopicMention(
            topics[t].id, passages[i].article, passages[i].paragraph,
            " ".join(passages[i].text.split()[:_SHOWN]), (), About.SIMILAR, round(float(chance), 2),
        )
        for (i, t), chance in chances
        if chance >= _weights()["limits"]["similar"]
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    return tomllib.loads(Path(__file__).with_name("topics.toml").read_text("utf-8"))


def _chance(kind: str, table: Mapping[str, Grid], keys: Sequence[Key]) -> NDArray[np.float64]:
    if not keys:
        return np.zeros(0)
    weights = _weights()[kind]
    rows, columns = np.array(keys).T
    total = np.full(len(rows), weights["start"], dtype=np.float64)
    for name, weight in weights.items():
        if name != "start":
            total += weight * table[name][rows, columns]
    return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float64)


def features(evidence: Evidence, quotations: Sequence[ArticleQuotation]) -> dict[str, Grid]:
    """What is weighed, for every passage and topic."""
    passages, topics = _passages(evidence), evidence.topics
    found = _by_place(evidence.mentions, passages, topics)
    strength = _strength(found, passages, len(topics))
    share = strength / np.maximum(strength.sum(1, keepdims=True), 1e-9)
    vectors = encode([p.text for p in passages])
    labels = encode([t.label for t in topics])
    near = _near(vectors, encode([own_words(t) for t in topics]), np.minimum(strength, _MOST))
    kin = _kin(vectors, share * np.minimum(strength, 3) / 3)
    own = np.array([_is_meeting(t, evidence) for t in topics], dtype=float)
    rivals = (strength > 0).sum(1, keepdims=True) - (strength > 0) > 0
    before, after = _neighbours(strength, passages)
    return {
        "strength": strength,
        "share": share,
        "own": own * rivals,
        "introduces": _introduces(found, passages, quotations, strength.shape),
        "label": (vectors - vectors.mean(0)) @ (labels - labels.mean(0)).T,
        "near": _against_others(near),
        "kin": kin,
        "kin_alone": _against_others(kin),
        "before": before,
        "after": after,
    }


def own_words(topic: Topic) -> str:
    """Its label and terms as one text, as the sentence encoder reads it."""
    return f"{topic.label}: {', '.join(dict.fromkeys(x for terms in topic.terms.values() for x in terms))}"[:600]


def _strength(found: Mapping[Key, TopicMention], passages: Sequence[_Passage], topics: int) -> Grid:
    """The rarity of the terms in a passage (inverse document frequency), summed over their occurrences."""
    forms = {
        key: [(lemmas(text, passages[key[0]].language), passages[key[0]].language) for text in (m.text, *m.also)]
        for key, m in found.items()
    }
    common = Counter((key[1], form) for key, all_forms in forms.items() for form in set(all_forms))
    size = Counter(p.language for p in passages)
    grid = np.zeros((len(passages), topics))
    for key, all_forms in forms.items():
        grid[key] = sum(math.log((size[f[1]] + _SMOOTH) / (common[key[1], f] + 1)) for f in all_forms)
    return grid


def _near(vectors: Vectors, own: Vectors, weights: Grid) -> Grid:
    """Cosine of a passage with the mean of the topic's others, its label and terms among them."""
    sums = weights.T @ vectors + _LABEL * own
    squared = (vectors**2).sum(1)[:, None]
    along = vectors @ sums.T
    left = (sums**2).sum(1)[None, :] - 2 * weights * along + weights**2 * squared
    return np.asarray((along - weights * squared) / np.sqrt(np.maximum(left, 1e-9)), dtype=np.float64)


def _kin(vectors: Vectors, about: Grid) -> Grid:
    """How much a passage is about a topic by the others' example: ridge regression, each passage left out in turn."""
    x = (vectors - vectors.mean(0)).astype(np.float64)
    inverse = np.linalg.inv(x.T @ x + _RIDGE * np.eye(x.shape[1]))
    told = x @ (inverse @ (x.T @ (about - about.mean(0))))
    pull = np.einsum("ij,jk,ik->i", x, inverse, x, optimize=True)[:, None]
    return np.asarray((told - pull * (about - about.mean(0))) / (1 - pull) + about.mean(0), dtype=np.float64)


def _against_others(grid: Grid) -> Grid:
    """A topic's value less the greatest of the others'; its own where it is alone."""
    if grid.shape[1] < 2:
        return grid
    order = np.sort(grid, axis=1)
    greatest = np.where(grid == order[:, -1:], order[:, -2:-1], order[:, -1:])
    return np.asarray(grid - greatest, dtype=np.float64)


def _is_meeting(topic: Topic, evidence: Evidence) -> bool:
    """Whether the topic is what the meeting is called after: then its terms are everywhere, and tell little."""
    meeting: Meeting = evidence.meeting
    languages = dict.fromkeys(a.language for a in evidence.articles)
    return any(find_mentions(Article(meeting.title, (), language=x), [topic]) for x in languages)


def _introduces(
    found: Mapping[Key, TopicMention],
    passages: Sequence[_Passage],
    quotations: Sequence[ArticleQuotation],
    shape: tuple[int, ...],
) -> Grid:
    """1 where a passage is mostly quotation and the terms stand outside it: "…, she wrote in the memo"."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for q in quotations:
        said[q.article] += q.pieces
    grid = np.zeros(shape)
    for key, mention in found.items():
        passage = passages[key[0]]
        here = [piece for piece in said[passage.article] if piece in passage.text]
        quoted = sum(map(len, here)) > _QUOTED * len(passage.text)
        inside = any(term in piece for term in (mention.text, *mention.also) for piece in here)
        grid[key] = quoted and not inside
    return grid


def _neighbours(strength: Grid, passages: Sequence[_Passage]) -> tuple[Grid, Grid]:
    """The strength of the passages before and after, of the same article."""
    same = np.array([a.article == b.article for a, b in zip(passages, passages[1:], strict=False)])[:, None]
    before, after = np.zeros_like(strength), np.zeros_like(strength)
    before[1:], after[:-1] = strength[:-1] * same, strength[1:] * same
    return before, after
