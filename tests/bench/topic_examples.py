"""What examples of a topic would give: ``python -m tests.bench.topic_examples EVENT_DIR ... [--examples 3]``.

One outlet after the other is set aside: of its passages, some that the coder gave to a topic are taken as the analyst's
examples of it (drawn by lot), and the other outlets' passages are judged and counted. The weights are fitted on the
other events. Printed, with all terms and with half of them: without examples; examples among the topic's own passages;
the topic's bar moved by how the examples themselves are judged, which tells how broadly the topic is meant; and, where
half of the terms are withheld, those of them added that stand in the examples.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.definitions import Topic
from extract.records import HEADLINE, Article, Coverage, Evidence
from extract.topics import find_mentions
from reports import topics as judged
from reports.encoder import Vectors, encode
from tests.bench.topics import NAMES, Place, coverage_of, fit, gold_places, shown, withheld

SHIFTS = (0.25, 0.5, 0.75, 1.0)  # of the difference, less the fewer examples there are
SHRINK = 2  # examples more: what one example tells is little
Table = dict[str, judged.Grid]
Flags = NDArray[np.bool_]
Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Case:
    """One event looked through with some terms."""

    coverage: Coverage
    evidence: Evidence
    places: frozenset[Place]  # that the coder gave to topics
    articles: Sequence[str]  # of each passage
    bodies: Flags  # passages that are no headline, shape (passages, 1)
    table: Table
    gold: Flags  # shape (passages, topics), like the table's
    vectors: Vectors
    own: Vectors  # of the topics' own words

    @property
    def named(self) -> Flags:
        return np.asarray(self.table["strength"] > 0)

    @property
    def similar(self) -> Flags:
        return np.asarray(~self.named & self.bodies & self.named.any(0))


def case(coverage: Coverage, evidence: Evidence, gold: Set[Place]) -> Case:
    passages = judged._passages(evidence)
    marked = [[(p.article, p.paragraph, t.id) in gold for t in evidence.topics] for p in passages]
    return Case(
        coverage,
        evidence,
        frozenset(gold),
        [p.article for p in passages],
        np.array([[p.paragraph != HEADLINE] for p in passages]),
        judged.features(evidence, coverage.quotations),
        np.array(marked),
        encode([p.text for p in passages]),
        encode([judged.own_words(t) for t in evidence.topics]),
    )


def drawn(of: Case, aside: str, most: int) -> dict[int, list[int]]:
    """By topic, passages of the outlet set aside that the coder gave to it."""
    draw = random.Random(aside)
    there = {t: [i for i, a in enumerate(of.articles) if a == aside and of.gold[i, t]] for t in range(len(of.own))}
    return {t: draw.sample(rows, min(most, len(rows))) for t, rows in there.items() if rows}


def with_examples(of: Case, examples: Mapping[int, Sequence[int]]) -> Table:
    """The table, the examples being passages of their topics beside those with a term."""
    strength = of.table["strength"]
    share = strength / np.maximum(strength.sum(1, keepdims=True), 1e-9)
    about = share * np.minimum(strength, 3) / 3
    rows = sorted({i for chosen in examples.values() for i in chosen})
    taught, weight = about[rows], np.zeros((len(rows), len(of.own)))
    for topic, chosen in examples.items():
        for i in chosen:
            taught[rows.index(i), topic], weight[rows.index(i), topic] = 1, judged._LABEL
    vectors = np.vstack([of.vectors, of.vectors[rows]])
    weights = np.vstack([np.minimum(strength, judged._MOST), weight])
    near = judged._near(vectors, of.own, weights)[: len(strength)]
    kin = judged._kin(vectors, np.vstack([about, taught]))[: len(strength)]
    others = {"near": judged._against_others(near), "kin": kin, "kin_alone": judged._against_others(kin)}
    return of.table | others


def with_their_terms(of: Case, examples: Mapping[int, Sequence[int]]) -> Case:
    """The same with the withheld terms that stand in the examples."""
    passages = judged._passages(of.evidence)
    topics = list(of.evidence.topics)
    for t, chosen in examples.items():
        texts = Article("", tuple(passages[i].text for i in chosen), language="en")
        terms = of.coverage.evidence.topics[t].terms
        own = {k: tuple(x for x in every if _stands(x, k, topics[t], texts)) for k, every in terms.items()}
        topics[t] = topics[t].model_copy(update={"terms": own})
    mentions = tuple(m for a in of.evidence.articles for m in find_mentions(a, topics))
    return case(of.coverage, replace(of.evidence, topics=tuple(topics), mentions=mentions), of.places)


def _stands(term: str, language: str, topic: Topic, texts: Article) -> bool:
    alone = topic.model_copy(update={"terms": {language: (term,)}})
    return term in topic.terms.get(language, ()) or bool(find_mentions(texts, [alone]))


def fitted(cases: Sequence[Case]) -> Weights:
    found = {}
    for kind, names in NAMES.items():
        x = np.vstack([np.stack([c.table[n][getattr(c, kind)] for n in names], 1) for c in cases])
        model = fit(x, np.concatenate([c.gold[getattr(c, kind)] for c in cases]).astype(float))
        found[kind] = {"start": model["start"]} | dict(zip(names, map(float, model["w"]), strict=True))
    return found


def log_odds(table: Table, weights: Mapping[str, float]) -> judged.Grid:
    return np.asarray(sum(w * table[n] for n, w in weights.items() if n != "start") + weights["start"])


def moved(of: Case, weights: Weights, others: Sequence[Case], examples: Mapping[int, Sequence[int]]) -> judged.Grid:
    """By topic, how far below other topics' true passages its examples are judged; 0 for a topic without."""
    usual = np.concatenate([log_odds(c.table, weights["named"])[c.named & c.gold] for c in others]).mean()
    own = log_odds(of.table, weights["named"])
    bars = np.zeros(len(of.own))
    for topic, chosen in examples.items():
        told = [own[i, topic] for i in chosen if of.named[i, topic]]
        bars[topic] = (usual - np.mean(told)) * len(told) / (len(told) + SHRINK) if told else 0
    return bars


