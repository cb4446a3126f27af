"""What the quality gate measures: every module of ``parts`` on its own data.

``python -m tests.gate.measure`` prints the figures; ``--update`` raises the floors and writes the figures that the
report's method page prints; a floor is lowered only with ``--lower``.
"""

from __future__ import annotations

import argparse
import hashlib
import pkgutil
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import tomli_w

from tests.gate import parts
from tests.gate.parts import Figures

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = HERE / "floors.toml"
RELIABILITY = ROOT / "reports" / "reliability.toml"
SLACK = 0.005  # below a floor: what another processor's arithmetic may move


def modules() -> Iterator[ModuleType]:
    for found in sorted(pkgutil.iter_modules(parts.__path__), key=lambda m: m.name):
        yield import_module(f"{parts.__name__}.{found.name}")


def hashes() -> dict[str, str]:
    files = (path for part in modules() for path in part.DATA)
    return {path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def measure() -> dict[str, Figures]:
    """All figures, by part."""
    return {part.__name__: part.measure() for part in modules()}


def flat(found: dict[str, Figures]) -> dict[str, float]:
    return {name: figure.value for figures in found.values() for name, figure in figures.items()}


def update(found: dict[str, Figures], lower: bool) -> None:
    """Pin the figures as floors, with the hashes of their data, and write them for the report.

    Raises:
        SystemExit: a figure fell below its floor, and ``lower`` was not said.
    """
    old = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
    values = flat(found)
    fallen = [k for k, floor in old["floors"].items() if values.get(k, 0) < floor - SLACK]
    if fallen and not lower:
        raise SystemExit(f"these fell below their floors: {', '.join(fallen)}; say --lower if that is meant")
    floors = {k: round(v, 3) for k, v in values.items()}
    FLOORS.write_text(tomli_w.dumps({"floors": floors, "sha256": hashes()}), "utf-8")
    RELIABILITY.write_text(tomli_w.dumps({"figures": list(printed(found))}), "utf-8")


def printed(found: dict[str, Figures]) -> Iterator[dict[str, object]]:
    """The rows of the report's method page."""
    today = datetime.now(UTC).date().isoformat()
    for part in modules():
        for name, figure in found[part.__name__].items():
            row = {"what": name, "value": f"{figure.value:.2f}", "n": figure.n, "source": part.SOURCE, "date": today}
            yield row | {"main": name in part.MAIN}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", action="store_true")
    given = parser.parse_args()
    found = measure()
    for figures in found.values():
        print("\n".join(f"{k}: {v.value:.3f} (n = {v.n})" for k, v in figures.items()))  # noqa: T201 - a script
    if given.update:
        update(found, given.lower)


if __name__ == "__main__":
    main()
