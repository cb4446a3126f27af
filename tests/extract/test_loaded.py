from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from extract.loaded import let_go, loaded_once


def test_threads_that_ask_at_the_same_time_get_one_and_the_same() -> None:
    loads: list[object] = []

    @loaded_once
    def model() -> object:
        time.sleep(0.05)  # long enough for all to ask before it is there
        loads.append(object())
        return loads[-1]

    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda _: model(), range(8)))
    assert len(loads) == 1
    assert all(one is loads[0] for one in got)


def test_what_was_let_go_is_loaded_again_when_asked_for() -> None:
    loads: list[object] = []

    @loaded_once
    def model() -> object:
        loads.append(object())
        return loads[-1]

    model()
    model()
    let_go()
    assert len(loads) == 1
    assert model() is loads[1]
