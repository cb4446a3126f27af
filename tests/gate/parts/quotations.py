"""Reported speech in other languages than English, on texts written for it: quotations by kind, and their speakers.

``quotations/<code>.txt`` is one long text of sentences; ``<code>_articles.txt`` and the sets written after it (later,
news, more, last, wide, final, closing, tenth, eleventh, twelfth) hold short articles, each read by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.catalog import read_definition
from extract.definitions import Meeting, Participant
from extract.quotes import find_quotations
from extract.words import fold, words
from tests.gate.parts import Figures, Measured

FOLDER = Path(__file__).parents[1] / "quotations"
MEETINGS = {
    "": FOLDER.parent / "events" / "meeting.toml",
    "articles": FOLDER / "lindholm.toml",
    "later": FOLDER / "halmstad.toml",
    "news": FOLDER / "brennhavn.toml",
    "more": FOLDER / "brennhavn.toml",
    "last": FOLDER / "brennhavn.toml",
    "wide": FOLDER / "sarna.toml",
    "final": FOLDER / "sarna.toml",
    "closing": FOLDER / "sarna.toml",
    "tenth": FOLDER / "sarna.toml",
    "eleventh": FOLDER / "sarna.toml",
    "twelfth": FOLDER / "sarna.toml",
}
SOURCE = "texts written for it"
DATA = (*sorted(FOLDER.glob("*.txt")), MEETINGS["articles"], MEETINGS["later"], MEETINGS["news"], MEETINGS["wide"])
MAIN: frozenset[str] = frozenset()
CLOSE = 0.8  # share of words from which two spans are the same quotation
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
_MARKED = re.compile(r"⟦([^⟧]*)⟧\{(\+|[dmi] [^}]*)\}")


@dataclass(slots=True)
class Said:
    kind: str
    person: str | None
    spans: list[tuple[int, int]]


@dataclass(slots=True)
class Tally:
    """Wanted, got and hit by kind; speakers that are right, of how many quotations found."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: int = 0
    paired: int = 0

    def f1(self, *kinds: str) -> Measured:
        hit, want, got = (sum(self.counts[which, k] for k in kinds) for which in ("hit", "want", "got"))
        return Measured(2 * hit / max(1, want + got), want)


def texts(path: Path) -> Iterator[tuple[str, list[Said]]]:
    """The articles of a file without the marks, and what is said in each."""
    for part in re.split(r"^##.*\n", path.read_text("utf-8"), flags=re.M):
        lines = [line for line in part.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield _unmarked("\n\n".join(lines))


def _unmarked(marked: str) -> tuple[str, list[Said]]:
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
    tallies: dict[str, Tally] = {}
    for path in (p for p in DATA if p.suffix == ".txt"):
        code, _, kind = path.stem.partition("_")
        tally = tallies.setdefault(f"quotations {code}{' articles' if kind else ''}", Tally())
        for text, want in texts(path):
            count(tally, code, text, want, people(path))
    found: Figures = {}
    for name, tally in tallies.items():
        found[f"{name}, direct and mixed, F1"] = tally.f1("direct", "mixed")
        if (indirect := tally.f1("indirect")).n:
            found[f"{name}, indirect, F1"] = indirect
        found[f"{name}, speaker"] = Measured(tally.right / max(1, tally.paired), tally.paired)
    return found


def people(path: Path) -> tuple[Participant, ...]:
    return read_definition(MEETINGS[path.stem.partition("_")[2]], Meeting).participants


def count(tally: Tally, code: str, text: str, want: list[Said], participants: tuple[Participant, ...]) -> None:
    """Add one text to a tally."""
    got = find_quotations(text, code, participants)
    pairs = _pairs(text, want, [list(q.spans) for q in got])
    tally.counts.update(("want", s.kind) for s in want)
    # A quotation found under another kind is still found: it counts where the gold has it.
    of = {j: want[i].kind for i, j in pairs}
    tally.counts.update(("got", of.get(j, str(q.kind))) for j, q in enumerate(got))
    tally.counts.update(("hit", want[i].kind) for i, _ in pairs)
    own = {alias: p.name for p in participants for alias in p.aliases}
    known = [(own.get(name, name), got[j].person) for i, j in pairs if (name := want[i].person)]
    tally.right += sum(same_person(a, b or "") for a, b in known)
    tally.paired += len(known)


def same_person(want: str, got: str) -> bool:
    """Whether two strings name the same speakers: for each the last word decides."""
    mine, theirs = ({fold(name).split()[-1] for name in who.split(" and ") if name.strip()} for who in (want, got))
    return mine == theirs


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
