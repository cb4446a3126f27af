"""Every other language: cues, names and content by the words of its definition, without a parser.

The clause around the quotation marks is searched for a cue and the name nearest to it; indirect speech is what follows
a cue and the language's conjunction, or stands before a trailing cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import lru_cache

from extract.definitions import Participant
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.records import Span
from extract.words import fold, words

_SENTENCE = re.compile(r"[^.!?…؟。]+(?:[.!?…؟。]+(?![\s\"”»“)]*[a-zа-яёçğıöşü])[\"”»“’)]*|$)|[.!?…؟。]+")
LONGEST = 1500  # characters: a sentence that does not end is read in parts, so that time stays linear
_CLAUSE = 140  # characters around a cue in which its speaker stands


@lru_cache(maxsize=32)
def _cues(code: str) -> re.Pattern[str]:
    language = load_language(code)
    forms = sorted({*language.cues, *language.trailing, *language.according}, key=len, reverse=True)
    return (
        re.compile(r"(?<!\w)(" + "|".join(re.escape(f) for f in forms) + r")(?!\w)", re.I)
        if forms
        else re.compile("(?!)")
    )


def read(
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Marked],
    language: Language,
    participants: Sequence[Participant] = (),
) -> Found:
    """Frames, subjects and names of a text."""
    frames: list[Frame] = []
    names = _names(text, language, participants)
    pools = [sorted({*names, *_pronouns(text, language)}), _roles(text, language)]
    at = 0
    for start, end in paragraphs:
        inside = []
        while at < len(marks) and marks[at].start < end:
            inside.append(marks[at])
            at += 1
        for sentence in _sentences(text, start, end, inside):
            frames += _of_sentence(
                text, sentence, _over(inside, sentence), [_inside(x, sentence) for x in pools], language
            )
    subjects = names if language.quality == "marks" else []
    return Found(sorted(frames, key=lambda f: f.cue), subjects, names)


def _names(text: str, language: Language, participants: Sequence[Participant]) -> list[Span]:
    """Capitalised runs; in a script without capitals, the participants' names as the meeting's file spells them."""
    stops = language.stop_names | {form.split()[0].capitalize() for form in language.according}
    roles = {fold(r) for r in language.roles}
    runs: list[Span] = []
    for word in words(text):
        if not word.group()[0].isupper() or word.group() in stops or fold(word.group()) in roles:
            continue
        if runs and text[runs[-1][1] : word.start()] == " ":
            runs[-1] = (runs[-1][0], word.end())
        else:
            runs.append(word.span())
    if language.capital_nouns:
        runs = _known(text, runs, participants, language)
    forms = [f for p in participants for f in (p.name, *p.aliases) if not (f[0].isupper() or f[0].islower())]
    found = [(m.start(), m.end()) for f in forms for m in re.finditer(re.escape(f), text)]
    return sorted({*runs, *found})


def _known(text: str, runs: Sequence[Span], participants: Sequence[Participant], language: Language) -> list[Span]:
    """Where every noun has a capital: runs of two words, single words that end one of those, or stand at a cue."""
    full = [text[a:b] for a, b in runs if " " in text[a:b]] + [form for p in participants for form in p.names]
    last = {form.split()[-1] for form in full}
    cues = [m.span() for m in _cues(language.code).finditer(text)]
    starts, ends = {a - 1 for a, _ in cues}, {b + 1 for _, b in cues}
    opens = {a for a, _ in runs if not text[max(0, a - 2) : a].strip(" \n.")}
    return [
        (a, b) for a, b in runs if " " in text[a:b] or text[a:b] in last or a in ends or (b in starts and a in opens)
    ]


def _roles(text: str, language: Language) -> list[Span]:
    return _forms(text, language.roles)


def _pronouns(text: str, language: Language) -> list[Span]:
    return _forms(text, language.pronouns)


def _forms(text: str, forms: Collection[str]) -> list[Span]:
    if not forms:
        return []
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + r")(?!\w)"
    return [(m.start(), m.end()) for m in re.finditer(pattern, text, re.I)]


def _sentences(text: str, start: int, end: int, marks: Sequence[Marked]) -> list[Span]:
    """Sentences of a paragraph; one never ends inside quotation marks."""
    hidden = list(text[start:end])
    for mark in marks:
        for i in range(mark.start - start, mark.end - start):
            if hidden[i] in ".!?…؟。":
                hidden[i] = ","
    found = [(start + m.start(), start + m.end()) for m in _SENTENCE.finditer("".join(hidden)) if m.group().strip()]
    return [(a, min(a + LONGEST, last)) for first, last in found for a in range(first, last, LONGEST)]


def _over(marks: Sequence[Marked], sentence: Span) -> Sequence[Marked]:
    """The marked spans of a sentence."""
    first = bisect_left(marks, sentence[0], key=lambda m: m.end)
    return marks[first : bisect_left(marks, sentence[1], key=lambda m: m.start)]


def _inside(spans: Sequence[Span], sentence: Span) -> Sequence[Span]:
    return spans[bisect_left(spans, (sentence[0], 0)) : bisect_left(spans, (sentence[1], 0))]


def _of_sentence(
    text: str, sentence: Span, marks: Sequence[Marked], pools: Sequence[Sequence[Span]], language: Language
) -> list[Frame]:
    found = []
    for cue in _cues(language.code).finditer(text, *sentence):
        span = cue.span()
        if any(m.start <= span[0] < m.end for m in marks):
            continue
        form = cue.group().lower()
        speaker = _nearest(span, sentence, pools, marks) or _inverted(span, form, language)
        if form in language.according:
            after = [n for n in sorted(n for pool in pools for n in pool) if span[1] <= n[0] <= span[1] + 40]
            speaker = after[0] if after else speaker
        content = _content(text, span, sentence, speaker, form, marks, language)
        found.append(Frame(span, speaker, (content,) if content else (), sentence))
    return found


def _inverted(cue: Span, form: str, language: Language) -> Span | None:
    """The pronoun that ends an inverted cue: "a-t-il déclaré", "dit-elle"."""
    pronoun = next((p for p in sorted(language.pronouns, key=len, reverse=True) if f"-{p}" in form), None)
    if pronoun is None:
        return None
    start = cue[0] + form.index(f"-{pronoun}") + 1
    return start, start + len(pronoun)


def _nearest(cue: Span, sentence: Span, pools: Sequence[Sequence[Span]], marks: Sequence[Marked]) -> Span | None:
    """The name or pronoun nearest to a cue in its sentence, outside quotation marks; else the nearest role."""
    for pool in pools:
        near = [
            n
            for n in pool
            if sentence[0] <= n[0]
            and n[1] <= sentence[1]
            and not any(m.start <= n[0] < m.end for m in marks)
            and min(abs(n[0] - cue[1]), abs(cue[0] - n[1])) <= _CLAUSE
            and not (n[0] <= cue[0] < n[1])
        ]
        if near:
            return min(near, key=lambda n: (min(abs(n[0] - cue[1]), abs(cue[0] - n[1])), n))
    return None


def _content(
    text: str, cue: Span, sentence: Span, speaker: Span | None, form: str, marks: Sequence[Marked], language: Language
) -> Span | None:
    """The reported clause of indirect or mixed speech, where the language's own words mark it."""
    end = sentence[1]
    rest = text[cue[1] : end]
    for word in language.conjunctions:
        close = "" if word[-1] in "'’" else r"\s"
        opened = re.search(rf"(?:^|[,\s]){re.escape(word)}{close}", rest[:120], re.I)
        if opened and not any(m.start <= cue[1] + opened.start() < m.end for m in marks):
            return _bare(text, cue[1] + opened.end(), end)
    if form in language.according:
        tail = speaker[1] if speaker and speaker[0] >= cue[1] else cue[1]
        before, after = (sentence[0], cue[0]), (tail, end)
        side = before if before[1] - before[0] > after[1] - after[0] else after
        return _bare(text, *side)
    if form in language.trailing and not any(m.end <= cue[0] and m.start >= sentence[0] for m in marks):
        first = speaker[1] if speaker and speaker[0] - sentence[0] < 60 and speaker[1] <= cue[0] else sentence[0]
        return _bare(text, first, cue[0])
    between = any(m.end <= cue[0] and m.start >= sentence[0] for m in marks)
    if speaker and speaker[0] >= cue[1] and text[cue[0] - 2 : cue[0]] == ", " and not between:
        return _bare(text, sentence[0], cue[0])  # "Das Abkommen sei ein Anfang, betonte Demir."
    return None


def _bare(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",.;:—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:—–-"):
        end -= 1
    return (start, end) if end - start > 8 else None
