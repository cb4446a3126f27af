"""Imports run one way, flows → reports → extract, and only flows knows Prefect."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {"extract": {"reports", "flows", "prefect", "pandas"}, "reports": {"flows", "prefect"}}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_nothing_from_above(package: str) -> None:
    files = list((ROOT / package).rglob("*.py"))
    assert files
    wrong = {str(f.relative_to(ROOT)): bad for f in files if (bad := set(imported(f)) & FORBIDDEN[package])}
    assert wrong == {}


def test_the_core_of_the_job_runs_without_prefect() -> None:
    for name in ("core", "outcome"):
        assert "prefect" not in set(imported(ROOT / "flows" / f"{name}.py"))
