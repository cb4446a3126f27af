"""How each outlet divides its words among the listed topics, and how far apart the outlets' divisions are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.records import HEADLINE, Coverage
from reports.coverage import Reading, columns, covered

MOST_TOPICS = 8  # that a bar tells apart; the rest share one colour
Shares = NDArray[np.float64]  # shape (topics,): shares of the words on listed topics, summing to 1


@dataclass(frozen=True, slots=True)
class Agenda:
    """One outlet's words on listed topics. ``shares`` follows the meeting's topics."""

    column: str
    label: str
    side: str
    ownership: str
    words: int  # on any listed topic
    shares: tuple[float, ...]
    entropy: float  # bits
    evenness: float  # 0: one topic only; 1: all listed topics alike


def agendas(coverage: Coverage) -> tuple[Agenda, ...]:
    """The agenda of every outlet whose text is complete and speaks of a listed topic, in the matrix's order."""
    ownership = {o.key: str(o.ownership) for o in coverage.evidence.outlets}
    words = topic_words(coverage)
    topics = len(coverage.evidence.topics)
    found = []
    for column in columns(coverage):
        own = sum((words[a] for a in column.articles), np.zeros(topics))
        total = float(own.sum())
        if column.reading is Reading.READ and total:
            bits = entropy(own / total)
            even = bits / float(np.log2(topics)) if topics > 1 else 0.0
            shares = tuple(float(s) for s in own / total)
            side = column.side
            found.append(
                Agenda(column.key, column.label, side, ownership[column.key], round(total), shares, bits, even)
            )
    return tuple(found)


def topic_words(coverage: Coverage) -> dict[str, Shares]:
    """Words per listed topic and article. A paragraph's words are divided evenly among the topics it speaks of."""
    place = {t.id: i for i, t in enumerate(coverage.evidence.topics)}
    spoken: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for mention in coverage.mentions:
        if mention.paragraph != HEADLINE:
            spoken[mention.article, mention.paragraph].add(place[mention.topic])
    found = {a.id: np.zeros(len(place)) for a in covered(coverage)}
    for article in covered(coverage):
        for number, paragraph in enumerate(article.paragraphs):
            for topic in spoken[article.id, number]:
                found[article.id][topic] += len(paragraph.split()) / len(spoken[article.id, number])
    return found


def entropy(shares: Shares) -> float:
    """Shannon's H in bits (Shannon 1948); 0 for a single topic."""
    there = shares[shares > 0]
    return float(max(0.0, -(there * np.log2(there)).sum()))


def divergence(one: Sequence[float], other: Sequence[float]) -> float:
    """Jensen-Shannon distance of two divisions, 0 (the same) to 1 (no topic in common): Lin 1991, Endres 2003."""
    p, q = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return float(np.sqrt(max(0.0, entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2)))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The outlets whose agendas are nearest to and farthest from one's own, with their distances."""

    column: str
    nearest: str
    near: float
    farthest: str
    far: float


def neighbours(found: Sequence[Agenda]) -> tuple[Neighbours, ...]:
    """For each agenda; empty with fewer than three, where nearest and farthest are the same."""
    if len(found) < 3:
        return ()
    rows = []
    for own in found:
        away = sorted((divergence(own.shares, x.shares), x.label, x.column) for x in found if x.column != own.column)
        rows.append(Neighbours(own.column, away[0][1], away[0][0], away[-1][1], away[-1][0]))
    return tuple(rows)


def groups(found: Sequence[Agenda]) -> tuple[Agenda, ...]:
    """Means over the outlets of one ownership, and of one side: each outlet counts alike, however much it wrote."""
    by_side: defaultdict[str, list[Agenda]] = defaultdict(list)
    by_owner: defaultdict[str, list[Agenda]] = defaultdict(list)
    for agenda in found:
        by_side[agenda.side].append(agenda)
        by_owner[agenda.ownership].append(agenda)
    named = [*by_side.items(), *sorted(by_owner.items())]
    return tuple(_mean(f"{name} outlets", of) for name, of in named if 1 < len(of) < len(found))


def _mean(name: str, of: Sequence[Agenda]) -> Agenda:
    shares = np.mean([a.shares for a in of], axis=0)
    bits = entropy(shares)
    even = bits / float(np.log2(len(shares))) if len(shares) > 1 else 0.0
    words = sum(a.words for a in of)
    return Agenda("", f"{name} ({len(of)})", "", "", words, tuple(float(s) for s in shares), bits, even)


@dataclass(frozen=True, slots=True)
class Slice:
    """A topic's part of a bar; ``place`` is its colour, -1 for the rest."""

    label: str
    place: int
    percent: float


@dataclass(frozen=True, slots=True)
class AgendaBar:
    label: str
    side: str
    words: int
    slices: tuple[Slice, ...]
    evenness: str
    note: str


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The bars of the outlets, those of groups of them, and what the colours mean."""

    bars: tuple[AgendaBar, ...]
    groups: tuple[AgendaBar, ...]
    legend: tuple[Slice, ...]


def agenda_view(coverage: Coverage) -> AgendaView:
    found = agendas(coverage)
    topics = coverage.evidence.topics
    total = np.sum([np.asarray(a.shares) * a.words for a in found], axis=0) if found else np.zeros(len(topics))
    order = sorted((i for i in range(len(topics)) if total[i]), key=lambda i: (-total[i], i))
    legend = [Slice(topics[i].label, place, 0.0) for place, i in enumerate(order[:MOST_TOPICS])]
    if order[MOST_TOPICS:]:
        legend.append(Slice(f"{len(order) - MOST_TOPICS} more topics", -1, 0.0))
    notes = {n.column: f"{n.nearest} {n.near:.2f}; {n.farthest} {n.far:.2f}" for n in neighbours(found)}

    def bar(agenda: Agenda) -> AgendaBar:
        slices = [Slice(topics[i].label, p, 100 * agenda.shares[i]) for p, i in enumerate(order[:MOST_TOPICS])]
        slices.append(Slice("other topics", -1, 100 * sum(agenda.shares[i] for i in order[MOST_TOPICS:])))
        there = tuple(Slice(s.label, s.place, round(s.percent, 2)) for s in slices if s.percent > 0)
        even = f"{agenda.evenness:.2f}"
        return AgendaBar(agenda.label, agenda.side, agenda.words, there, even, notes.get(agenda.column, ""))

    return AgendaView(tuple(bar(a) for a in found), tuple(bar(g) for g in groups(found)), tuple(legend))
