"""One speaker under several names: "the ministry" and "a spokesman for the ministry", "Orlov" and "Anna Orlov".

Only what the names themselves tell. That the head of a body speaks for it, or that a source without a name is somebody
named elsewhere, is not decided here: of pairs of quotations by such two, few are one utterance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extract.words import fold, lemma, words
from reports.claims import is_function, is_number, is_voice

Name = tuple[str, ...]


def one_names(names: Sequence[tuple[str, str]]) -> list[str]:
    """For each name with its language one that is the same for all names of a speaker; "" stays."""
    parts = [_parts(name, language) for name, language in names]
    given = {p for p, (name, _) in zip(parts, names, strict=True) if _is_name(name)}
    fuller = _fuller(given)
    return [" ".join(fuller.get(p, p)) for p in parts]


def _parts(name: str, language: str) -> Name:
    """What a name says but for the voice by which the speaker speaks, articles and counts, as lemmas in order."""
    tokens = [re.sub(r"[’']s?$", "", fold(m.group())) for m in words(name)]
    told = [t for t in tokens if not is_voice(t, language)]
    told = [lemma(t, language) for t in told if not is_function(t, language) and not is_number(t, language)]
    return tuple(told) or tuple(tokens)


def _is_name(name: str) -> bool:
    """Whether it is somebody's own name: with a capital letter, and of one person or body."""
    return any(m.group()[0].isupper() for m in words(name)) and "," not in name


def _fuller(names: Iterable[Name]) -> Mapping[Name, Name]:
    """A name for one that has a word less, the last one being the same, where only one such is known."""
    by_last: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(set(names)):
        if name:
            by_last[name[-1]].append(name)
    found = {}
    for alike in by_last.values():
        for name in alike:
            longer = [other for other in alike if len(other) == len(name) + 1 and set(name) < set(other)]
            if len(longer) == 1:
                found[name] = longer[0]
    return {name: _end(name, found) for name in found}


def _end(name: Name, fuller: Mapping[Name, Name]) -> Name:
    while name in fuller:
        name = fuller[name]
    return name
