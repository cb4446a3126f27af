"""One page over HTTP: politely, safely, within caps; from the archive when it is there."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

import requests
from requests.cookies import RequestsCookieJar
from urllib3.exceptions import HTTPError

from extract.address import here, host_of, parse_address
from extract.answer import Healing, Refusal, TooSlow, cause, check_status, content_type, in_time, read_body, unpack
from extract.archive import Archive, ArchiveError, Exchange
from extract.connect import ForbiddenAddress, guarded_session
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.hosts import Hosts
from extract.records import Page, Status
from extract.robots import MAX_ROBOTS, Robots
from extract.settings import Settings
from extract.store import PageEntry, Store

MAX_REDIRECTS = 5
MAX_WAIT = 60.0  # seconds: a longer Retry-After or crawl delay is not waited for


@dataclass(slots=True)
class _Visit:
    """One page's way through redirects and retries, within one budget of time on the network."""

    url: str
    outlet: Outlet
    left: float  # seconds
    robots: bool  # whether this is for robots.txt itself
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)  # else some consent pages redirect for ever


Fetched = tuple[Page, Exchange]


class Fetcher:
    """Fetches for one run: one connection per host at a time, robots.txt kept, hosts that don't answer parked.

    Fetchers that work side by side share ``hosts``; alone, each has its own.
    """

    def __init__(
        self, settings: Settings, archive: Archive, store: Store, hosts: Hosts | None = None, refetch: bool = False
    ) -> None:
        self.settings, self.archive, self.store, self.refetch = settings, archive, store, refetch
        self._hosts = hosts or Hosts()
        self._robots = Robots(settings.user_agent, self._robots_txt, self._hosts)

    def page(self, url: str, outlet: Outlet, fresh: bool = False) -> Page:
        """The page at an address; archived pages are not fetched again unless ``fresh``, or the fetcher refetches.

        A page that was archived and can't be had again is the archived one, with ``stale`` saying why.

        Raises:
            FetchError: with the ledger's status and a reason a reader understands.
            ArchiveError: the archived bytes were changed, or cannot be written.
        """
        known = None if fresh or parse_address(url) is None else self.store.page(url)
        if known is not None and not self.archive.path(known.sha256).is_file():
            known = None
        if known is not None and not self.refetch:
            return self.kept(known)
        try:
            page, exchange = self._follow(_Visit(url, outlet, self.settings.total_timeout, robots=False))
        except FetchError as problem:
            if known is None:
                raise
            return replace(self.kept(known), stale=problem.reason)
        self.keep(page, exchange)
        return page

    def keep(self, page: Page, exchange: Exchange | None = None) -> None:
        """Put a page into the archive and its index, however it was had.

        Raises:
            ArchiveError: it cannot be written.
        """
        self.archive.put(page, exchange)
        self.store.remember_page(page)

    def kept(self, entry: PageEntry) -> Page:
        """A page of the index with its bytes.

        Raises:
            ArchiveError: they are missing, or were changed.
        """
        body = self.archive.get(entry.sha256)
        return Page(entry.url, entry.final_url, entry.status, entry.fetched, entry.content_type, entry.sha256, body)

    def earlier(self, page: Page) -> Page | None:
        """The first copy of the same address, when it was another one; None as well when it can't be read."""
        saved = page.url.startswith("saved:")  # named by its file: those of two meetings may share the name
        first = None if saved else self.store.first_page(page.url)
        if first is None or first.sha256 == page.sha256 or first.fetched >= page.fetched:
            return None
        try:
            return self.kept(first)
        except ArchiveError:
            return None

    def _robots_txt(self, url: str, outlet: Outlet) -> bytes:
        try:
            return self._follow(_Visit(url, outlet, self.settings.total_timeout, robots=True))[0].body
        except Refusal as problem:
            if problem.code < 500 and problem.code != 429:
                return b""
            raise FetchError(problem.status, f"not fetched without robots.txt: {problem.reason}") from problem

    def _follow(self, visit: _Visit) -> Fetched:
        at = visit.url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._hop(visit, at)
            if not isinstance(answer, str):
                return answer
            try:
                at = urljoin(at, answer)
            except ValueError as problem:
                raise FetchError(Status.FAILED, "redirected to what is not an address") from problem
        raise FetchError(Status.FAILED, f"more than {MAX_REDIRECTS} redirects")

    def _hop(self, visit: _Visit, at: str) -> Fetched | str:
        """A page, or where a redirect leads. Each hop is checked and takes its own host's turn."""
        host = host_of(parse_address(at))
        self._not_parked(host)
        if not visit.robots:
            self._robots.allow(at, visit.outlet)
        with self._hosts.turn(host):
            self._not_parked(host)
            return self._with_retries(visit, at, host)

    def _not_parked(self, host: str) -> None:
        reason = self._hosts.why_parked(host)
        if reason:
            raise FetchError(Status.FAILED, f"not tried: host parked after {reason!r}")

    def _with_retries(self, visit: _Visit, at: str, host: str) -> Fetched | str:
        try:
            answer = self._tried(visit, at, host)
        except TooSlow as problem:
            (self._hosts.park if problem.silent else self._hosts.failed)(host, problem.reason)
            raise
        except FetchError:
            self._hosts.answered(host)
            raise
        except Healing as problem:
            raise self._given_up(problem, host, visit.robots) from problem
        self._hosts.answered(host)
        return answer

    def _tried(self, visit: _Visit, at: str, host: str) -> Fetched | str:
        """An answer, after some tries; else the last failure, with how often it was tried in its reason."""
        for tries in range(1, self.settings.retries + 2):
            try:
                return self._once(visit, at, host)
            except Healing as problem:
                failure, wait = problem, max(problem.wait, 0.5 * 2.0 ** (tries - 1))
            if tries > self.settings.retries or wait > MAX_WAIT or visit.left <= 0:
                break
            time.sleep(wait)
        failure.reason += f", asks to wait {wait:,.0f} s" if wait > MAX_WAIT else f" (tried {_times(tries)})"
        raise failure

    def _given_up(self, failure: Healing, host: str, robots: bool) -> FetchError:
        if failure.ends_it and (failure.silent or not robots):  # without robots.txt nothing is asked for anyway
            self._hosts.park(host, failure.reason, failure.wait)
        else:
            self._hosts.failed(host, failure.reason)
        if failure.code:
            return Refusal(Status.FAILED, failure.reason, failure.code)
        return FetchError(Status.FAILED, failure.reason)

    def _once(self, visit: _Visit, at: str, host: str) -> Fetched | str:
        self._hosts.wait(host, self._delay(at, visit.outlet))
        began = time.monotonic()
        deadline = began + visit.left
        agent = self.settings.user_agent
        try:
            with (
                guarded_session(agent, visit.outlet.loopback, deadline, visit.cookies) as session,
                self._get(session, at, deadline) as response,
            ):
                target = session.get_redirect_target(response)
                return target if target is not None else self._page(visit, at, response, deadline)
        finally:
            visit.left -= time.monotonic() - began
            self._hosts.asked(host)

    def _delay(self, url: str, outlet: Outlet) -> float:
        """Seconds between two requests to a host. This machine needs none, unless the outlet's definition says so."""
        if outlet.delay is None and here(parse_address(url).hostname):
            return 0.0
        own = self.settings.delay if outlet.delay is None else outlet.delay
        return max(own, min(self._robots.delay(url, outlet), MAX_WAIT))

    def _get(self, session: requests.Session, url: str, deadline: float) -> requests.Response:
        left = max(0.1, deadline - time.monotonic())
        timeout = min(self.settings.connect_timeout, left), min(self.settings.read_timeout, left)
        try:
            response = session.get(url, stream=True, allow_redirects=False, timeout=timeout)
        except ForbiddenAddress as problem:
            raise FetchError(Status.BLOCKED, str(problem)) from problem
        except requests.exceptions.SSLError as problem:
            raise FetchError(Status.FAILED, f"no secure connection: {cause(problem)}") from problem
        except requests.Timeout as problem:
            raise Healing("no answer in time", silent=True) from problem
        except ValueError as problem:  # requests' InvalidURL and urllib3's LocationParseError among them
            raise FetchError(Status.FAILED, f"not an address that can be asked: {type(problem).__name__}") from problem
        except (requests.RequestException, HTTPError) as problem:
            in_time(deadline, silent=True)
            raise Healing(f"no connection: {cause(problem)}", silent=True) from problem
        try:
            in_time(deadline, silent=True)  # shut at the deadline, headers look as if they had ended
        except FetchError:
            response.close()
            raise
        return response

    def _page(self, visit: _Visit, final_url: str, response: requests.Response, deadline: float) -> Fetched:
        check_status(response)
        kind = "" if visit.robots else content_type(response, final_url)
        packed, cap = response.headers.get("content-encoding", ""), self.settings.max_bytes
        cut = visit.robots and not packed
        received = read_body(response, min(cap, MAX_ROBOTS) if cut else cap, deadline, cut)
        body = unpack(received, packed, cap)
        sha256 = hashlib.sha256(body).hexdigest()
        page = Page(visit.url, final_url, response.status_code, datetime.now(UTC), kind, sha256, body)
        status = f"{response.status_code} {response.reason or ''}".strip()
        asked, told = response.request, response.raw.headers
        return page, Exchange(asked.url or "", tuple(asked.headers.items()), status, tuple(told.items()), received)


def _times(tries: int) -> str:
    return "once" if tries == 1 else f"{tries} times"
