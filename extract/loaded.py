"""Models and word lists that take seconds and megabytes to load: once, however many threads ask at the same time."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from functools import lru_cache, wraps
from threading import RLock
from typing import TypeVar

T = TypeVar("T")
LOADING = RLock()
_loaded: list[Callable[[], None]] = []


def loaded_once(load: Callable[[], T]) -> Callable[[], T]:
    """``lru_cache`` alone lets every thread that comes before the first is done load anew."""
    kept = lru_cache(maxsize=1)(load)
    _loaded.append(kept.cache_clear)

    @wraps(load)
    def one() -> T:
        with LOADING:
            return kept()

    return one


def let_go() -> None:
    """Give back the memory of everything loaded; what is asked for again is loaded again."""
    with LOADING:
        for forget in _loaded:
            forget()
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # glibc keeps what is freed, for its many threads
        trim(0)