def counted(of: Case, table: Table, weights: Weights, bars: judged.Grid, aside: str) -> Counter[str]:
    limits = {k: np.log(v / (1 - v)) for k, v in judged._weights()["limits"].items()}
    named, similar = log_odds(table, weights["named"]) + bars, log_odds(table, weights["similar"])
    best = np.zeros_like(of.named)
    for article in set(of.articles):
        rows = np.array([a == article for a in of.articles])
        highest = np.where(of.named & rows[:, None], named, -np.inf).max(0)
        best |= rows[:, None] & of.named & (named == highest)
    got = of.named & (named >= np.where(best, limits["best"], limits["named"]))
    got |= of.similar & (similar >= limits["similar"])
    rest = np.array([a != aside for a in of.articles])
    total = Counter(gold=int(of.gold[rest].sum()), made=int(got[rest].sum()), right=int((of.gold & got)[rest].sum()))
    for article in set(of.articles) - {aside}:
        rows = np.array([a == article for a in of.articles])
        has, says = of.gold[rows].any(0), got[rows].any(0)
        total += Counter(has=int(has.sum()), says=int(says.sum()), both=int((has & says).sum()))
        total += Counter(silent=int((~says).sum()), truly=int((~says & ~has).sum()))
    return total


def compared(events: Sequence[Sequence[Case]], most: int) -> dict[str, Counter[str]]:
    total: dict[str, Counter[str]] = {}
    for n, event in enumerate(events):
        others = [c for other in (*events[:n], *events[n + 1 :]) for c in other]
        weights = fitted(others)
        for of in event:
            for aside in dict.fromkeys(of.articles):
                examples = drawn(of, aside, most)
                bars, none = moved(of, weights, others, examples), np.zeros(len(of.own))
                tried = {
                    "without examples": (of.table, none),
                    "among its passages": (with_examples(of, examples), none),
                }
                tried |= {f"bar moved by {s} of the difference": (of.table, s * bars) for s in SHIFTS}
                for name, (table, bar) in tried.items():
                    total[name] = total.get(name, Counter()) + counted(of, table, weights, bar, aside)
                if of.evidence.topics != of.coverage.evidence.topics:
                    more = with_their_terms(of, examples)
                    name = "the terms in them added"
                    total[name] = total.get(name, Counter()) + counted(more, more.table, weights, none, aside)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=3)
    given = parser.parse_args()
    whole, half = [], []
    with tempfile.TemporaryDirectory() as home:
        for event in given.events:
            coverage = coverage_of(event, Path(home) / event.name)
            gold = gold_places(event, coverage)
            whole.append([case(coverage, coverage.evidence, gold)])
            half.append([case(coverage, withheld(coverage.evidence, seed), gold) for seed in range(2)])
    for name, events in (("all terms", whole), ("half of the terms", half)):
        for tried, total in compared(events, given.examples).items():
            print(f"{name}, {tried}: {shown(total)}")


if __name__ == "__main__":
    main()
