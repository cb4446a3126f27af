from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from extract.loaded import loaded_once


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
