"""Which words outlets choose: for reporting one statement, for one topic, and against all other outlets."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.quotes.language import load_language
from extract.records import About, Article, Coverage
from extract.words import fold, lemma, sounds, words
from reports.claims import is_function
from reports.coverage import Passage, columns, covered
from reports.origins import independent_texts

LEAST_HERE = 5  # occurrences in the outlet: a word used less often marks nothing
LEAST_WORDS = 200  # of the outlet, and of the others: less text bears no comparison
SURE = 1.96  # standard errors; of the hundreds of words tried some lie beyond by chance, and the report says so
PRIOR = 100.0  # words: the weight of what all outlets together write, against what one writes
MOST = 6  # words printed per outlet
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Used:
    """Words as they stand there, the outlets that use them with their counts, and where."""

    word: str
    outlets: tuple[tuple[str, int], ...]
    places: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Verbs:
    """The words with which outlets report one statement, in one language."""

    statement: str
    person: str
    language: str
    used: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What outlets call one thing: a topic's terms, the mentions of one person, words for one kind of thing."""

    thing: str
    language: str
    used: tuple[Used, ...]
    by: str = ""  # what tells that one thing is meant, of words for kinds of things: see ``referents.Tie``
    referent: str = ""  # its name, its number or its statement's id


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a thing is named."""

    thing: str
    article: str
    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that marks one outlet against the rest."""

    outlet: str
    language: str
    word: str  # dictionary form
    here: int
    elsewhere: int
    z: float  # log-odds difference in standard errors
    passages: tuple[Passage, ...]


def reporting_verbs(coverage: Coverage) -> tuple[Verbs, ...]:
    """Statements that at least two outlets report with different verbs in the same language."""
    by_id = {q.id: q for q in coverage.quotations}
    languages = {a.id: a.language for a in covered(coverage)}
    found = []
    for statement in coverage.statements:
        own = [q for q in (by_id[i] for i in statement.quotations) if q.cue and q.article in languages]
        for language in dict.fromkeys(languages[q.article] for q in own):
            cues = [
                (q.cue.casefold(), Found("", q.article, q.paragraph, q.cue.casefold()))
                for q in own
                if q.cue and languages[q.article] == language
            ]
            rows = used_by(cues, coverage)
            lemmas = {lemma(u.word, language) for u in rows}
            if len(lemmas) > 1 and len({outlet for u in rows for outlet, _ in u.outlets}) > 1:
                found.append(Verbs(statement.id, statement.person or "speaker not resolved", language, rows))
    return tuple(found)


def topic_names(coverage: Coverage) -> tuple[Names, ...]:
    """Topics for which outlets of one language use different terms of the analyst's list."""
    labels = {t.id: t.label for t in coverage.evidence.topics}
    terms = (m for m in coverage.mentions if m.by is About.TERM)
    return names_used([Found(labels[m.topic], m.article, m.paragraph, m.text) for m in terms], coverage)


def person_names(coverage: Coverage) -> tuple[Names, ...]:
    """How speakers are called beside their quotations; pronouns left out."""
    languages = {a.id: a.language for a in covered(coverage)}
    found = []
    for q in coverage.quotations:
        if q.person and q.mention and q.article in languages:
            pronouns = load_language(languages[q.article]).pronouns
            if q.mention.casefold() not in pronouns:
                found.append(Found(q.person, q.article, q.paragraph, q.mention))
    return names_used(found, coverage)


def names_used(found: Iterable[Found], coverage: Coverage) -> tuple[Names, ...]:
    """By thing and language, where outlets name it differently; forms of one word are one."""
    languages = {a.id: a.language for a in covered(coverage)}
    by_thing: defaultdict[tuple[str, str], list[tuple[str, Found]]] = defaultdict(list)
    for f in found:
        if language := languages.get(f.article):
            parts = words(f.text.replace("-", " "))  # "asylum-seekers" are asylum seekers
            key = " ".join(lemma(m.group(), language) for m in parts) or fold(f.text)
            by_thing[f.thing, language].append((key, f))
    rows = (Names(thing, language, used_by(keyed, coverage)) for (thing, language), keyed in by_thing.items())
    return tuple(n for n in rows if len(n.used) > 1 and len({o for u in n.used for o, _ in u.outlets}) > 1)


