"""robots.txt is asked for first, once per host, and kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_httpserver import HTTPServer

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher
from extract.hosts import Hosts
from extract.records import Status

NewFetcher = Callable[..., Fetcher]


def _robots(server: HTTPServer, text: str = "", status: int = 200) -> None:
    server.expect_request("/robots.txt").respond_with_data(text, status, content_type="text/plain")


def _page(server: HTTPServer, path: str = "/news/1") -> str:
    server.expect_request(path).respond_with_data("page", content_type="text/html")
    return server.url_for(path)


def test_a_refusal_is_blocked_and_the_page_is_not_asked_for(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /news/\n")
    with pytest.raises(FetchError, match=r"robots.txt asks not to fetch it") as problem:
        fetcher.page(_page(httpserver), outlet)
    assert problem.value.status is Status.BLOCKED
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_it_is_asked_for_once_per_host(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /private/\n")
    for path in ("/news/1", "/news/2", "/news/3"):
        fetcher.page(_page(httpserver, path), outlet)
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 1


def test_fetchers_that_share_hosts_ask_once_together(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /private/\n")
    hosts, url = Hosts(), _page(httpserver)
    fetchers = [new_fetcher(hosts=hosts) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda fetcher: fetcher.page(url, outlet, fresh=True), fetchers))
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 1


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_without_robots_everything_is_allowed(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer, code: int
) -> None:
    _robots(httpserver, status=code)
    assert fetcher.page(_page(httpserver), outlet).status == 200


@pytest.mark.parametrize("code", [429, 500, 503])
def test_while_robots_cannot_be_read_nothing_is_fetched(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer, code: int
) -> None:
    _robots(httpserver, status=code)
    for _ in range(2):
        with pytest.raises(FetchError, match=f"not fetched without robots.txt: HTTP {code}") as problem:
            fetcher.page(_page(httpserver), outlet)
        assert problem.value.status is Status.FAILED
    assert {request.path for request, _ in httpserver.log} == {"/robots.txt"}


def test_rules_for_us_win_over_rules_for_all(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /\n\nUser-agent: Synoptic\nAllow: /\n")
    assert fetcher.page(_page(httpserver), outlet).status == 200


def test_a_group_that_happens_to_be_named_in_our_contact_is_not_ours(
    new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    _robots(httpserver, "User-agent: desk\nDisallow: /\n")
    assert new_fetcher(contact="desk@example.org").page(_page(httpserver), outlet).status == 200


def test_an_archived_page_is_read_whatever_robots_says_later(
    fetcher: Fetcher, new_fetcher: NewFetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    _robots(httpserver, status=404)
    page = fetcher.page(_page(httpserver), outlet)
    httpserver.clear()
    _robots(httpserver, "User-agent: *\nDisallow: /\n")
    assert new_fetcher().page(page.url, outlet) == page


def test_a_redirect_is_checked_against_the_rules_of_where_it_leads(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /news/\n")
    _page(httpserver)
    httpserver.expect_request("/short").respond_with_data(status=302, headers={"Location": "/news/1"})
    with pytest.raises(FetchError, match=r"robots.txt asks not to fetch it"):
        fetcher.page(httpserver.url_for("/short"), outlet)


def test_two_hosts_whose_robots_point_at_each_other_end_in_a_reason(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer
) -> None:
    other = httpserver.url_for("/robots.txt").replace("localhost", "127.0.0.1")
    here = other.replace("127.0.0.1", "localhost")
    httpserver.expect_request("/robots.txt", headers={"Host": here.split("/")[2]}).respond_with_data(
        status=302, headers={"Location": other}
    )
    httpserver.expect_request("/robots.txt").respond_with_data(status=302, headers={"Location": here})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.page(_page(httpserver), outlet)


@pytest.mark.parametrize("asked, waited", [("3", 3), ("86400", 60), ("1e9", 60)])
def test_a_crawl_delay_is_kept_up_to_a_minute(
    fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, asked: str, waited: int
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("extract.fetch.here", lambda host: False)
    monkeypatch.setattr("extract.hosts.time.sleep", slept.append)
    _robots(httpserver, f"User-agent: *\nCrawl-delay: {asked}\n")
    for path in ("/news/1", "/news/2"):
        fetcher.page(_page(httpserver, path), outlet)
    assert [round(s) for s in slept] == [waited, waited]  # after robots.txt, and after the first page


def test_garbage_served_as_robots_allows_everything(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(b"\x00\xff<html>" * 1000, content_type="image/png")
    assert fetcher.page(_page(httpserver), outlet).status == 200


def test_of_an_endless_robots_the_beginning_holds(fetcher: Fetcher, outlet: Outlet, httpserver: HTTPServer) -> None:
    _robots(httpserver, "User-agent: *\nDisallow: /private/\n" + "# more\n" * 2_000_000)
    assert fetcher.page(_page(httpserver), outlet).status == 200
    with pytest.raises(FetchError, match=r"robots.txt asks not to fetch it"):
        fetcher.page(_page(httpserver, "/private/1"), outlet)
