"""One Prefect harness for all flow tests: starting its server is what costs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from flows.example import ExampleSite, serve_example


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExampleSite]:
    with serve_example(tmp_path_factory.mktemp("example")) as served:
        yield served


@pytest.fixture
def home(site: ExampleSite, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example's home, with its archive: pages are fetched once for all tests."""
    monkeypatch.setenv("SYNOPTIC_HOME", str(site.home))
    return site.home
