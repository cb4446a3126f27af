"""Make ``weights_en.tsv``: ``python tests/bench/train_quotes.py TRAIN.jsonl.gz [--out FILE] [--hold-out 10]``.

TRAIN has one article a line: ``text`` and ``attributions``, each with ``source``, ``cue`` and ``content`` as lists of
character spans (PolNeAR: Newell, Margolin and Ruths, LREC 2018). Eight conditional log-linear models are fitted by
AdaGrad with an L1 penalty, so that few features keep a weight; proper names never become features. About three minutes
on one core. With ``--hold-out N`` every Nth article is left out of training and the accuracy on those is printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extract.quotes import candidates as among
from extract.quotes import edges, english, speaking, weigh
from extract.quotes import features as of
from extract.quotes.assemble import assemble
from extract.quotes.language import Language, load_language
from extract.quotes.look import Look
from extract.quotes.marks import find_marked, paragraph_spans
from extract.quotes.parse import Parsed, parse
from extract.quotes.spoken import spoken_features

Words = list[int]
PENALTY = {
    "cue": 0.008,
    "side": 0.03,
    "start": 0.08,
    "end": 0.04,
    "bend": 0.05,
    "bstart": 0.05,
    "speaker": 0.012,
    "spoken": 0.2,
}
ALIKE = 0.8  # share of characters from which marked words are the content of an attribution
MARKED = 2  # words in quotation marks that make of any verb a cue
SEEN = 4  # times a feature must occur to be considered
LEAST = 0.045  # a smaller weight is left out
EPOCHS, BATCH, RATE = 15, 400, 0.15


@dataclass(frozen=True)
class Choice:
    """One choice: the features of each candidate, and which one is right."""

    model: str
    article: int
    candidates: Sequence[Sequence[str]]
    right: int


def choices(articles: Sequence[dict[str, Any]], language: Language) -> Iterator[Choice]:
    for number, article in enumerate(articles):
        text = article["text"]
        paragraphs = paragraph_spans(text)
        marks = find_marked(text, language, paragraphs)
        for p in parse(text, paragraphs, marks, language):
            own = [a for a in article["attributions"] if a["cue"] and p.start[0] <= a["cue"][0][0] < p.end[-1]]
            yield from _of_paragraph(number, p, own, language)


def spoken_choices(articles: Sequence[dict[str, Any]], language: Language) -> Iterator[Choice]:
    """Of every marked stretch that no clause reports: is it speech. The frames are those of the weights in use."""
    for number, article in enumerate(articles):
        text = article["text"]
        paragraphs = paragraph_spans(text)
        marks = find_marked(text, language, paragraphs)
        spans = [tuple(s) for a in article["attributions"] for s in a["content"]]
        seen: list[Choice] = []

        def judge(look: Look, number: int = number, spans: Any = spans, seen: list[Choice] = seen) -> bool:
            right = any(_alike((look.mark.start, look.mark.end), s) for s in spans)
            seen.append(Choice("spoken", number, [spoken_features(look), []], 0 if right else 1))
            return right

        found = english.read(text, paragraphs, marks, language)
        assemble(text, paragraphs, marks, found.frames, found.subjects, judge)
        yield from seen


def _alike(one: Sequence[int], other: Sequence[int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= ALIKE * max(one[1] - one[0], other[1] - other[0] - 2)


def _of_paragraph(number: int, p: Parsed, own: Sequence[dict[str, Any]], language: Language) -> Iterator[Choice]:
    possible = among.cues(p, language)
    gold: dict[int, dict[str, Any]] = {}
    passed: set[int] = set()
    for attribution in own:
        inside = [i for i in possible if _touches(p, i, attribution["cue"])]
        if inside and _reports_speech(p, cue := _main(p, inside), attribution, language):
            gold[cue] = attribution
            passed |= set(inside) - {cue}
    for c in possible:
        if c not in passed:
            yield Choice("cue", number, [of.cue_features(p, c), []], 0 if c in gold else 1)
    for c, attribution in gold.items():
        yield from _of_cue(number, p, c, attribution)


def _touches(p: Parsed, i: int, spans: Sequence[Sequence[int]]) -> bool:
    return any(p.start[i] < b and a < p.end[i] for a, b in spans)


def _main(p: Parsed, inside: Sequence[int]) -> int:
    verbs = [i for i in inside if p.tag[i][0] == "V"]
    return next((i for i in verbs if p.speech[i]), verbs[0] if verbs else inside[0])


def _reports_speech(p: Parsed, cue: int, attribution: dict[str, Any], language: Language, least: int = MARKED) -> bool:
    """Quotation marks, a cue of speech, or content that lies in another paragraph: beliefs and plans are left out."""
    marked = sum(p.marked[i] for i in range(len(p)) if _touches(p, i, attribution["content"]) and among.is_word(p, i))
    elsewhere = any(not p.start[0] <= a < p.end[-1] for a, _ in attribution["content"])
    known = p.speech[cue] or p.base[cue] in language.cues | language.noun_cues | language.clause_cues
    return marked >= least or elsewhere or known or p.lower[cue] == "according"


def _of_cue(number: int, p: Parsed, c: int, attribution: dict[str, Any]) -> Iterator[Choice]:
    first, last = p.sentence[c]
    pieces = [
        [i for i in range(first, last) if among.is_word(p, i) and _touches(p, i, [span])]
        for span in attribution["content"]
    ]
    before = [w for w in pieces if w and w[-1] < c]
    behind = [w for w in pieces if w and w[0] > c]
    for side, found in (("L", before), ("R", behind)):
        features = [side + f for f in of.side_features(p, c, side == "L")]
        yield Choice("side", number, [features, []], 0 if found else 1)
    yield from _behind(number, p, c, behind)
    yield from _before(number, p, c, before)
    yield _speaker(number, p, c, attribution["source"])


def _behind(number: int, p: Parsed, c: int, pieces: Sequence[Words]) -> Iterator[Choice]:
    if not pieces:
        return
    start, end = max(among.opening(p, pieces[0][0]), c + 1), among.closing(p, pieces[-1][-1])
    places = among.starts(p, c)
    if start in places:
        yield Choice("start", number, [edges.start_features(p, c, i, None) for i in places], places.index(start))
        places = among.ends(p, c, start)
        if end in places:
            yield Choice("end", number, [edges.end_features(p, c, i, start) for i in places], places.index(end))


def _before(number: int, p: Parsed, c: int, pieces: Sequence[Words]) -> Iterator[Choice]:
    if not pieces:
        return
    start, end = among.opening(p, pieces[0][0]), among.closing(p, pieces[-1][-1])
    places = among.ends_before(p, c)
    if end in places:
        yield Choice("bend", number, [edges.end_features(p, c, i, None) for i in places], places.index(end))
        places = among.starts_before(p, c, end)
        if start in places:
            yield Choice("bstart", number, [edges.start_features(p, c, i, end) for i in places], places.index(start))


def _speaker(number: int, p: Parsed, c: int, source: Sequence[Sequence[int]]) -> Choice:
    places = among.speakers(p, c)
    inside = [i for i in range(*p.sentence[c]) if _touches(p, i, source) and p.text[i][-1:].isalnum()]
    heads = [i for i in inside if p.head[i] not in inside or p.head[i] == i]
    right = next((places.index(i) for i in [*heads, *reversed(inside)] if i in places), len(places))
    features = [*(speaking.speaker_features(p, c, i) for i in places), speaking.nobody_features(p, c)]
    return Choice("speaker", number, features, right)


class Packed:
    """Choices as flat arrays: feature ids, where each candidate and each choice begins, which candidates are right."""

    def __init__(self, rows: Sequence[Choice], ids: dict[str, int]) -> None:
        flat: list[int] = []
        candidates, groups, right = [0], [0], []
        for row in rows:
            right.append(len(candidates) - 1 + row.right)
            for features in row.candidates:
                flat += [ids[f] for f in features if f in ids]
                candidates.append(len(flat))
            groups.append(len(candidates) - 1)
        self.ids, self.right = np.array(flat, dtype=np.int64), np.array(right)
        self.sizes, self.counts = np.diff(candidates), np.diff(groups)
        self.starts = np.array(groups[:-1])

    def shares(self, weights: np.ndarray) -> np.ndarray:
        """Each candidate's probability within its choice."""
        owner = np.repeat(np.arange(len(self.sizes)), self.sizes)
        scores = np.bincount(owner, weights=weights[self.ids], minlength=len(self.sizes))
        group = np.repeat(np.arange(len(self.counts)), self.counts)
        raised = np.exp(scores - np.maximum.reduceat(scores, self.starts)[group])
        return np.asarray(raised / np.add.reduceat(raised, self.starts)[group])

    def accuracy(self, weights: np.ndarray) -> float:
        shares = self.shares(weights)
        return float(np.mean(shares[self.right] >= np.maximum.reduceat(shares, self.starts)))


