"""The example's outlets as web servers on the loopback interface, one port for each.

``site/<key>/`` holds what an outlet serves; ``responses.toml`` in it names the paths whose content type is unusual. An
outlet without a folder is down: its port is taken and nobody listens there.
"""

from __future__ import annotations

import re
import socket
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
HOST = "127.0.0.1"
FIRST_PORT = 18601  # below the ports that systems hand out by themselves
RESPONSES = "responses.toml"
_BASE = re.compile(rb"\{\{([a-z0-9_-]+)\.base\}\}")
_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class ExampleSite:
    """Where the running example is."""

    meeting: Path  # the definition, also under ``home``
    home: Path  # takes the place of SYNOPTIC_HOME: ``meetings/`` and ``outlets/``
    base_urls: dict[str, str]  # "http://127.0.0.1:18601", by outlet


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder, with that outlet's peculiarities."""

    def __init__(self, *args: Any, special: Mapping[str, Mapping[str, str]], **kwargs: Any) -> None:
        self.special = special  # before super(), which answers the request at once
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path.endswith("/"):
            self.send_error(404)  # the standard library would list the folder
        else:
            super().do_GET()

    def guess_type(self, path: Any) -> str:
        known = self.special.get(self.path, {}).get("content_type")
        return known or _TYPES.get(Path(path).suffix, "application/octet-stream")

    def log_message(self, *args: Any) -> None:
        """Silent: the run's own ledger says what was asked for."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        # HTTPServer would look up this machine's name, which can take seconds where there is no name server.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]


@contextmanager
def serve_example(folder: Path | None = None) -> Iterator[ExampleSite]:
    """Copy the example to a folder, its addresses filled in, and serve it while the context lasts.

    Args:
        folder: made if need be, gets ``home/`` and ``site/``; a temporary one by default.

    Yields:
        ExampleSite. Ports count from 18601 in the order of the keys, so that addresses are the same from run to run;
        a port that is taken is replaced by a free one.
    """
    with ExitStack() as stack:
        root = folder or Path(stack.enter_context(TemporaryDirectory(prefix="synoptic-example-")))
        served = {path.name for path in (HERE / "site").iterdir() if path.is_dir()}
        keys = sorted(served | {path.stem for path in (HERE / "outlets").glob("*.toml")})
        ports = {key: FIRST_PORT + n for n, key in enumerate(keys)}
        servers = {key: _bound(stack, root / "site" / key, port) for key, port in ports.items() if key in served}
        silent = {key: _deaf(stack, port) for key, port in ports.items() if key not in served}
        bases = {key: f"http://{HOST}:{port}" for key, port in _ports(servers, silent).items()}
        home = _copied(root, bases)
        for server in servers.values():
            _started(stack, server)
        yield ExampleSite(next((home / "meetings").glob("*.toml")), home, bases)


def _ports(servers: Mapping[str, _Server], silent: Mapping[str, socket.socket]) -> dict[str, int]:
    found = {key: server.server_port for key, server in servers.items()}
    return dict(sorted((found | {key: sock.getsockname()[1] for key, sock in silent.items()}).items()))


def _bound(stack: ExitStack, folder: Path, port: int) -> _Server:
    source = HERE / "site" / folder.name / RESPONSES
    special = tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}
    handler = partial(_Handler, directory=str(folder), special=special)
    try:
        server = _Server((HOST, port), handler)
    except OSError:
        server = _Server((HOST, 0), handler)
    stack.callback(server.server_close)
    return server


def _deaf(stack: ExitStack, port: int) -> socket.socket:
    """A port that is ours and refuses every connection."""
    sock = stack.enter_context(socket.socket())
    try:
        sock.bind((HOST, port))
    except OSError:
        sock.bind((HOST, 0))
    return sock


def _started(stack: ExitStack, server: _Server) -> None:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    stack.callback(thread.join)
    stack.callback(server.shutdown)


def _copied(root: Path, bases: Mapping[str, str]) -> Path:
    """Definitions to ``home/``, pages to ``site/``, both with the real addresses."""
    home = root / "home"
    copytree(HERE / "outlets", home / "outlets", dirs_exist_ok=True)
    copytree(HERE / "site", root / "site", dirs_exist_ok=True, ignore=ignore_patterns(RESPONSES))
    (home / "meetings").mkdir(exist_ok=True)
    meeting = (HERE / "meeting.toml").read_bytes()
    name = tomllib.loads(meeting.decode("utf-8"))["id"]
    (home / "meetings" / f"{name}.toml").write_bytes(meeting)
    for path in sorted([*home.glob("*/*.toml"), *(root / "site").rglob("*.*")]):
        if path.is_file():
            _fill_in(path, bases)
    return home


def _fill_in(path: Path, bases: Mapping[str, str]) -> None:
    """Bytes, not text: some pages are in old charsets."""
    body = path.read_bytes()
    filled = _BASE.sub(lambda found: bases[found[1].decode()].encode(), body)
    if filled != body:
        path.write_bytes(filled)
