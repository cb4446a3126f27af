"""What every reading rule gains and loses on hand-marked pages: ``python -m tests.bench.reading FOLDER [FOLDER ...]``.

A folder holds ``gold.jsonl.gz`` (one page a line: ``id``, ``url``, ``body`` and ``optional`` paragraphs) and
``html/<id>.html.gz``. Each row of the table is the whole reading without one rule, against the whole reading: a rule
that pays has losses in its row. Two halves, drawn by the page's name, show whether a gain is one of a few pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import trafilatura

from extract.article import read_article
from extract.story import Rule
from extract.tidy import RULES

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
_QUOTED = re.compile(r"“([^“”]{8,}?)”|«([^«»]{8,}?)»|„([^„“”]{8,}?)[“”]|「([^「」]{4,}?)」|\"([^\"]{8,}?)\"")
_FLAT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
MIN_QUOTED = 4  # words
TURNS = 3


class Score(NamedTuple):
    body: float  # F1 of words
    paragraphs: float  # F1 of whole paragraphs
    lost: int  # quoted passages of the gold that are not in the text
    added: int  # quoted passages of the text that are nowhere in the gold
    lead: int  # 1 where the first paragraph is missing


Page = tuple[dict[str, Any], bytes]


def pages(folder: Path) -> list[Page]:
    rows = [json.loads(line) for line in gzip.decompress((folder / "gold.jsonl.gz").read_bytes()).splitlines()]
    return [(row, gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())) for row in rows]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_FLAT).replace("\u00ad", "").lower().split())


def quoted(paragraphs: Iterable[str]) -> list[str]:
    found = (next(g for g in m.groups() if g) for p in paragraphs for m in _QUOTED.finditer(p))
    return [plain(q) for q in found if len(_WORD.findall(q)) >= MIN_QUOTED]


def f1(made: Sequence[str], gold: Sequence[str]) -> float:
    same = (Counter(made) & Counter(gold)).total()
    return 2 * same / (len(made) + len(gold)) if same else 0.0


def score(row: dict[str, Any], made: Sequence[str]) -> Score:
    """One page's text against its gold; optional paragraphs count only if they are there."""
    text = "".join(map(plain, made))
    gold = [p for p in row["optional"] if plain(p)[:60] in text] + row["body"]
    every = "".join(map(plain, (*row["body"], *row["optional"])))
    return Score(
        f1(_WORD.findall(" ".join(made).lower()), _WORD.findall(" ".join(gold).lower())),
        f1([plain(p) for p in made], [plain(p) for p in gold]),
        sum(q not in text for q in quoted(gold)),
        sum(q not in every for q in quoted(made)),
        int(bool(gold) and plain(gold[0]) not in text),
    )


def measured(data: Sequence[Page], rules: Sequence[Rule]) -> list[Score]:
    return [score(row, read_article(html, row["url"], rules).paragraphs) for row, html in data]


def shown(name: str, scores: Sequence[Score], against: Sequence[Score], halves: Sequence[int]) -> str:
    """A row of the table: how far ``scores`` are from ``against``, and paragraphs F1 on both halves."""
    n = len(scores)
    moved = [sum(s[k] - a[k] for s, a in zip(scores, against, strict=True)) for k in range(len(Score._fields))]
    parts = [
        sum(s.paragraphs - a.paragraphs for s, a, h in zip(scores, against, halves, strict=True) if h == half)
        / max(halves.count(half), 1)
        for half in (0, 1)
    ]
    return (
        f"| {name} | {moved[0] / n:+.4f} | {moved[1] / n:+.4f} | {moved[2]:+} | {moved[3]:+} | {moved[4]:+} "
        f"| {parts[0]:+.4f} / {parts[1]:+.4f} |"
    )


def text_alone(html: bytes, url: str) -> object:
    return trafilatura.bare_extraction(html, url=url)


def with_metadata(html: bytes, url: str) -> object:
    return trafilatura.bare_extraction(html, url=url, with_metadata=True)


def speeds(data: Sequence[Page]) -> list[float]:
    """Pages per second of this process's time: this reading, trafilatura's with metadata, trafilatura's text alone.

    They take turns, because other work on the machine slows all of them; the median of each is told.
    """
    readers: tuple[Callable[[bytes, str], object], ...] = (read_article, with_metadata, text_alone)
    spent: list[list[float]] = [[] for _ in readers]
    for _ in range(TURNS):
        for times, read in zip(spent, readers, strict=True):
            began = time.process_time()
            for row, html in data:
                read(html, row["url"])
            times.append(time.process_time() - began)
    return [len(data) / median(times) for times in spent]


def table(folder: Path) -> None:
    data = pages(folder)
    measured(data[:1], RULES)  # what is loaded once
    whole = measured(data, RULES)
    halves = [zlib.crc32(row["id"].encode()) % 2 for row, _ in data]
    n = len(data)
    print(f"\n{folder.name}: {n} pages, body F1 {sum(s.body for s in whole) / n:.4f}, ", end="")
    print(
        f"paragraphs F1 {sum(s.paragraphs for s in whole) / n:.4f}, quotes lost {sum(s.lost for s in whole)}, ", end=""
    )
    print(f"added {sum(s.added for s in whole)}, leads lost {sum(s.lead for s in whole)}; ", end="")
    own, full, text = speeds(data)
    print(f"{own:.1f} pages/s, trafilatura with metadata {full:.1f}, its text alone {text:.1f}\n")
    print("| without | body F1 | paragraphs F1 | quotes lost | added | leads lost | paragraphs F1, two halves |")
    print("|---|---|---|---|---|---|---|")
    print(shown("all rules", measured(data, ()), whole, halves))
    for rule in RULES:
        others = [r for r in RULES if r is not rule]
        print(shown(f"`{rule.__name__}`", measured(data, others), whole, halves), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    for folder in parser.parse_args().folders:
        table(folder)


if __name__ == "__main__":
    main()
