"""Acts of speech in a row: who speaks by a cue that goes on with another's subject, and cues that nobody speaks by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.quotes.found import Frame
from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.quotes.naming import either
from extract.quotes.place import bare, folded, joins, small
from extract.records import Span
from extract.words import fold

_NEXT = 5  # characters of an article between a cue and its subject
_SIGN = 30  # characters between what words stand on and the verb: "un cartel en el muro que dice"


def same_subject(text: str, first: Frame, cue: Span, speaker: Span | None, language: Language) -> bool:
    """Whether a cue goes on with the subject of the one before: "посетовал, что …, и выразил надежду, что …"."""
    if first.speaker is None or language.subject_first or cue[0] < first.cue[1]:
        return False
    if language.apposed and first.speaker[0] > first.cue[0]:
        hung = re.search(rf",\s(?:{language.apposed})$", text[first.speaker[1] : cue[1]])
        if hung:
            return True  # "décrypte Mathilde Haas, chercheuse à l'Institut, qui pointe …"
    if joins(text, first.cue[1], cue, language.code) is None:
        return False
    form = text[slice(*cue)].casefold()
    chained = bool(language.chained and re.search(language.chained, form)) or form.split()[-1] in language.of_whom
    return chained or speaker is None or speaker[0] < cue[0] or speaker[0] > cue[1] + 1


def not_objects(text: str, cue: Span, near: Sequence[Span], language: Language) -> Sequence[Span]:
    """Who may be the subject: not who stands behind "accuse", unless the cue itself stands behind what is said."""
    form = text[slice(*cue)].casefold().split()[-1]
    if form not in language.of_whom or text[max(0, cue[0] - 3) : cue[0]].rstrip()[-1:] in tuple(',—–-»”“"?!'):
        return near
    return [n for n in near if n[1] <= cue[0]] or near


def between_commas(text: str, cue: Span) -> bool:
    """Whether a cue stands alone in what it reports: "Fue Lund, admite, quien …" is not said by Lund."""
    return text[max(0, cue[0] - 2) : cue[0]] == ", " and text[cue[1] : cue[1] + 2] == ", "


def no_verb(text: str, cue: Span, sentence: Span, language: Language) -> bool:
    """Whether what looks like a cue is a noun, "une annonce", half a verb, or says what stands on a sign."""
    before = text[max(sentence[0], cue[0] - _SIGN) : cue[0]]
    if before.endswith("-"):
        return True  # "la soi-disant ligne"
    word = re.search(r"(\w+)\s$", before)
    if word and word[1].casefold() in language.determiners:
        return True
    if small(text[slice(*cue)]) in folded(language.code, "narrative"):
        return not re.match(rf"\s*(?:{either(language.pages.joined)})\s[^,;:«»]*$", text[sentence[0] : cue[0]], re.I)
    parted = _particles(language.code).get(small(text[slice(*cue)]))
    if parted and not parted & set(re.findall(r"\w+", text[cue[1] : sentence[1]].casefold())):
        return True
    every = _sign(language.code)
    return every is not None and every.search(before) is not None


@lru_cache(maxsize=32)
def _particles(code: str) -> dict[str, frozenset[str]]:
    """By the form of a cue that is parted, the words of which one stands behind it: "gibt … zu"."""
    parted = load_language(code).separable.items()
    return {small(form): frozenset(words.split()) for words, forms in parted for form in forms}


@lru_cache(maxsize=32)
def _sign(code: str) -> re.Pattern[str] | None:
    """What says something without anybody: a sign, a numbered article of a law."""
    language = load_language(code)
    laws = rf"(?:{either(language.laws)})\s\d[^,.;:!?«»\"“”]*$"
    signs = rf"(?:{either(language.signs)})(?!\w)[^.,;:!?«»\"“”]*$"
    every = [part for part, words in ((laws, language.laws), (signs, language.signs)) if words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})", re.I) if every else None


def told_back(
    text: str, sentence: Span, frames: Sequence[Frame], before: Span | None, marks: Sequence[Marked], language: Language
) -> list[Frame]:
    """Frames of a sentence, the one that reports the sentence before with its words: "Об этом сообщил министр."."""
    if before is None or not frames or any(f.contents for f in frames) or marks:
        return list(frames)
    if not _back(language.code).fullmatch(text, sentence[0], frames[0].cue[0]):
        return list(frames)
    content = bare(text, *before)
    return [replace(frames[0], contents=(content,) if content else ()), *frames[1:]]


@lru_cache(maxsize=32)
def _back(code: str) -> re.Pattern[str]:
    every = either(load_language(code).told_back)
    return re.compile(rf"\s*(?:{every})(?:(?<=['’])|(?:\s[\w.]+){{0,3}}\s)", re.I)


@lru_cache(maxsize=32)
def _office(code: str) -> re.Pattern[str]:
    """An article and an office: ", assure le sous-préfet Victor Dorn"."""
    articles = either(load_language(code).articles)
    return re.compile(rf"\s(?:{articles})(?:\s|(?<=['’]))(?:[^\W\d_A-ZÀ-Þ][\w'’-]*\s){{1,5}}")


def follows(text: str, cue: Span, mention: Span, names: Sequence[Span], language: Language) -> bool:
    """Whether who speaks stands right behind a cue that a comma opens, with an article or an office before the name."""
    if text[max(0, cue[0] - 2) : cue[0]] != ", ":
        return False
    if cue[1] < mention[0] <= cue[1] + _NEXT:
        return True
    office = _office(language.code).fullmatch(text, cue[1], mention[0]) if language.articles else None
    return mention in names and office is not None


def emphatic(text: str, mention: Span, language: Language) -> bool:
    """Whether a pronoun only repeats who stands before it: "Sa voisine, elle, raconte …"."""
    around = text[mention[0] - 2 : mention[0]] == text[mention[1] : mention[1] + 2] == ", "
    return around and fold(text[slice(*mention)]) in language.pronouns
