"""The pair decision, same utterance or not, on pairs written for it: within a language and across two."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reports.encoder import encode
from reports.pairs import Content, Rarity, parse, same_utterance
from tests.gate.parts import Figures, Measured

FOLDER = Path(__file__).parents[1]
DATA = (FOLDER / "pairs.toml", FOLDER / "pairs_second.toml")
SOURCE = "pairs of quotations written for it"
MAIN: frozenset[str] = frozenset()
Pair = tuple[Content, Content, bool]
_ALL_IN_MARKS = re.compile(r"[“«„]\s?([^”»“]+?)\s?[”»“]")


def measure() -> Figures:
    """Precision, recall and F1 of the pair decision on hand-written pairs."""
    pairs = list(read_pairs())
    said = list(zip(pairs, decide(pairs), strict=True))
    found: Figures = {}
    for name, across in (("within a language", False), ("across languages", True)):
        some = [(got, same) for (a, b, same), got in said if (a.language != b.language) is across]
        found |= _figures(f"pairs {name},", some)
    return found | _figures("pairs", [(got, same) for (_, _, same), got in said])


def read_pairs() -> Iterator[Pair]:
    """Both files' pairs. What stood wholly in quotation marks is direct, as the extractor has it."""
    for row in tomllib.loads(DATA[0].read_text("utf-8"))["pairs"]:
        yield parse(row["a"], row.get("la", "en")), parse(row["b"], row.get("lb", "en")), row["same"]
    for rows in tomllib.loads(DATA[1].read_text("utf-8")).values():
        for same, la, a, lb, b in rows:
            yield _content(a, la), _content(b, lb), same == "same"


def _content(text: str, language: str) -> Content:
    marked = _ALL_IN_MARKS.fullmatch(text)
    return parse(marked[1] if marked else text, language, direct=bool(marked))


def decide(pairs: list[Pair]) -> list[bool]:
    contents = [c for a, b, _ in pairs for c in (a, b)]
    rarity = Rarity(contents)
    vectors = encode([c.text for c in contents])
    cosines = [float(vectors[2 * n] @ vectors[2 * n + 1]) for n in range(len(pairs))]
    return [same_utterance(a, b, cosine, rarity).same for (a, b, _), cosine in zip(pairs, cosines, strict=True)]


def _figures(name: str, said: list[tuple[bool, bool]]) -> Figures:
    tally = Counter(said)
    right, made, there = tally[True, True], tally[True, False], tally[False, True]
    return {
        f"{name} precision": Measured(right / max(1, right + made), right + made),
        f"{name} recall": Measured(right / max(1, right + there), right + there),
        f"{name} F1": Measured(2 * right / max(1, 2 * right + made + there), len(said)),
    }
