"""Make ``net_en.npz``: ``python -m tests.bench.train_net TRAIN.jsonl.gz [--out FILE] [--hold-out 10]``.

TRAIN is the file that ``train_quotes.py`` reads (PolNeAR: Newell, Margolin and Ruths, LREC 2018). Needs JAX, which the
project does not: ``pip install jax`` in an environment of its own. About ten minutes on one core that is free.

Every cue is one example: the words of its sentence with the parser's vectors, and which of them begin and end what is
reported, which one speaks, and whether the word is a cue of speech at all. Words that are names are one and the same.
The shipped file was trained on nine articles of ten (``--hold-out 10``); what is printed is counted on the tenth.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from extract.quotes import candidates as among
from extract.quotes import encode, english, net, weigh
from extract.quotes import features as of
from extract.quotes.language import load_language
from extract.quotes.marks import find_marked, paragraph_spans
from extract.quotes.parse import Parsed, parse
from tests.bench import train_quotes

WIDE, HIDDEN, MIDDLE = 64, 96, 32
EPOCHS, BATCH, RATE, DECAY, DROPPED = 12, 96, 0.003, 0.01, 0.4
SIZES = (24, 36, 50, 100)  # words to which sentences are filled up; longer ones are left out
UNLIKELY = 0.02  # a cue that the named weights find less likely is no example
MARKED = 1  # words in quotation marks that make of any verb a cue: 'hailed it as a "breakthrough"'
FORMS, VERBS, RARE = 900, 500, 5
OUT = -1e9
NONE = -1  # an answer that is not asked for
NOBODY = -2
NAMES = ("cue", "before", "behind", "start", "end", "start before", "end before", "speaker")

Weights = dict[str, Any]


@dataclass(frozen=True)
class Example:
    article: int
    p: Parsed
    cue: int
    answers: tuple[int, ...]  # in the order of NAMES; words counted from the window's first


def examples(articles: Sequence[dict[str, Any]]) -> Iterator[Example]:
    language = load_language("en")
    for number, article in enumerate(articles):
        text = article["text"]
        paragraphs = paragraph_spans(text)
        for p in parse(text, paragraphs, find_marked(text, language, paragraphs), language):
            own = [a for a in article["attributions"] if a["cue"] and p.start[0] <= a["cue"][0][0] < p.end[-1]]
            yield from _of_paragraph(number, p, own)


def _of_paragraph(number: int, p: Parsed, own: Sequence[dict[str, Any]]) -> Iterator[Example]:
    language = load_language("en")
    possible = among.cues(p, language)
    gold: dict[int, dict[str, Any]] = {}
    passed: set[int] = set()
    for attribution in own:
        inside = [i for i in possible if train_quotes._touches(p, i, attribution["cue"])]
        if inside:
            gold[train_quotes._main(p, inside)] = attribution
            passed |= set(inside)
    for c in possible:
        likely = english._logistic(weigh.total("cue", of.cue_features(p, c))) >= UNLIKELY
        if c in gold:
            speech = train_quotes._reports_speech(p, c, gold[c], language, MARKED)
            yield Example(number, p, c, (int(speech), *_answers(p, c, gold[c])))
        elif likely:
            yield Example(number, p, c, (NONE if c in passed else 0, *[NONE] * 7))


def _answers(p: Parsed, c: int, attribution: dict[str, Any]) -> tuple[int, ...]:
    first, last = encode.window(p, c)
    words = [i for i in range(*p.sentence[c]) if among.is_word(p, i)]
    touched = [[i for i in words if train_quotes._touches(p, i, [s])] for s in attribution["content"]]
    before, behind = [w for w in touched if w and w[-1] < c], [w for w in touched if w and w[0] > c]
    edges = [NONE] * 4
    if behind:
        edges[:2] = max(among.opening(p, behind[0][0]), c + 1), among.closing(p, behind[-1][-1])
    if before:
        edges[2:] = among.opening(p, before[0][0]), among.closing(p, before[-1][-1])
    speaks = train_quotes._speaker(0, p, c, attribution["source"])
    places = among.speakers(p, c)
    speaker = places[speaks.right] if speaks.right < len(places) else None
    asked = [e - first if first <= e < last else NONE for e in edges]
    who = NOBODY if speaker is None else speaker - first if first <= speaker < last else NONE
    return int(bool(before)), int(bool(behind)), *asked, who


def vocabulary(found: Sequence[Example]) -> dict[str, dict[str, int]]:
    """The frequent tags, relations, kinds of entity, word forms and cues, numbered from 1."""
    paragraphs = list({id(e.p): e.p for e in found}.values())
    near = (of.word(e.p, i) for e in found if e.answers[7] != NONE for i in range(*encode.window(e.p, e.cue)))
    return {
        "tag": _frequent((t for p in paragraphs for t in p.tag), 60),
        "dep": _frequent((d for p in paragraphs for d in p.dep), 60),
        "entity": _frequent((e for p in paragraphs for e in p.entity if e), 30),
        "word": _frequent(near, FORMS),
        "base": _frequent((e.p.base[e.cue] for e in found), VERBS),
    }


def _frequent(names: Iterable[str], most: int) -> dict[str, int]:
    counted = sorted(Counter(names).items(), key=lambda x: (-x[1], x[0]))[:most]
    return {name: n for n, (name, seen) in enumerate(counted, 1) if seen >= RARE}


def beginning(known: dict[str, dict[str, int]]) -> Weights:
    random = np.random.default_rng(0)
    kinds = len(known["dep"]) + 1
    gates, both = 4 * HIDDEN, 2 * HIDDEN
    shapes: dict[str, tuple[tuple[int, ...], float]] = {
        "Wt": ((96, WIDE), 0.05),
        "tag": ((len(known["tag"]) + 1, WIDE), 0.1),
        "dep": ((kinds, WIDE), 0.1),
        "ent": ((len(known["entity"]) + 1, WIDE), 0.1),
        "word": ((len(known["word"]) + 1, WIDE), 0.1),
        "mark": ((16, WIDE), 0.1),
        "speech": ((2, WIDE), 0.1),
        "rel": ((2 + (encode.UP + 1) * (kinds + 1), WIDE), 0.1),
        "edge": ((4, WIDE), 0.1),
        "far": ((2 * encode.FAR + 2, WIDE), 0.1),
        "base": ((len(known["base"]) + 1, WIDE), 0.1),
        "Wf": ((WIDE + HIDDEN, gates), 0.09),
        "Wb": ((WIDE + HIDDEN, gates), 0.09),
        "bf": ((gates,), 0),
        "bb": ((gates,), 0),
        "out": ((both, 5), 0.09),
        "outb": ((5,), 0),
        "endS": ((both, both), 0.05),
        "h1": ((2 * both, MIDDLE), 0.08),
        "h1b": ((MIDDLE,), 0),
        "h2": ((MIDDLE, 4), 0.1),
        "h2b": ((4,), 0),
    }
    weights = {k: (random.standard_normal(s) * scale).astype(np.float32) for k, (s, scale) in shapes.items()}
    for bias in ("bf", "bb"):
        weights[bias][HIDDEN : 2 * HIDDEN] = 1.0  # to begin with, nothing is forgotten
    return {k: jnp.asarray(w) for k, w in weights.items()}


def _memory(x: Any, read: Any, kernel: Any, bias: Any, reverse: bool) -> Any:
    fed = x @ kernel[:WIDE] + bias

    def step(carried: Any, given: Any) -> Any:
        state, memory = carried
        gates, here = given
        into, kept, out, new = jnp.split(gates + state @ kernel[WIDE:], 4, -1)
        later = jax.nn.sigmoid(kept) * memory + jax.nn.sigmoid(into) * jnp.tanh(new)
        said = jax.nn.sigmoid(out) * jnp.tanh(later)
        carried = jnp.where(here[:, None], said, state), jnp.where(here[:, None], later, memory)
        return carried, carried[0]

    empty = jnp.zeros((x.shape[0], HIDDEN))
    return jax.lax.scan(step, (empty, empty), (fed.transpose(1, 0, 2), read.T), reverse=reverse)[1].transpose(1, 0, 2)


def _dropped(x: Any, key: Any) -> Any:
    """Whole dimensions of a sentence left out at random while training."""
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - DROPPED, (x.shape[0], 1, x.shape[2])) / (1 - DROPPED)


def _scores(w: Weights, batch: Any, key: Any) -> list[tuple[Any, Any, Any]]:
    """Of each question: the scores of the possible answers, the right one, and whether it is asked."""
    words, vectors, hangs, read, cue, base, right = batch
    keys = jax.random.split(key, 2) if key is not None else (None, None)
    tables = [w[name] for name in ("tag", "dep", "ent", "word", "mark", "speech")]
    x = vectors @ w["Wt"] + sum(t[words[..., n]] for n, t in enumerate(tables))
    x = x + w["rel"][hangs[..., 0]] + w["edge"][hangs[..., 1]] + w["far"][hangs[..., 2]] + w["base"][base][:, None]
    x = _dropped(jnp.tanh(x), keys[0])
    both = [_memory(x, read, w["Wf"], w["bf"], False), _memory(x, read, w["Wb"], w["bb"], True)]
    h = _dropped(jnp.concatenate(both, -1), keys[1])
    out, rows = h @ w["out"] + w["outb"], jnp.arange(h.shape[0])
    whole = jnp.concatenate([h[rows, cue], jnp.where(read[..., None], h, OUT).max(1)], -1)
    short = jax.nn.relu(whole @ w["h1"] + w["h1b"]) @ w["h2"] + w["h2b"]
    at = jnp.arange(read.shape[1])[None]
    start, end, first, last, who = (right[:, n] for n in range(3, 8))

    def given(known: Any) -> Any:
        return jnp.einsum("bd,btd->bt", h[rows, jnp.maximum(known, 0)] @ w["endS"], h)

    behind, before, line = read & (at > cue[:, None]), read & (at < cue[:, None]), read & (at != cue[:, None])
    asked = [
        (jnp.where(behind, out[..., 0], OUT), start, start >= 0),
        (
            jnp.where(behind & (at >= start[:, None]), out[..., 1] + given(start), OUT),
            end,
            (start >= 0) & (end >= start),
        ),
        (
            jnp.where(before & (at <= last[:, None]), out[..., 2] + given(last), OUT),
            first,
            (first >= 0) & (first <= last),
        ),
        (jnp.where(before, out[..., 3], OUT), last, last >= 0),
    ]
    speakers = jnp.concatenate([jnp.where(line, out[..., 4], OUT), short[:, 3:4]], 1)
    asked.append((speakers, jnp.where(who == NOBODY, read.shape[1], who), who != NONE))
    yes_no = [jnp.stack([jnp.zeros_like(short[:, n]), short[:, n]], 1) for n in range(3)]
    return [(s, right[:, n], right[:, n] >= 0) for n, s in enumerate(yes_no)] + asked


def _loss(w: Weights, batch: Any, key: Any) -> Any:
    total = 0.0
    for scores, right, asked in _scores(w, batch, key):
        shares = jax.nn.log_softmax(scores, -1)
        said = jnp.take_along_axis(shares, jnp.maximum(right, 0)[:, None], 1)[:, 0]
        total = total - jnp.sum(jnp.where(asked, said, 0))
    return total / batch[0].shape[0]


def _right(w: Weights, batch: Any) -> Any:
    rows = [((s.argmax(-1) == r) & a, a) for s, r, a in _scores(w, batch, None)]
    return jnp.array([[jnp.sum(good), jnp.sum(asked)] for good, asked in rows])


def batches(found: Sequence[Example], known: dict[str, dict[str, int]], random: Any) -> Iterator[Any]:
    """Examples of about one length together, in random order."""
    order = random.permutation(len(found))
    waiting: dict[int, list[Example]] = {size: [] for size in SIZES}
    for i in order:
        first, last = encode.window(found[i].p, found[i].cue)
        size = next((s for s in SIZES if last - first <= s), None)
        if size is None:
            continue
        waiting[size].append(found[i])
        if len(waiting[size]) == BATCH:
            yield _filled(waiting[size], size, known)
            waiting[size] = []
    for size, rest in waiting.items():
        if rest:
            yield _filled(rest, size, known)


def _filled(rows: Sequence[Example], size: int, known: dict[str, dict[str, int]]) -> Any:
    words, hangs = np.zeros((BATCH, size, 6), np.int32), np.zeros((BATCH, size, 3), np.int32)
    vectors, read = np.zeros((BATCH, size, 96), np.float32), np.zeros((BATCH, size), bool)
    cue, base, right = np.zeros(BATCH, np.int32), np.zeros(BATCH, np.int32), np.full((BATCH, 8), NONE, np.int32)
    for n, e in enumerate(rows):
        first, last = encode.window(e.p, e.cue)
        coded = encode.words(e.p, known)
        words[n, : last - first], vectors[n, : last - first] = coded[first:last], e.p.vectors[first:last]
        hangs[n, : last - first] = encode.relations(e.p, e.cue, coded[:, 1].tolist(), len(known["dep"]) + 1)
        read[n, : last - first] = True
        cue[n], base[n], right[n] = e.cue - first, known["base"].get(e.p.base[e.cue], 0), e.answers
    return words, vectors, hangs, read, cue, base, right


def fit(found: Sequence[Example], held: Sequence[Example], known: dict[str, dict[str, int]]) -> Weights:
    """Adam with weights that decay and a rate that falls to nothing."""
    random, key = np.random.default_rng(0), jax.random.PRNGKey(0)
    weights = beginning(known)
    slope = jax.jit(jax.grad(_loss))
    count = jax.jit(_right)
    mean, square = (jax.tree.map(jnp.zeros_like, weights) for _ in range(2))
    steps, step = EPOCHS * (len(found) // BATCH + len(SIZES)), 0

    @jax.jit  # type: ignore[untyped-decorator]
    def moved(w: Weights, m: Weights, v: Weights, g: Weights, n: Any, rate: Any) -> Any:
        long = jnp.sqrt(sum(jnp.sum(x * x) for x in jax.tree.leaves(g)))
        g = jax.tree.map(lambda x: x * jnp.minimum(1, 2.0 / long), g)
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, g)
        way = jax.tree.map(lambda a, b: a / (1 - 0.9**n) / (jnp.sqrt(b / (1 - 0.99**n)) + 1e-8), m, v)
        return jax.tree.map(lambda a, b: a - rate * (b + DECAY * a), w, way), m, v

    for epoch in range(EPOCHS):
        for batch in batches(found, known, random):
            step += 1
            key, own = jax.random.split(key)
            rate = RATE * min(1, step / 200) * max(0.03, 1 - step / steps)
            weights, mean, square = moved(weights, mean, square, slope(weights, batch, own), step, rate)
        seen = sum((np.asarray(count(weights, b)) for b in batches(held, known, random)), np.zeros((8, 2)))
        told = ", ".join(f"{n} {a / max(b, 1):.4f} of {b:.0f}" for n, (a, b) in zip(NAMES, seen, strict=True))
        print(f"{epoch + 1}: {told}", flush=True)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=net.NET)
    parser.add_argument("--hold-out", type=int, default=0, metavar="N")
    given = parser.parse_args()
    with gzip.open(given.train, "rt", encoding="utf-8") as lines:
        found = list(examples([json.loads(line) for line in lines]))
    known = vocabulary(found)
    held = [e for e in found if given.hold_out and e.article % given.hold_out == 0]
    weights = fit([e for e in found if not given.hold_out or e.article % given.hold_out], held, known)
    stored: dict[str, Any] = {name: np.asarray(w).astype(np.float16) for name, w in weights.items()}
    np.savez_compressed(given.out, vocabulary=np.array(json.dumps(known)), **stored)


if __name__ == "__main__":
    main()
