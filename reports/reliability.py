"""The measured figures that every report prints: written by ``python -m tests.gate.measure --update``."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "reliability.toml"
FIRST_RUNS = Path(__file__).parent / "first_runs.toml"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured reliability figure, as the method page prints it."""

    what: str
    value: str
    n: int  # what it was counted on
    source: str  # what was measured on
    date: str
    main: bool = False  # also printed beside the matrices


@dataclass(frozen=True, slots=True)
class Named:
    """The figures whose names begin alike ("page kind, article"), each with the rest of its name ("article")."""

    name: str
    figures: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A data set's row: what came of it before the rules were mended by it, where that was kept, and what comes now."""

    source: str
    first: str
    date: str
    named: tuple[Named, ...]


def load_figures() -> tuple[Figure, ...]:
    """Figures of the last measurement, with their data and date; none when nothing was measured."""
    if not FILE.is_file():
        return ()
    return tuple(Figure(**row) for row in tomllib.loads(FILE.read_text("utf-8"))["figures"])


@lru_cache(maxsize=1)
def first_runs() -> dict[str, str]:
    """By data set: what its first run gave. Kept by hand, for it can't be measured again."""
    return {row["source"]: row["gave"] for row in tomllib.loads(FIRST_RUNS.read_text("utf-8"))["runs"]}


def measured(figures: Sequence[Figure]) -> tuple[Measured, ...]:
    """A row for each data set, in the order of the figures."""
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.source].append(figure)
    first = first_runs()
    return tuple(Measured(s, first.get(s, ""), max(f.date for f in own), _named(own)) for s, own in found.items())


def _named(figures: Sequence[Figure]) -> tuple[Named, ...]:
    found: defaultdict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for figure in figures:
        name, _, rest = figure.what.partition(", ")
        found[name].append((rest, figure))
    return tuple(Named(name, tuple(own)) for name, own in found.items())
