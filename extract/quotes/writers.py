"""Who wrote a paper that speaks: "the DNC's lawsuit", "a suit filed by Perez", "the DNC filed a complaint"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable

from extract.records import Span
from extract.words import fold

_MADE = r"(?:has\s+|have\s+|had\s+)?(?:filed|brought|wrote|sued|issued|released)"
_CARRIED = r"(?:obtained|published|reported|seen|reviewed|provided|cited|first)\b"  # by those who did not write it


def find_writers(
    text: str, names: Iterable[Span], papers: Collection[str], full: Callable[[str], str]
) -> dict[str, str]:
    """The writer by the folded noun in the singular: of several the one named most often beside it."""
    if not papers:
        return {}
    noun = "(" + "|".join(sorted(papers)) + ")"
    behind = re.compile(rf"(?:[’']s?)?\s+(?:[\w-]+\s+){{0,2}}?{noun}\b|\s+{_MADE}\s+(?:[\w-]+\s+){{0,4}}?{noun}\b")
    before = re.compile(rf"\b{noun}\s+(?:(?!{_CARRIED})[\w-]+\s+){{0,4}}?by\s+(?:the\s+)?$")
    votes: dict[str, Counter[str]] = {}
    for start, end in names:
        after = behind.match(text, end, end + 60)
        found = after[1] or after[2] if after else None
        if found is None and (lead := before.search(text, max(0, start - 60), start)):
            found = lead[1]
        if found:
            votes.setdefault(fold(found).rstrip("s"), Counter())[full(text[start:end])] += 1
    return {paper: count.most_common(1)[0][0] for paper, count in votes.items()}
