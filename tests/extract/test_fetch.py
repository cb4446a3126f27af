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
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.answer import retry_after
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher
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


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(None, 0), ("", 0), ("soon", 0), ("-5", 0), ("120", 120), ("²", 0), ("inf", 0), ("9" * 400, 999_999_999)],
)
def test_retry_after_is_read_as_a_number(value: str | None, seconds: float) -> None:
    assert retry_after(value) == seconds


def test_retry_after_is_read_as_a_date() -> None:
    assert 85 < retry_after(format_datetime(datetime.now(UTC) + timedelta(seconds=90))) <= 90
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("Fri, 31 Dec 9999 23:59:59 GMT") > 86400
    assert retry_after("Fri, 31 Dec 99999 23:59:59 GMT") == 0
