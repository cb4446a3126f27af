"""What a host answers: a page's bytes, another address, a failure that may heal, or one that won't."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import HTTPError

from extract.errors import FetchError
from extract.records import Status

HEALS = frozenset({429, 500, 502, 503, 504})
REFUSED = {401: Status.BLOCKED, 402: Status.PAYWALLED, 403: Status.BLOCKED, 451: Status.BLOCKED}
KINDS = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/json",  # lists of links; as a page it is empty
        "text/x-cdx",
    }
)
PACKED = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream"})  # sitemap.xml.gz
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
MAX_MEMBERS = 1000  # of one gzip body: for each the rest is copied, and half a million empty ones fit into a page


TOO_MANY = 30.0  # seconds to wait after a 429 that does not say how long (Media Cloud's figure)


class Healing(Exception):
    """A failure that may heal."""

    def __init__(self, reason: str, code: int = 0, wait: float = 0.0, silent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code  # HTTP status, 0 when there was none
        self.wait = wait  # seconds that the host asks for
        self.silent = silent  # the host did not answer at all

    @property
    def ends_it(self) -> bool:
        """Whether no other page of the host needs to be tried, now that waiting did not help."""
        return self.silent or self.code == 429 or self.wait > 0


class TooSlow(FetchError):
    """Nothing whole came in the time allowed for a page; ``silent``: not even its headers."""

    def __init__(self, silent: bool) -> None:
        what = "no answer in" if silent else "not complete in"
        super().__init__(Status.FAILED, f"too slow: {what} the time allowed for a page")
        self.silent = silent


class Refusal(FetchError):
    """An HTTP status that is no page."""

    def __init__(self, status: Status, reason: str, code: int) -> None:
        super().__init__(status, reason)
        self.code = code


def check_status(response: requests.Response) -> None:
    """Raises unless the answer is 200."""
    code = response.status_code
    if code in HEALS:
        said = response.headers.get("retry-after")
        wait = TOO_MANY if code == 429 and not said else retry_after(said)
        raise Healing(f"HTTP {code}", code, wait)
    if code in REFUSED:
        raise Refusal(REFUSED[code], f"HTTP {code}: the outlet refuses", code)
    if code != 200:
        raise Refusal(Status.FAILED, f"HTTP {code}", code)


def content_type(response: requests.Response, url: str) -> str:
    """The header as it came, empty when there is none. Raises FetchError when it names no text."""
    told = str(response.headers.get("content-type", ""))[:200]
    kind = told.partition(";")[0].strip().lower()
    packed = kind in PACKED and url.partition("?")[0].endswith(".gz")
    if kind and kind not in KINDS and not packed:
        raise FetchError(Status.FAILED, f"not a page: {kind[:80]!r}")
    return told


def read_body(response: requests.Response, max_bytes: int, deadline: float, cut: bool = False) -> bytes:
    """The body as it came, still packed; read piece by piece, so that neither a drip nor a flood outlasts its cap.

    ``cut``: of a longer one the beginning is enough.
    """
    parts, size = [], 0
    try:
        while piece := response.raw.read1(65536, decode_content=False):
            parts.append(piece)
            size += len(piece)
            if size > max_bytes and cut:
                return b"".join(parts)[:max_bytes]
            if size > max_bytes:
                raise FetchError(Status.FAILED, f"larger than {max_bytes:,} bytes")
            in_time(deadline)
    except (OSError, HTTPError) as problem:
        in_time(deadline)
        raise Healing(f"broken off: {cause(problem)}") from problem
    in_time(deadline)  # shut at the deadline, a body looks as if it had ended
    return b"".join(parts)


def unpack(body: bytes, encoding: str, max_bytes: int) -> bytes:
    """A body without its content encoding: gzip (several members too), or deflate with or without its zlib head."""
    name = encoding.strip().lower()
    if name not in ENCODINGS:  # several packings inside each other multiply
        raise FetchError(Status.FAILED, f"packed in a way not asked for: {encoding[:80]!r}")
    if name in ("", "identity") or not body:
        return body
    bare = name == "deflate" and not _has_zlib_head(body)
    out, rest = bytearray(), body
    try:
        for _ in range(MAX_MEMBERS):
            member = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
            out += member.decompress(rest, max_bytes + 1 - len(out))
            if len(out) > max_bytes:
                raise FetchError(Status.FAILED, f"larger than {max_bytes:,} bytes")
            if not member.eof:
                raise Healing("broken off: the packed page ends early")
            rest = member.unused_data.lstrip(b"\0") if name != "deflate" else b""
            if not rest:
                return bytes(out)
    except zlib.error as problem:
        raise Healing("broken off: the packed page is damaged") from problem
    raise FetchError(Status.FAILED, f"packed in more than {MAX_MEMBERS:,} pieces")


def _has_zlib_head(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0  # RFC 1950, 2.2


def in_time(deadline: float, silent: bool = False) -> None:
    """Raises TooSlow past a deadline of ``time.monotonic``."""
    if time.monotonic() >= deadline:
        raise TooSlow(silent)


def cause(problem: BaseException) -> str:
    """The innermost reason, in few words, without the addresses of Python objects."""
    while (inner := problem.__cause__ or problem.__context__) is not None:
        problem = inner
    return str(getattr(problem, "strerror", None) or type(problem).__name__)[:200]


def retry_after(value: str | None) -> float:
    """Seconds of a Retry-After header, which is a number or an HTTP date (RFC 9110, 10.2.3); 0 when it is neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
