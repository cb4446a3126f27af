"""What is known of the hosts asked so far: whose turn it is, when they were asked last, which don't answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from protego import Protego

from extract.errors import FetchError

T = TypeVar("T")

PARKED = 600.0  # seconds for which a host that does not answer is left alone
MAX_PARKED = 3600.0  # seconds: a host that asks for more is asked again after an hour
IN_A_ROW = 5  # pages that did not come: the sixth is not asked for


class Kept(Generic[T]):
    """Values by key, each made once and made anew when its time is over. Safe for threads."""

    def __init__(self) -> None:
        self._locks: dict[str, threading.Lock] = {}
        self._values: dict[str, tuple[T, float]] = {}

    def get(self, key: str) -> T | None:
        value, until = self._values.get(key, (None, 0.0))
        return value if time.monotonic() < until else None

    def get_or_make(self, key: str, make: Callable[[], tuple[T, float]]) -> T:
        """``make`` gives a value and for how many seconds it holds; others wait for it."""
        with self._locks.setdefault(key, threading.Lock()):
            value = self.get(key)
            if value is None:
                value, seconds = make()
                self._values[key] = value, time.monotonic() + seconds
            return value


class Hosts:
    """Shared by all fetchers of a run, so that politeness holds across outlets and meetings. Safe for threads."""

    def __init__(self) -> None:
        self._turns: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._parked: dict[str, tuple[str, float]] = {}
        self._failures: dict[str, int] = {}
        self._delays: dict[str, float] = {}
        self.robots = Kept[Protego | FetchError]()

    def turn(self, host: str) -> threading.Lock:
        """Held while a host is asked: one connection at a time."""
        return self._turns.setdefault(host, threading.Lock())

    def wait(self, host: str, delay: float) -> None:
        """Sleep until ``delay`` seconds have passed since the last request ended. Call it in the host's turn.

        Where outlets share a host, the longest delay that any of them has asked for so far holds for all.
        """
        self._delays[host] = longest = max(delay, self._delays.get(host, 0.0))
        rest = self._last.get(host, -1e9) + longest - time.monotonic()
        if rest > 0:
            time.sleep(rest)

    def asked(self, host: str) -> None:
        """A request has ended: from its end, because on a busy machine two may leave late and early."""
        self._last[host] = time.monotonic()

    def park(self, host: str, reason: str, seconds: float = 0.0) -> None:
        """Leave a host alone, for as long as it asks for within bounds."""
        self._parked[host] = reason, time.monotonic() + max(PARKED, min(seconds, MAX_PARKED))

    def answered(self, host: str) -> None:
        self._failures.pop(host, None)

    def failed(self, host: str, reason: str) -> None:
        """A page that should have come did not; several in a row park the host. Call it in the host's turn."""
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= IN_A_ROW:
            self.answered(host)
            self.park(host, f"{reason}, {IN_A_ROW} pages in a row")

    def why_parked(self, host: str) -> str | None:
        """The reason while a host is parked, else None."""
        reason, until = self._parked.get(host, ("", 0.0))
        return reason if time.monotonic() < until else None
