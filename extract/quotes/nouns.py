"""English noun phrases: who is named, how far a name reaches, and how much each naming brings its person to mind."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.quotes.features import SUBJECTS
from extract.quotes.language import Language
from extract.quotes.parse import Parsed
from extract.records import Span

MAIN, SUB = 3.0, 1.2  # how much the subject of a main and of another clause comes to mind
_PHRASE_END = frozenset(",(—–:;")
_PRONOUNS = frozenset(("he", "she", "his", "her", "him"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "where"))


def phrase(p: Parsed, head: int) -> Span:
    """A noun with what belongs to its name, without relative clauses and what stands behind a comma."""
    first = last = head
    for i in range(head - 1, p.left[head] - 1, -1):
        if (
            p.text[i] in _PHRASE_END
            and not p.text[i] == ","
            or p.dep[i] in ("cc", "preconj", "punct")
            and i == p.left[head]
        ):
            break
        first = i
    for i in range(head + 1, p.right[head] + 1):
        leaves = p.dep[i] in ("relcl", "acl") and i > head + 1
        if leaves or p.text[i] in _PHRASE_END or p.text[i] in '"“”' or p.lower[i] in _RELATIVE:
            break
        last = i
    return p.chars(first, _joined(p, head, last))


def _joined(p: Parsed, head: int, last: int) -> int:
    """The last of names joined to a name: "Marsh, Field and Hale" speak together."""
    at = head
    while p.tag[at].startswith("NNP") and (joined := [k for k in p.kids[at] if p.dep[k] == "conj" and k > at]):
        between = range(at + 1, joined[0] + 1)
        if any(not p.tag[i].startswith("NNP") and p.lower[i] not in ("and", ",") for i in between):
            break
        at = joined[0]
    return max(last, at)


def is_name(p: Parsed, i: int, language: Language) -> bool:
    """A name; one that is also a month's where a first name stands before it, or alone as the subject of a clause."""
    if not p.tag[i].startswith("NNP"):
        return False
    if p.text[i] not in language.stop_names:
        return True
    first = i > 0 and p.lower[i - 1] in language.men | language.women
    return first or p.dep[i] == "nsubj" and p.left[i] == i


def runs(p: Parsed, keep: Sequence[bool]) -> list[Span]:
    """Offsets of neighbouring words that are kept."""
    runs: list[Span] = []
    for i, kept in enumerate(keep):
        if kept and i and keep[i - 1] and runs:
            runs[-1] = runs[-1][0], p.end[i]
        elif kept:
            runs.append(p.chars(i, i))
    return runs


def subjects(p: Parsed) -> list[Span]:
    """Subjects of main clauses that may go on to speak: names and pronouns for people."""
    found = [i for i in range(len(p)) if p.dep[i] == "nsubj" and p.dep[p.head[i]] == "ROOT"]
    return [phrase(p, i) for i in found if p.tag[i].startswith("NNP") or p.lower[i] in ("he", "she")]


def weights(p: Parsed, names: Collection[Span]) -> list[tuple[Span, float]]:
    """How much each naming brings its person to mind: subjects of main clauses most, owners and objects least."""
    ends = {end: (start, end) for start, end in names}
    found = []
    for i, lower in enumerate(p.lower):
        span = p.chars(i, i) if lower in _PRONOUNS else ends.get(p.end[i])
        if span is not None:
            found.append((span, _weight(p, i)))
    return found


def _weight(p: Parsed, i: int) -> float:
    if p.dep[i] == "appos":  # "the minister, Robert Marsh, said": as much as what it explains
        i = p.head[i]
    if p.dep[i] in SUBJECTS:
        return MAIN if p.dep[p.head[i]] in ("ROOT", "conj") else SUB
    return 0.7 if p.dep[i] in ("poss", "pobj", "nmod", "compound") else 1.0
