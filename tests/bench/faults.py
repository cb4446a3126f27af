"""What becomes of outlets that misbehave: ledger row, time and memory of each, with the settings as shipped.

    python -m tests.bench.faults [--only WORD] [--out FOLDER]

Everything is served from this machine. Each fault is read in a process of its own; its memory is that above the start.
All of them then go into one report. Exits with 1 when one did not end as it must. Takes about six minutes, most of it
waiting for servers that are silent, slow, or ask to wait.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extract.article import read_article
from extract.definitions import GivenLink, Meeting, Outlet, Participant
from extract.evidence import Reading
from extract.quotes import find_quotations
from extract.records import Status
from extract.settings import Settings
from extract.store import Store
from flows import core
from flows.core import Job
from tests.bench.faulty import FAULTS, STORIES, Fault, serving, story


@dataclass(frozen=True, slots=True)
class Measured:
    reading: Reading
    seconds: float
    megabytes: float


def meeting_of(outlet: Outlet, links: Sequence[str]) -> Meeting:
    return Meeting(
        id="faults",
        title="Talks in Port Aven, as outlets that misbehave report them",
        start=date(2026, 4, 14),
        end=date(2026, 4, 14),
        place="Port Aven",
        participants=(
            Participant(name="Mira Halvorsen", aliases=("Мира Халворсен", "ميرا هالفورسن")),
            Participant(name="Tarık Demirel", aliases=("Тарык Демирель", "طارق ديميريل")),
        ),
        outlets=(outlet.key,),
        links=tuple(GivenLink(outlet=outlet.key, url=url, relation="report") for url in links),
    )


def outlet_of(fault: Fault, base: str) -> Outlet:
    return Outlet(
        key=re.sub(r"[^a-z0-9]+", "-", fault.name.lower()).strip("-"),
        name=fault.name.capitalize(),
        country="Nowhere",
        ownership="private",
        languages=(fault.language,),
        sites=(base,),
        feeds=(f"{base}/feed.xml",) if fault.source == "feed" else (),
        sitemaps=(f"{base}/sitemap.xml",) if fault.source == "sitemap" else (),
        loopback=fault.loopback,
    )


def job_of(fault: Fault, base: str) -> Job:
    outlet = outlet_of(fault, base)
    return Job(meeting_of(outlet, [f"{base}/page/{n}" for n in range(fault.links)]), Path(), (outlet,), ())


def warm() -> None:
    """Models are loaded before anything is measured."""
    for language in STORIES:
        read_article(story(language).encode(), "http://127.0.0.1/")
    find_quotations("“We agree,” the minister said.", "en")


def measure(job: Job, home: Path) -> Measured:
    """One outlet collected and read, in a process of its own."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before, began = memory("VmRSS"), time.monotonic()
    settings = Settings(home=home)
    with Store(settings.database_url) as store:
        reading = core.read_one(job, job.outlets[0], core.fetcher_of(settings, store), lambda _: None)
    return Measured(reading, time.monotonic() - began, (memory("VmHWM") - before) / 1024)


def memory(what: str) -> int:
    """Kilobytes."""
    found = re.search(rf"{what}:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0


def outcome(reading: Reading) -> str:
    """The ledger in one line: how many of each status, and the commonest reasons."""
    counts = Counter(str(row.status) for row in reading.ledger)
    reasons = Counter(re.sub(r"https?://\S+|'.*", "…", row.reason) for row in reading.ledger if row.status != "read")
    told = "; ".join(f"{n}× {reason}" if n > 1 else reason for reason, n in reasons.most_common(3))
    return ", ".join(f"{n} {status}" for status, n in counts.items()) + (f": {told}" if told else "")


def as_it_must(fault: Fault, reading: Reading) -> bool:
    rows = [row for row in reading.ledger if row.status is fault.status]
    told = [q.content for q in reading.quotations] if fault.status is Status.READ else [row.reason for row in rows]
    return bool(rows) and (not fault.words or any(fault.words in text for text in told))


def report(jobs: Sequence[Job], found: Sequence[Measured], home: Path, out: Path) -> str:
    """All outlets in one report; what it says of its ledger."""
    meeting = jobs[0].meeting.model_copy(update={"outlets": tuple(j.outlets[0].key for j in jobs), "links": ()})
    job = Job(meeting, Path(), tuple(j.outlets[0] for j in jobs), ())
    coverage = core.compare_one(job, [m.reading for m in found])
    with Store(Settings(home=home).database_url) as store:
        document = core.make_document([coverage], core.period_of([job]), "faults", store)
    files = core.write(["json", "pdf"], document, [coverage], out)
    return f"{document.meetings[0].collection}\n" + "\n".join(f"{f} {f.stat().st_size // 1024:,} KiB" for f in files)


def run(faults: Sequence[Fault], home: Path, out: Path) -> int:
    jobs, found, wrong = [], [], 0
    print(f"{'fault':<42}{'seconds':>8}{'MB':>6}  outcome")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=warm, max_tasks_per_child=1) as pool:
        for fault in faults:
            with serving(fault) as base:
                jobs.append(job_of(fault, base))
                found.append(pool.submit(measure, jobs[-1], home).result())
            right = as_it_must(fault, found[-1].reading)
            wrong += not right
            one = found[-1]
            print(f"{fault.name:<42}{one.seconds:>8.1f}{one.megabytes:>6.0f}  {outcome(one.reading)}", flush=True)
            print(*([] if right else [f"    NOT AS IT MUST: expected {fault.status}, {fault.words!r}\n"]), end="")
    print(report(jobs, found, home, out))
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="faults whose name holds this")
    parser.add_argument("--out", type=Path, default=Path("out/faults"), help="for the report")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        return run([f for f in FAULTS if given.only in f.name], Path(home), given.out)


if __name__ == "__main__":
    sys.exit(main())
