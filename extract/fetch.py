"""One page over HTTP: politely, safely, within caps; from the archive when it is there."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from extract.archive import Archive
from extract.connect import ForbiddenAddress, guarded_session
from extract.definitions import Outlet
from extract.errors import FetchError
from extract.records import Page, Status
from extract.robots import Robots
from extract.settings import Settings
from extract.store import Store

MAX_REDIRECTS = 5
MAX_WAIT = 60.0  # seconds: a longer Retry-After or crawl delay is not waited for
HEALS = frozenset({429, 500, 502, 503, 504})
REFUSED = {401: Status.BLOCKED, 402: Status.PAYWALLED, 403: Status.BLOCKED, 451: Status.BLOCKED}
TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf")
PACKED = ("application/gzip", "application/x-gzip", "application/octet-stream")
SAVED = frozenset({".html", ".htm", ".txt"})


class _Healing(Exception):
    """A failure that may heal, and how long to wait before the next try (seconds)."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class Fetcher:
    """Fetches for one run: one connection per host at a time, robots.txt kept, hosts that fail parked."""

    def __init__(self, settings: Settings, archive: Archive, store: Store) -> None:
        self.settings, self.archive, self.store = settings, archive, store
        self._robots = Robots(settings.user_agent, self._text)
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._parked: dict[str, str] = {}

    def page(self, url: str, outlet: Outlet, fresh: bool = False) -> Page:
        """The page at an address; archived pages are not fetched again unless ``fresh``.

        Raises:
            FetchError: with the ledger's status and a reason a reader understands.
        """
        known = None if fresh else self.store.page(url)
        if known is not None:
            body = self.archive.get(known.sha256)
            return Page(url, known.final_url, known.status, known.fetched, known.content_type, known.sha256, body)
        page = self._fetch(url, outlet)
        self.archive.put(page.body)
        self.store.remember_page(page)
        return page

    def _fetch(self, url: str, outlet: Outlet) -> Page:
        host = urlsplit(url).netloc
        with self._turns[host]:
            if host in self._parked:
                raise FetchError(Status.FAILED, f"not tried: {host} gave no answer before ({self._parked[host]})")
            self._robots.allow(url, outlet)
            return self._with_retries(url, outlet, host)

    def _with_retries(self, url: str, outlet: Outlet, host: str) -> Page:
        for attempt in range(self.settings.retries + 1):
            self._wait_turn(url, outlet)
            try:
                return self._once(url, outlet)
            except _Healing as problem:
                wait = 2.0**attempt * 0.5 if problem.wait is None else problem.wait
                reason = problem.reason
                if attempt == self.settings.retries or wait > MAX_WAIT:
                    break
                time.sleep(wait)
        if "HTTP" not in reason:
            self._parked[host] = reason
        raise FetchError(Status.FAILED, f"{reason}, {attempt + 1} tries")

    def _wait_turn(self, url: str, outlet: Outlet) -> None:
        """Keep the delay between two requests to one host; this machine needs none."""
        parts = urlsplit(url)
        delay = self.settings.delay if outlet.delay is None else outlet.delay
        delay = max(delay, min(self._robots.delay(url, outlet), MAX_WAIT))
        rest = self._last.get(parts.netloc, -1e9) + delay - time.monotonic()
        if rest > 0 and not outlet.loopback:
            time.sleep(rest)
        self._last[parts.netloc] = time.monotonic()

    def _once(self, url: str, outlet: Outlet) -> Page:
        at = url
        deadline = time.monotonic() + self.settings.total_timeout
        with guarded_session(self.settings.user_agent, loopback=outlet.loopback) as session:
            for _ in range(MAX_REDIRECTS + 1):
                response = self._get(session, at, deadline)
                with response:
                    if not response.is_redirect:
                        return self._page(url, at, response, deadline)
                    at = urljoin(at, response.headers["location"])
                    if urlsplit(at).netloc != urlsplit(url).netloc:
                        self._robots.allow(at, outlet)
        raise FetchError(Status.FAILED, f"more than {MAX_REDIRECTS} redirects")

    def _get(self, session: requests.Session, url: str, deadline: float) -> requests.Response:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise FetchError(Status.BLOCKED, f"refused: {url[:200]} is no plain http(s) address")
        timeout = (
            self.settings.connect_timeout,
            min(self.settings.read_timeout, max(0.1, deadline - time.monotonic())),
        )
        try:
            return session.get(url, stream=True, allow_redirects=False, timeout=timeout)
        except ForbiddenAddress as problem:
            raise FetchError(Status.BLOCKED, str(problem)) from problem
        except requests.exceptions.InvalidURL as problem:
            raise FetchError(Status.FAILED, f"not an address: {problem}") from problem
        except requests.Timeout as problem:
            raise _Healing(f"no answer within {timeout[1]:.0f} s") from problem
        except requests.RequestException as problem:
            raise _Healing(f"no connection: {_cause(problem)}") from problem

    def _page(self, url: str, final_url: str, response: requests.Response, deadline: float) -> Page:
        code = response.status_code
        if code in HEALS:
            raise _Healing(f"HTTP {code}", _retry_after(response.headers.get("retry-after")))
        if code in REFUSED:
            raise FetchError(REFUSED[code], f"HTTP {code}: the outlet refuses")
        if code != 200:
            raise FetchError(Status.FAILED, f"HTTP {code}")
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and not kind.startswith(TEXTUAL) and kind not in PACKED:
            raise FetchError(Status.FAILED, f"not a page: {kind[:80]}")
        body = self._body(response, deadline)
        sha256 = hashlib.sha256(body).hexdigest()
        return Page(url, final_url, code, datetime.now(UTC), kind, sha256, body)

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """The decoded body, read piece by piece so that neither a slow drip nor a bomb outlasts its cap."""
        parts, size = [], 0
        try:
            while piece := response.raw.read1(65536, decode_content=True):
                parts.append(piece)
                size += len(piece)
                if size > self.settings.max_bytes:
                    raise FetchError(Status.FAILED, f"larger than {self.settings.max_bytes:,} bytes")
                if time.monotonic() > deadline:
                    raise FetchError(Status.FAILED, f"not complete within {self.settings.total_timeout:.0f} s")
        except (OSError, requests.RequestException, HTTPError) as problem:
            raise _Healing(f"broken off: {_cause(problem)}") from problem
        return b"".join(parts)

    def _text(self, url: str, outlet: Outlet) -> tuple[int, bytes]:
        """Status and body for robots.txt, which is asked for before anything else."""
        try:
            page = self._once(url, outlet)
        except _Healing as problem:
            return (503 if "HTTP" in problem.reason else 0), b""
        except FetchError as problem:
            code = problem.reason.removeprefix("HTTP ").partition(":")[0]
            return (int(code) if code.isdigit() else 0), b""
        return page.status, page.body


def _cause(problem: Exception) -> str:
    """The innermost reason, in few words, without the addresses of Python objects."""
    reason: BaseException = problem
    while (inner := reason.__cause__ or reason.__context__) is not None:
        reason = inner
    return str(getattr(reason, "strerror", None) or type(reason).__name__)


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which is a number or an HTTP date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def read_saved(path: Path, url: str, max_bytes: int) -> Page:
    """A page from a file.

    Raises:
        FetchError: it isn't there, is too large, or isn't ``.html``, ``.htm`` or ``.txt``.
    """
    if path.suffix.lower() not in SAVED:
        raise FetchError(Status.FAILED, f"not a saved page: {path.name} (expected .html, .htm or .txt)")
    try:
        state = path.stat()
        if state.st_size > max_bytes:
            raise FetchError(Status.FAILED, f"larger than {max_bytes:,} bytes")
        body = path.read_bytes()
    except OSError as problem:
        raise FetchError(Status.FAILED, f"{path.name}: {problem.strerror}") from problem
    kind = "text/plain" if path.suffix.lower() == ".txt" else "text/html"
    fetched = datetime.fromtimestamp(state.st_mtime, UTC)
    return Page(url, url, 200, fetched, kind, hashlib.sha256(body).hexdigest(), body)
