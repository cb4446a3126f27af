"""How many statements called absent are absent: ``python -m tests.bench.absences EVENT_DIR … --run DIR``.

``--run`` is what ``tests/bench/events.py … --out DIR`` made of the same events: ``DIR/<event>/coverage.json``. A
statement is the coders' when one of its quotations has half of its words; an outlet carries it when the coders marked
any quotation of that statement in it. Printed by the least likeness from which nothing is claimed: cells called absent,
how many of them are, and how many cells are left open.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.words import fold, words
from reports.absence import NEAR

SAME = 0.5  # share of the words of the longer of two quotations
BARS = (0.05, 0.1, 0.12, NEAR, 0.2, 0.25, 0.3, 1.1)


def bag(pieces: list[str]) -> Counter[str]:
    return Counter(fold(m.group()) for piece in pieces for m in words(piece))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / max(a.total(), b.total(), 1)


def cells(gold: dict[str, Any], run: dict[str, Any]) -> Iterator[tuple[float, bool]]:
    """Of every cell without a quotation the nearest passage's likeness, and whether the outlet carries it after all."""
    stem = {a["id"]: re.sub(r"\.\w+$", "", a["url"].rstrip("/").rpartition("/")[2]) for a in run["articles"]}
    outlet = {stem[a["id"]]: a["outlet"] for a in run["articles"]}
    coded = [(a, q["statement"], bag(q["content"])) for a, x in gold["articles"].items() for q in x["quotations"]]
    carriers: defaultdict[str, set[str]] = defaultdict(set)
    for article, statement, _ in coded:
        if article in outlet:
            carriers[statement].add(outlet[article])
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for q in run["quotations"]:
        mine = bag(q["pieces"])
        scored = [(overlap(mine, theirs), s) for a, s, theirs in coded if a == stem[q["article"]]]
        best, statement = max(scored, default=(0.0, ""))
        if best >= SAME:
            meant[q["statement"]].add(statement)
    for cell in run["tables"]["statements"]:
        if meant[cell["statement"]] and not cell["quotations"] and cell["closest"]:
            there = any(cell["column"] in carriers[s] for s in meant[cell["statement"]])
            yield cell["closest"]["likeness"], there


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    given = parser.parse_args()
    found: list[tuple[float, bool]] = []
    for event in given.events:
        gold = json.loads((event / "gold.json").read_text("utf-8"))
        found += cells(gold, json.loads((given.run / event.name / "coverage.json").read_text("utf-8")))
    print("from    claimed  true   share  left open")
    for bar in BARS:
        claimed = [there for like, there in found if like < bar]
        true, left = claimed.count(False), len(found) - len(claimed)
        print(f"{bar:4.2f}    {len(claimed):7}  {true:4}   {true / max(1, len(claimed)):.3f}  {left:9}")


if __name__ == "__main__":
    main()
