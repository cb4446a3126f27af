"""The fidelity class on renderings written for it: against a record, or against other outlets' wordings."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extract.definitions import Meeting, Participant
from extract.records import Anchor, Article, ArticleQuotation, Passage, QuoteKind, Statement
from reports.fidelity import with_fidelity
from tests.gate.parts import Figures, Measured

CASES = tuple(Path(__file__).parents[1] / name for name in ("fidelity.toml", "fidelity_second.toml"))
SOURCE = "renderings written for it, in six languages"
DATA = CASES
MAIN = frozenset({"fidelity class"})
NAMED, OTHER = "Ada Nordin", "Boris Veld"


def measure() -> Figures:
    """Of all cases, and of each class, the share that is told rightly."""
    tally = Counter((want, got == want) for want, got in classes())
    found = {f"fidelity, {c}": _share(tally, (c,)) for c in dict.fromkeys(c for c, _ in tally)}
    return {"fidelity class": _share(tally, {c for c, _ in tally}), **found}


def _share(tally: Counter[tuple[str, bool]], classes: Iterable[str]) -> Measured:
    counts = [(tally[c, True], tally[c, False]) for c in classes]
    right, wrong = (sum(n) for n in zip(*counts, strict=True))
    return Measured(right / (right + wrong), right + wrong)


def classes() -> Iterator[tuple[str, str]]:
    """The class written down and the class found, case by case."""
    for row in (row for file in CASES for row in tomllib.loads(file.read_text("utf-8"))["cases"]):
        yield row[0], classified(*row[1:6], **(row[6] if len(row) > 6 else {}))


def classified(
    kind: str,
    language: str,
    rendering: str,
    spoken_in: str,
    reference: str,
    by: str = NAMED,
    outlets: int = 0,
    speaks: str | None = None,
    also: str = "",
) -> str:
    """The class that the comparison gives a rendering of a statement."""
    person = by or None
    pieces = tuple(rendering.split("|"))
    own = ArticleQuotation("a-1.q1", "a-1", 0, pieces, QuoteKind(kind), "said", person, person)
    others = [
        ArticleQuotation(f"b{n}-1.q1", f"b{n}-1", 0, (reference,), QuoteKind.DIRECT, "said", NAMED, NAMED)
        for n in range(outlets)
    ]
    said = [(NAMED, reference)] * (not outlets) + [(by, also)] * bool(also)
    passages = [Passage("record-1", n, who, text, spoken_in) for n, (who, text) in enumerate(said)]
    articles = {q.article: _article(q.article, language if q is own else spoken_in) for q in (own, *others)}
    statement = _statement([own, *others], passages, spoken_in, by)
    meeting = _meeting(speaks)
    texts = {a: a for a in articles}
    (found, *_) = with_fidelity([statement], [own, *others], articles, passages, meeting, texts)
    return str(found.fidelity)


def _statement(quotations: list[ArticleQuotation], passages: list[Passage], language: str, by: str) -> Statement:
    """As grouping makes it: a quotation is anchored to its own speaker's turn, and one of nobody's to any."""
    mine = [p for p in passages if by in (p.speaker, "") or by not in (NAMED, OTHER)]
    anchors = tuple(Anchor(p.article, p.language, p.text, p.text) for p in mine[:1])
    ids = tuple(q.id for q in quotations)
    return Statement("S1", NAMED, quotations[-1].content, language, ids, anchors=anchors)


def _meeting(speaks: str | None) -> Meeting:
    people: list[dict[str, Any]] = [
        {"name": NAMED, "country": "Nordland", "speaks": speaks},
        {"name": OTHER, "country": "Sudland"},
    ]
    day = date(2026, 4, 14)
    return Meeting(id="gate", title="Talks", start=day, end=day, participants=tuple(Participant(**p) for p in people))


def _article(key: str, language: str) -> Article:
    return Article("Talks", (), id=key, outlet=key.partition("-")[0], language=language)
