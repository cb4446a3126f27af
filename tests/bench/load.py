"""A run over thirty outlets of forty pages each, killed at half and started again.

    python -m tests.bench.load [--outlets 30] [--pages 40] [--delay 0.1] [--compare]

Every outlet is a server of its own on this machine (127.0.0.11 and on) that counts how many requests it has at once and
when they come; all pages are generated here. The run is the command line's own, in a process of its own that is killed
when half of the pages were asked for, and then started again. With --compare an uninterrupted run is made too, and
coverage.json must be the same but for the times of the run. Exits with 1 when anything was lost or a host was pressed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import tomli_w

ROOT = Path(__file__).parents[2]
SAID = [
    f"{who} {will} {what}"
    for who in ("The harbour", "The railway", "The ferry line", "The power cable", "The customs office")
    for will in ("will open", "must be paid for", "cannot wait", "stays closed")
    for what in ("before the first snow", "by both countries together")
]
WORDS = "ministers quay ferry fees lights winter talks harbour treaty evening border officials pier ships hall".split()


@dataclass
class Seen:
    """What one outlet's server saw."""

    at_once: int = 0
    most: int = 0
    times: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def request(self, path: str) -> Iterator[None]:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.times.append(time.monotonic())
            self.asked[path] += 1
        try:
            yield
        finally:
            with self.lock:
                self.at_once -= 1

    def pages(self) -> int:
        return sum(n for path, n in self.asked.items() if path.startswith("/page/"))

    def least_gap(self) -> float:
        """Seconds between two requests; those of different runs aside, which know nothing of each other."""
        return min((b - a for a, b in zip(self.times, self.times[1:], strict=False)), default=float("inf"))


def story(outlet: int, page: int) -> str:
    """About 250 words with three quotations, one of them shared with other outlets."""
    pick = random.Random(f"{outlet}/{page}")  # the same pages every time
    lines = [" ".join(pick.choices(WORDS, k=12)).capitalize() + "." for _ in range(18)]
    said = [f"“{text},” {who} said." for text, who in zip(pick.sample(SAID, 3), pick.choices(PEOPLE, k=3), strict=True)]
    parts = [" ".join(lines[:6]), said[0], " ".join(lines[6:12]), said[1], " ".join(lines[12:]), said[2]]
    title = f"Halvorsen and Demirel speak of {' and '.join(pick.sample(WORDS, 2))} in Port Aven"
    body = "".join(
        f"<p>{part}</p>" for part in (f"Mira Halvorsen met Tarık Demirel in Port Aven. {parts[0]}", *parts[1:])
    )
    when = '<meta property="article:published_time" content="2026-04-14T10:00:00Z">'
    head = f"<head><title>{title}</title>{when}</head>"
    return f"<html lang=en>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


PEOPLE = ("Mira Halvorsen", "Tarık Demirel")


class Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: Any, outlet: int, pages: int, seen: Seen) -> None:
        self.outlet, self.pages, self.seen = outlet, pages, seen  # before super(), which answers the request at once
        super().__init__(*args)

    def do_GET(self) -> None:
        with self.seen.request(self.path):
            time.sleep(0.01)  # so that requests at the same time meet
            code, kind, body = self.answer()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> tuple[int, str, bytes]:
        if self.path == "/feed.xml":
            items = "".join(
                f"<item><title>Halvorsen and Demirel meet, {n}</title><link>/page/{n}</link>"
                f"<pubDate>Tue, 14 Apr 2026 10:00:00 GMT</pubDate></item>"
                for n in range(self.pages)
            )
            return 200, "application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
        if self.path.startswith("/page/"):
            return 200, "text/html; charset=utf-8", story(self.outlet, int(self.path[6:])).encode()
        return 404, "text/plain", b""

    def log_message(self, *args: object) -> None:
        """Silent: what was asked is counted."""


@contextmanager
def serving(outlets: int, pages: int) -> Iterator[tuple[list[str], list[Seen]]]:
    """The outlets' addresses and what each sees."""
    with ExitStack() as stack:
        bases, seen = [], [Seen() for _ in range(outlets)]
        for n in range(outlets):
            handler = partial(Handler, outlet=n, pages=pages, seen=seen[n])
            server = stack.enter_context(ThreadingHTTPServer((f"127.0.0.{11 + n}", 0), handler))
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            bases.append(f"http://127.0.0.{11 + n}:{server.server_port}")
        yield bases, seen


