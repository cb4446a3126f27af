"""Which words for a kind of thing are known to mean one and the same thing.

"Militants" here and "fighters" there are the same people where the texts themselves say so: the thing's own name stands
beside both words ("the Veresk militants", "fighters from Veresk"), or what the meeting is about does ("an exchange of
captives"); both are counted alike ("62 captives"); both stand in renderings of one statement, or in one sentence that
two outlets have almost word for word. That two words are of one kind is no proof, nor that they stand near each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from extract.records import ArticleQuotation
from extract.words import lemmas
from reports.beside import Beside, Label
from reports.claims import read_claims

LEAST_COUNT = 10  # things: smaller numbers of things meet by chance
LEAST_SHARED = 5  # content words of two sentences that are one
SHARE = 0.6  # of the longer one's content words
_YEARS = range(1900, 2100)  # "in 2014 militants ..."


class Tie(StrEnum):
    """What tells that two words mean one thing, the surest first."""

    LISTED = "listed"  # the analyst says so
    NAME = "name"
    NUMBER = "number"
    STATEMENT = "statement"
    SENTENCE = "sentence"


class Referent(NamedTuple):
    """One thing: what tells it, and its name, its number or its statement's id."""

    by: Tie
    name: str


def referents(
    labels: Sequence[Label], beside: Beside, quotations: Sequence[ArticleQuotation]
) -> dict[Referent, list[Label]]:
    """The labels of one kind and language by what they are known to mean, the surest first; one may be in several."""
    found: defaultdict[Referent, list[Label]] = defaultdict(list)
    for name, named in _by_name(labels, beside):
        found[Referent(Tie.NAME, name)] += named
    for label in labels:
        if number := _count(label):
            found[Referent(Tie.NUMBER, number)].append(label)
    for statement, told in _by_statement(labels, quotations):
        found[Referent(Tie.STATEMENT, statement)] += told
    for n, alike in enumerate(_by_sentence(labels), 1):
        found[Referent(Tie.SENTENCE, str(n))] += alike
    return dict(found)


def _by_name(labels: Sequence[Label], beside: Beside) -> Iterator[tuple[str, list[Label]]]:
    """Names as they first stand, in whatever case."""
    found: defaultdict[str, list[Label]] = defaultdict(list)
    shown: dict[str, str] = {}
    for label in labels:
        for name in beside.of(label):
            key = " ".join(lemmas(name, label.article.language))
            shown.setdefault(key, name)
            found[key].append(label)
    yield from ((shown[key], told) for key, told in found.items())


def _count(label: Label) -> str:
    """The number right before the word, or before one adjective: "62 captives", "62 wounded captives"."""
    before = label.own[: label.start].split()[-2:]
    if len(before) > 1 and not before[0][-1].isalnum():
        before = before[1:]
    numbers = read_claims(" ".join(before), label.article.language).numbers
    value = max(numbers, default=0.0)
    return f"{value:,.10g}" if value >= LEAST_COUNT and value not in _YEARS and before[-1][-1].isalnum() else ""


def _by_statement(labels: Sequence[Label], quotations: Sequence[ArticleQuotation]) -> Iterator[tuple[str, list[Label]]]:
    """Labels in renderings of one statement; a rendering with two words of the kind doesn't tell which is meant."""
    by_article: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label.article.id].append(label)
    found: defaultdict[str, list[Label]] = defaultdict(list)
    for quotation in quotations:
        inside = [x for x in by_article[quotation.article] if _is_in(x, quotation)]
        if quotation.statement and len({x.word for x in inside}) == 1:
            found[quotation.statement] += inside
    yield from found.items()


def _is_in(label: Label, quotation: ArticleQuotation) -> bool:
    article = label.article
    text = article.paragraphs[label.paragraph] if label.paragraph >= 0 else article.title
    starts = ((text.find(piece), len(piece)) for piece in quotation.pieces)
    return any(at >= 0 and at <= label.start and label.end <= at + size for at, size in starts)


def _by_sentence(labels: Sequence[Label]) -> Iterator[list[Label]]:
    """Labels that stand, one for the other, in a sentence that outlets have almost word for word."""
    groups: list[list[Label]] = []
    for one, other in combinations(labels, 2):
        if _one_sentence(one, other):
            group = next((g for g in groups if one in g or other in g), None)
            if group is None:
                groups.append(group := [])
            group += [x for x in (one, other) if x not in group]
    yield from groups


def _one_sentence(one: Label, other: Label) -> bool:
    if one.word == other.word or one.article.outlet == other.article.outlet:
        return False
    shared = len(one.around & other.around)
    both_there = other.around.issuperset(one.word.split()) or one.around.issuperset(other.word.split())
    return not both_there and shared >= max(LEAST_SHARED, SHARE * max(len(one.around), len(other.around)))
