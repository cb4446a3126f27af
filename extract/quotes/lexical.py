"""Every other language: cues, names and content by the words of its definition, without a parser.

The clause around the quotation marks is searched for a cue and the name nearest to it; indirect speech is what follows
a cue and the language's conjunction, or stands before a trailing cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from extract.definitions import Participant
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.naming import cues_of, names_of, pronouns_of, roles_of
from extract.records import Span

_SENTENCE = re.compile(r"[^.!?…؟。]+(?:[.!?…؟。]+(?![\s\"”»“)]*[a-zа-яёçğıöşü])[\"”»“’)]*|$)|[.!?…؟。]+")
LONGEST = 1500  # characters: a sentence that does not end is read in parts, so that time stays linear
_CLAUSE = 140  # characters around a cue in which its speaker stands


@lru_cache(maxsize=256)
def _folded(forms: Sequence[str]) -> frozenset[str]:
    return frozenset(f.casefold() for f in forms)


def read(
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Marked],
    language: Language,
    participants: Sequence[Participant] = (),
) -> Found:
    """Frames, subjects and names of a text."""
    frames: list[Frame] = []
    names = names_of(text, language, participants)
    pools = [sorted({*names, *pronouns_of(text, language)}), roles_of(text, language)]
    at = 0
    for start, end in paragraphs:
        inside = []
        while at < len(marks) and marks[at].start < end:
            inside.append(marks[at])
            at += 1
        frames += _heading(text, (start, end), inside, pools)
        for sentence in _sentences(text, start, end, inside):
            there = [_inside(x, sentence) for x in pools]
            last = frames[-1].speaker if frames and language.subjectless else None
            frames += _of_sentence(text, sentence, _over(inside, sentence), there, language, last)
    subjects = names if language.quality == "marks" else []
    return Found(sorted(frames, key=lambda f: f.cue), subjects, names)


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
    text: str,
    sentence: Span,
    marks: Sequence[Marked],
    pools: Sequence[Sequence[Span]],
    language: Language,
    last: Span | None,
) -> list[Frame]:
    """The cues of a sentence; ``last`` is who spoke before, for a cue that names nobody."""
    found: list[Frame] = []
    for cue in cues_of(language.code).finditer(text, *sentence):
        span = cue.span()
        if any(m.start <= span[0] < m.end for m in marks):
            continue
        form = cue.group().casefold()
        speaker = _nearest(span, sentence, pools, marks) or _inverted(span, form, language)
        if form in _folded(language.according):
            speaker = _source(text, span, sentence, pools) or speaker
        speaker = speaker or last
        content = _content(text, span, sentence, speaker, form, marks, language)
        found.append(Frame(span, speaker, (content,) if content else (), sentence))
    return found


def _heading(text: str, line: Span, marks: Sequence[Marked], pools: Sequence[Sequence[Span]]) -> list[Frame]:
    """A line that opens with who speaks and a colon: a headline, a turn of an interview."""
    for start, end in (n for pool in pools for n in _inside(pool, (line[0], line[0] + 30))):
        colon = re.match(r"\s?:\s+", text[end : end + 4])
        if colon and not text[line[0] : start].strip():
            rest = _bare(text, end + colon.end(), line[1])
            content = (rest,) if rest and not marks else ()
            return [Frame((end, end + colon.end() - 1), (start, end), content, line)]
    return []


def _source(text: str, cue: Span, sentence: Span, pools: Sequence[Sequence[Span]]) -> Span | None:
    """Who is meant by "according to": the last name before the comma that ends the phrase, or the first after it."""
    comma = _phrase_end(text, cue, sentence)
    for pool in pools:
        after = [n for n in pool if cue[1] <= n[0] and n[1] <= (comma if comma > 0 else cue[1] + 40 + n[1] - n[0])]
        if after:
            return after[-1] if comma > 0 else after[0]
    return None


def _phrase_end(text: str, cue: Span, sentence: Span) -> int:
    """The comma that ends a phrase of source at the beginning of its sentence; -1 without one."""
    if text[sentence[0] : cue[0]].strip():
        return -1
    return text.find(",", cue[1], min(sentence[1], cue[1] + _CLAUSE))


def _inverted(cue: Span, form: str, language: Language) -> Span | None:
    """The pronoun that ends an inverted cue: "a-t-il déclaré", "dit-elle"."""
    pronoun = next((p for p in sorted(language.pronouns, key=len, reverse=True) if f"-{p}" in form), None)
    if pronoun is None:
        return None
    start = cue[0] + form.index(f"-{pronoun}") + 1
    return start, start + len(pronoun)


def _nearest(cue: Span, sentence: Span, pools: Sequence[Sequence[Span]], marks: Sequence[Marked]) -> Span | None:
    """Who stands right before a cue; else the name or pronoun nearest to it in its sentence; else the nearest role."""
    outside = [[n for n in pool if not any(m.start <= n[0] < m.end for m in marks)] for pool in pools]
    before = [n for pool in outside for n in pool if sentence[0] <= n[0] and n[1] + 1 == cue[0]]
    if before:
        return max(before, key=lambda n: n[1] - n[0])
    for pool in outside:
        near = [
            n
            for n in pool
            if sentence[0] <= n[0]
            and n[1] <= sentence[1]
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
    if clause := _clause(text, cue, rest, form, marks, language):
        return clause
    if form in _folded(language.according) and (comma := _phrase_end(text, cue, sentence)) > 0:
        return _bare(text, comma + 1, end)
    if form in _folded(language.according):
        tail = speaker[1] if speaker and speaker[0] >= cue[1] else cue[1]
        before, after = (sentence[0], cue[0]), (tail, end)
        side = before if before[1] - before[0] > after[1] - after[0] else after
        return _bare(text, *side)
    if form in _folded(language.trailing):
        return _before(text, cue, sentence, speaker, marks, language)
    between = any(m.end <= cue[0] and m.start >= sentence[0] for m in marks)
    if speaker and speaker[0] >= cue[1] and text[cue[0] - 2 : cue[0]] == ", " and not between:
        return _bare(text, sentence[0], cue[0])  # "Das Abkommen sei ein Anfang, betonte Demir."
    return None


def _before(
    text: str, cue: Span, sentence: Span, speaker: Span | None, marks: Sequence[Marked], language: Language
) -> Span | None:
    """The clause that ends in a trailing cue, from behind the subject or behind the cue before."""
    here = speaker and sentence[0] <= speaker[0] < sentence[0] + 60 and speaker[1] <= cue[0]
    first = speaker[1] if speaker and here else sentence[0]
    for other in cues_of(language.code).finditer(text, sentence[0], cue[0]):
        comma = text.find(",", other.end(), cue[0])
        first = max(first, comma + 1) if comma > 0 else first
    left = [m for m in marks if m.end <= cue[0]]
    if left and left[-1].start < first:
        left = []
    if left and not re.search(r"\w", text[left[-1].end + 1 : cue[0]]):
        return None  # direct speech stands before its cue
    return _bare(text, first, cue[0])


def _clause(text: str, cue: Span, rest: str, form: str, marks: Sequence[Marked], language: Language) -> Span | None:
    """Indirect speech without a conjunction: behind a colon, behind a comma, or as the object of its cue."""
    colon = re.match(r"[^«»\"“”„:]{0,60}:\s+(?![«\"“„—–])", rest)
    comma = re.match(r"(?:\s\w+){0,2},\s+(?![«\"“„—–])", rest) if language.comma_clause else None
    opened = colon or comma
    if opened is None and (form in language.clause_cues or form.split()[-1] in language.clause_participles):
        opened = re.match(r"\s+(?![«\"“„])", rest)
    if opened is None or form in _folded(language.according) or any(m.end <= cue[0] for m in marks[-1:]):
        return None
    return _bare(text, cue[1] + opened.end(), cue[1] + len(rest))


def _bare(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",.;:—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:—–-"):
        end -= 1
    return (start, end) if end - start > 8 else None