def define(home: Path, bases: Sequence[str], delay: float) -> None:
    """Outlets and the meeting, as an analyst would write them."""
    keys = [f"outlet-{n}" for n in range(len(bases))]
    for key, base in zip(keys, bases, strict=True):
        who: dict[str, Any] = {"name": key.capitalize(), "country": "Elsewhere", "ownership": "private"}
        where = {"feeds": [f"{base}/feed.xml"], "sites": [base], "loopback": True, "delay": delay}
        outlet = {"key": key, "languages": ["en"]} | who | where
        write(home / "outlets" / f"{key}.toml", outlet)
    people = [{"name": name} for name in PEOPLE]
    meeting = {"id": "load", "title": "Talks in Port Aven", "date": "2026-04-14", "place": "Port Aven"}
    write(home / "meetings" / "load.toml", meeting | {"participants": people, "outlets": keys})


def write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(data), "utf-8")


@dataclass(frozen=True)
class Run:
    code: int
    seconds: float
    megabytes: float
    pages: int  # asked for


def run(home: Path, out: Path, seen: Sequence[Seen], until: int | None = None) -> Run:
    """The command line's own run, killed when ``until`` pages were asked for."""
    command = [sys.executable, "-m", "flows", "meeting", "load", "--out", str(out), "--outputs", "json"]
    before, began = sum(s.pages() for s in seen), time.monotonic()
    environment = os.environ | {"SYNOPTIC_HOME": str(home)}
    with (home / "log.txt").open("ab") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        try:
            done = ended(process, lambda: until is not None and sum(s.pages() for s in seen) - before >= until)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its server of Prefect's too
    process.returncode = os.waitstatus_to_exitcode(done[1])
    pages = sum(s.pages() for s in seen) - before
    return Run(process.returncode, time.monotonic() - began, done[2].ru_maxrss / 1024, pages)


def ended(process: subprocess.Popen[bytes], enough: Callable[[], bool]) -> tuple[int, int, Any]:
    """Waits for a process, and kills it when it is ``enough``; its end as ``os.wait4`` tells it."""
    while not (done := os.wait4(process.pid, os.WNOHANG))[0]:
        time.sleep(0.05)
        if enough():
            os.killpg(process.pid, signal.SIGKILL)
            return os.wait4(process.pid, 0)
    return done


def statuses(out: Path) -> Counter[str]:
    return Counter(row["status"] for row in json.loads((out / "coverage.json").read_text("utf-8"))["ledger"])


def without_times(out: Path) -> str:
    return re.sub(r'"\d{4}-\d\d-\d\dT\d\d:\d\d[^"]*"', '"…"', (out / "coverage.json").read_text("utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=30)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--delay", type=float, default=0.1, help="seconds between two requests to one host")
    parser.add_argument("--compare", action="store_true", help="with an uninterrupted run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(given.outlets, given.pages) as (bases, seen):
        return measured(given, Path(folder), bases, seen)


def measured(given: argparse.Namespace, folder: Path, bases: Sequence[str], seen: Sequence[Seen]) -> int:
    wanted = given.outlets * given.pages
    define(folder / "a", bases, given.delay)
    killed = run(folder / "a", folder / "a", seen, wanted // 2)
    print(
        f"killed       {killed.seconds:6.0f} s  {killed.megabytes:5.0f} MB  {killed.pages} pages asked for", flush=True
    )
    for one in seen:
        one.times.append(float("nan"))  # the next run knows nothing of this one's last request
    again = run(folder / "a", folder / "a", seen)
    twice = killed.pages + again.pages - wanted
    came = statuses(folder / "a")
    gap, most = min(s.least_gap() for s in seen), max(s.most for s in seen)
    print(
        f"started again{again.seconds:6.0f} s  {again.megabytes:5.0f} MB  {again.pages} pages asked for, {twice} twice"
    )
    print(f"ledger       {dict(came)} of {wanted} pages")
    print(f"most requests at once to one host {most}; least gap {gap * 1000:.0f} ms, delay {given.delay * 1000:.0f} ms")
    good = again.code == 0 and came == {"read": wanted} and most == 1 and gap > given.delay * 0.9
    equal = not given.compare or same(given, folder, bases, seen)
    return 0 if good and equal else 1


def same(given: argparse.Namespace, folder: Path, bases: Sequence[str], seen: Sequence[Seen]) -> bool:
    define(folder / "b", bases, given.delay)
    whole = run(folder / "b", folder / "b", seen)
    equal = without_times(folder / "a") == without_times(folder / "b")
    print(f"uninterrupted{whole.seconds:6.0f} s  {whole.megabytes:5.0f} MB  {whole.pages} pages asked for")
    print(f"coverage.json {'is the same' if equal else 'IS ANOTHER ONE'} but for the times of the run")
    return equal


if __name__ == "__main__":
    sys.exit(main())
