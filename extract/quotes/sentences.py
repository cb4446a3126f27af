"""Small tests on running text that need no parser: words, and where a sentence ends."""

from __future__ import annotations

import re

_CJK = "\u3040-\u30ff\u4e00-\u9fff"  # written without spaces: two letters make about one word
WORD = re.compile(rf"[{_CJK}]{{1,2}}|[^\W{_CJK}]+")
# A full stop behind an initial or a short title ("Mr.", "Andrew G.", "U.S.") ends no sentence.
_END = re.compile(
    r"(?<!\b\w)(?<!\b[A-Z]\w)(?<!\b(?:Gov|Sen|Rep|Gen|Col|Lt\.|Mrs))[.!?…][\"”»)]?\s+[\"“«(]?[A-ZА-ЯЁÇĞİÖŞÜÄ]"
)
_STOP = re.compile(r"[.!?]\s*$")


def count(text: str) -> int:
    """Number of words."""
    return len(WORD.findall(text))


def sentence_ends(text: str) -> int:
    """Sentences that end inside a text and are followed by another one."""
    return sum(1 for _ in _END.finditer(text))


def sentence_break(gap: str) -> bool:
    """Whether a sentence ends in a stretch of text or with it."""
    return bool(_END.search(gap)) or bool(_STOP.search(gap.rstrip('"”» ')))
