"""What the event gate looks at in an article, found once: who is named, where and when, and in which words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property

from extract.definitions import Meeting, Participant
from extract.phrases import pattern
from extract.quotes.language import GateWords, load_language
from extract.records import Article
from extract.words import fold, names, words

BEGINNING = 2  # paragraphs in which a report says what it reports
TOLD = 8  # words: a shorter paragraph may be a byline or a place and date
BEFORE = 4  # words before a word of reaction: who of the talks stands among them reacts to something else
AHEAD = 6  # months
LONG = 6  # words: a phrase of more names somebody


class Seen:
    """What the rules look at, found once."""

    def __init__(self, article: Article, meeting: Meeting) -> None:
        self.article, self.meeting = article, meeting
        told = [p for p in article.paragraphs if len(p.split()) >= TOLD] or list(article.paragraphs)
        self.opening = (article.title, *told[:BEGINNING])
        self.first = " ".join(self.opening[:2])
        self.beginning = " ".join(self.opening)
        published = article.published
        self.day = date(published.year, published.month, published.day) if published else None
        self.gate: GateWords = load_language(article.language).gate
        given = (term for terms in meeting.search_words.values() for term in terms)
        self.places = tuple(fold(p) for p in (meeting.place.partition(",")[0].strip(), *given) if p)

    @cached_property
    def named(self) -> list[str]:
        return [p.name for p in self.meeting.participants if names_person(p, self.article.text)]

    @cached_property
    def sides(self) -> int:
        """How many of those who met the headline or first paragraph names, by name or country."""
        return sum(names_person(p, self.first) or names(self.first, p.country) for p in self.meeting.participants)

    def there(self, text: str) -> str:
        """The place of the talks, or another of the analyst's search words, where it stands in a text; else empty."""
        plain = fold(text)
        return next((p for p in self.places if p in plain), "")

    def other_month(self) -> str:
        """A month of the headline or first paragraph in which no day of the meeting's window lies; else empty."""
        meeting = self.meeting
        near = (meeting.start - timedelta(days=meeting.days_before), meeting.end + timedelta(days=meeting.days_after))
        at = {day.month for day in near}
        others = tuple(name for n, names in enumerate(self.gate.months, 1) if n not in at for name in names)
        found = pattern(others).search(self.first)
        return found[0].lower() if found and not (self.met and self._lies_ahead(found[0])) else ""

    def _lies_ahead(self, month: str) -> bool:
        """Whether a month follows the day of publication: after talks, that is when what they agreed on will be."""
        number = next(n for n, names in enumerate(self.gate.months, 1) if pattern(names).fullmatch(month))
        return self.day is not None and 0 < (number - self.day.month) % 12 <= AHEAD

    @cached_property
    def met(self) -> list[str]:
        """What tells that the talks were held: not a part of what is foreseen, "they want to face the press"."""
        told = pattern(self.gate.foresees).sub("|", self.beginning)
        found = (m[0] for m in pattern(self.gate.meets).finditer(told))
        return list(dict.fromkeys(phrase.lower() for phrase in found if not self._with_others(phrase)))

    def _with_others(self, phrase: str) -> bool:
        """Whether "met … on Monday", where only one of those who met is named at all, tells of somebody else."""
        people = self.meeting.participants
        sides = any(names_person(p, phrase) or names(phrase, p.country) for p in people) or self.mirrored(phrase)
        return len(self.named) == 1 < len(people) and len(phrase.split()) > LONG and not sides

    def mirrored(self, text: str) -> bool:
        """Whether a text tells of "his counterpart"."""
        mirrors = load_language(self.article.language).mirrors
        return any(fold(m.group()).startswith(fold(mirror)) for m in words(text) for mirror in mirrors)

    def in_beginning(self, phrases: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(m[0].lower() for m in pattern(phrases).finditer(self.beginning)))

    def in_title(self, phrases: tuple[str, ...]) -> bool:
        return bool(pattern(phrases).search(self.article.title))

    def by_others(self, phrases: tuple[str, ...]) -> list[str]:
        """Phrases of the beginning that none of those who met stands before."""
        said = (m for text in self.opening for m in pattern(phrases).finditer(text) if not self._of_the_talks(m))
        return list(dict.fromkeys(m[0].lower() for m in said))

    def _of_the_talks(self, phrase: re.Match[str]) -> bool:
        before = " ".join(phrase.string[: phrase.start()].split()[-BEFORE:])
        return any(names_person(p, before) for p in self.meeting.participants)

    def of_outcome(self, words: tuple[str, ...]) -> list[str]:
        """Words of the beginning beside which the talks or their outcome are named, in one paragraph."""
        outcome = pattern(self.gate.outcomes)
        about = tuple(text for text in self.opening if outcome.search(text) or self.there(text))
        return [found for found in self.by_others(words) if any(found in text.lower() for text in about)]


def names_person(person: Participant, text: str) -> bool:
    plain = fold(text)
    return any(names(text, _last(form)) for form in person.names) or any(fold(t) in plain for t in person.titles)


def _last(name: str) -> str:
    return next((m.group() for m in reversed(list(words(name)))), name)
