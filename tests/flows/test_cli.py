"""The command line: exit codes and messages, in a process of its own as an analyst starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.example import ExampleSite

ROOT = Path(__file__).parents[2]


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SYNOPTIC_HOME": str(home)}
    command = [sys.executable, "-m", "flows", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("meeting", "nowhere.toml"), "a readable TOML file"),
        (("meeting", "unknown"), "the id of a meeting"),
        (("weekly", "--week", "2026-16"), "an ISO week such as 2026-W16"),
    ],
)
def test_a_wrong_name_is_explained_and_ends_with_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, home=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_reads_every_definition(tmp_path: Path) -> None:
    assert run("check", home=tmp_path).returncode == 0
    for folder, text in (("meetings", 'id = "x"\n'), ("words", "")):
        path = tmp_path / folder / "x.toml"
        path.parent.mkdir()
        path.write_text(text)
        wrong = run("check", home=tmp_path)
        path.unlink()
        assert wrong.returncode == 2
        assert "x.toml" in wrong.stderr
        assert "found" in wrong.stderr


def test_a_folder_that_cannot_be_made_is_one_line_and_ends_with_1(site: ExampleSite, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    given = ("meeting", str(site.meeting), "--outlets", "crt", "--out", str(tmp_path / "file" / "x"))
    done = run(*given, home=site.home)
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr
