"""Topics on hand-coded events: ``python -m tests.bench.topics EVENT_DIR ... [--fit]``.

An event folder is one of ``events.py``, whose gold also has ``paragraph_topics`` per article. Printed, with all terms
of the gold and with half of them withheld (seeded; several draws together): precision, recall and F1 of paragraphs; of
what outlets carry at all; the share of true absences; and what was found by likeness alone.
And of what is found without a list: how many of the gold's topics have a group of passages of which at least half are
coded with it, how many groups are of no such topic, and the same for groups of that size drawn by lot.
``--fit`` fits the weights of ``reports/topics.toml`` anew and prints them, with the figures of leaving each event out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.definitions import Topic
from extract.records import HEADLINE, About, Coverage, Evidence, TopicMention
from extract.settings import load_settings
from extract.store import Store
from extract.topics import find_mentions
from extract.words import fold
from flows import core
from reports import topics as judged
from reports.discovered import discovered
from tests.bench.events import definitions

DRAWS = 4  # halves of the terms
LOTS = 20  # draws of groups
Place = tuple[str, int, str]  # article, paragraph, topic
Cells = dict[str, int]


def coverage_of(event: Path, home: Path) -> Coverage:
    """One event as the job compares it, without Prefect."""
    meeting = definitions(event, home, None)
    os.environ["SYNOPTIC_HOME"] = str(home)
    settings = load_settings()
    job = core.prepare(str(meeting), settings)
    with Store(settings.database_url) as store:
        fetcher = core.fetcher_of(settings, store, job.network)
        return core.compare_one(job, [core.read_one(job, o, fetcher, lambda *_: None) for o in job.outlets])


def gold_places(event: Path, coverage: Coverage) -> set[Place]:
    """What the coder marked, at the places of the articles as they were read; what was not read keeps its own."""
    gold = json.loads((event / "gold.json").read_text("utf-8"))
    stems = {re.sub(r"\.\w+$", "", a.url.rsplit("/", 1)[-1]): a for a in coverage.evidence.articles}
    found = set()
    for stem, coded in gold["articles"].items():
        article = stems[stem]
        where = {_plain(text): n for n, text in enumerate((article.title, *article.paragraphs), HEADLINE)}
        for number, topics in coded["paragraph_topics"].items():
            place = where.get(_plain(coded["paragraphs"][int(number)]), 1000 + int(number))
            found |= {(article.id, place, t) for t in topics}
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def withheld(evidence: Evidence, seed: int) -> Evidence:
    """The same evidence, looked through with half of each topic's terms."""
    draw = random.Random(seed)
    topics = tuple(_half(t, draw) for t in evidence.topics)
    mentions = tuple(m for a in evidence.articles for m in find_mentions(a, topics))
    return replace(evidence, topics=topics, mentions=mentions)


