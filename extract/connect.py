"""Connections that may not lead into this machine or its network, nor last longer than agreed.

A host's name is resolved once; the addresses are checked, and exactly those are connected to. So a name that
resolves to a public address for the check and to a private one for the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError
from urllib3.poolmanager import PoolManager

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_ADDRESSES = 4  # of one name: each may cost a connect timeout
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special by IANA's registries (RFC 6890), but global to the ipaddress of some Python 3.11: cloud metadata among them.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20", "5f00::/16",
                "fec0::/10")
)  # fmt: skip
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})  # Azure's lies among the public addresses


class ForbiddenAddress(Exception):
    """A private, loopback, link-local or otherwise special address.

    Not an OSError: urllib3 would take it for a broken connection and hide it in one of its own.
    """


def permitted(address: str, loopback: bool) -> bool:
    """Whether a numeric address may be connected to; ``loopback`` allows this machine's own."""
    ip = _innermost(ipaddress.ip_address(address.partition("%")[0]))
    if ip.is_loopback:
        return loopback
    if ip in _METADATA or any(ip in net for net in _SPECIAL):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _innermost(ip: Address) -> Address:
    """The IPv4 address that an IPv6 address only carries: mapped, 6to4 or NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or ip


class _Watch:
    """Shuts connections at a deadline, from outside: bytes that trickle in reset every timeout of a socket."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._shut)
        self._timer.daemon = True

    def add(self, connection: socket.socket) -> None:
        # A duplicate, because TLS takes the socket's descriptor over and leaves the object empty.
        self._sockets.append(connection.dup())
        if len(self._sockets) == 1:
            self._timer.start()

    def _shut(self) -> None:
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._timer.cancel()
        if self._sockets:
            self._timer.join()
        for connection in self._sockets:
            connection.close()


class _Guarded:
    """Mixed into urllib3's connections: connects to checked addresses only, under the watch."""

    loopback = False
    watch: _Watch
    port: int
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        host = self._dns_host
        failure: HTTPError | None = None
        for address in self._checked(host):
            if failure and time.monotonic() > self.watch.deadline:
                break
            self._dns_host = address  # what urllib3 connects to; a certificate is checked against the name
            try:
                connection: socket.socket = super()._new_conn()  # type: ignore[misc]  # the class it is mixed into
            except HTTPError as problem:
                failure = problem
            else:
                self.watch.add(connection)
                return connection
            finally:
                self._dns_host = host
        raise failure or OSError(f"{host} has no address")

    def _checked(self, host: str) -> list[str]:
        try:
            found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as problem:
            reason = socket.gaierror(getattr(problem, "errno", None) or 0, "the host's name is not known")
            raise NameResolutionError(host, self, reason) from reason  # type: ignore[arg-type]
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            if not permitted(address, self.loopback):
                raise ForbiddenAddress(f"refused: {host} leads to {address}, which is not a public address")
        return addresses[:MAX_ADDRESSES]


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, loopback: bool, watch: _Watch) -> None:
        self._own = {"loopback": loopback, "watch": watch}
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block", None)
        self.poolmanager = PoolManager(*args, **kwargs)
        http = type("GuardedHTTP", (_Guarded, HTTPConnection), self._own)
        https = type("GuardedHTTPS", (_Guarded, HTTPSConnection), self._own)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("GuardedHTTPPool", (HTTPConnectionPool,), {"ConnectionCls": http}),
            "https": type("GuardedHTTPSPool", (HTTPSConnectionPool,), {"ConnectionCls": https}),
        }


class _Session(requests.Session):
    """Leaves redirects to its user.

    requests prepares the next request even when it must not follow: it reads the redirect's body for that, all of it
    and unpacked, and fails on an address that is none without closing the connection.
    """

    def resolve_redirects(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        return iter(())

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where a redirect leads; with the letters as they came where they are no UTF-8."""
        try:
            return super().get_redirect_target(resp)
        except UnicodeDecodeError:
            return resp.headers["location"]


@contextmanager
def guarded_session(
    user_agent: str, loopback: bool, deadline: float, cookies: RequestsCookieJar | None = None
) -> Iterator[requests.Session]:
    """A session that names itself and connects to permitted addresses only, until ``deadline`` (``time.monotonic``).

    Raises:
        ForbiddenAddress: from its ``get``, before anything is connected.
    """
    watch = _Watch(deadline)
    with _Session() as session:
        session.trust_env = False  # neither .netrc credentials nor a proxy that would connect in our place
        if cookies is not None:
            session.cookies = cookies
        session.headers.update(
            {
                "User-Agent": user_agent,
                "Accept": "text/html, application/xml;q=0.9, */*;q=0.5",
                "Accept-Encoding": "gzip, deflate",  # whose unpacking can be stopped at a size
            }
        )
        for scheme in ("http://", "https://"):
            session.mount(scheme, _GuardedAdapter(loopback, watch))
        try:
            yield session
        finally:
            watch.close()
