"""What the tests of collecting share: an outlet on this machine, a fetcher that keeps nobody waiting, raw servers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from extract.archive import Archive
from extract.definitions import Meeting, Outlet
from extract.fetch import Fetcher
from extract.hosts import Hosts
from extract.settings import Settings
from extract.store import Store

Answer = Callable[[socket.socket, threading.Event], None]
Serve = Callable[[Answer], str]
NewFetcher = Callable[..., Fetcher]


@pytest.fixture
def outlet() -> Outlet:
    return Outlet(
        key="herald", name="Herald", country="Northland", ownership="private", languages=("en",), loopback=True
    )


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.model_validate(
        {
            "id": "talks",
            "title": "Talks",
            "date": date(2026, 4, 15),
            "participants": [
                {"name": "Ingrid Halvorsen", "aliases": ["Ингрид Халворсен", "министр иностранных дел"]},
                {"name": "Omar Al-Sabahi", "aliases": ["عمر الصباحي"]},
            ],
            "outlets": ["herald"],
        }
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'index' / 'synoptic.db'}") as opened:
        yield opened


@pytest.fixture
def new_fetcher(tmp_path: Path, store: Store) -> NewFetcher:
    """A fetcher with some settings of its own; without retries and with short timeouts unless told."""

    def make(hosts: Hosts | None = None, **settings: float | str) -> Fetcher:
        quick = {"retries": 0, "delay": 0, "connect_timeout": 2, "read_timeout": 2, "total_timeout": 5}
        return Fetcher(
            Settings.model_validate({"home": tmp_path, **quick, **settings}), Archive(tmp_path / "a"), store, hosts
        )

    return make


@pytest.fixture
def fetcher(new_fetcher: NewFetcher) -> Fetcher:
    return new_fetcher()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a raw server: ``answer`` gets each connection after its request, and an event that ends the test.

    robots.txt is answered with 404, so that only the page misbehaves.
    """
    over = threading.Event()
    listeners: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def start(answer: Answer) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threads.append(threading.Thread(target=_accept, args=(listener, answer, over), daemon=True))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    over.set()
    for listener in listeners:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
    for thread in threads:
        thread.join(5)


def _accept(listener: socket.socket, answer: Answer, over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):  # the client may leave at any time
            request = connection.recv(65536)
            if request.startswith(b"GET /robots.txt"):
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                answer(connection, over)
