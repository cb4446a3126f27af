"""Politeness: one request per host at a time, with a delay, and no more where nobody answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.hosts import Hosts

NewFetcher = Callable[..., Fetcher]


@pytest.fixture(autouse=True)
def _without_robots(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)


@pytest.fixture
def parallel() -> Iterator[HTTPServer]:
    """A server that would answer many at once."""
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        server.expect_request("/robots.txt").respond_with_data(status=404)
        yield server


def _html(server: HTTPServer, path: str, status: int = 200) -> str:
    server.expect_request(path).respond_with_data("page", status, content_type="text/html")
    return server.url_for(path)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


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


def test_requests_to_one_host_keep_the_delay(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("extract.fetch.here", lambda host: False)  # this machine would not be waited for
    monkeypatch.setattr("extract.hosts.time.sleep", waited.append)
    fetcher = new_fetcher(delay=7)
    for path in ("/1", "/2"):
        fetcher.page(_html(httpserver, path), outlet)
    assert [round(w) for w in waited] == [7, 7]  # after robots.txt, and after the first page
    new_fetcher(delay=7).page(_html(httpserver, "/3"), outlet.model_copy(update={"delay": 2.0}))
    assert [round(w) for w in waited] == [7, 7, 2]


def test_of_two_outlets_on_one_host_the_longer_delay_holds_for_both(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    patient = outlet.model_copy(update={"delay": 0.3})
    hasty = outlet.model_copy(update={"key": "hasty", "delay": 0.0})
    fetcher = new_fetcher()
    fetcher.page(_html(httpserver, "/1"), patient)
    began = time.monotonic()
    fetcher.page(_html(httpserver, "/2"), hasty)
    assert time.monotonic() - began >= 0.29


def test_this_machine_is_not_waited_for(new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    fetcher = new_fetcher(delay=60)
    began = time.monotonic()
    for path in ("/1", "/2"):
        fetcher.page(_html(httpserver, path), outlet)
    assert time.monotonic() - began < 2


def test_this_machine_is_waited_for_where_the_outlet_says_so(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    began = time.monotonic()
    new_fetcher().page(_html(httpserver, "/1"), outlet.model_copy(update={"delay": 0.3}))
    assert 0.3 <= time.monotonic() - began < 2


def _asked(server: HTTPServer) -> int:
    return sum(request.path != "/robots.txt" for request, _ in server.log)


def test_a_host_whose_pages_fail_in_a_row_is_parked(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    for n in range(7):
        with pytest.raises(FetchError) as problem:
            fetcher.page(_html(httpserver, f"/{n}", status=500), outlet)
    assert problem.value.reason == "not tried: host parked after 'HTTP 500 (tried once), 5 pages in a row'"
    assert _asked(httpserver) == 5


def test_one_page_that_comes_between_failures_keeps_the_host(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    for n in range(12):
        with suppress(FetchError):
            fetcher.page(_html(httpserver, f"/{n}", status=404 if n % 4 == 3 else 500), outlet)
    assert _asked(httpserver) == 12


@pytest.mark.parametrize(("code", "said"), [(429, {}), (429, {"Retry-After": "0"}), (503, {"Retry-After": "7"})])
def test_a_host_that_asks_for_rest_in_vain_is_left_alone(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch,
    code: int, said: dict[str, str],
) -> None:  # fmt: skip
    waited: list[float] = []
    monkeypatch.setattr("extract.fetch.time.sleep", waited.append)
    httpserver.expect_request("/busy").respond_with_data("", code, said)
    fetcher = new_fetcher(retries=1)
    with pytest.raises(FetchError, match=rf"HTTP {code} \(tried 2 times\)"):
        fetcher.page(httpserver.url_for("/busy"), outlet)
    assert waited == [{"": 30, "0": 0.5, "7": 7}[said.get("Retry-After", "")]]
    with pytest.raises(FetchError, match=f"not tried: host parked after 'HTTP {code}"):
        fetcher.page(_html(httpserver, "/good"), outlet)
    assert _asked(httpserver) == 2


def test_a_host_is_left_alone_as_long_as_it_asks_up_to_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("extract.hosts.time.monotonic", lambda: now[0])
    for seconds, until in ((0, 600), (1800, 1800), (86400, 3600)):
        hosts = Hosts()
        hosts.park("host", "busy", seconds)
        began = now[0]
        now[0] = began + until - 1
        assert hosts.why_parked("host") == "busy"
        now[0] = began + until + 1
        assert hosts.why_parked("host") is None


def test_a_parked_host_is_asked_again_after_some_minutes(
    new_fetcher: NewFetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{_free_port()}/"
    fetcher = new_fetcher()
    monkeypatch.setattr("extract.hosts.PARKED", 0.1)
    with pytest.raises(FetchError, match="Connection refused"):
        fetcher.page(url, outlet)
    time.sleep(0.15)
    with pytest.raises(FetchError, match=r"^no connection: Connection refused"):
        fetcher.page(url, outlet)


def test_fetchers_that_share_hosts_ask_one_host_one_at_a_time(
    new_fetcher: NewFetcher, outlet: Outlet, parallel: HTTPServer
) -> None:
    asking, most, guard = 0, 0, threading.Lock()

    def slow(_: Request) -> Response:
        nonlocal asking, most
        with guard:
            asking += 1
            most = max(most, asking)
        time.sleep(0.03)
        with guard:
            asking -= 1
        return Response("page", mimetype="text/html")

    for n in range(8):
        parallel.expect_request(f"/{n}").respond_with_handler(slow)
    hosts = Hosts()
    fetchers = [new_fetcher(hosts=hosts) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda n: fetchers[n % 4].page(parallel.url_for(f"/{n}"), outlet), range(8)))
    assert [page.status for page in pages] == [200] * 8
    assert most == 1


def test_fetchers_that_share_hosts_know_of_each_others_dead_hosts(new_fetcher: NewFetcher, outlet: Outlet) -> None:
    hosts, url = Hosts(), f"http://127.0.0.1:{_free_port()}/"
    with pytest.raises(FetchError, match="Connection refused"):
        new_fetcher(hosts=hosts).page(url, outlet)
    with pytest.raises(FetchError, match="not tried: host parked"):
        new_fetcher(hosts=hosts).page(url, outlet)


def test_a_slow_host_does_not_hold_up_another(
    new_fetcher: NewFetcher,
    outlet: Outlet,
    httpserver: HTTPServer,
    serve: Callable[[Callable[[socket.socket, threading.Event], None]], str],
) -> None:
    def silent(connection: socket.socket, over: threading.Event) -> None:
        over.wait(5)

    fetcher, slow, quick = new_fetcher(read_timeout=1.5), serve(silent), _html(httpserver, "/quick")
    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(fetcher.page, slow, outlet)
        time.sleep(0.1)
        began = time.monotonic()
        assert fetcher.page(quick, outlet).status == 200
        assert time.monotonic() - began < 1
        assert isinstance(waiting.exception(), FetchError)
