"""What the quality gate measures: the bundled example against its hand-made gold, and the pairs of ``pairs.toml``.

``python tests/gate/measure.py`` prints the figures; ``--update`` raises the floors and writes the figures that the
report's method page prints; a floor is lowered only with ``--lower``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from extract.records import COVERAGE, Coverage
from extract.settings import load_settings
from extract.store import Store
from extract.words import fold, words
from flows import core
from flows.example import serve_example
from reports.encoder import encode
from reports.pairs import Rarity, parse, same_utterance

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT / "flows" / "example" / "gold.json"
PAIRS = HERE / "pairs.toml"
FLOORS = HERE / "floors.toml"
SLACK = 0.005  # below a floor: what another processor's arithmetic may move


def hashes() -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (GOLD, PAIRS)}


def measure() -> dict[str, float]:
    """All figures, 0..1."""
    with tempfile.TemporaryDirectory() as folder:
        return {**example(Path(folder)), **pairs()}


def example(folder: Path) -> dict[str, float]:
    gold = json.loads(GOLD.read_text("utf-8"))
    with serve_example(folder) as site:
        settings = load_settings(home=site.home)
        job = core.prepare(str(site.meeting), settings)
        with Store(settings.database_url) as store:
            fetcher = core.fetcher_of(settings, store)
            readings = [core.read_one(job, outlet, fetcher, lambda _: None) for outlet in job.outlets]
            readings += core.read_records(job, fetcher)
    coverage = core.compare_one(job, readings)
    return {**quotations(gold, coverage), **topics(gold, coverage)}


def _stem(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].rpartition(".")[0]


def _bag(pieces: list[str]) -> Counter[str]:
    return Counter(fold(m.group()) for p in pieces for m in words(p))


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / max(a.total(), b.total(), 1)


def quotations(gold: dict[str, Any], coverage: Coverage) -> dict[str, float]:
    """F1 of quotations (overlap of words >= .8); persons and links across outlets, among those that overlap by .5."""
    stem = {a.id: _stem(a.url) for a in coverage.evidence.articles}
    want = [(a, q) for a, found in gold["articles"].items() for q in found["quotations"]]
    got = [q for q in coverage.quotations if stem[q.article] in gold["articles"]]
    close = _matched(want, got, stem, 0.8)
    paired = _matched(want, got, stem, 0.5)
    right = sum(fold(got[j].person or "") == fold(want[i][1]["person"]) for i, j in paired.items())
    good, made, there = _links(want, got, paired)
    return {
        "quotations F1": 2 * len(close) / (len(want) + len(got)),
        "speaker": right / len(paired),
        "same statement precision": good / max(1, made),
        "same statement recall": good / max(1, there),
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


def topics(gold: dict[str, Any], coverage: Coverage) -> dict[str, float]:
    """F1 of topic x article presence over the example's coverage."""
    label = {t["label"]: key for key, t in gold["topics"].items()}
    ids = {t.id: label[t.label] for t in coverage.evidence.topics if t.label in label}
    stem = {a.id: _stem(a.url) for a in coverage.evidence.articles if a.relation in COVERAGE}
    said = {(stem[m.article], ids[m.topic]) for m in coverage.evidence.mentions}
    want = {(a, t) for a, found in gold["articles"].items() for ts in found["paragraph_topics"].values() for t in ts}
    return {"topic presence F1": 2 * len(said & want) / (len(said) + len(want))}


def pairs() -> dict[str, float]:
    """Precision and recall of the pair decision on hand-written pairs."""
    rows = tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]
    contents = [(parse(r["a"], r.get("la", "en")), parse(r["b"], r.get("lb", "en"))) for r in rows]
    rarity = Rarity([c for pair in contents for c in pair])
    vectors = encode([c.text for pair in contents for c in pair])
    tally: Counter[tuple[bool, bool]] = Counter()
    for n, ((a, b), row) in enumerate(zip(contents, rows, strict=True)):
        cosine = float(vectors[2 * n] @ vectors[2 * n + 1])
        tally[same_utterance(a, b, cosine, rarity).same, row["same"]] += 1
    return {
        "pairs precision": tally[True, True] / max(1, tally[True, True] + tally[True, False]),
        "pairs recall": tally[True, True] / max(1, tally[True, True] + tally[False, True]),
    }


def update(found: dict[str, float], lower: bool) -> None:
    """Pin the figures as floors, with the hashes of their data, and write them for the report.

    Raises:
        SystemExit: a figure fell below its floor, and ``lower`` was not said.
    """
    old = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
    fallen = [k for k, floor in old["floors"].items() if found.get(k, 0) < floor - SLACK]
    if fallen and not lower:
        raise SystemExit(f"these fell below their floors: {', '.join(fallen)}; say --lower if that is meant")
    floors = {k: round(v, 3) for k, v in found.items()}
    FLOORS.write_text(tomli_w.dumps({"floors": floors, "sha256": hashes()}), "utf-8")
    today = datetime.now(UTC).date().isoformat()
    data = {k: PAIRS.name if k.startswith("pairs") else "the bundled example, hand-coded" for k in floors}
    rows = [{"what": k, "value": f"{v:.2f}", "data": data[k], "date": today} for k, v in floors.items()]
    (ROOT / "reports" / "reliability.toml").write_text(tomli_w.dumps({"figures": rows}), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", action="store_true")
    given = parser.parse_args()
    found = measure()
    print("\n".join(f"{k}: {v:.3f}" for k, v in found.items()))  # noqa: T201 - a script
    if given.update:
        update(found, given.lower)


if __name__ == "__main__":
    main()
