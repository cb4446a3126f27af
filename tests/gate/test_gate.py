"""The quality gate: no figure below its floor, and no floor without the data it was measured on."""

import tomllib
from pathlib import Path

import pytest

from tests.gate import measure as gate
from tests.gate.parts import Measured


def test_the_floors_belong_to_these_data() -> None:
    pinned = tomllib.loads(gate.FLOORS.read_text("utf-8"))["sha256"]
    assert pinned == gate.hashes(), "the gate's data changed: measure again with python -m tests.gate.measure --update"


def test_no_figure_is_below_its_floor() -> None:
    floors = tomllib.loads(gate.FLOORS.read_text("utf-8"))["floors"]
    found = gate.flat(gate.measure())
    assert set(found) == set(floors)
    assert {k: (v, floors[k]) for k, v in found.items() if v < floors[k] - gate.SLACK} == {}


def test_a_floor_is_not_lowered_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "floors.toml").write_text('[floors]\n"speaker" = 0.9\n')
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    with pytest.raises(SystemExit, match="speaker"):
        gate.update({"part": {"speaker": Measured(0.8, 10)}}, lower=False)
