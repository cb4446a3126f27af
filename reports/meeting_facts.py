"""What articles tell differently about the meeting itself: where and when it was held, and who met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extract.definitions import Meeting, Participant
from extract.phrases import pattern
from extract.quotes.language import Language, load_language
from extract.records import Article, Coverage
from extract.words import fold, names, words
from reports.calendar import dates, weekdays
from reports.claims import is_function
from reports.columns import covered
from reports.facts import read_facts
from reports.once import once

BEGINNING = 3  # paragraphs in which a report says where and when
REACH = 7  # words before and behind "met"
RECENT = timedelta(days=6)  # a weekday without a date is one of the last week's
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """Beside the meeting's file; nobody is told which is right."""

    what: str  # "place", "date" or "who met"
    article: str
    paragraph: int
    text: str  # the sentence
    told: str
    file: str


@once
def meeting_facts(coverage: Coverage) -> tuple[MeetingFact, ...]:
    """Places, dates and people that articles of coverage give the meeting, where the meeting's file has others."""
    meeting = coverage.evidence.meeting
    return tuple(dict.fromkeys(fact for a in covered(coverage) for fact in _of(a, meeting)))


def _of(article: Article, meeting: Meeting) -> Iterator[MeetingFact]:
    language = load_language(article.language)
    beginning = " ".join((article.title, *article.paragraphs[:BEGINNING]))
    named = any(names(beginning, word) for word in _places(meeting))
    unnamed = [p.name for p in meeting.participants if not any(names(beginning, w) for w in _surnames(p))]
    for n, paragraph in enumerate(article.paragraphs[:BEGINNING]):
        for sentence in _SENTENCE_END.split(paragraph):
            if pattern((*language.gate.elsewhen, *language.gate.foresees)).search(sentence):
                continue  # another meeting, or one to come
            for stretch in _about(sentence, language):
                where = None if named else _other_place(stretch, language, meeting)
                if where:
                    yield MeetingFact("place", article.id, n, sentence, where, meeting.place)
                if unnamed and (who := _other_person(stretch, language, meeting)):
                    yield MeetingFact("who met", article.id, n, sentence, who, ", ".join(unnamed))
                if when := _other_day(stretch, article, meeting):
                    yield MeetingFact("date", article.id, n, sentence, when, _days(meeting))


def _days(meeting: Meeting) -> str:
    """The meeting's days as the file has them, each with its day of the week."""
    return " to ".join(f"{day:%A}, {day.day} {day:%B %Y}" for day in dict.fromkeys((meeting.start, meeting.end)))


def _places(meeting: Meeting) -> list[str]:
    """The names that may stand for the place, in every script that the file gives; the first word of each."""
    given = [meeting.place.partition(",")[0], *(t for terms in meeting.search_words.values() for t in terms)]
    return [first.group() for text in given if (first := next(words(text), None))]


def _about(sentence: str, language: Language) -> Iterator[str]:
    """What stands around a word that says people met, as far as places, dates and function words go."""
    found = list(words(sentence))
    starts = tuple(fold(form) for form in language.facts.held)
    for at, match in enumerate(found):
        if starts and fold(match.group()).startswith(starts):
            first = last = at
            while first > max(0, at - REACH) and _carries(found[first - 1].group(), language):
                first -= 1
            while last < min(len(found) - 1, at + REACH) and _carries(found[last + 1].group(), language):
                last += 1
            yield sentence[found[first].start() : found[last].end()]


def _carries(word: str, language: Language) -> bool:
    plain = fold(word)
    named = any(plain in map(fold, forms) for forms in (*language.facts.months, *language.facts.weekdays))
    who = plain in language.roles or plain in language.plurals or plain in language.numbers
    return word[0].isupper() or word[0].isdecimal() or named or who or is_function(plain, language.code)


def _other_place(stretch: str, language: Language, meeting: Meeting) -> str | None:
    known = _places(meeting)
    comparable = any(fold(k).isascii() == (language.code != "ru") for k in known)
    if not meeting.place or not comparable or not language.facts.at or language.capital_nouns:
        return None
    for match in re.finditer(language.facts.at, stretch):
        place = match["at"]
        country = any(p.country and names(place, p.country) for p in meeting.participants)
        if not country and fold(place) not in {fold(w) for w in language.stop_names}:
            return place
    return None


def _surnames(person: Participant) -> list[str]:
    """The last word of each of a person's names, in every script that the file gives."""
    return [[m.group() for m in words(name)][-1] for name in (person.name, *person.aliases)]


def _other_person(stretch: str, language: Language, meeting: Meeting) -> str | None:
    """Somebody with an office and a full name, who is in the meeting's file under none.

    Told only of articles whose beginning lacks a participant: ministers also meet their hosts.
    """
    offices = {fold(word) for role in language.roles for word in role.split()}
    known = {fold(w.group()) for p in meeting.participants for name in (p.name, *p.aliases) for w in words(name)}
    taken = {fold(w.group()) for w in words(" ".join((meeting.place, *(p.country for p in meeting.participants))))}
    run: list[str] = []
    office = False
    for word in [*(m.group() for m in words(stretch)), ""]:
        plain = fold(word)
        if word and word[0].isupper() and plain not in offices and plain not in taken:
            run.append(word)
        elif len(run) > 1 and office and known.isdisjoint(map(fold, run)):
            return " ".join(run)
        else:
            office = plain in offices or (office and not run)
            run = []
    return None


def _other_day(stretch: str, article: Article, meeting: Meeting) -> str | None:
    facts = read_facts(stretch, article.language)
    span = [meeting.start + timedelta(days=n) for n in range((meeting.end - meeting.start).days + 1)]
    if facts.days:
        wrong = not facts.days & {(d.month, d.day) for d in span}
        return dates(facts.days) if wrong else None
    published = article.published
    if not facts.weekdays or published is None:
        return None
    day = date(published.year, published.month, published.day)
    wrong = day - meeting.end <= RECENT and not facts.weekdays & {d.weekday() for d in span}
    return weekdays(facts.weekdays) if wrong else None
