"""Run the whole job over hand-coded events: ``python tests/bench/events.py EVENT_DIR ... --out DIR [--serve]``.

An event folder holds ``gold.json`` (``meeting`` with participants, place, date; ``topics`` with label and terms;
``articles`` by page stem with outlet and outlet_key) and one saved page ``<stem>.html`` per article. The meeting's
definition is made from ``meeting`` and ``topics`` alone; the pages are read as saved files, or with ``--serve`` fetched
over HTTP from this machine. The data edition of each event is ``DIR/<event>/coverage.json``.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomli_w


def definitions(event: Path, home: Path, base: str | None) -> Path:
    """Write the outlets' and the meeting's TOML files; returns the meeting's file."""
    gold = json.loads((event / "gold.json").read_text("utf-8"))
    outlets = {a["outlet_key"].lower(): a["outlet"] for a in gold["articles"].values()}
    for key, name in outlets.items():
        outlet = {"key": key, "name": name, "country": "", "ownership": "private", "languages": ["en"]}
        write(home / "outlets" / f"{key}.toml", outlet | {"country": "elsewhere", "loopback": True, "delay": 0})
    places = [(a["outlet_key"].lower(), f"{stem}.html") for stem, a in gold["articles"].items()]
    links = {"links": [{"outlet": key, "url": f"{base}/{page}"} for key, page in places]} if base else {}
    pages = {} if base else {"pages": [{"outlet": key, "path": str(event.resolve() / page)} for key, page in places]}
    meeting = home / "meetings" / f"event-{event.name}.toml"
    write(meeting, meeting_of(gold, f"event-{event.name}") | links | pages)
    return meeting


def meeting_of(gold: dict[str, Any], key: str) -> dict[str, Any]:
    return {
        "id": key,
        "title": gold["title"],
        "date": gold["meeting"]["date"],
        "place": gold["meeting"]["place"],
        "participants": [{"name": name} for name in gold["meeting"]["participants"]],
        "topics": [{"id": k, "label": t["label"], "terms": {"en": t["terms"]}} for k, t in gold["topics"].items()],
    }


def write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(data), "utf-8")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def run(event: Path, out: Path, base: str | None) -> float:
    """One on-demand run; returns its wall time in seconds."""
    home = out / "home" / event.name
    meeting = definitions(event, home, base)
    command = [sys.executable, "-m", "flows", "meeting", str(meeting), "--out", str(out / event.name)]
    began = time.perf_counter()
    subprocess.run(command, env=os.environ | {"SYNOPTIC_HOME": str(home)}, check=True, cwd=Path(__file__).parents[2])
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--serve", action="store_true", help="fetch the pages over HTTP instead of reading the files")
    given = parser.parse_args()
    for event in given.events:
        if given.serve:
            with served(event) as base:
                seconds = run(event, given.out.resolve(), base)
        else:
            seconds = run(event, given.out.resolve(), None)
        print(f"{event.name}: {seconds:.1f} s, {given.out / event.name / 'coverage.json'}")


if __name__ == "__main__":
    main()
