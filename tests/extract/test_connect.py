"""Where a connection may lead. Nothing here leaves this machine: refusals come before anything is connected."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from extract.connect import ForbiddenAddress, guarded_session, permitted
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher

SPECIAL = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # metadata of most clouds
    "168.63.129.16",  # Azure's
    "100.100.100.200",  # Alibaba's
    "192.0.0.192",  # Oracle's
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::",
    "fe80::1%eth0",
    "fd00:ec2::254",  # Amazon's
    "ff02::1",
    "::ffff:10.0.0.1",
    "2002:0a00:0001::1",  # 10.0.0.1 as 6to4
    "64:ff9b::a00:1",  # 10.0.0.1 as NAT64
    "64:ff9b:1::a00:1",  # local NAT64
    "fec0::1",
    "192.88.99.1",
    "3fff::1",
    "2001:db8::1",
    "::7f00:1",  # 127.0.0.1 as the old IPv4-compatible form
    "::ffff:0:7f00:1",  # as translated IPv4
    "2001:0:4136:e378:8000:63bf:80ff:fffe",  # 127.0.0.1 inside Teredo
]


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_refused_even_where_loopback_is_allowed(address: str) -> None:
    assert not permitted(address, loopback=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_refused_unless_the_outlet_says_loopback(address: str) -> None:
    assert permitted(address, loopback=True)
    assert not permitted(address, loopback=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"])
def test_public_addresses_are_permitted(address: str) -> None:
    assert permitted(address, loopback=False)


@settings(max_examples=60)
@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_inside_ipv6(ip: ipaddress.IPv4Address) -> None:
    mapped = str(ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + ip.packed))
    assert permitted(mapped, False) == permitted(str(ip), False)


def _names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let every name resolve to these addresses, one answer after the other; returns the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def fake(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host[0].isdigit():
            return real(host, port, *rest, **more)
        asked.append(host)
        answer = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer]

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    return asked


def _get(url: str, loopback: bool, seconds: float = 5) -> int:
    with guarded_session("agent", loopback, time.monotonic() + seconds) as session:
        return session.get(url, timeout=2).status_code


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _names(monkeypatch, ["10.0.0.1"])
    with pytest.raises(ForbiddenAddress, match=r"outlet.example leads to 10.0.0.1, which is not a public address"):
        _get("http://outlet.example/", loopback=True)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    _names(monkeypatch, ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(ForbiddenAddress):
        _get("http://outlet.example/", loopback=False)


def test_a_name_that_changes_between_check_and_connection_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, httpserver: Any
) -> None:
    httpserver.expect_request("/").respond_with_data("page")
    asked = _names(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert _get(f"http://outlet.example:{httpserver.port}/", loopback=True) == 200
    assert asked == ["outlet.example"]  # resolved once: what was checked is what was connected to
    with pytest.raises(ForbiddenAddress):
        _get(f"http://outlet.example:{httpserver.port}/", loopback=True)


def test_the_host_header_keeps_the_name(monkeypatch: pytest.MonkeyPatch, httpserver: Any) -> None:
    httpserver.expect_request("/", headers={"Host": f"outlet.example:{httpserver.port}"}).respond_with_data("page")
    _names(monkeypatch, ["127.0.0.1"])
    assert _get(f"http://outlet.example:{httpserver.port}/", loopback=True) == 200


def test_the_next_address_is_tried_when_the_first_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, httpserver: Any
) -> None:
    httpserver.expect_request("/").respond_with_data("page")
    _names(monkeypatch, ["127.0.0.2", "127.0.0.1"])  # the server listens on one of them only
    assert _get(f"http://outlet.example:{httpserver.port}/", loopback=True) == 200


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch, httpserver: Any) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    httpserver.expect_request("/").respond_with_data("page")
    assert _get(httpserver.url_for("/"), loopback=True) == 200


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for ``outlet.example``, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "outlet.example")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("outlet.example")]), critical=False)
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "outlet.pem"
    signed = builder.sign(key, hashes.SHA256())
    file.write_bytes(plain + signed.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[HTTPServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HTTPServer(host="127.0.0.1", ssl_context=context) as server:
        server.expect_request("/").respond_with_data("page")
        yield server


def test_a_certificate_is_checked_against_the_name_not_the_address(
    monkeypatch: pytest.MonkeyPatch, secure: HTTPServer, certificate: Path
) -> None:
    _names(monkeypatch, ["127.0.0.1"])
    with guarded_session("agent", True, time.monotonic() + 5) as session:
        session.verify = str(certificate)
        assert session.get(f"https://outlet.example:{secure.port}/", timeout=2).status_code == 200
        with pytest.raises(requests.exceptions.SSLError):
            session.get(f"https://another.example:{secure.port}/", timeout=2)


def test_a_certificate_nobody_vouches_for_is_a_failure_that_is_not_tried_again(
    new_fetcher: Callable[..., Fetcher], outlet: Outlet, monkeypatch: pytest.MonkeyPatch, secure: HTTPServer
) -> None:
    asked = _names(monkeypatch, ["127.0.0.1"])
    with pytest.raises(FetchError, match="no secure connection: .*CERTIFICATE_VERIFY_FAILED"):
        new_fetcher(retries=2).page(f"https://outlet.example:{secure.port}/", outlet)
    assert asked == ["outlet.example"]


def test_a_handshake_that_never_ends_is_shut_at_the_deadline(
    new_fetcher: Callable[..., Fetcher],
    outlet: Outlet,
    serve: Callable[[Callable[[socket.socket, threading.Event], None]], str],
) -> None:
    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"\x16\x03\x03\x40\x00")  # a handshake record of 16 kB, of which no more than a drip comes
        while not over.wait(0.1):
            connection.sendall(b"\x02")

    url = serve(drip).replace("http:", "https:")
    began = time.monotonic()
    with pytest.raises(FetchError):
        new_fetcher(total_timeout=0.7).page(url, outlet)
    assert time.monotonic() - began < 3
