"""robots.txt, as RFC 9309 reads it: absent (any 4xx) allows everything, unreachable (5xx, no answer) nothing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.hosts import PARKED, Hosts
from extract.records import Status

Ask = Callable[[str, Outlet], bytes]
KEPT = 24 * 3600.0  # seconds: RFC 9309, 2.4
MAX_ROBOTS = 500 * 1024  # bytes: RFC 9309, 2.5


class Robots:
    """The rules of each host, asked for once and kept in ``hosts``.

    ``ask`` brings the bytes of a robots.txt, none when there is no such file, or raises FetchError.
    """

    def __init__(self, user_agent: str, ask: Ask, hosts: Hosts) -> None:
        # Protego looks for a group's name anywhere in the agent: the contact address must not be searched.
        self._agent = user_agent.partition("/")[0]
        self._ask = ask
        self._kept = hosts.robots

    def allow(self, url: str, outlet: Outlet) -> None:
        """Raises FetchError when the host does not want this address fetched, or cannot say."""
        origin = _origin(url, outlet)
        rules = self._kept.get_or_make(origin, lambda: self._read(origin, outlet))
        if isinstance(rules, FetchError):
            raise FetchError(rules.status, rules.reason)
        if not rules.can_fetch(url, self._agent):
            raise FetchError(Status.BLOCKED, "robots.txt asks not to fetch it")

    def delay(self, url: str, outlet: Outlet) -> float:
        """Seconds that the host asks for between requests, where its rules are known already."""
        rules = self._kept.get(_origin(url, outlet))
        return 0.0 if rules is None or isinstance(rules, FetchError) else float(rules.crawl_delay(self._agent) or 0.0)

    def _read(self, origin: str, outlet: Outlet) -> tuple[Protego | FetchError, float]:
        try:
            body = self._ask(f"{origin.partition(' ')[0]}/robots.txt", outlet)
        except FetchError as problem:
            return problem, PARKED
        return Protego.parse(body[:MAX_ROBOTS].decode("utf-8", "replace")), KEPT


def _origin(url: str, outlet: Outlet) -> str:
    """Scheme and host; what this machine is asked for another outlet's sake may be refused, and is kept apart."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{' loopback' if outlet.loopback else ''}".lower()
