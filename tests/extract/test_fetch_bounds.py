"""Which addresses are followed and which are refused, given or redirected to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import settings as modest
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from extract.address import host_of, parse_address
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.records import Status

Serve = Callable[[Callable[[socket.socket, threading.Event], None]], str]


@pytest.fixture(autouse=True)
def _pages(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_request("/page.html").respond_with_data("page", content_type="text/html")


def test_a_redirect_is_followed_and_both_addresses_are_kept(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new%20page?id=7"})
    httpserver.expect_request("/new page", query_string="id=7").respond_with_data("page", content_type="text/html")
    page = fetcher.page(httpserver.url_for("/old"), outlet)
    assert page.url == httpserver.url_for("/old")
    assert page.final_url.endswith("/new%20page?id=7")


def test_a_looping_redirect_ends(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/loop").respond_with_data(status=302, headers={"Location": "/loop"})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.page(httpserver.url_for("/loop"), outlet)
    assert [request.path for request, _ in httpserver.log].count("/loop") == 6


def test_a_cookie_set_on_the_way_is_given_back(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/in").respond_with_data(
        status=302, headers={"Location": "/page.html", "Set-Cookie": "consent=no; Path=/"}
    )
    fetcher.page(httpserver.url_for("/in"), outlet)
    assert [r.headers["Cookie"] for r, _ in httpserver.log if r.path == "/page.html"] == ["consent=no"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/", r"refused: 10.0.0.1 leads to 10.0.0.1, which is not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://[::ffff:10.0.0.1]/", "not a public address"),
        ("http://2130706433.0x7f.1:99999/", "not an address"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("http://user:secret@127.0.0.1/", "user name or password"),
        ("http://[", "not an address"),
    ],
)
def test_a_redirect_out_of_bounds_is_refused(
    fetcher: Fetcher, outlet: Outlet, serve: Serve, target: str, reason: str
) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    with pytest.raises(FetchError, match=reason) as problem:
        fetcher.page(serve(lambda connection, _: connection.sendall(head)), outlet)
    assert "secret" not in str(problem.value)


def test_this_machine_is_refused_without_a_request(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    with pytest.raises(FetchError, match="127.0.0.1, which is not a public address") as problem:
        fetcher.page(httpserver.url_for("/page.html"), outlet.model_copy(update={"loopback": False}))
    assert problem.value.status is Status.BLOCKED
    assert httpserver.log == []


@modest(max_examples=150)
@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("http://".__add__)))
@example("http://[")
@example("http://h:99999/")
@example("http://h/\x00")
@example("http://h/\ud800")
@example("http://h/" + "ü" * 1500)
def test_any_text_is_an_address_or_a_reason(text: str) -> None:
    try:
        assert parse_address(text).hostname
    except FetchError as problem:
        assert problem.reason


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".invalid", "-", "%", "a b"])
def test_a_host_that_cannot_be_a_name_is_a_failure_not_a_crash(fetcher: Fetcher, outlet: Outlet, host: str) -> None:
    with pytest.raises(FetchError):
        fetcher.page(f"http://{host}/", outlet)


@pytest.mark.parametrize(
    "same", ["https://herald.example/2", "http://HERALD.example:80/", "https://herald.example.:443"]
)
def test_however_a_host_is_written_it_has_one_turn(same: str) -> None:
    assert host_of(parse_address(same)) == host_of(parse_address("http://herald.example/1")) == "herald.example"
    assert host_of(parse_address("http://herald.example:8080/")) == "herald.example:8080"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①"]
)
def test_this_machine_is_refused_however_its_number_is_written(fetcher: Fetcher, outlet: Outlet, host: str) -> None:
    with pytest.raises(FetchError) as problem:
        fetcher.page(f"http://{host}:1/", outlet.model_copy(update={"loopback": False}))
    assert "not a public address" in problem.value.reason or "not an address" in problem.value.reason


def test_a_cookie_is_not_given_to_another_host(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    there = httpserver.url_for("/page.html").replace("localhost", "127.0.0.1")
    httpserver.expect_request("/in").respond_with_data(
        status=302, headers={"Location": there, "Set-Cookie": "session=1; Path=/"}
    )
    fetcher.page(httpserver.url_for("/in").replace("127.0.0.1", "localhost"), outlet)
    asked = [request for request, _ in httpserver.log if request.path == "/page.html"]
    assert [("Cookie" in r.headers, "Authorization" in r.headers) for r in asked] == [(False, False)]
