"""What topics, wording and agendas cost: ``python -m tests.bench.topic_speed [--meetings 20] [--articles 30]``.

The made-up week of ``week.py``, each meeting with its own ten topics and the packaged list of diplomacy. Reading and
comparing are done before the clock starts; printed are CPU seconds of each part over all meetings, with nothing kept.
``--meetings 1 --articles 600`` is one meeting of six hundred articles.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import tomli_w

from extract.records import Coverage
from extract.settings import load_settings
from extract.store import Store
from extract.topics import find_mentions
from flows import core
from reports import encoder
from reports.absence import closest_on_topics
from reports.agenda import agenda_view
from reports.coverage import topic_cells
from reports.discovered import discovered
from reports.passages import topic_places
from reports.said import said_view
from reports.topics import judge
from reports.wording_view import wording_view
from tests.bench.week import define


def vectors(coverage: Coverage) -> object:
    return encoder.encode([p for a in coverage.evidence.articles for p in a.paragraphs])


PARTS: dict[str, Callable[[Coverage], object]] = {
    "sentence vectors of all paragraphs": vectors,
    "terms found": lambda c: [find_mentions(a, c.evidence.topics) for a in c.evidence.articles],
    "passages judged": lambda c: judge(c.evidence, c.quotations),
    "topic matrix": topic_cells,
    "agendas": agenda_view,
    "announced, said, covered": said_view,
    "nearest passages of absent topics": closest_on_topics,
    "passages by topic": topic_places,
    "discovered topics": discovered,
    "wording": wording_view,
}  # fmt: skip


def coverages(home: Path) -> list[Coverage]:
    os.environ["SYNOPTIC_HOME"] = str(home)
    settings = load_settings()
    found = []
    for file in sorted((home / "meetings").glob("*.toml")):
        defined = tomllib.loads(file.read_text("utf-8"))
        file.write_text(tomli_w.dumps(defined | {"topic_lists": ["diplomacy"]}), "utf-8")
        job = core.prepare(str(file), settings)
        with Store(settings.database_url) as store:
            fetcher = core.fetcher_of(settings, store, job.network)
            found.append(core.compare_one(job, [core.read_one(job, o, fetcher, lambda *_: None) for o in job.outlets]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=20)
    parser.add_argument("--articles", type=int, default=30, help="per meeting")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        define(Path(folder), given.meetings, given.articles)
        every = coverages(Path(folder))
    articles = sum(len(c.evidence.articles) for c in every)
    print(
        f"{articles} articles, {sum(len(c.mentions) for c in every)} mentions, {len(every[0].evidence.topics)} topics"
    )
    encoder._vectors.clear()
    every = [replace(c) for c in every]  # nothing that was worked out once is kept for these
    total = 0.0
    for name, part in PARTS.items():
        began = time.process_time()
        for coverage in every:
            part(coverage)
        took = time.process_time() - began
        total += took
        print(f"{took:7.2f} s  {name}")
    print(f"{total:7.2f} s  together")


if __name__ == "__main__":
    main()