def _half(topic: Topic, draw: random.Random) -> Topic:
    kept = {k: tuple(draw.sample(terms, (len(terms) + 1) // 2)) for k, terms in topic.terms.items()}
    return topic.model_copy(update={"terms": kept})


def places(mentions: Iterable[TopicMention]) -> set[Place]:
    return {(m.article, m.paragraph, m.topic) for m in mentions}


def count(gold: set[Place], got: set[Place], evidence: Evidence) -> Counter[str]:
    grid = {(a.id, t.id) for a in evidence.articles for t in evidence.topics}
    has, says = {(a, t) for a, _, t in gold}, {(a, t) for a, _, t in got}
    return Counter(
        {
            "gold": len(gold), "made": len(got), "right": len(gold & got),
            "has": len(has), "says": len(says), "both": len(has & says),
            "silent": len(grid - says), "truly": len(grid - says - has),
        }
    )  # fmt: skip


def shown(n: Mapping[str, int]) -> str:
    return (
        f"paragraphs {_prf(n['right'], n['made'], n['gold'])}  outlets {_prf(n['both'], n['says'], n['has'])}  "
        f"absences true {n['truly'] / max(1, n['silent']):.3f} of {n['silent']}"
    )


def _prf(right: int, made: int, gold: int) -> str:
    p, r = right / max(1, made), right / max(1, gold)
    return f"{100 * p:.1f}/{100 * r:.1f}/{200 * right / max(1, made + gold):.1f}"


def figures(name: str, events: Sequence[tuple[Coverage, Evidence, set[Place]]]) -> Iterator[str]:
    """One line each for terms alone, for what is judged, and for what was found by likeness."""
    terms, both, like = Counter[str](), Counter[str](), Counter[str]()
    for coverage, evidence, gold in events:
        spoken, _ = judged.judge(evidence, coverage.quotations)
        terms += count(gold, places(evidence.mentions), evidence)
        both += count(gold, places(spoken), evidence)
        similar = places(m for m in spoken if m.by is About.SIMILAR)
        missed = gold - places(evidence.mentions)
        like += Counter({"made": len(similar), "right": len(similar & gold), "missed": len(missed)})
    yield f"{name}, terms alone: {shown(terms)}"
    yield f"{name}, judged:      {shown(both)}"
    share = like["right"] / max(1, like["made"])
    back = f"{like['right']} of the {like['missed']} without a term"
    yield f"{name}, by likeness: {back}, {share:.0%} of {like['made']} right"


def unlisted(events: Sequence[tuple[Coverage, set[Place]]]) -> Iterator[str]:
    """What ``reports/discovered.py`` finds, which never sees the list, against the gold's topics."""
    total: Counter[str] = Counter()
    for coverage, gold in events:
        groups = [set(d.passages) for d in discovered(coverage)]
        topics = sorted({t for _, _, t in gold})
        draw = random.Random(1)
        bodies = [(a.id, n) for a in coverage.evidence.articles for n in range(len(a.paragraphs))]
        by_lot = [[set(draw.sample(bodies, len(g))) for g in groups] for _ in range(LOTS)]
        found, none = _named(groups, gold)
        lots = [_named(lot, gold) for lot in by_lot]
        total += Counter(
            {"topics": len(topics), "found": len(found), "groups": len(groups), "none": none,
             "lot found": sum(len(f) for f, _ in lots), "lot none": sum(n for _, n in lots)}
        )  # fmt: skip
        yield f"{coverage.evidence.meeting.id}: found {len(found)} of {len(topics)}; none {none} of {len(groups)}"
    n = total
    yield (
        f"discovered: gold topics found {n['found']} of {n['topics']}; discovered that are none {n['none']} of "
        f"{n['groups']}; groups drawn by lot: {n['lot found'] / LOTS:.0f} found, {n['lot none'] / LOTS:.0f} none"
    )


def _named(groups: Sequence[set[tuple[str, int]]], gold: set[Place]) -> tuple[set[str], int]:
    """The topics that at least half of a group's passages are coded with, and the groups without any."""
    by_topic: dict[str, set[tuple[str, int]]] = {}
    for article, paragraph, topic in gold:
        by_topic.setdefault(topic, set()).add((article, paragraph))
    of = [{t for t, places in by_topic.items() if 2 * len(g & places) >= len(g)} for g in groups]
    return set().union(*of), sum(not topics for topics in of)


Rows = tuple[NDArray[np.float64], NDArray[np.float64]]


def rows(kind: str, coverage: Coverage, evidence: Evidence, gold: set[Place]) -> Rows:
    """Features and answers: of the passages with a term ("named"), or of those without ("similar")."""
    table = judged.features(evidence, coverage.quotations)
    passages, topics = judged._passages(evidence), evidence.topics
    with_term = places(evidence.mentions)
    x, y = [], []
    for i, p in enumerate(passages):
        for t, topic in enumerate(topics):
            place = p.article, p.paragraph, topic.id
            if (place in with_term) == (kind == "named") and (kind == "named" or p.paragraph != HEADLINE):
                x.append([table[name][i, t] for name in NAMES[kind]])
                y.append(place in gold)
    return np.array(x), np.array(y, dtype=float)


NAMES = {
    "named": ("strength", "share", "own", "introduces", "label", "near"),
    "similar": ("kin", "kin_alone", "near", "label", "before", "after"),
}


def fit(x: NDArray[np.float64], y: NDArray[np.float64], penalty: float = 1.0) -> dict[str, Any]:
    """Logistic regression with a ridge penalty on scaled features (Newton's method); weights on the features' scale."""
    scale = x.std(0) + 1e-9
    z = np.hstack([(x - x.mean(0)) / scale, np.ones((len(x), 1))])
    ridge = penalty * np.diag([1.0] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
    return {"w": w[:-1] / scale, "start": float(w[-1] - (w[:-1] / scale * x.mean(0)).sum())}


def fitted(events: Sequence[list[tuple[Coverage, Evidence, set[Place]]]]) -> dict[str, dict[str, float]]:
    """Weights from all variants of some events."""
    found = {}
    for kind, names in NAMES.items():
        parts = [rows(kind, *variant) for event in events for variant in event]
        model = fit(np.vstack([x for x, _ in parts]), np.concatenate([y for _, y in parts]))
        weights = {n: round(float(w), 2) for n, w in zip(names, model["w"], strict=True)}
        found[kind] = {"start": round(model["start"], 2)} | weights
    return found


def leave_one_out(events: Sequence[list[tuple[Coverage, Evidence, set[Place]]]], limits: dict[str, float]) -> None:
    total: dict[str, Counter[str]] = {}
    for n, event in enumerate(events):
        weights = fitted([*events[:n], *events[n + 1 :]]) | {"limits": limits}
        judged._weights = lambda kept=weights: kept  # type: ignore[assignment]
        for name, variants in (("all terms", event[:1]), ("half of the terms", event[1:])):
            for coverage, evidence, gold in variants:
                spoken, _ = judged.judge(evidence, coverage.quotations)
                total[name] = total.get(name, Counter()) + count(gold, places(spoken), evidence)
                like = places(m for m in spoken if m.by is About.SIMILAR)
                more = Counter({"made": len(like), "right": len(like & gold), "gold": len(gold)})
                total[name + ", by likeness"] = total.get(name + ", by likeness", Counter()) + more
    for name, counted in total.items():
        print(f"each event left out, {name}: {shown(counted)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", type=Path)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    events = []
    with tempfile.TemporaryDirectory() as home:
        for event in given.events:
            coverage = coverage_of(event, Path(home) / event.name)
            gold = gold_places(event, coverage)
            halves = [withheld(coverage.evidence, seed) for seed in range(DRAWS)]
            events.append([(coverage, e, gold) for e in (coverage.evidence, *halves)])
    if given.fit:
        limits = judged._weights()["limits"]
        print(json.dumps(fitted(events), indent=1))
        leave_one_out(events, limits)
        return
    for line in figures("all terms", [e[0] for e in events]):
        print(line)
    for line in unlisted([(e[0][0], e[0][2]) for e in events]):
        print(line)
    for line in figures(f"half of the terms, {DRAWS} draws", [v for e in events for v in e[1:]]):
        print(line)


if __name__ == "__main__":
    main()
