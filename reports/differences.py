"""Facts that differ: sayings of one person that are alike but for a number, a date, a name, a body or a negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

from extract.records import ArticleQuotation, Coverage, QuoteKind
from extract.words import fold
from reports.coverage import columns, covered
from reports.encoder import encode
from reports.facts import differences, read_facts
from reports.once import once
from reports.pairs import SAME_WORDS, Content, Rarity, contradiction, likeness, may_be_one, parse
from reports.renderings import is_cut

# Who denies a claim says its negation: "denied that they met" is "they did not meet".
_DENIES = re.compile(
    r"den(y|ie)|dismiss|reject|refut|disput|опров|отриц|отверг|yalanla|reddet|dement|bestr|démen|ni[eé]|neg[óo]|desm",
    re.I,
)
ALIKE = 0.5  # score, the contradiction left aside, from which two sayings are about the same
MOST = 40


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two renderings that cannot both be exact; nobody is told which is."""

    person: str
    what: str  # "different numbers: 60 and 62"
    outlets: tuple[str, str]
    articles: tuple[str, str]
    paragraphs: tuple[int, int]
    texts: tuple[str, str]
    likeness: float  # 0..1
    record: str | None = None  # the words of the official record that one of the two is anchored to
    record_at: tuple[str, int] | None = None  # their article and paragraph
    against_record: tuple[bool, bool] = (False, False)  # which of the two tells something else than these words


@once
def contradictions(coverage: Coverage) -> tuple[Contradiction, ...]:
    """Contradicting renderings between outlets, the most alike first."""
    articles = {a.id: a for a in covered(coverage)}
    labels = {c.key: c.label for c in columns(coverage)}
    said = [q for q in coverage.quotations if q.article in articles and q.person]
    contents = [parse(q.content, articles[q.article].language, q.kind is QuoteKind.DIRECT) for q in said]
    rarity, vectors = Rarity(contents), encode([c.text for c in contents])
    people = [fold(q.person or "") for q in said]
    outlets = [articles[q.article].outlet for q in said]
    told = [_numbered(c) for c in contents]
    recorded = _recorded(coverage)
    found = []
    for i, j in combinations(range(len(said)), 2):
        if outlets[i] == outlets[j] or people[i] != people[j]:
            continue
        a, b, cosine = said[i], said[j], float(vectors[i] @ vectors[j])
        if not may_be_one(contents[i], contents[j], cosine):
            continue
        alike = likeness(contents[i], contents[j], cosine, rarity)
        if alike >= ALIKE and (what := _what(a, b, told[i], told[j])):
            names = labels[outlets[i]], labels[outlets[j]]
            places = (a.article, b.article), (a.paragraph, b.paragraph), (a.content, b.content)
            held = recorded.get(a.id) or recorded.get(b.id)
            found.append(Contradiction(a.person or "", what, names, *places, round(alike, 3)))
            if held:
                record, at = held
                against = bool(_what(a, a, told[i], record)), bool(_what(b, b, told[j], record))
                found[-1] = replace(found[-1], record=record.text, record_at=at, against_record=against)
    ordered = sorted(found, key=lambda c: (-c.likeness, c.articles, c.paragraphs))
    return tuple(islice(_told_once(ordered), MOST))


def _recorded(coverage: Coverage) -> dict[str, tuple[Content, tuple[str, int]]]:
    """By quotation, what the official record has of its statement, and where that stands."""
    places = {(p.article, p.text): (p.article, p.paragraph) for p in coverage.evidence.passages}
    return {
        key: (_numbered(parse(anchor.words, anchor.language)), places[anchor.article, anchor.text])
        for statement in coverage.statements
        for anchor in statement.anchors[:1]
        for key in statement.quotations
    }


def _numbered(content: Content) -> Content:
    """With the numbers that are none of dates and years."""
    facts = read_facts(content.text, content.language)
    return replace(content, claims=replace(content.claims, numbers=facts.numbers))


def _told_once(ordered: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """The first of those that say the same: copies do."""
    told: set[tuple[str, frozenset[str]]] = set()
    for found in ordered:
        key = found.person, frozenset(fold(t) for t in found.texts)
        if key not in told:
            told.add(key)
            yield found


def _what(a: ArticleQuotation, b: ArticleQuotation, one: Content, other: Content) -> str:
    """What two renderings tell differently, in words; empty when nothing."""
    found = [*differences(one.text, other.text, one.language, other.language)]
    claimed = contradiction(one, other)
    if claimed and ("negated" not in claimed or _negates(a, b, one, other)):
        found += [claimed] if claimed not in found else []
    return "; ".join(found)


def _shared(one: Content, other: Content) -> float:
    """Share of the content words of both that both have, numbers in figures aside."""
    mine, theirs = ({w for w in c.words if not w[0].isdecimal()} for c in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _negates(a: ArticleQuotation, b: ArticleQuotation, one: Content, other: Content) -> bool:
    """Whether the same words are said and denied; a cut or a denying verb may only look like it."""
    denied = bool(_DENIES.search(a.cue or "")) != bool(_DENIES.search(b.cue or ""))
    whole = all(len(q.pieces) == 1 and not is_cut(q.content) for q in (a, b))
    return not denied and whole and _shared(one, other) >= SAME_WORDS
