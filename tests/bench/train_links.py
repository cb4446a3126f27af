"""Make the weights of ``reports.closer``: ``python -m tests.bench.train_links GOLD.json ... [--also GOLD.json ...]``.

A gold file is one hand-coded event, as for ``tests.bench.links``; ``undecided`` in it names pairs of quotations that
the coder left open. Fitted is a logistic regression with a ridge on all pairs of one speaker whose wordings are alike
at all; an event weighs with the root of its pairs of one statement, so that the largest does not decide alone. Each
GOLD is also left out in turn and grouped with the weights of the others: those are the figures to believe. The files
after ``--also`` are for training alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.records import ArticleQuotation
from reports.alike import Pairs, Said, likely_pairs
from reports.bags import Floats, Ints
from reports.closer import Place, Table, judged, scores, without_shadows
from reports.fragments import joined
from reports.linkage import clusters
from reports.statements import compared, place
from tests.bench.links import Figures, figures, read

RIDGE = 3.0
STEPS = 15  # of Newton's method
ALSO = 0.25  # what an event for training alone counts: its quotations and speakers were found by program
FEWEST = 6  # pairs of one statement that an event counts as having

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Event:
    """A hand-coded event as the closer look sees it."""

    quotations: Sequence[ArticleQuotation]
    gold: dict[str, str]
    said: Said
    places: Sequence[Place]
    pairs: Pairs
    at: Ints  # which of the pairs are looked at closer
    signs: dict[str, Floats]
    within: Ints  # for each of all pairs
    same: Floats
    decided: NDArray[np.bool_]


def prepared(path: Path) -> Event:
    evidence, gold = read(path)
    articles = {a.id: a for a in evidence.articles}
    quotations = sorted(evidence.quotations, key=lambda q: q.id)
    said = compared(quotations, articles)
    places = [place(q, articles[q.article]) for q in quotations]
    pairs = likely_pairs(said)
    at = judged(said, pairs)
    signs, fragments = Table(said, places).look(pairs.first[at], pairs.second[at])
    within = np.zeros(len(pairs.score), dtype=np.int64)
    within[at] = fragments
    ids = [(quotations[pairs.first[k]].id, quotations[pairs.second[k]].id) for k in at]
    same = np.array([float(gold[a] == gold[b]) for a, b in ids])
    left = {frozenset(p) for p in json.loads(path.read_text("utf-8")).get("undecided", ())}
    decided = np.array([frozenset(p) not in left for p in ids]) | (same > 0)
    return Event(quotations, gold, said, places, pairs, at, signs, within, same, decided)


def fitted(events: Sequence[Event], also: Sequence[Event]) -> Weights:
    every = [*events, *also]
    names = ["bias", *every[0].signs]
    rows = np.concatenate([np.stack([np.ones(len(e.at)), *e.signs.values()], axis=1)[e.decided] for e in every])
    same = np.concatenate([e.same[e.decided] for e in every])
    worth = [1.0] * len(events) + [ALSO] * len(also)
    counts = np.concatenate(
        [np.full(e.decided.sum(), w * max(FEWEST, e.same.sum()) ** -0.5) for e, w in zip(every, worth, strict=True)]
    )
    found = newton(rows, same, counts / counts.mean())
    return dict(zip(names, found.tolist(), strict=True))


def newton(rows: Floats, same: Floats, counts: Floats) -> Floats:
    """Ridge on the standardised signs, none on the bias."""
    spread = rows.std(axis=0)
    spread[0] = 1.0
    scaled, ridge = rows / spread, np.full(rows.shape[1], RIDGE)
    ridge[0] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (same - chance)) - ridge * weights
        bend = (scaled * (counts * chance * (1 - chance))[:, None]).T @ scaled + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    found: Floats = weights / spread
    return found


def grouped(event: Event, weights: Weights) -> Figures:
    score = event.pairs.score.copy()
    score[event.at] = scores(event.signs, weights)
    pairs = joined(event.pairs._replace(score=score), event.within, event.said.contents)
    pairs = without_shadows(event.said, event.places, pairs)
    groups = clusters(len(event.quotations), pairs)
    of = {event.quotations[i].id: str(n) for n, group in enumerate(groups) for i in group}
    return figures([(q, of[q.id]) for q in event.quotations], event.gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="more events to train on")
    given = parser.parse_args()
    events, also = [prepared(p) for p in given.gold], [prepared(p) for p in given.also]
    total = Figures()
    for n, (path, event) in enumerate(zip(given.gold, events, strict=True)):
        found = grouped(event, fitted([*events[:n], *events[n + 1 :]], also))
        total += found
        print(f"{path.parent.name:>4} left out: {found}")
    print(f" all left out: {total}")
    for name, weight in fitted(events, also).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
