"""robots.txt, as RFC 9309 reads it: absent (any 4xx) allows everything, unreachable (5xx, no answer) nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.records import Status

Ask = Callable[[str, Outlet], bytes]
MAX_ROBOTS = 500 * 1024  # bytes: RFC 9309, 2.5


class Robots:
    """The rules of each host, asked for once per run.

    ``ask`` brings the bytes of a robots.txt, none when there is no such file, or raises FetchError.
    """

    def __init__(self, user_agent: str, ask: Ask) -> None:
        # Protego looks for a group's name anywhere in the agent: the contact address must not be searched.
        self._agent = user_agent.partition("/")[0]
        self._ask = ask
        self._rules: dict[str, Protego | FetchError] = {}
        self._locks: dict[str, threading.Lock] = {}

    def allow(self, url: str, outlet: Outlet) -> None:
        """Raises FetchError when the host does not want this address fetched, or cannot say."""
        rules = self._of(url, outlet)
        if isinstance(rules, FetchError):
            raise FetchError(rules.status, rules.reason)
        if not rules.can_fetch(url, self._agent):
            raise FetchError(Status.BLOCKED, "robots.txt asks not to fetch it")

    def delay(self, url: str) -> float:
        """Seconds that the host asks for between requests, where its rules are known already."""
        rules = self._rules.get(_origin(url))
        return 0.0 if rules is None or isinstance(rules, FetchError) else float(rules.crawl_delay(self._agent) or 0.0)

    def _of(self, url: str, outlet: Outlet) -> Protego | FetchError:
        origin = _origin(url)
        with self._locks.setdefault(origin, threading.Lock()):
            if origin not in self._rules:
                self._rules[origin] = self._read(origin, outlet)
            return self._rules[origin]

    def _read(self, origin: str, outlet: Outlet) -> Protego | FetchError:
        try:
            return Protego.parse(self._ask(f"{origin}/robots.txt", outlet)[:MAX_ROBOTS].decode("utf-8", "replace"))
        except FetchError as problem:
            return problem


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
