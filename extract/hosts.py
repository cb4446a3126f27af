"""What is known of the hosts asked so far: whose turn it is, when they were asked last, which don't answer."""

from __future__ import annotations

import threading
import time

PARKED = 600.0  # seconds for which a host that does not answer is left alone


class Hosts:
    """Shared by all fetchers of a run, so that politeness holds across outlets and meetings. Safe for threads."""

    def __init__(self) -> None:
        self._turns: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._parked: dict[str, tuple[str, float]] = {}

    def turn(self, host: str) -> threading.Lock:
        """Held while a host is asked: one connection at a time."""
        return self._turns.setdefault(host, threading.Lock())

    def wait(self, host: str, delay: float) -> None:
        """Sleep until ``delay`` seconds have passed since the last request. Call it in the host's turn."""
        rest = self._last.get(host, -1e9) + delay - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self._last[host] = time.monotonic()

    def park(self, host: str, reason: str) -> None:
        self._parked[host] = reason, time.monotonic() + PARKED

    def why_parked(self, host: str) -> str | None:
        """The reason while a host is parked, else None."""
        reason, until = self._parked.get(host, ("", 0.0))
        return reason if time.monotonic() < until else None
