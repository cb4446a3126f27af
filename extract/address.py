"""Addresses of pages: which may be asked for, and which host each belongs to."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from extract.errors import FetchError
from extract.records import Status

MAX_ADDRESS = 2000  # bytes of a URL: PostgreSQL indexes no more than 2,700


def parse_address(url: str) -> SplitResult:
    """The parts of an address that may be asked.

    Raises:
        FetchError: not http(s), with a user name or password, too long, or no address at all.
    """
    try:
        parts = urlsplit(url)
        well = bool(parts.hostname) and parts.port != 0 and url.isprintable() and len(url.encode()) <= MAX_ADDRESS
    except ValueError as problem:
        raise FetchError(Status.FAILED, "not an address") from problem
    if parts.scheme not in ("http", "https"):
        raise FetchError(Status.BLOCKED, "refused: only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise FetchError(Status.BLOCKED, "refused: the address holds a user name or password")
    if not well:
        raise FetchError(Status.FAILED, "not an address")
    return parts


def host_of(parts: SplitResult) -> str:
    """Whose turn an address takes: the host however it is written, and a port of its own."""
    own = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{(parts.hostname or '').rstrip('.')}{own}"


def here(host: str | None) -> bool:
    """Whether a host is this machine, by its name or number."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
