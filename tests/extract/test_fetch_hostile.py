"""Servers that drip, flood, break off or answer nonsense: each ends in a reason, within the time and size agreed."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as modest
from hypothesis import strategies as st

from extract.definitions import Outlet
from extract.errors import FetchError
from extract.fetch import Fetcher

Serve = Callable[[Callable[[socket.socket, threading.Event], None]], str]
NewFetcher = Callable[..., Fetcher]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _says(*parts: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def answer(connection: socket.socket, over: threading.Event) -> None:
        for part in parts:
            connection.sendall(part)

    return answer


def _drips(first: bytes, drop: bytes) -> Callable[[socket.socket, threading.Event], None]:
    """Never silent for long enough to be timed out, never done."""

    def answer(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(first)
        while not over.wait(0.1):
            connection.sendall(drop)

    return answer


def _silent(connection: socket.socket, over: threading.Event) -> None:
    over.wait(10)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (OK + b"Content-Length: 100000\r\n\r\n<p>", b"x"),
        (OK + b"\r\n<p>", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (OK, b"X-More: x\r\n"),
        (b"", b"H"),
    ],
    ids=["body", "body without length", "chunks", "size of a chunk", "headers", "first line"],
)
def test_a_slow_drip_is_shut_at_the_deadline(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve, first: bytes, drop: bytes
) -> None:
    with _within(3), pytest.raises(FetchError, match="too slow"):
        new_fetcher(total_timeout=0.4, retries=1).page(serve(_drips(first, drop)), outlet)


def test_a_page_cut_at_the_deadline_is_not_taken_for_a_whole_one(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    fetcher = new_fetcher(total_timeout=0.5)
    url = serve(_drips(OK + b"\r\n<p>", b"x"))
    with pytest.raises(FetchError):
        fetcher.page(url, outlet)
    assert fetcher.store.page(url) is None


def test_silence_is_timed_out_and_parks_the_host(new_fetcher: NewFetcher, outlet: Outlet, serve: Serve) -> None:
    fetcher = new_fetcher(read_timeout=0.3, retries=1)
    url = serve(_silent)
    with _within(4), pytest.raises(FetchError, match=r"no answer in time \(tried 2 times\)"):
        fetcher.page(url, outlet)
    with pytest.raises(FetchError, match="host parked after 'no answer in time"):
        fetcher.page(url + "/2", outlet)


def test_silence_that_uses_up_the_time_for_a_page_parks_the_host(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    fetcher = new_fetcher(read_timeout=0.4, total_timeout=0.4)  # as 3 x 20 s in 60 s, the settings as shipped
    url = serve(_silent)
    for path in ("", "/2"):
        with pytest.raises(FetchError) as problem:
            fetcher.page(url + path, outlet)
    assert problem.value.reason.startswith("not tried: host parked after")


def test_all_tries_together_take_no_longer_than_one_page_may(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    asked: list[int] = []

    def busy(connection: socket.socket, over: threading.Event) -> None:
        asked.append(1)
        over.wait(0.4)
        connection.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(FetchError):  # 0.4 s of 0.6 s for the first try, too little left for a second
        new_fetcher(total_timeout=0.6, retries=3).page(serve(busy), outlet)
    assert len(asked) == 2


def test_an_endless_body_is_cut_at_the_size_cap(new_fetcher: NewFetcher, outlet: Outlet, serve: Serve) -> None:
    def flood(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(OK + b"\r\n")
        while not over.is_set():
            connection.sendall(b"x" * 65536)

    with _within(3), pytest.raises(FetchError, match="larger than 1,000,000 bytes"):
        new_fetcher(max_bytes=1_000_000).page(serve(flood), outlet)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_while_it_unpacks(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve, encoding: str
) -> None:
    zeros = b"\0" * 100_000_000
    bomb = gzip.compress(zeros, 1) if encoding == "gzip" else zlib.compress(zeros, 1)
    head = OK + f"Content-Encoding: {encoding}\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    with _within(3), pytest.raises(FetchError, match="larger than 1,000,000 bytes"):
        new_fetcher(max_bytes=1_000_000).page(serve(_says(head, bomb)), outlet)


def test_a_page_in_half_a_million_pieces_is_refused_at_once(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    pieces = gzip.compress(b"") * 450_000
    head = OK + f"Content-Encoding: gzip\r\nContent-Length: {len(pieces)}\r\n\r\n".encode()
    with _within(4), pytest.raises(FetchError, match="packed in more than 1,000 pieces"):
        new_fetcher().page(serve(_says(head, pieces)), outlet)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, gzip, gzip, gzip, gzip"])
def test_packings_that_were_not_asked_for_are_not_unpacked(
    fetcher: Fetcher, outlet: Outlet, serve: Serve, encoding: str
) -> None:
    body = OK + f"Content-Encoding: {encoding}\r\n\r\n".encode() + gzip.compress(gzip.compress(b"page"))
    with pytest.raises(FetchError, match="packed in a way not asked for"):
        fetcher.page(serve(_says(body)), outlet)


@pytest.mark.parametrize(
    "body",
    [
        OK + b"Content-Length: 1000\r\n\r\nonly this",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzzz\r\nhello",
        OK + b"Content-Encoding: gzip\r\n\r\nnot gzip at all",
    ],
    ids=["short", "chunk missing", "no chunk", "not gzip"],
)
def test_half_a_page_is_a_failure_not_a_page(fetcher: Fetcher, outlet: Outlet, serve: Serve, body: bytes) -> None:
    with pytest.raises(FetchError, match="broken off"):
        fetcher.page(serve(_says(body)), outlet)


def test_a_broken_page_that_is_whole_the_next_time_is_read(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    answers = [OK + b"Content-Length: 1000\r\n\r\nhalf", OK + b"Content-Length: 5\r\n\r\nwhole"]
    url = serve(lambda connection, _: connection.sendall(answers.pop(0)))
    assert new_fetcher(retries=1).page(url, outlet).body == b"whole"


@modest(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=st.one_of(st.binary(max_size=80), st.binary(max_size=80).map(lambda tail: OK + tail)))
def test_any_answer_is_a_page_or_a_reason(new_fetcher: NewFetcher, outlet: Outlet, serve: Serve, answer: bytes) -> None:
    try:
        page = new_fetcher(read_timeout=1).page(serve(_says(answer)), outlet, fresh=True)
    except FetchError as problem:
        assert problem.reason
    else:
        assert page.status == 200


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: /\xff\xfe\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1\x00.example/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 60_000 + b"\r\nContent-Length: 0\r\n\r\n",
        OK + b"X-A: b\r\n" * 1000 + b"\r\n<p>",
        OK + b"X-A: " + b"b" * 100_000 + b"\r\n\r\n<p>",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 100_000,
        OK + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n<p>hello",
        OK + b"Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello",
        b"<p>no headers at all",
    ],
    ids=["letters", "line break", "nul", "long address", "headers", "header", "chunk", "chunk size", "two lengths",
         "packing", "no headers"],
)  # fmt: skip
def test_a_malformed_answer_is_a_failure_with_a_reason(
    fetcher: Fetcher, outlet: Outlet, serve: Serve, answer: bytes
) -> None:
    with _within(4), pytest.raises(FetchError) as problem:
        fetcher.page(serve(_says(answer)), outlet)
    assert 5 < len(problem.value.reason) < 300


def test_a_redirect_that_never_repeats_itself_ends(fetcher: Fetcher, outlet: Outlet, serve: Serve) -> None:
    asked: list[int] = []

    def answer(connection: socket.socket, over: threading.Event) -> None:
        asked.append(len(asked))
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: /?n={len(asked)}\r\nContent-Length: 0\r\n\r\n".encode())

    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.page(serve(answer), outlet)
    assert len(asked) == 6


def test_the_body_of_a_redirect_is_not_read(fetcher: Fetcher, outlet: Outlet, serve: Serve) -> None:
    bomb = gzip.compress(bytes(1_000_000), 1) * 300  # as many members: 300 MB
    head = b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\nContent-Encoding: gzip\r\n"
    tracemalloc.start()
    with _within(4), pytest.raises(FetchError, match="only http and https"):
        fetcher.page(serve(_says(head + b"Content-Length: %d\r\n\r\n" % len(bomb), bomb)), outlet)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 50_000_000


def test_endless_interim_answers_are_shut_at_the_deadline(
    new_fetcher: NewFetcher, outlet: Outlet, serve: Serve
) -> None:
    with _within(3), pytest.raises(FetchError, match="too slow"):
        new_fetcher(total_timeout=0.4).page(serve(_drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)), outlet)
