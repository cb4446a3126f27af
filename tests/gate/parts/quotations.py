"""Reported speech in five languages, on texts written for it: quotations by kind, and their speakers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from extract.catalog import read_definition
from extract.definitions import Meeting
from extract.quotes import find_quotations
from extract.words import fold, words
from tests.gate.parts import Figures, Measured

FOLDER = Path(__file__).parents[1] / "quotations"
MEETING = FOLDER.parent / "events" / "meeting.toml"
SOURCE = "texts written for it"
DATA = tuple(sorted(FOLDER.glob("*.txt")))
MAIN: frozenset[str] = frozenset()
CLOSE = 0.8  # share of words from which two spans are the same quotation
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
_MARKED = re.compile(r"⟦([^⟧]*)⟧\{(\+|[dmi] [^}]*)\}")


@dataclass(slots=True)
class Said:
    kind: str
    person: str | None
    spans: list[tuple[int, int]]


def article(path: Path) -> tuple[str, list[Said]]:
    """The text of a file without the marks, as one article, and what is said in it."""
    blocks = [b for b in path.read_text("utf-8").split("\n\n") if not b.startswith("#")]
    marked = "\n\n".join("\n\n".join(b.strip().splitlines()) for b in blocks)
    said: list[Said] = []
    text, at = "", 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        span = len(text), len(text) + len(found[1])
        text += found[1]
        at = found.end()
        if found[2] == "+":
            said[-1].spans.append(span)
        else:
            kind, _, person = found[2].partition(" ")
            said.append(Said(KINDS[kind], None if person == "?" else person, [span]))
    return text + marked[at:], said


def measure() -> Figures:
    found: Figures = {}
    for path in DATA:
        code = path.stem
        tally, right, paired = count(code, *article(path))
        for name, kinds in (("direct and mixed", ("direct", "mixed")), ("indirect", ("indirect",))):
            hit, want, got = (sum(tally[which, k] for k in kinds) for which in ("hit", "want", "got"))
            found[f"quotations {code}, {name}, F1"] = Measured(2 * hit / max(1, want + got), want)
        found[f"quotations {code}, speaker"] = Measured(right / max(1, paired), paired)
    return found


def count(code: str, text: str, want: list[Said]) -> tuple[Counter[tuple[str, str]], int, int]:
    """Hits, wanted and got by kind; speakers that are right, of how many."""
    people = read_definition(MEETING, Meeting).participants
    got = find_quotations(text, code, people)
    pairs = _pairs(text, want, [list(q.spans) for q in got])
    tally: Counter[tuple[str, str]] = Counter(("want", s.kind) for s in want)
    # A quotation found under another kind is still found: it counts where the gold has it.
    of = {j: want[i].kind for i, j in pairs}
    tally.update(("got", of.get(j, str(q.kind))) for j, q in enumerate(got))
    tally.update(("hit", want[i].kind) for i, _ in pairs)
    own = {alias: p.name for p in people for alias in p.aliases}
    known = [(own.get(name, name), got[j].person) for i, j in pairs if (name := want[i].person)]
    return tally, sum(same_person(a, b or "") for a, b in known), len(known)


def same_person(want: str, got: str) -> bool:
    return bool(got) and (fold(want) == fold(got) or fold(want).split()[-1] == fold(got).split()[-1])


def _pairs(text: str, want: list[Said], got: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """One to one, best overlap first."""
    bags = [_bag(text, spans) for spans in got]
    scored = sorted(
        (-_overlap(_bag(text, s.spans), bag), i, j) for i, s in enumerate(want) for j, bag in enumerate(bags)
    )
    pairs: dict[int, int] = {}
    for minus, i, j in scored:
        if -minus >= CLOSE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


def _bag(text: str, spans: list[tuple[int, int]]) -> set[int]:
    return {a + m.start() for a, b in spans for m in words(text[a:b])}


def _overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(len(a), len(b), 1)
