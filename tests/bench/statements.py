"""Time and memory of grouping: ``python -m tests.bench.statements [COUNT ...]``, each count in a process of its own.

The quotations are made by a grammar: utterances of speakers of whom a few say most (Zipf), each printed by one to eight
outlets verbatim, cut, reordered or as indirect speech, one in twenty without a speaker. Printed are the seconds for
taking the texts apart, for their sentence vectors, for scoring the pairs, for looking closer at the likely ones and for
linking them; peak memory; and B-cubed
F1 against the utterances they were made from, so that it shows when speed was bought with quality.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.words import fold
from reports.alike import Said, likely_pairs
from reports.closer import Place, look_closer
from reports.encoder import encode
from reports.linkage import clusters
from reports.pairs import Rarity, parse

COUNTS = (1_000, 10_000, 100_000)
ARTICLE = 15  # quotations that an article has
SUBJECTS = """our delegation|the government|both ministries|the commission|our partners|the guarantors|the other side|
the monitors|our engineers|the shipping companies|the border service|the two capitals""".replace("\n", "").split("|")
VERBS = """open close inspect finance suspend rebuild return withdraw guard extend cancel repair discuss limit publish
restore transfer postpone double recognise""".split()
OBJECTS = """harbour bridge pipeline prison archive railway market school reservoir hospital airfield checkpoint
ferry quota treaty corridor embassy shipyard dam library""".split()
REASONS = """before winter comes|as soon as the lists are complete|once the guarantees are signed|at its own expense|
despite the objections|under the eyes of observers|without asking for anything in return|for the sake of the families|
because the old rules have failed|when parliament has voted|in line with the agreement|with the help of the neighbours
""".replace("\n", "").split("|")
SYLLABLES = "ba ve lo mi ra ta no sel kor dan vu ri pel gos tir ma ne sha lin bor ke ul".split()


@dataclass(frozen=True, slots=True)
class Made:
    text: str
    speaker: str
    utterance: int
    direct: bool


def made(count: int) -> list[Made]:
    chance = random.Random(count)
    found: list[Made] = []
    speakers = max(3, count // 50)
    weights = [1 / n for n in range(1, speakers + 1)]
    utterance = 0
    while len(found) < count:
        (speaker,) = chance.choices(range(speakers), weights)
        found += printed(chance, sentence(chance), f"Speaker {speaker}", utterance)
        utterance += 1
    chance.shuffle(found)
    return found[:count]


def sentence(chance: random.Random) -> tuple[str, str, str]:
    who, what, where = chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS)
    number = chance.choice(["", "", f"{chance.randint(2, 900)} times "])
    return who, f"{what} the {where} of {place(chance)} near {place(chance)}", number + chance.choice(REASONS)


def place(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()


def printed(chance: random.Random, said: tuple[str, str, str], speaker: str, utterance: int) -> Iterator[Made]:
    who, what, why = said
    forms = (
        (f"{who.capitalize()} will {what} {why}.", True),
        (f"{who.capitalize()} will {what}", True),
        (f"{who} would {what} {why}", False),
        (f"{why}, {who} would {what}", False),
    )
    for _ in range(chance.randint(1, 8)):
        text, direct = chance.choice(forms)
        yield Made(text, speaker if chance.random() > 1 / 20 else "", utterance, direct)


def measured(count: int) -> str:
    rows = made(count)
    clock = [time.perf_counter()]
    contents = [parse(r.text, "en", r.direct) for r in rows]
    rarity = Rarity(contents)
    clock.append(time.perf_counter())
    vectors = encode([r.text for r in rows])
    clock.append(time.perf_counter())
    named = [bool(r.speaker) for r in rows]
    said = Said(contents, vectors, [fold(r.speaker) for r in rows], named, rarity)
    pairs = likely_pairs(said)
    clock.append(time.perf_counter())
    places = [Place(f"article {n // ARTICLE}", frozenset({"say"}), c.words) for n, c in enumerate(contents)]
    pairs = look_closer(said, places, pairs)
    clock.append(time.perf_counter())
    groups = clusters(count, pairs)
    clock.append(time.perf_counter())
    steps = [b - a for a, b in zip(clock, clock[1:], strict=False)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shown = " ".join(f"{s:8.1f}" for s in (*steps, sum(steps)))
    return f"{count:8} {shown} {memory:8.0f} {len(pairs.first):9} {len(groups):8} {b_cubed(rows, groups):6.3f}"


def b_cubed(rows: list[Made], groups: list[list[int]]) -> float:
    sizes = Counter(r.utterance for r in rows)
    precision = recall = 0.0
    for group in groups:
        inside: defaultdict[int, int] = defaultdict(int)
        for i in group:
            inside[rows[i].utterance] += 1
        precision += sum(n * n for n in inside.values()) / len(group)
        recall += sum(n * n / sizes[u] for u, n in inside.items())
    precision, recall = precision / len(rows), recall / len(rows)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    given = parser.parse_args()
    if len(given.counts) == 1:
        print(measured(given.counts[0]))
        return
    print("   count   apart/s vectors/s   pairs/s  closer/s  groups/s    all/s   MiB peak     pairs   groups     B3")
    for count in given.counts:
        print(
            subprocess.run(
                [sys.executable, "-m", "tests.bench.statements", str(count)],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
                env={"OPENBLAS_NUM_THREADS": "1"} | os.environ,  # as flows/__init__.py sets it
            ).stdout,
            end="",
            flush=True,
        )


if __name__ == "__main__":
    main()
