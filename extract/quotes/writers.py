"""Who wrote a paper that speaks: "the DNC's lawsuit", "a suit filed by Perez", "the DNC filed a complaint"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from extract.records import Span
from extract.words import fold

_MADE = (
    r"(?:has\s+|have\s+|had\s+|to\s+|also\s+|later\s+)?(?:filed?|files|brought|writes?|wrote|sued|issued?|issues|released?"
    r"|releases|submitted|given|gave|gives|send|sends|sent|posed|posted|posts|publish(?:ed|es)?|provides|provided|handed)"
)
_WHEN = r"(?:\s+on\s+\w+)?"
_ASKS = r"(?:has\s+)?(?:wants?|hopes?|plans?|planned|would\s+like|intends?)\s+to\s+ask\b"  # what is asked are questions
_CARRIED = r"(?:obtained|published|reported|seen|reviewed|provided|cited|first)\b"  # by those who did not write it
_BESIDE = 60  # characters between a name and its paper
_VERBS = 2  # votes of a clause that says who made the paper; a name beside it is one


def find_writers(
    text: str, names: Iterable[Span], papers: Collection[str], full: Callable[[str], str]
) -> dict[str, str]:
    """The writer by the folded noun in the singular: of several the one named most often beside it."""
    if not papers:
        return {}
    votes: dict[str, Counter[str]] = {}
    patterns = _patterns("(" + "|".join(sorted(papers)) + ")")
    for start, end in names:
        if found := _paper(text, start, end, patterns):
            noun, count = found
            votes.setdefault(singular(noun), Counter())[full(text[start:end])] += count
    return {paper: count.most_common(1)[0][0] for paper, count in votes.items()}


def singular(noun: str) -> str:
    """One key for a paper in the singular and the plural."""
    return re.sub(r"ie$", "y", fold(noun).rstrip("s"))


@dataclass(frozen=True)
class _Patterns:
    beside: re.Pattern[str]
    made: re.Pattern[str]
    before: re.Pattern[str]
    own: re.Pattern[str]


def _patterns(noun: str) -> _Patterns:
    return _Patterns(
        beside=re.compile(rf"(?:[’']s?)?\s+(?:[\w-]+\s+){{0,2}}?{noun}\b"),
        made=re.compile(rf"{_WHEN}\s+(?:{_MADE}\s+(?:[\w-]+\s+){{0,7}}?{noun}\b|(sued)\b|({_ASKS}))"),
        before=re.compile(rf"\b{noun}\s+(?:(?!{_CARRIED})[\w-]+\s+){{0,4}}?by\s+(?:the\s+)?$"),
        own=re.compile(rf"\b(?:its|his|her|their)\s+(?:\w+\s+)?{noun}\b[^,.\n“”\"]{{0,30}},\s+(?:the\s+)?$", re.I),
    )


def _paper(text: str, start: int, end: int, patterns: _Patterns) -> tuple[str, int] | None:
    """The paper that a name stands beside as its writer, and how many votes that is."""
    if made := patterns.made.match(text, end, end + 2 * _BESIDE):
        return (made[1] or ("lawsuit" if made[2] else "question")), _VERBS
    if beside := patterns.beside.match(text, end, end + _BESIDE):
        return beside[1], 1
    ahead = max(0, start - _BESIDE)
    lead = patterns.before.search(text, ahead, start) or patterns.own.search(text, ahead, start)
    return (lead[1], 1) if lead else None
