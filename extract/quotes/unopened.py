"""Where marked words begin when only their closing mark was kept."""

from __future__ import annotations

import re

from extract.quotes.sentences import count

LEAST = 4  # words: a shorter stretch before a closing mark that nothing opened is a slip of the key
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z\[(])")


def unopened(text: str, at: int, start: int, end: int, before: int | None) -> int | None:
    """Where speech begins whose opening mark was lost, from its closing mark at ``at``: 'We will come," she said.'

    With the paragraph, or with the next sentence behind the marks that end at ``before``; None when there is none.
    """
    if text[at - 1 : at] not in tuple(",.?!…") or text[at + 1 : at + 2].strip():
        return None
    if before is None:
        opened = start
    else:
        sentence = _SENTENCE.search(text, before + 1, at)
        if sentence is None or text[at + 1 : end].strip():
            return None
        opened = sentence.end()
    return opened if count(text[opened:at]) >= LEAST else None
