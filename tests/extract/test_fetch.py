"""Fetching as outlets and their webmasters should see it, and what an analyst reads when it fails."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import settings as modest
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.answer import retry_after
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher, parse_address
from extract.records import Status

NewFetcher = Callable[..., Fetcher]
Serve = Callable[[Callable[[socket.socket, threading.Event], None]], str]
PAGE = "<p>“We agreed,” she said.</p>"


@pytest.fixture(autouse=True)
def _without_robots(httpserver: HTTPServer) -> None:
    """What a test server does not know it answers with 500, and so would refuse everything."""
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)


def _asked(server: HTTPServer, path: str) -> list[Request]:
    return [request for request, _ in server.log if request.path == path]


def _html(server: HTTPServer, path: str = "/page.html", body: str | bytes = PAGE, **more: object) -> str:
    server.expect_request(path).respond_with_data(body, content_type="text/html", **more)  # type: ignore[arg-type]
    return server.url_for(path)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _in_turn(server: HTTPServer, path: str, *answers: Response) -> str:
    """Give one answer after the other; the last for ever."""
    left = list(answers)
    server.expect_request(path).respond_with_handler(lambda _: left.pop(0) if len(left) > 1 else left[0])
    return server.url_for(path)


def test_a_page_is_fetched_kept_and_indexed(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    url = _html(httpserver)
    page = fetcher.page(url, outlet)
    assert (page.url, page.final_url, page.status, page.content_type) == (url, url, 200, "text/html")
    assert page.body == PAGE.encode()
    assert fetcher.archive.get(page.sha256) == page.body
    assert abs((datetime.now(UTC) - page.fetched).total_seconds()) < 60


def test_a_second_time_the_page_comes_from_the_archive(
    fetcher: Fetcher, new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    first = fetcher.page(_html(httpserver), outlet)
    assert new_fetcher().page(first.url, outlet) == first
    assert len(_asked(httpserver, "/page.html")) == 1


def test_a_fresh_page_is_asked_for_again_and_its_failure_is_told(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    url = _in_turn(httpserver, "/feed", Response("old", mimetype="text/xml"), Response(status=404))
    fetcher.page(url, outlet)
    with pytest.raises(FetchError, match="HTTP 404"):
        fetcher.page(url, outlet, fresh=True)
    assert fetcher.page(url, outlet).body == b"old"


def test_a_page_missing_from_the_archive_is_fetched_again(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    page = fetcher.page(_html(httpserver), outlet)
    fetcher.archive.path(page.sha256).unlink()
    assert fetcher.page(page.url, outlet).body == page.body


def test_the_outlet_sees_who_asks_and_whom_to_turn_to(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    new_fetcher(contact="desk@example.org").page(_html(httpserver), outlet)
    agents = {request.headers["User-Agent"] for request, _ in httpserver.log}
    assert agents == {"Synoptic/0.1 (coverage comparison; desk@example.org)"}


def test_bytes_in_a_wrong_or_missing_charset_are_kept_as_they_came(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    body = "<p>«Görüştük», — сказал он</p>".encode("cp1251", "replace") + b"\x93\xff\x00"
    httpserver.expect_request("/c").respond_with_data(body, content_type="text/html; charset=utf-8")
    assert fetcher.page(httpserver.url_for("/c"), outlet).body == body


def test_a_packed_page_is_kept_unpacked(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    url = _html(httpserver, body=gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    assert fetcher.page(url, outlet).body == PAGE.encode()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (401, Status.BLOCKED),
        (402, Status.PAYWALLED),
        (403, Status.BLOCKED),
        (451, Status.BLOCKED),
        (404, Status.FAILED),
        (410, Status.FAILED),
        (500, Status.FAILED),
        (503, Status.FAILED),
        (204, Status.FAILED),
        (300, Status.FAILED),
    ],
)
def test_each_http_status_has_its_place_in_the_ledger(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer, code: int, status: Status
) -> None:
    with pytest.raises(FetchError, match=f"HTTP {code}") as problem:
        fetcher.page(_html(httpserver, status=code), outlet)
    assert problem.value.status is status
    assert fetcher.store.page(httpserver.url_for("/page.html")) is None


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"])
def test_what_is_no_page_is_not_read(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer, kind: str) -> None:
    httpserver.expect_request("/x").respond_with_data(b"...", content_type=kind)
    with pytest.raises(FetchError, match=f"not a page: '{kind}'"):
        fetcher.page(httpserver.url_for("/x"), outlet)


def test_a_server_error_heals_when_asked_again(new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    url = _in_turn(httpserver, "/p", Response(status=503), Response(PAGE, mimetype="text/html"))
    assert new_fetcher(retries=1).page(url, outlet).body == PAGE.encode()


def test_what_cannot_heal_is_asked_for_once(new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    with pytest.raises(FetchError):
        new_fetcher(retries=2).page(_html(httpserver, status=403), outlet)
    assert len(_asked(httpserver, "/page.html")) == 1


def test_retry_after_is_waited_for(new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    busy = Response(status=429, headers={"Retry-After": "1"})
    url = _in_turn(httpserver, "/p", busy, Response(PAGE, mimetype="text/html"))
    began = time.monotonic()
    assert new_fetcher(retries=1).page(url, outlet).body == PAGE.encode()
    assert 1 <= time.monotonic() - began < 3


def test_a_host_that_asks_for_a_day_is_left_alone_for_the_run(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    url = _html(httpserver, status=429, headers={"Retry-After": "86400"})
    fetcher = new_fetcher(retries=2)
    began = time.monotonic()
    with pytest.raises(FetchError, match="HTTP 429, asks to wait 86,400 s"):
        fetcher.page(url, outlet)
    with pytest.raises(FetchError, match="host parked"):
        fetcher.page(httpserver.url_for("/other"), outlet)
    assert time.monotonic() - began < 2
    assert len(_asked(httpserver, "/page.html")) == 1


@pytest.mark.parametrize(("value", "seconds"), [(None, 0), ("", 0), ("soon", 0), ("-5", 0), ("120", 120), ("²", 0)])
def test_retry_after_is_read_as_a_number(value: str | None, seconds: float) -> None:
    assert retry_after(value) == seconds


def test_retry_after_is_read_as_a_date() -> None:
    assert 85 < retry_after(format_datetime(datetime.now(UTC) + timedelta(seconds=90))) <= 90
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_a_dead_host_is_tried_again_then_parked(new_fetcher: NewFetcher, outlet: Outlet) -> None:
    host = f"http://127.0.0.1:{_free_port()}"
    fetcher = new_fetcher(retries=1)
    with pytest.raises(FetchError, match=r"no connection: Connection refused \(tried 2 times\)"):
        fetcher.page(f"{host}/1", outlet)
    began = time.monotonic()
    with pytest.raises(FetchError, match="not tried: host parked after 'no connection: Connection refused"):
        fetcher.page(f"{host}/2", outlet)
    assert time.monotonic() - began < 0.2


def test_one_bad_page_does_not_park_its_host(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    with pytest.raises(FetchError):
        fetcher.page(_html(httpserver, "/bad", status=500), outlet)
    assert fetcher.page(_html(httpserver, "/good"), outlet).status == 200


def test_a_redirect_is_followed_and_both_addresses_are_kept(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new%20page?id=7"})
    httpserver.expect_request("/new page", query_string="id=7").respond_with_data(PAGE, content_type="text/html")
    page = fetcher.page(httpserver.url_for("/old"), outlet)
    assert page.url == httpserver.url_for("/old")
    assert page.final_url.endswith("/new%20page?id=7")


def test_a_looping_redirect_ends(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/loop").respond_with_data(status=302, headers={"Location": "/loop"})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.page(httpserver.url_for("/loop"), outlet)
    assert len(_asked(httpserver, "/loop")) == 6


def test_a_cookie_set_on_the_way_is_given_back(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/in").respond_with_data(
        status=302, headers={"Location": "/page.html", "Set-Cookie": "consent=no; Path=/"}
    )
    _html(httpserver)
    fetcher.page(httpserver.url_for("/in"), outlet)
    assert _asked(httpserver, "/page.html")[0].headers["Cookie"] == "consent=no"


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
        fetcher.page(_html(httpserver), outlet.model_copy(update={"loopback": False}))
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


def test_requests_to_one_host_keep_the_delay(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("extract.fetch._here", lambda host: False)  # this machine would not be waited for
    monkeypatch.setattr("extract.fetch.time.sleep", waited.append)
    fetcher = new_fetcher(delay=7)
    for path in ("/1", "/2"):
        fetcher.page(_html(httpserver, path), outlet)
    assert [round(w) for w in waited] == [7]
    fetcher.page(_html(httpserver, "/3"), outlet.model_copy(update={"delay": 2.0}))
    assert [round(w) for w in waited] == [7, 2]


def test_this_machine_is_not_waited_for(new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    fetcher = new_fetcher(delay=60)
    began = time.monotonic()
    for path in ("/1", "/2"):
        fetcher.page(_html(httpserver, path), outlet)
    assert time.monotonic() - began < 2
