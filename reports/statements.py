"""One utterance across outlets and languages: quotations grouped into statements, each anchored to the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations

import numpy as np

from extract.records import Article, ArticleQuotation, Evidence, Passage, QuoteKind, Statement
from extract.words import fold
from reports.encoder import Vectors, encode
from reports.pairs import THRESHOLD, Content, Decision, Rarity, parse, same_utterance

LINK = 0.28  # mean score between two groups from which they are one: average linkage
RECORD = THRESHOLD  # score from which a statement is the record's passage
# Two quotations whose speakers are not the same name may still be one utterance: one outlet names the body, another its
# spokesman; a pronoun stayed unresolved; or an outlet names the wrong person. Then the words must be nearly the same.
LIKE_WORDS = 0.7  # cosine from which such a pair is looked at
BODY, PERSON = 0.93, 0.98  # score it must reach: with a body or nobody on one side; with two different persons


def group(evidence: Evidence) -> tuple[tuple[Statement, ...], tuple[ArticleQuotation, ...]]:
    """Statements, and the quotations with the id of theirs. The result does not depend on the order of the input."""
    articles = {a.id: a for a in evidence.articles}
    quotations = sorted(evidence.quotations, key=lambda q: q.id)
    contents = [parse(q.content, articles[q.article].language) for q in quotations]
    rarity = Rarity(contents)
    known = {p.name for p in evidence.meeting.participants}
    groups = clusters(pair_scores(quotations, contents, encode([c.text for c in contents]), rarity, known))
    statements = _anchored(
        _ordered([_statement([quotations[i] for i in g], articles) for g in groups], articles),
        evidence.passages,
        {q.id: i for i, q in enumerate(quotations)},
        contents,
        rarity,
    )
    of = {q: s.id for s in statements for q in s.quotations}
    return statements, tuple(replace(q, statement=of[q.id]) for q in evidence.quotations)


def pair_scores(
    quotations: Sequence[ArticleQuotation],
    contents: Sequence[Content],
    vectors: Vectors,
    rarity: Rarity,
    known: Set[str] = frozenset(),
) -> Vectors:
    """Symmetric matrix (n, n) of the pair decision's scores, 0..1; zero for pairs that need no decision."""
    people = [fold(q.person) if q.person else "" for q in quotations]
    named = [q.person in known for q in quotations]
    cosine = vectors @ vectors.T
    scores = np.zeros_like(cosine)
    for i, j in combinations(range(len(people)), 2):
        same = people[i] == people[j] != ""
        if not same and cosine[i, j] < LIKE_WORDS:
            continue
        score = same_utterance(contents[i], contents[j], float(cosine[i, j]), rarity).score
        if same or score >= (PERSON if named[i] and named[j] else BODY):
            scores[i, j] = scores[j, i] = score
    return scores


def clusters(scores: Vectors) -> list[list[int]]:
    """Average-linkage agglomeration of a score matrix; equal scores go to the earlier pair."""
    linked = scores.astype(np.float64)
    np.fill_diagonal(linked, -1.0)
    members = [[i] for i in range(len(linked))]
    while len(members) > 1:
        i, j = divmod(int(linked.argmax()), len(linked))
        if linked[i, j] < LINK:
            break
        i, j = min(i, j), max(i, j)
        a, b = len(members[i]), len(members[j])
        merged = (linked[i] * a + linked[j] * b) / (a + b)  # Lance and Williams 1967
        linked[i, :] = linked[:, i] = merged
        linked[i, i] = linked[j, :] = linked[:, j] = -1.0
        members[i] += members[j]
        members[j] = []
    return [sorted(m) for m in members if m]


def _statement(members: list[ArticleQuotation], articles: Mapping[str, Article]) -> Statement:
    fullest = max(members, key=lambda q: (q.kind is QuoteKind.DIRECT, q.words, q.id))
    language = articles[fullest.article].language
    people = Counter(q.person for q in members if q.person)
    person = max(people, key=lambda p: (people[p], p == fullest.person, p), default=None)
    return Statement("", person, fullest.content, language, tuple(q.id for q in members))


def _ordered(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Statement]:
    """Most outlets first; then by speaker and words. Ids follow this order."""

    def rank(statement: Statement) -> tuple[int, int, str, str, tuple[str, ...]]:
        outlets = {articles[q.rpartition(".q")[0]].outlet for q in statement.quotations}
        return -len(outlets), -len(statement.quotations), statement.person or "~", statement.text, statement.quotations

    return [replace(s, id=f"S{n}") for n, s in enumerate(sorted(statements, key=rank), 1)]


def _anchored(
    statements: list[Statement],
    passages: Sequence[Passage],
    ids: Mapping[str, int],
    contents: Sequence[Content],
    rarity: Rarity,
) -> tuple[Statement, ...]:
    """Each statement with the passage of the record it matches best, if any does."""
    if not passages or not statements:
        return tuple(statements)
    sentences = [(p, s) for p in passages for s in _sentences(p.text)]
    parsed = [parse(s, p.language) for p, s in sentences]
    cosine = encode([c.text for c in contents]) @ encode([c.text for c in parsed]).T
    return tuple(
        _match(s, [(ids[q], contents[ids[q]]) for q in s.quotations], sentences, parsed, cosine, rarity)
        for s in statements
    )


def _match(
    statement: Statement,
    members: list[tuple[int, Content]],
    sentences: list[tuple[Passage, str]],
    parsed: list[Content],
    cosine: np.ndarray,
    rarity: Rarity,
) -> Statement:
    found: list[tuple[float, int, Decision]] = []
    for i, content in members:
        for j, (passage, _) in enumerate(sentences):
            if passage.speaker and statement.person and fold(passage.speaker) != fold(statement.person):
                continue
            decision = same_utterance(content, parsed[j], float(cosine[i, j]), rarity)
            if decision.score >= RECORD:
                found.append((decision.score, -j, decision))
    if not found:
        return statement
    _, j, decision = max(found, key=lambda x: x[:2])
    passage = sentences[-j][0]
    said = {-k for _, k, _ in found if sentences[-k][0] == passage}
    return replace(
        statement,
        record=passage.text,
        record_article=passage.article,
        reasons=decision.reasons,
        record_words=_stretch(passage.text, [sentences[k][1] for k in said]),
    )


def _stretch(text: str, sentences: Sequence[str]) -> str:
    """From the first to the last of some sentences of a text."""
    return text[min(text.index(s) for s in sentences) : max(text.index(s) + len(s) for s in sentences)]


def _sentences(text: str) -> list[str]:
    """The sentences of a passage, as they stand in it."""
    cuts = [0, *(m.end() for m in re.finditer(r"[.!?…][\"”»]?\s+(?=[^\W\da-zа-яё])", text)), len(text)]
    return [part for a, b in zip(cuts, cuts[1:], strict=False) if (part := text[a:b].strip())]