def fit(rows: Sequence[Choice], ids: dict[str, int], penalty: float) -> np.ndarray:
    order = np.random.default_rng(1)
    shuffled = [rows[i] for i in order.permutation(len(rows))]
    batches = [Packed(shuffled[i : i + BATCH], ids) for i in range(0, len(rows), BATCH)]
    weights, squares = np.zeros(len(ids)), np.full(len(ids), 1e-2)
    for _ in range(EPOCHS):
        for i in order.permutation(len(batches)):
            batch = batches[i]
            error = batch.shares(weights)
            error[batch.right] -= 1
            slope = np.bincount(batch.ids, weights=np.repeat(error, batch.sizes), minlength=len(ids))
            squares += slope**2
            step = RATE / np.sqrt(squares)
            weights -= step * slope
            shrunk = np.abs(weights) - step * penalty * len(batch.counts) / BATCH
            weights = np.sign(weights) * np.maximum(shrunk, 0)
    return weights


def train(rows: Sequence[Choice], held: Sequence[Choice], model: str) -> list[str]:
    """Lines of the weights file for one model."""
    seen = Counter(f for row in rows for f in {f for features in row.candidates for f in features})
    ids = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= SEEN))}
    weights = fit(rows, ids, PENALTY[model])
    lines = [f"{model}\t{f}\t{weights[i]:.2f}" for f, i in ids.items() if abs(weights[i]) > LEAST]
    accuracy = f", held-out accuracy {Packed(held, ids).accuracy(weights):.4f} of {len(held)}" if held else ""
    print(f"{model}: {len(rows)} choices, {len(lines)} weights of {len(ids)} features{accuracy}", flush=True)
    return lines


def train_spoken(articles: Sequence[dict[str, Any]], hold_out: int, fitted: Path) -> list[str]:
    """The model of marked words, over the frames that the other models, written before, give."""
    weigh.WEIGHTS = fitted
    weigh.weights.cache_clear()
    rows = list(spoken_choices(articles, load_language("en")))
    apart = [r for r in rows if hold_out and r.article % hold_out == 0]
    return train([r for r in rows if not hold_out or r.article % hold_out], apart, "spoken")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=weigh.WEIGHTS)
    parser.add_argument("--hold-out", type=int, default=0, metavar="N")
    given = parser.parse_args()
    with gzip.open(given.train, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    models: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices(articles, load_language("en")):
        models[choice.model].append(choice)
    out: list[str] = []
    for model, rows in models.items():
        apart = [r for r in rows if given.hold_out and r.article % given.hold_out == 0]
        out += train([r for r in rows if not given.hold_out or r.article % given.hold_out], apart, model)
    given.out.write_text("\n".join(out) + "\n", "utf-8")
    out += train_spoken(articles, given.hold_out, given.out)
    given.out.write_text("\n".join(out) + "\n", "utf-8")


if __name__ == "__main__":
    main()
