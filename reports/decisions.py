"""What the analyst decided by hand: which quotations are one statement, and which are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from extract.definitions import Decision
from extract.records import ArticleQuotation, Coverage
from reports.renderings import find, tokens


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as the report shows it: persistent, as it names words and no numbers that change from run to run."""

    what: str  # "one statement", "two statements"
    words: tuple[str, ...]
    statements: tuple[tuple[str, ...], ...]  # for each of the words; none where no quotation has them
    note: str


def decided(
    decisions: Sequence[Decision], quotations: Sequence[ArticleQuotation]
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Groups of quotations that are one, and pairs that are not, by their places."""
    said = [tokens(q.content) for q in quotations]

    def having(words: str) -> list[int]:
        return [i for i, content in enumerate(said) if find(content, tokens(words)) is not None]

    same = [[i for words in d.same for i in having(words)] for d in decisions if d.same]
    chosen = [[having(words) for words in d.apart] for d in decisions]
    apart = {
        (i, j)
        for groups in chosen
        for a, b in combinations(groups, 2)
        for i, j in product(a, b)
        if i not in b and i != j
    }
    return [group for group in same if group], sorted(apart)


def shown(coverage: Coverage) -> Iterator[Shown]:
    """Every decision of the meeting's file, and the statements that it made."""
    said = [(q.statement, tokens(q.content)) for q in coverage.quotations]
    for decision in coverage.evidence.meeting.decisions:
        words = decision.same or decision.apart
        found = [dict.fromkeys(s for s, content in said if find(content, tokens(w)) is not None) for w in words]
        what = "one statement" if decision.same else "separate statements"
        yield Shown(what, words, tuple(tuple(f) for f in found), decision.note)


def sentences(coverage: Coverage) -> tuple[str, ...]:
    """The decisions in words, for the appendix."""
    return tuple(_sentence(d) for d in shown(coverage))


def _sentence(decision: Shown) -> str:
    parts = [
        f"“{words}” ({', '.join(found) or 'in no quotation'})"
        for words, found in zip(decision.words, decision.statements, strict=True)
    ]
    note = f" ({decision.note})" if decision.note else ""
    return f"{' and '.join(parts)} are {decision.what}{note}"
