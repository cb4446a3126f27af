"""The bundled example from collection to comparison, against its hand-made gold."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from extract.records import COVERAGE, Coverage, Fidelity
from extract.settings import load_settings
from extract.store import Store
from extract.words import fold, words
from flows import core
from flows.example import serve_example
from tests.gate.parts import Figures, Measured

GOLD = Path(core.__file__).parent / "example" / "gold.json"
SOURCE = "the bundled example, hand-coded"
DATA = (GOLD,)
MAIN = frozenset({"quotations F1", "speaker", "same statement precision", "same statement recall"})


def measure() -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return example(Path(folder))


def example(folder: Path) -> Figures:
    gold = json.loads(GOLD.read_text("utf-8"))
    with serve_example(folder) as site:
        settings = load_settings(home=site.home)
        job = core.prepare(str(site.meeting), settings)
        with Store(settings.database_url) as store:
            fetcher = core.fetcher_of(settings, store)
            readings = [core.read_one(job, outlet, fetcher, lambda _: None) for outlet in job.outlets]
            readings += core.read_records(job, fetcher)
    coverage = core.compare_one(job, readings)
    return {**quotations(gold, coverage), **topics(gold, coverage), **fidelity(gold, coverage)}


def _stem(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].rpartition(".")[0]


def _bag(pieces: list[str]) -> Counter[str]:
    return Counter(fold(m.group()) for p in pieces for m in words(p))


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / max(a.total(), b.total(), 1)


def quotations(gold: dict[str, Any], coverage: Coverage) -> Figures:
    """F1 of quotations (overlap of words >= .8); persons and links across outlets, among those that overlap by .5."""
    stem = {a.id: _stem(a.url) for a in coverage.evidence.articles}
    want = [(a, q) for a, found in gold["articles"].items() for q in found["quotations"]]
    got = [q for q in coverage.quotations if stem[q.article] in gold["articles"]]
    close = _matched(want, got, stem, 0.8)
    paired = _matched(want, got, stem, 0.5)
    right = sum(fold(got[j].person or "") == fold(want[i][1]["person"]) for i, j in paired.items())
    good, made, there = _links(want, got, paired)
    return {
        "quotations F1": Measured(2 * len(close) / (len(want) + len(got)), len(want)),
        "speaker": Measured(right / len(paired), len(paired)),
        "same statement precision": Measured(good / max(1, made), made),
        "same statement recall": Measured(good / max(1, there), there),
    }


def fidelity(gold: dict[str, Any], coverage: Coverage) -> Figures:
    """Of the classes told where the gold has one, the share that is right; for how many one is told; and shown."""
    stem = {a.id: _stem(a.url) for a in coverage.evidence.articles}
    want = [(a, q) for a, found in gold["articles"].items() for q in found["quotations"]]
    got = [q for q in coverage.quotations if stem[q.article] in gold["articles"]]
    pairs = [(want[i][1].get("fidelity"), got[j].fidelity) for i, j in _matched(want, got, stem, 0.8).items()]
    told = [(gold_class, str(found)) for gold_class, found in pairs if gold_class and found]
    coded = sum(bool(q.get("fidelity")) for _, q in want)  # of the rest the rules tell no class, or it was not found
    shown = {a for a, b in told if a == b} | {str(q.fidelity) for q in got if q.fidelity is Fidelity.INDIRECT}
    return {
        "fidelity class on the example": Measured(sum(a == b for a, b in told) / len(told), len(told)),
        "fidelity told on the example": Measured(len(told) / coded, coded),
        "fidelity classes shown on the example": Measured(len(shown) / len(Fidelity), len(Fidelity)),
    }


def _matched(want: list[Any], got: list[Any], stem: dict[str, str], least: float) -> dict[int, int]:
    """One to one, best overlap first."""
    bags = [_bag(list(q.pieces)) for q in got]
    scored = sorted(
        (-_overlap(_bag(q["content"]), bags[j]), i, j)
        for i, (article, q) in enumerate(want)
        for j in range(len(got))
        if stem[got[j].article] == article
    )
    found: dict[int, int] = {}
    for minus, i, j in scored:
        if -minus >= least and i not in found and j not in found.values():
            found[i] = j
    return found


def _links(want: list[Any], got: list[Any], paired: dict[int, int]) -> tuple[int, int, int]:
    """Pairs across articles that are one statement: in both, in the run, in the gold; among paired quotations."""
    both = made = there = 0
    keys = sorted(paired)
    for n, a in enumerate(keys):
        for b in keys[n + 1 :]:
            if want[a][0] != want[b][0]:
                gold_same = want[a][1]["statement"] == want[b][1]["statement"]
                run_same = got[paired[a]].statement == got[paired[b]].statement
                both, made, there = both + (gold_same and run_same), made + run_same, there + gold_same
    return both, made, there


def topics(gold: dict[str, Any], coverage: Coverage) -> Figures:
    """F1 of topic x article presence over the example's coverage."""
    label = {t["label"]: key for key, t in gold["topics"].items()}
    ids = {t.id: label[t.label] for t in coverage.evidence.topics if t.label in label}
    stem = {a.id: _stem(a.url) for a in coverage.evidence.articles if a.relation in COVERAGE}
    said = {(stem[m.article], ids[m.topic]) for m in coverage.mentions}
    want = {(a, t) for a, found in gold["articles"].items() for ts in found["paragraph_topics"].values() for t in ts}
    return {"topic presence F1": Measured(2 * len(said & want) / (len(said) + len(want)), len(want))}
