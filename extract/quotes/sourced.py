"""Whose words a sentence has that no cue of their own reports: "Pour X, « … »", "berichtet unter Berufung auf X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.quotes.cast import plain
from extract.quotes.clauses import CLAUSE, phrase_end
from extract.quotes.found import Frame
from extract.quotes.holders import is_body
from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.quotes.mentions import Mentions
from extract.quotes.naming import either
from extract.quotes.place import bare
from extract.records import Span
from extract.words import fold

_ARTICLE = 60  # characters of an article and a role before a name
_SAID = 3  # words of speech that an unlisted verb may follow
_BESIDE = re.compile(r"(?:\s[\w'’-]+){0,3},?\s")  # between such a verb and who speaks: "su gobernadora,"
_TRADE = re.compile(r"(?:[a-zà-ÿ][\w-]+\s){1,3}")  # before a name: "Pour l'arboriculteur Jean Vidal, …"
_OFFICE = 40  # characters of an office before a name: "со ссылкой на пресс-секретаря президента …"


def opinion(
    text: str,
    sentence: Span,
    marks: Sequence[Marked],
    near: Sequence[Span],
    mentions: Mentions,
    language: Language,
) -> list[Frame]:
    """Whose the words of a sentence are that opens with him: "Pour Jon Brekke, président du port, « … »"."""
    if not marks:
        return _in_the_eyes(text, sentence, near, mentions, language)
    opened = re.match(rf"\s*({either(language.opinion)})\s", text[slice(*sentence)], re.I) if marks else None
    who = next((n for n in near if opened and 0 <= n[0] - sentence[0] - opened.end() <= _ARTICLE), None)
    if opened is None or who is None or re.search(r"[^\w\s,]", text[who[1] : marks[0].start - 1].strip('«»“”" ')):
        return []
    if text[marks[0].start - 3 : marks[0].start - 1].rstrip('«“" ')[-1:] != ",":
        return []
    cue = sentence[0] + opened.start(1), sentence[0] + opened.end(1)
    content = bare(text, marks[0].start - 1, sentence[1])
    return [Frame(cue, who, (content,) if content else (), sentence)]


def _in_the_eyes(
    text: str, sentence: Span, near: Sequence[Span], mentions: Mentions, language: Language
) -> list[Frame]:
    """Whose opinion a sentence without marks is, that opens with one person: "Pour elle, l'obstacle est ailleurs"."""
    article = rf"(?:(?:{either(language.articles)})(?:\s|(?<=['’])))?"
    opened = re.match(rf"\s*({either(language.opinion)})\s{article}", text[slice(*sentence)], re.I)
    if opened is None:
        return []
    start = sentence[0] + opened.end()
    own = re.match(rf"(?:{either(language.possessives)})(?=,)", text[start : sentence[1]])
    named = [n for n in near if n[0] == start and _one_person(text, n, mentions, language)]
    named += [n for n in near if n in mentions.persons and _TRADE.fullmatch(text, start, n[0])]
    who = (start, start + own.end()) if own else named[0] if named else None
    if who is None or text[who[1] : who[1] + 1] != ",":
        return []
    apposed = [n for n in near if n[0] == who[1] + 2 and n in mentions.names and text[n[1] : n[1] + 1] == ","]
    who = apposed[0] if apposed else who
    content = bare(text, who[1], sentence[1])
    cue = sentence[0] + opened.start(1), sentence[0] + opened.end(1)
    return [Frame(cue, who, (content,), sentence)] if content else []


def _one_person(text: str, span: Span, mentions: Mentions, language: Language) -> bool:
    """Whether a mention is somebody, and no body or place: "Pour Orvin, la crue est un désastre" is no opinion."""
    office = span in mentions.offices and not is_body(plain(text[slice(*span)]), language)
    return office or span in mentions.persons or fold(text[slice(*span)]) in language.pronouns


def cited(text: str, sentence: Span, frames: list[Frame], near: Sequence[Span], language: Language) -> list[Frame]:
    """With those whose words another brings: "Prim berichtet unter Berufung auf Regierungskreise, …"."""
    form = re.compile(rf"(?<!\w)(?:{either(language.citing)})(?!\w)", re.I).search(text, *sentence)
    who = next((n for n in near if form and 0 <= n[0] - form.end() <= _OFFICE), None)
    if who is None:
        return frames
    brought = [f for f in frames if f.contents and f.speaker and f.speaker != who]
    own = [f for f in frames if f not in brought]
    said = [replace(f, speaker=who) for f in brought]
    return [*(replace(f, second_hand=True) for f in brought), *(replace(f, speaker=who) for f in own), *said]


def tagged(
    text: str, sentence: Span, frames: Sequence[Frame], marks: Sequence[Marked], mentions: Mentions, language: Language
) -> list[Frame]:
    """Speakers behind marks and a verb that the language's file lacks: '«…», — успокаивает Амира Сафи'."""
    if language.subject_first or language.unspaced or language.direction == "rtl":
        return []
    found = []
    for mark in (m for m in marks[:1] if len(text[m.start : m.end].split()) >= _SAID):
        if re.search(r"\w", text[sentence[0] : mark.start]):
            break  # a title is named in a sentence, speech opens it
        tag = _tag(language.code).match(text, mark.end, sentence[1])
        verb = tag["verb"].casefold().split()[-1] if tag else ""
        if tag is None or verb in _small(language.code) or any(mark.end <= f.cue[0] <= tag.end() for f in frames):
            continue
        near = [m for m in mentions.within(tag.end("verb"), tag.end("verb") + _OFFICE) if m not in mentions.weak]
        beside = [m for m in near if _BESIDE.fullmatch(text, tag.end("verb"), m[0])]
        if beside:  # of "председатель банка Амира Сафи" the name
            found.append(Frame(tag.span("verb"), beside[-1], (), sentence))
    return found


