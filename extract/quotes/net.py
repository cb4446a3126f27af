"""A small network that reads a cue's sentence in both directions: what it takes for cue, content and speaker.

It stands beside the named weights of ``extract.quotes.weigh``: those see phrases of the parse that somebody thought of,
this sees the whole sentence in the parser's own word vectors. Both vote. ``net_en.npz`` is made by
``tests/bench/train_net.py`` from the same articles; here is only the arithmetic, in numpy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import blis.py
import numpy as np
from numpy.typing import NDArray

from extract.quotes import encode
from extract.quotes.parse import Parsed

NET = Path(__file__).parent / "net_en.npz"
AT_ONCE = 64  # cues read together

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """What the network says of one cue. Scores are logits, by word of the sentence from ``first`` on."""

    first: int
    starts: Floats  # where content behind the cue begins
    ends: Floats  # where it ends, whatever its beginning
    starts_before: Floats
    ends_before: Floats
    speakers: Floats
    cue: float
    before: float
    behind: float
    nobody: float
    states: Floats
    keys: Floats

    def end_given(self, start: int, ends: Sequence[int]) -> Floats:
        """Where content behind the cue ends, its first word known."""
        return self._given(self.ends, start, ends)

    def start_given(self, end: int, starts: Sequence[int]) -> Floats:
        """Where content before the cue begins, its last word known."""
        return self._given(self.starts_before, end, starts)

    def _given(self, alone: Floats, known: int, asked: Sequence[int]) -> Floats:
        at = np.clip(np.asarray(asked) - self.first, 0, len(alone) - 1)
        key = self.keys[min(max(known - self.first, 0), len(alone) - 1)]
        return np.asarray(alone[at] + self.states[at] @ key, dtype=np.float32)

    def at(self, scores: Floats, places: Sequence[int]) -> Floats:
        """Scores of words of the paragraph; one that was not read counts as the farthest that was."""
        return scores[np.clip(np.asarray(places, dtype=np.int64) - self.first, 0, len(scores) - 1)]


def product(one: Floats, other: Floats) -> Floats:
    """A matrix product on one thread: on several, products as small as these wait for each other."""
    found: Floats = blis.py.gemm(np.ascontiguousarray(one), np.ascontiguousarray(other))
    return found


@lru_cache(maxsize=1)
def network() -> tuple[dict[str, Floats], dict[str, dict[str, int]]]:
    """Weights by name, and the numbers of words, tags and relations."""
    with np.load(NET) as stored:
        known = json.loads(str(stored["vocabulary"]))
        weights = {k: stored[k].astype(np.float32) for k in stored.files if k != "vocabulary"}
    return weights, known


def views(paragraphs: Iterable[tuple[Parsed, Sequence[int]]]) -> Iterator[tuple[Parsed, dict[int, View]]]:
    """Each paragraph with what the network says of its cues; cues of several paragraphs are read together."""
    waiting: list[tuple[Parsed, Sequence[int]]] = []
    for paragraph in paragraphs:
        waiting.append(paragraph)
        if sum(len(cues) for _, cues in waiting) >= AT_ONCE:
            yield from _together(waiting)
            waiting = []
    yield from _together(waiting)


def _together(paragraphs: Sequence[tuple[Parsed, Sequence[int]]]) -> Iterator[tuple[Parsed, dict[int, View]]]:
    weights, known = network()
    inputs: list[Floats] = []
    for p, cues in paragraphs:
        if cues:
            inputs += _inputs(p, cues, weights, known)
    seen = iter(_read(inputs, weights))
    for p, cues in paragraphs:
        yield p, {c: _view(p, c, next(seen), weights) for c in cues}


def _inputs(p: Parsed, cues: Sequence[int], weights: dict[str, Floats], known: dict[str, Any]) -> Iterator[Floats]:
    rows = encode.words(p, known)
    tables = [weights[name] for name in ("tag", "dep", "ent", "word", "mark", "speech")]
    base = product(p.vectors, weights["Wt"]) + sum(t[rows[:, n]] for n, t in enumerate(tables))
    deps, kinds = rows[:, 1].tolist(), len(known["dep"]) + 1
    for c in cues:
        first, last = encode.window(p, c)
        hangs = encode.relations(p, c, deps, kinds)
        beside = weights["rel"][hangs[:, 0]] + weights["edge"][hangs[:, 1]] + weights["far"][hangs[:, 2]]
        yield np.tanh(base[first:last] + beside + weights["base"][known["base"].get(p.base[c], 0)])


def _read(inputs: Sequence[Floats], weights: dict[str, Floats]) -> list[Floats]:
    """The states of each sentence's words, read forwards and backwards."""
    order = sorted(range(len(inputs)), key=lambda i: -len(inputs[i]))
    lengths = [len(inputs[i]) for i in order]
    forwards = _pass([inputs[i] for i in order], lengths, weights["Wf"], weights["bf"])
    backwards = _pass([inputs[i][::-1] for i in order], lengths, weights["Wb"], weights["bb"])
    found: list[Floats] = [np.zeros((0, 0), np.float32)] * len(inputs)
    for row, (i, n) in enumerate(zip(order, lengths, strict=True)):
        found[i] = np.concatenate([forwards[row, :n], backwards[row, :n][::-1]], axis=1)
    return found


def _pass(inputs: Sequence[Floats], lengths: Sequence[int], kernel: Floats, bias: Floats) -> Floats:
    """A long short-term memory over sentences, the longest first: those still being read are always the first ones."""
    if not inputs:
        return np.zeros((0, 0, 0), np.float32)
    size, wide = inputs[0].shape[1], kernel.shape[1] // 4
    scale = np.full(4 * wide, 0.5, np.float32)  # a sigmoid is a tanh of half its argument
    scale[3 * wide :] = 1.0
    kernel, bias = kernel * scale, bias * scale
    fed = np.zeros((len(inputs), lengths[0], 4 * wide), np.float32)
    fed_all = product(np.concatenate(inputs), kernel[:size]) + bias
    at = 0
    for row, n in enumerate(lengths):
        fed[row, :n] = fed_all[at : at + n]
        at += n
    states = np.zeros((len(inputs), lengths[0], wide), np.float32)
    state, memory = np.zeros((len(inputs), wide), np.float32), np.zeros((len(inputs), wide), np.float32)
    left = len(inputs)
    for step in range(lengths[0]):
        while lengths[left - 1] <= step:
            left -= 1
        gates = np.tanh(fed[:left, step] + product(state[:left], kernel[size:]))
        gates[:, : 3 * wide] = 0.5 + 0.5 * gates[:, : 3 * wide]
        kept = gates[:, wide : 2 * wide] * memory[:left]
        memory[:left] = kept + gates[:, :wide] * gates[:, 3 * wide :]
        state[:left] = gates[:, 2 * wide : 3 * wide] * np.tanh(memory[:left])
        states[:left, step] = state[:left]
    return states


def _view(p: Parsed, c: int, states: Floats, weights: dict[str, Floats]) -> View:
    first, _ = encode.window(p, c)
    scores = (product(states, weights["out"]) + weights["outb"]).T
    whole = np.concatenate([states[c - first], states.max(axis=0)])
    hidden = np.maximum(whole @ weights["h1"] + weights["h1b"], 0)
    cue, before, behind, nobody = (hidden @ weights["h2"] + weights["h2b"]).tolist()
    keys = product(states, weights["endS"])
    return View(first, scores[0], scores[1], scores[2], scores[3], scores[4], cue, before, behind, nobody, states, keys)
