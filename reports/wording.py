"""Which words outlets choose: for reporting one statement, for one topic, and against all other outlets."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.quotes.language import load_language
from extract.records import About, Article, Coverage
from extract.words import fold, lemma, words
from reports.coverage import columns, covered
from reports.once import once
from reports.origins import independent_texts

LEAST_HERE = 5  # occurrences in the outlet: a word used less often marks nothing
LEAST_WORDS = 200  # of the outlet, and of the others: less text bears no comparison
SURE = 1.96  # standard errors; of the hundreds of words tried some lie beyond by chance, and the report says so
PRIOR = 100.0  # words: the weight of what all outlets together write, against what one writes
MOST = 6  # words printed per outlet
LEAST_LETTERS = 3

Passage = tuple[str, int]  # article, paragraph


@dataclass(frozen=True, slots=True)
class Verbs:
    """The words with which outlets report one statement, in one language."""

    statement: str
    person: str
    language: str
    used: tuple[tuple[str, tuple[str, ...]], ...]  # cue as it stands there, outlets that use it


@dataclass(frozen=True, slots=True)
class Names:
    """What outlets call one thing: a topic's terms, or the mentions of one person."""

    thing: str
    language: str
    used: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # words, then outlets and their counts


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
    articles = {a.id: a for a in covered(coverage)}
    labels = {c.key: c.label for c in columns(coverage)}
    found = []
    for statement in coverage.statements:
        used: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for quotation in (by_id[q] for q in statement.quotations):
            article = articles.get(quotation.article)
            if quotation.cue and article and article.outlet in labels:
                used[article.language, quotation.cue.casefold()][labels[article.outlet]] = None
        for language in dict.fromkeys(key for key, _ in used):
            here = [(cue, tuple(who)) for (key, cue), who in used.items() if key == language]
            rows = tuple(sorted(here, key=lambda row: (-len(row[1]), row[0])))
            lemmas = {lemma(cue, language) for cue, _ in rows}
            if len(lemmas) > 1 and len({x for _, who in rows for x in who}) > 1:
                found.append(Verbs(statement.id, statement.person or "speaker not resolved", language, rows))
    return tuple(found)


def topic_names(coverage: Coverage) -> tuple[Names, ...]:
    """Topics for which outlets of one language use different terms of the analyst's list."""
    labels = {t.id: t.label for t in coverage.evidence.topics}
    found = ((labels[m.topic], m.article, m.text) for m in coverage.mentions if m.by is About.TERM)
    return _names(found, coverage)


def person_names(coverage: Coverage) -> tuple[Names, ...]:
    """How speakers are called beside their quotations; pronouns left out."""
    languages = {a.id: a.language for a in covered(coverage)}
    found = []
    for q in coverage.quotations:
        if q.person and q.mention and q.article in languages:
            pronouns = load_language(languages[q.article]).pronouns
            if q.mention.casefold() not in pronouns:
                found.append((q.person, q.article, q.mention))
    return _names(found, coverage)


def _names(found: Iterable[tuple[str, str, str]], coverage: Coverage) -> tuple[Names, ...]:
    articles = {a.id: a for a in covered(coverage)}
    labels = {c.key: c.label for c in columns(coverage)}
    used: defaultdict[tuple[str, str], defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    shown: dict[str, str] = {}
    for thing, place, text in found:
        article = articles.get(place)
        if article and article.outlet in labels:
            key = " ".join(lemma(m.group(), article.language) for m in words(text)) or fold(text)
            shown.setdefault(key, text)
            used[thing, article.language][key][labels[article.outlet]] += 1
    rows = []
    for (thing, language), forms in used.items():
        if len(forms) > 1 and len({o for who in forms.values() for o in who}) > 1:
            order = sorted(forms, key=lambda f: (-len(forms[f]), -forms[f].total(), f))
            rows.append(Names(thing, language, tuple((shown[f], tuple(sorted(forms[f].items()))) for f in order)))
    return tuple(rows)


def telling_words(coverage: Coverage) -> tuple[Telling, ...]:
    """Words that mark an outlet against all others in its language, the most telling first.

    Log-odds with an informative Dirichlet prior, the words of all outlets being the prior (Monroe, Colaresi, Quinn
    2008, "Fightin' Words", eq. 16-22). Copies are counted once, with the text they copy.
    """
    root = independent_texts(coverage.evidence.articles, coverage.origins)
    own = [a for a in covered(coverage) if root[a.id] == a.id]
    places = {a.id: _places(a) for a in own}
    found = []
    for language in dict.fromkeys(a.language for a in own):
        here = [a for a in own if a.language == language]
        for outlet in dict.fromkeys(a.outlet for a in here):
            found += _telling(outlet, language, here, places)
    return tuple(found)


def _places(article: Article) -> dict[str, list[int]]:
    """Paragraphs of each word's dictionary form, once per occurrence."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, paragraph in enumerate(article.paragraphs):
        for match in words(paragraph):
            if len(match.group()) >= LEAST_LETTERS and match.group().isalpha():
                found[lemma(match.group(), article.language)].append(number)
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


@dataclass(frozen=True, slots=True)
class WordingView:
    """What the report prints of the wording; the data edition has all."""

    verbs: tuple[Verbs, ...]
    topics: tuple[Names, ...]
    persons: tuple[Names, ...]
    telling: tuple[Telling, ...]


@once
def wording_view(coverage: Coverage) -> WordingView:
    return WordingView(
        reporting_verbs(coverage), topic_names(coverage), person_names(coverage), telling_words(coverage)
    )