def used_by(found: Iterable[tuple[str, Found]], coverage: Coverage) -> tuple[Used, ...]:
    """By key, the words that most outlets use first."""
    outlets = {a.id: a.outlet for a in covered(coverage)}
    labels = {c.key: c.label for c in columns(coverage)}
    forms: defaultdict[str, list[Found]] = defaultdict(list)
    for key, f in found:
        if outlets[f.article] in labels:
            forms[key].append(f)
    counts = {key: Counter(labels[outlets[f.article]] for f in here) for key, here in forms.items()}
    return tuple(
        Used(
            Counter(f.text for f in forms[key]).most_common(1)[0][0],
            tuple(sorted(counts[key].items())),
            tuple(dict.fromkeys((f.article, f.paragraph) for f in forms[key])),
        )
        for key in sorted(forms, key=lambda k: (-len(counts[k]), -counts[k].total(), k))
    )


def telling_words(coverage: Coverage) -> tuple[Telling, ...]:
    """Words that mark an outlet against all others in its language, the most telling first.

    Log-odds with an informative Dirichlet prior, the words of all outlets being the prior (Monroe, Colaresi, Quinn
    2008, "Fightin' Words", eq. 16-22). Copies are counted once, with the text they copy.
    """
    root = independent_texts(coverage.evidence.articles, coverage.origins)
    own = [a for a in covered(coverage) if root[a.id] == a.id]
    people = frozenset(
        sounds(m.group()) for p in coverage.evidence.meeting.participants for name in p.names for m in words(name)
    )
    places = {a.id: _places(a, people) for a in own}
    found = []
    for language in dict.fromkeys(a.language for a in own):
        here = [a for a in own if a.language == language]
        for outlet in dict.fromkeys(a.outlet for a in here):
            found += _telling(outlet, language, here, places)
    return tuple(found)


def _places(article: Article, people: frozenset[str]) -> dict[str, list[int]]:
    """Paragraphs of each word's dictionary form, once per occurrence; without function words and the sides' names.

    How a name is spelt, and which small words a house likes, says nothing of the talks.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, paragraph in enumerate(article.paragraphs):
        for match in words(paragraph):
            word = match.group()
            if len(word) < LEAST_LETTERS or not word.isalpha() or sounds(word) in people:
                continue
            base = lemma(word, article.language)
            if not is_function(fold(word), article.language) and not is_function(base, article.language):
                found[base].append(number)
    return found


def _telling(
    outlet: str, language: str, articles: Sequence[Article], places: Mapping[str, Mapping[str, list[int]]]
) -> list[Telling]:
    ours, theirs = Counter[str](), Counter[str]()
    for article in articles:
        (ours if article.outlet == outlet else theirs).update({w: len(p) for w, p in places[article.id].items()})
    if min(ours.total(), theirs.total()) < LEAST_WORDS:
        return []
    scores = {w: log_odds(w, ours, theirs) for w, n in ours.items() if n >= LEAST_HERE}
    best = sorted((w for w in scores if scores[w] >= SURE), key=lambda w: (-scores[w], w))[:MOST]
    mine = [a for a in articles if a.outlet == outlet]
    return [
        Telling(outlet, language, w, ours[w], theirs[w], scores[w], _passages(w, mine, places)) for w in best
    ]  # fmt: skip


def log_odds(word: str, ours: Counter[str], theirs: Counter[str]) -> float:
    """Difference of the log-odds of a word in two corpora, in standard errors; above 0 it is more ours."""
    prior = PRIOR * (ours[word] + theirs[word]) / (ours.total() + theirs.total())

    def odds(count: int, total: int) -> float:
        return math.log((count + prior) / (total + PRIOR - count - prior))

    difference = odds(ours[word], ours.total()) - odds(theirs[word], theirs.total())
    return difference / math.sqrt(1 / (ours[word] + prior) + 1 / (theirs[word] + prior))


def _passages(
    word: str, articles: Sequence[Article], places: Mapping[str, Mapping[str, list[int]]]
) -> tuple[Passage, ...]:
    return tuple((a.id, n) for a in articles for n in dict.fromkeys(places[a.id].get(word, ())))
