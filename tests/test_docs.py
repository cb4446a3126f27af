"""The README: its definitions are valid, its commands exist, its picture is there."""

import re
from pathlib import Path

import pytest

from extract.catalog import read_definition
from extract.definitions import Definition, Meeting, Outlet, TopicList
from extract.settings import load_settings
from extract.word_lists import Labels, Vague
from tests.bench.faulty import FAULTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"<!-- ([a-z ]+) -->\n```toml\n(.*?)```", README, re.S))
MODELS: dict[str, type[Definition]] = {
    "meeting": Meeting, "outlet": Outlet, "topic list": TopicList, "labels": Labels, "vague words": Vague,
}  # fmt: skip


@pytest.mark.parametrize("kind", MODELS)
def test_a_definition_copied_from_the_readme_is_valid(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "copied.toml"
    path.write_text(BLOCKS[kind], "utf-8")
    assert read_definition(path, MODELS[kind])


def test_the_settings_in_the_readme_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNOPTIC_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text(BLOCKS["settings"], "utf-8")
    assert load_settings().mail.recipients == ("analyst@embassy.example",)


def test_every_make_target_and_command_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= targets
    commands = set(re.findall(r"python -m flows ([a-z-]+)", README))
    known = set(re.findall(r'add_parser\("([a-z-]+)"', (ROOT / "flows" / "cli.py").read_text("utf-8")))
    assert commands <= known
    assert known <= commands | {"example"}


def test_every_file_the_readme_shows_or_links_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_fault_that_is_served_stands_in_the_table() -> None:
    table = (ROOT / "extract" / "README.md").read_text("utf-8")
    assert [fault.name for fault in FAULTS if f"| {fault.name[:41]} |" not in table] == []


def test_no_placeholder_is_left_in_the_readme() -> None:
    assert re.findall(r"^[A-Z_]{4,}$", README, re.M) == []
