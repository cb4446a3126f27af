"""The measured figures that every report prints: written by ``python -m tests.gate.measure --update``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from reports.document import Figure

FILE = Path(__file__).parent / "reliability.toml"


def load_figures() -> tuple[Figure, ...]:
    """Figures of the last measurement, with their data and date; none when nothing was measured."""
    if not FILE.is_file():
        return ()
    return tuple(Figure(**row) for row in tomllib.loads(FILE.read_text("utf-8"))["figures"])