@lru_cache(maxsize=32)
def _tag(code: str) -> re.Pattern[str]:
    """What stands between marks and who speaks: a verb, or an auxiliary and a participle, "a pour sa part réagi"."""
    language = load_language(code)
    adverbs = rf"(?:(?:{either(language.adverbs)})\s)?"
    held = rf"(?:(?:{either(language.auxiliaries)})\s{adverbs})?" if language.auxiliaries else ""
    verb = rf"{held}(?:s['’]|se\s)?[^\W\dA-ZÀ-ÞА-ЯЁ][\w-]{{3,}}"
    return re.compile(rf"(?:(?<=[,!?])[»”“\"]|\s?[»”“\"],)\s+(?:[—–-]\s+)?(?P<verb>{verb})(?=\s)")


def announced(
    text: str,
    sentence: Span,
    frames: Sequence[Frame],
    marks: Sequence[Marked],
    near: Sequence[Span],
    mentions: Mentions,
    language: Language,
) -> list[Frame]:
    """Who speaks before a colon and marks, whatever the verb: 'Ihr Nachbar Stefan Holl nickt: „…“'."""
    mark = next((m for m in marks if text[max(0, m.start - 4) : m.start - 1].rstrip()[-1:] == ":"), None)
    if mark is None or language.unspaced or language.direction == "rtl":
        return []
    colon = text.rindex(":", 0, mark.start)
    if any(f.cue[1] <= mark.start for f in frames) or any(m.end < colon for m in marks):
        return []
    who = next((n for n in near if n not in mentions.weak and n[1] < colon), None)
    return [Frame((colon, colon + 1), who, (), sentence)] if who else []


@lru_cache(maxsize=32)
def _agent(code: str) -> re.Pattern[str]:
    """What stands before who made a source: "un bilan communiqué par la préfecture"."""
    language = load_language(code)
    return re.compile(rf"\s(?:{either(language.agents)})\s(?:(?:{either(language.articles)})(?:\s|(?<=['’])))?$")


def source(text: str, cue: Span, form: str, sentence: Span, near: Sequence[Span], language: Language) -> Span | None:
    """Who is meant by "according to": the last name before the comma that ends the phrase, or the first after it."""
    if form.split()[-1] in language.postpositions:
        before = [n for n in near if n[1] <= cue[0]]
        return before[-1] if before else None
    comma = phrase_end(text, cue, sentence)
    reach = comma if comma > 0 else cue[1] + 40
    named = [n for n in near if cue[0] < n[0] < cue[1] <= n[1]]  # "de source diplomatique"
    after = [n for n in near if cue[1] <= n[0] and (n[1] <= reach or comma < 0 and n[0] <= reach)]
    apposed = [n for n in near if comma > 0 and n[0] == comma + 2 and text[n[1] : n[1] + 1] == ","]
    made = [n for n in near if cue[1] <= n[0] <= cue[1] + CLAUSE and _agent(language.code).search(text, cue[1], n[0])]
    if made or named:
        return (made or named)[0]
    if apposed or not after:
        return apposed[0] if apposed else None
    if comma < 0 and "," in text[cue[1] : after[0][0]]:
        return None
    return after[-1] if comma > 0 else after[0]


@lru_cache(maxsize=32)
def _small(code: str) -> frozenset[str]:
    """Words that are no verbs."""
    language = load_language(code)
    lists = (language.content.function, language.prepositions, language.articles, language.roles, language.pronouns)
    return frozenset(w.casefold() for words in (*lists, language.pages.joined, language.conjunctions) for w in words)
