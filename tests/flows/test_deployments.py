"""prefect.yaml: its parameters fit the flows, its schedules have a slug, a time zone and a safe hour."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.check_outlets import check_outlets
from flows.meeting import meeting
from flows.weekly import weekly

ROOT = Path(__file__).parents[2]
FLOWS: dict[str, Any] = {
    "flows/weekly.py:weekly": weekly,
    "flows/meeting.py:meeting": meeting,
    "flows/check_outlets.py:check_outlets": check_outlets,
}
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_parameters_of_a_deployment_fit_its_flow(deployment: dict[str, Any]) -> None:
    signature = inspect.signature(FLOWS[deployment["entrypoint"]].fn)
    assert set(deployment.get("parameters", {})) <= set(signature.parameters)


def test_schedules_can_be_told_apart_and_avoid_the_hours_when_clocks_change() -> None:
    schedules = [s for d in DEPLOYMENTS for s in d.get("schedules", [])]
    assert schedules
    for schedule in schedules:
        assert schedule["slug"]
        assert "/" in schedule["timezone"]
        assert int(schedule["cron"].split()[1]) > 3


def test_every_flow_is_deployed() -> None:
    assert {d["entrypoint"] for d in DEPLOYMENTS} == set(FLOWS)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda f: f.name)
def test_every_parameter_is_explained_in_prefects_form(flow: Any) -> None:
    assert all(p.get("description") for p in flow.parameters.properties.values())


def test_no_flow_file_is_called_like_a_module_it_would_hide() -> None:
    names = {p.stem for p in (ROOT / "flows").glob("*.py")}
    assert not names & {"email", "html", "calendar", "json", "prefect", "requests", "pandas"}
    assert all(re.fullmatch(r"[a-z_]+", n) for n in names)
