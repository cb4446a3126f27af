"""The quality gate: no figure below its floor, and no floor without the data it was measured on."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate_measure", HERE / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_floors_belong_to_these_data(gate: ModuleType) -> None:
    pinned = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["sha256"]
    assert pinned == gate.hashes(), "the gate's data changed: measure again with tests/gate/measure.py --update"


def test_no_figure_is_below_its_floor(gate: ModuleType) -> None:
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["floors"]
    found = gate.measure()
    assert set(found) == set(floors)
    assert {k: (v, floors[k]) for k, v in found.items() if v < floors[k] - gate.SLACK} == {}


def test_a_floor_is_not_lowered_without_a_word(
    gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "floors.toml").write_text('[floors]\n"speaker" = 0.9\n')
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    with pytest.raises(SystemExit, match="speaker"):
        gate.update({"speaker": 0.8}, lower=False)
