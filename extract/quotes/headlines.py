"""Headlines that quote with a colon: "Marsh: Harbour Will Stay Open", "Harbour to Stay Open: Report"."""

from __future__ import annotations

import re
from collections.abc import Collection

from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.sentences import count
from extract.records import Span

LONGEST = 200  # characters of a headline
LEAST = 3  # words that are quoted
WHO = 5  # words that name who says it
_LEADS = frozenset("in on at to from for with by after".split())  # "In a note: …" names nobody
_COLON = re.compile(r":\s+")
_ASIDE = re.compile(r"\s+(?:to|at|on|in)\s|[\s.]*$", re.I)  # "Marsh to Crews: …", "Marsh on Harbour: …"


def frame(text: str, line: Span, names: Collection[Span], language: Language) -> Frame | None:
    """The frame of a headline with one colon beside somebody who speaks; ``names`` are those of the whole text."""
    colons = list(_COLON.finditer(text, *line)) if line[1] - line[0] <= LONGEST else []
    if len(colons) != 1:
        return None
    before, behind = (line[0], colons[0].start()), (colons[0].end(), line[1])
    known = {text[a:b].casefold() for a, b in names if a >= line[1]}
    for (start, end), said in ((before, behind), (behind, before)):
        aside = _ASIDE.search(text, start, end)
        who = start, aside.start() if aside else end
        if count(text[slice(*said)]) >= LEAST and _speaks(text[slice(*who)], known, language):
            return Frame((before[1], before[1] + 1), who, (said,), line)
    return None


def _speaks(who: str, known: Collection[str], language: Language) -> bool:
    """An office or a paper; or a name that the article goes on to use, whole or from its second word on."""
    words = who.casefold().split()
    if not 0 < len(words) <= WHO or not who[0].isalpha() or words[0] in _LEADS:
        return False
    if words[-1] in language.roles | language.groups | language.papers:
        return True
    while len(words) > 1 and words[0].rstrip(".") in language.titles | language.roles:
        words = words[1:]
    return any(f" {name}".endswith(" " + " ".join(words)) for name in known)
