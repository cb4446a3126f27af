"""Connections that may not lead into this machine or its network, whatever a page or a redirect says.

The check is on the address that was really connected to, after name resolution: a name that resolves to a public
address for the check and to a private one for the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager


class ForbiddenAddress(requests.RequestException):
    """A private, loopback, link-local or otherwise special address."""


def permitted(address: str, loopback: bool) -> bool:
    """Whether a numeric address may be connected to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return (loopback and ip.is_loopback) or (ip.is_global and not ip.is_multicast)


def _addresses(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class _Guarded:
    """Resolves once, checks every answer, and connects to the address that was checked."""

    loopback = False

    def _new_conn(self) -> socket.socket:
        host, port = self._dns_host, self.port  # type: ignore[attr-defined]  # of urllib3's connection
        for address in _addresses(host, port):
            if not permitted(address, self.loopback):
                raise ForbiddenAddress(f"refused: {host} leads to {address}, which is not a public address")
        connection: socket.socket = super()._new_conn()  # type: ignore[misc]  # the connection class it is mixed into
        peer = str(connection.getpeername()[0])
        if not permitted(peer, self.loopback):
            connection.close()
            raise ForbiddenAddress(f"refused: {host} leads to {peer}, which is not a public address")
        return connection


def _pools(loopback: bool) -> dict[str, Any]:
    http = type("GuardedHTTP", (_Guarded, HTTPConnection), {"loopback": loopback})
    https = type("GuardedHTTPS", (_Guarded, HTTPSConnection), {"loopback": loopback})
    return {
        "http": type("GuardedHTTPPool", (HTTPConnectionPool,), {"ConnectionCls": http}),
        "https": type("GuardedHTTPSPool", (HTTPSConnectionPool,), {"ConnectionCls": https}),
    }


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, loopback: bool) -> None:
        self._loopback = loopback
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block", None)
        self.poolmanager = PoolManager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._loopback)


def guarded_session(user_agent: str, loopback: bool) -> requests.Session:
    """A session that names itself, follows no environment proxy, and connects to permitted addresses only."""
    session = requests.Session()
    session.trust_env = False  # neither .netrc credentials nor a proxy that would connect in our place
    session.headers.update({"User-Agent": user_agent, "Accept": "text/html, application/xml;q=0.9, */*;q=0.5"})
    for scheme in ("http://", "https://"):
        session.mount(scheme, _GuardedAdapter(loopback))
    return session
