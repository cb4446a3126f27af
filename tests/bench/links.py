"""Grouping alone: ``python -m tests.bench.links GOLD.json ... [--errors FILE]``.

A gold file is one hand-coded event: ``articles`` by stem, each with its ``paragraphs`` (the headline first), outlet
and ``quotations`` (pieces, kind, cue, mention, person and the statement they report). The quotations and persons are
taken as they stand there and grouped by ``reports.statements``. Printed are, for each event and for all together,
precision, recall and F1 of the pairs of quotations in two articles that are said to be one utterance, and B-cubed F1.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from extract.definitions import Meeting, Outlet
from extract.records import HEADLINE, Article, ArticleQuotation, Evidence, QuoteKind
from reports.statements import group
from tests.bench.events import meeting_of

Grouped = Sequence[tuple[ArticleQuotation, str]]  # quotations with the statement they are put into


@dataclass(frozen=True, slots=True)
class Figures:
    good: int = 0
    made: int = 0
    there: int = 0
    precision: float = 0.0  # B-cubed, summed over quotations
    recall: float = 0.0
    count: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, k) + getattr(other, k) for k in self.__slots__))

    def __str__(self) -> str:
        p, r = self.good / max(1, self.made), self.good / max(1, self.there)
        b = harmonic(self.precision, self.recall) / max(1, self.count)
        return f"links {100 * p:5.1f} {100 * r:5.1f} {100 * harmonic(p, r):5.1f} of {self.there:4}   B3 {100 * b:5.1f}"


def harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def read(path: Path) -> tuple[Evidence, dict[str, str]]:
    """What a hand-coded event would give if every quotation and speaker were found; and the statement of each."""
    gold = json.loads(path.read_text("utf-8"))
    meeting = Meeting.model_validate(meeting_of(gold, f"event-{gold['event']}"))
    articles, quotations, statements = [], [], {}
    for stem, coded in gold["articles"].items():
        title, *paragraphs = coded["paragraphs"]
        articles.append(Article(title, tuple(paragraphs), language="en", id=stem, outlet=coded["outlet_key"].lower()))
        for n, row in enumerate(coded["quotations"], 1):
            quotations.append(quotation(f"{stem}.q{n}", stem, row))
            statements[quotations[-1].id] = row["statement"]
    outlets = tuple(
        Outlet(key=a.outlet, name=a.outlet, country="elsewhere", ownership="private", languages=("en",))
        for a in articles
    )
    return Evidence(meeting, outlets, (), tuple(articles), tuple(quotations), (), (), ()), statements


def quotation(key: str, article: str, row: dict[str, Any]) -> ArticleQuotation:
    paragraph = row["paragraph"] - 1 if row["paragraph"] else HEADLINE
    kind, pieces = QuoteKind(row["kind"]), tuple(row["content"])
    return ArticleQuotation(key, article, paragraph, pieces, kind, row["cue"], row["mention"], row["person"])


def figures(grouped: Grouped, gold: dict[str, str]) -> Figures:
    """Of quotations with the statements they were put into, against those they report."""
    rows = [(q, s, gold[q.id]) for q, s in grouped]
    ours, right = linked([(q, s) for q, s, _ in rows]), linked([(q, s) for q, _, s in rows])
    both, sizes = Counter((s, g) for _, s, g in rows), (Counter(s for _, s, _ in rows), Counter(g for *_, g in rows))
    return Figures(
        len(ours & right),
        len(ours),
        len(right),
        sum(n * n / sizes[0][s] for (s, _), n in both.items()),
        sum(n * n / sizes[1][g] for (_, g), n in both.items()),
        len(rows),
    )


def linked(grouped: Grouped) -> set[frozenset[str]]:
    """Pairs of quotations in two articles that report one statement."""
    of = defaultdict(list)
    for q, statement in grouped:
        of[statement].append(q)
    return {frozenset((a.id, b.id)) for g in of.values() for a, b in combinations(g, 2) if a.article != b.article}


def errors(quotations: Sequence[ArticleQuotation], gold: dict[str, str]) -> Iterator[dict[str, Any]]:
    by_id = {q.id: q for q in quotations}
    ours = linked([(q, q.statement) for q in quotations])
    right = linked([(q, gold[q.id]) for q in quotations])
    for kind, pairs in (("false", ours - right), ("missed", right - ours)):
        for a, b in sorted(tuple(sorted(p)) for p in pairs):
            yield {"kind": kind} | {
                k: [by_id[x].article, by_id[x].person, by_id[x].cue, *by_id[x].pieces] for k, x in (("a", a), ("b", b))
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--errors", type=Path, help="where to write the pairs wrongly linked or missed, one a line")
    given = parser.parse_args()
    total = Figures()
    wrong: list[dict[str, Any]] = []
    print("              P     R    F1")
    for path in given.gold:
        evidence, gold = read(path)
        quotations = group(evidence)[1]
        found = figures([(q, q.statement) for q in quotations], gold)
        wrong += errors(quotations, gold)
        total += found
        print(f"{path.parent.name:>4} {found}")
    print(f" all {total}")
    if given.errors:
        given.errors.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in wrong), "utf-8")


if __name__ == "__main__":
    main()
