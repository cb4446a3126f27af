"""Where the words of a language's definition stand in a text: cues, names, offices, pronouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from extract.definitions import Participant
from extract.phrases import NEVER
from extract.quotes.language import Language, load_language
from extract.records import Span
from extract.words import fold, latin, words

_ELISION = re.compile(r"(?:(?:[DLdl]|[Qq]u)['’])?")  # "L'ambassadeur" begins no name


@lru_cache(maxsize=32)
def cues_of(code: str) -> re.Pattern[str]:
    language = load_language(code)
    compound = (f"{a} {p}" for a in language.auxiliaries for p in language.participles)
    inverted = (f"a-t-{w} {p}" for w in language.pronouns for p in language.participles if language.auxiliaries)
    plain = (*language.cues, *language.clause_cues, *language.trailing, *language.according)
    forms = sorted({*plain, *compound, *inverted}, key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(f) for f in forms) + r")(?!\w)", re.I) if forms else NEVER


def names_of(text: str, language: Language, participants: Sequence[Participant]) -> list[Span]:
    """Capitalised runs; in a script without capitals, the participants' names as the meeting's file spells them."""
    stops = language.stop_names | {form.split()[0].capitalize() for form in language.according}
    roles = {fold(r) for r in language.roles}
    runs: list[Span] = []
    for word in words(text):
        if not word.group()[0].isupper() or word.group() in stops or fold(word.group()) in roles:
            continue
        elided = _ELISION.match(word.group())
        start = word.start() + (elided.end() if elided else 0)
        if not text[start].isupper() or text[start : word.end()] in stops or fold(text[start : word.end()]) in roles:
            continue
        whole = runs and text[runs[-1][1] : start] == " "
        if whole and not _is_country(text[runs[-1][0] : runs[-1][1]], participants):
            runs[-1] = (runs[-1][0], word.end())
        elif whole:
            runs[-1] = (start, word.end())  # "Остмарка Мира Халворсен": the country belongs to the office before
        else:
            runs.append((start, word.end()))
    if language.capital_nouns:
        runs = _known(text, runs, participants, language)
    forms = [f for p in participants for f in (p.name, *p.aliases) if not (f[0].isupper() or f[0].islower())]
    found = [(m.start(), m.end()) for f in forms for m in re.finditer(re.escape(f), text)]
    return sorted({*runs, *found})


def _is_country(word: str, participants: Sequence[Participant]) -> bool:
    """Whether a word is the country of a participant, in its own script or another, in any case ending."""
    plain = latin(word)
    return any(
        len(c) > 3 and plain.startswith(c[: max(4, len(c) - 2)]) for c in (fold(p.country) for p in participants)
    )


def _known(text: str, runs: Sequence[Span], participants: Sequence[Participant], language: Language) -> list[Span]:
    """Where every noun has a capital: runs of two words, single words that end one of those, or stand at a cue."""
    full = [text[a:b] for a, b in runs if " " in text[a:b]] + [form for p in participants for form in p.names]
    last = {form.split()[-1] for form in full}
    cues = [m.span() for m in cues_of(language.code).finditer(text)]
    starts, ends = {a - 1 for a, _ in cues}, {b + 1 for _, b in cues}
    opens = {a for a, _ in runs if not text[max(0, a - 2) : a].strip(" \n.")}
    return [
        (a, b) for a, b in runs if " " in text[a:b] or text[a:b] in last or a in ends or (b in starts and a in opens)
    ]


def roles_of(text: str, language: Language) -> list[Span]:
    return _forms(text, language.roles, language.endings)


def pronouns_of(text: str, language: Language) -> list[Span]:
    return _forms(text, language.pronouns)


def _forms(text: str, forms: Collection[str], endings: int = 0) -> list[Span]:
    """Where the forms stand, the longer first; those of five letters and more also with case endings."""
    if not forms:
        return []
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    every = "|".join(re.escape(f) + (rf"\w{{0,{endings}}}" if len(f) > 4 else "") for f in ordered)
    pattern = rf"(?<!\w)(?:{every})(?!\w)"
    return [(m.start(), m.end()) for m in re.finditer(pattern, text, re.I)]
