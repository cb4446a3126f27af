"""robots.txt, as RFC 9309 reads it: absent allows, unreachable does not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.records import Status

Ask = Callable[[str, Outlet], tuple[int, bytes]]
MAX_ROBOTS = 500 * 1024  # bytes: RFC 9309, 2.5


class Robots:
    """The rules of each host, asked for once per run."""

    def __init__(self, user_agent: str, ask: Ask) -> None:
        self._agent, self._ask = user_agent, ask
        self._rules: dict[str, Protego | str] = {}
        self._lock = threading.Lock()

    def allow(self, url: str, outlet: Outlet) -> None:
        """Raises FetchError when the host does not want this address fetched, or cannot say."""
        rules = self._of(url, outlet)
        if isinstance(rules, str):
            raise FetchError(Status.FAILED, rules)
        if not rules.can_fetch(url, self._agent):
            raise FetchError(Status.BLOCKED, "robots.txt asks not to fetch it")

    def delay(self, url: str, outlet: Outlet) -> float:
        """Seconds that the host asks for between requests."""
        rules = self._of(url, outlet)
        return 0.0 if isinstance(rules, str) else float(rules.crawl_delay(self._agent) or 0.0)

    def _of(self, url: str, outlet: Outlet) -> Protego | str:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            rules = self._read(origin, outlet)
            with self._lock:
                self._rules[origin] = rules
        return self._rules[origin]

    def _read(self, origin: str, outlet: Outlet) -> Protego | str:
        code, body = self._ask(f"{origin}/robots.txt", outlet)
        if code == 0:
            return "no answer from the host"
        if code >= 500:
            return f"robots.txt answers HTTP {code}: not fetched without it"
        text = body[:MAX_ROBOTS].decode("utf-8", "replace") if code == 200 else ""
        return Protego.parse(text)
