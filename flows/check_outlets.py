"""A canary: whether the outlets of the catalogue can still be found and read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed

from extract.canary import Check, Health, check
from extract.catalog import chosen_outlets, load_outlets
from extract.definitions import Outlet
from extract.settings import Settings, load_settings
from extract.store import Store
from flows import core, steps
from flows.edition import RUNNER


@task(cache_policy=NO_CACHE, task_run_name="check {outlet.key}", persist_result=False)
def check_outlet(outlet: Outlet, settings: Settings, today: date) -> Check:
    with Store(settings.database_url) as store:
        found = check(outlet, core.fetcher_of(settings, store), today)
    steps.tell(outlet.name, f"{found.health}{': ' + found.why if found.why else ''}")
    return found


@flow(name="check-outlets", task_runner=RUNNER, retries=0)
def check_outlets(outlets: list[str] | None = None, fail_above: float = 0.3) -> State[Any]:
    """Ask every outlet's feeds, sitemaps and sections, and read one article of each.

    Prefect shows these words in its form:

    Args:
        outlets: Only these outlets, by key. Empty: all of the catalogue and your own with something to ask.
        fail_above: The run fails when a greater share of the outlets fails (0 to 1).
    """
    settings = load_settings()
    known = chosen_outlets(load_outlets(settings.home), outlets)
    chosen = [o for o in known if outlets or o.feeds or o.sitemaps or o.sections]
    futures = [check_outlet.submit(outlet, settings, datetime.now(UTC).date()) for outlet in chosen]
    found = tuple(_checked(outlet, future) for outlet, future in zip(chosen, futures, strict=True))
    create_table_artifact([{k: str(v) for k, v in asdict(c).items()} for c in found], key="check-outlets")
    count = {health: sum(c.health is health for c in found) for health in Health}
    message = ", ".join(f"{number} {health}" for health, number in count.items() if number)
    if count[Health.FAILS] > fail_above * len(found):
        return Failed(message=message, data=found)
    return Completed(message=message, data=found)


def _checked(outlet: Outlet, future: PrefectFuture[Check]) -> Check:
    future.wait()  # the state that a future shows may lag behind the end of its task
    if future.state.is_completed():
        return future.result()
    return Check(outlet.key, Health.FAILS, why=str(future.state.message))
