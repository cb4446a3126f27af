"""Phrases of a language file as a pattern: "*" stands for the rest of a word, "…" for up to twelve words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_GAP = r"(?:\W+\w+){0,12}?\W+"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # scripts that put no spaces between words
NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=256)
def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, in upper and lower case; nothing when there are none."""
    if not phrases:
        return NEVER
    spaced = "|".join(_one(p) for p in phrases if not _UNSPACED.match(p[0]))
    unspaced = "|".join(_one(p) for p in phrases if _UNSPACED.match(p[0]))
    return re.compile("|".join(filter(None, (spaced and rf"(?<!\w)(?:{spaced})", unspaced))), re.I)


def _one(phrase: str) -> str:
    parts = (re.escape(part.strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for part in phrase.split("…"))
    return _GAP.join(parts) + ("" if _UNSPACED.match(phrase[-1]) else r"(?!\w)")
