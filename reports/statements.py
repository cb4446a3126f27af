"""One utterance across outlets and languages: quotations grouped into statements, each anchored to the record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from extract.records import Article, ArticleQuotation, Evidence, Passage, QuoteKind, Statement
from extract.words import fold
from reports.encoder import encode
from reports.pairs import THRESHOLD, Content, Decision, Rarity, parse, same_utterance

LINK = THRESHOLD  # mean score between two groups from which they are one: average linkage
RECORD = THRESHOLD  # score from which a statement is the record's passage


def group(evidence: Evidence) -> tuple[tuple[Statement, ...], tuple[ArticleQuotation, ...]]:
    """Statements, and the quotations with the id of theirs.

    Quotations are compared within one speaker; those whose speaker is unknown stay alone. The result does not depend
    on the order of the input.
    """
    articles = {a.id: a for a in evidence.articles}
    quotations = sorted(evidence.quotations, key=lambda q: q.id)
    contents = [parse(q.content, articles[q.article].language) for q in quotations]
    vectors = encode([c.text for c in contents])
    rarity = Rarity(contents)
    groups: list[list[int]] = []
    for block in _by_speaker(quotations):
        groups += _clusters(block, contents, vectors, rarity)
    ids = {q.id: i for i, q in enumerate(quotations)}
    statements = _anchored(
        _ordered([_statement([quotations[i] for i in g], articles) for g in groups], articles),
        evidence.passages,
        ids,
        contents,
        rarity,
    )
    of = {q: s.id for s in statements for q in s.quotations}
    return statements, tuple(replace(q, statement=of[q.id]) for q in evidence.quotations)


def _by_speaker(quotations: Sequence[ArticleQuotation]) -> list[list[int]]:
    """Indices of the quotations of each speaker; a quotation without one is alone."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for i, quotation in enumerate(quotations):
        blocks[fold(quotation.person) if quotation.person else f"\0{quotation.id}"].append(i)
    return [blocks[key] for key in sorted(blocks)]


def _clusters(block: list[int], contents: Sequence[Content], vectors: np.ndarray, rarity: Rarity) -> list[list[int]]:
    """Average-linkage agglomeration of one speaker's quotations; ties go to the earlier pair."""
    scores = _scores(block, contents, vectors, rarity)
    clusters = [[k] for k in range(len(block))]
    while len(clusters) > 1:
        mean = [
            (scores[np.ix_(a, b)].mean(), -i, -j)
            for i, a in enumerate(clusters)
            for j, b in enumerate(clusters)
            if i < j
        ]
        best, i, j = max(mean)
        if best < LINK:
            break
        clusters[-i] += clusters.pop(-j)
    return [[block[k] for k in sorted(c)] for c in clusters]


def _scores(block: list[int], contents: Sequence[Content], vectors: np.ndarray, rarity: Rarity) -> np.ndarray:
    cosine = vectors[block] @ vectors[block].T
    scores = np.zeros((len(block), len(block)))
    for i in range(len(block)):
        for j in range(i):
            decision = same_utterance(contents[block[i]], contents[block[j]], float(cosine[i, j]), rarity)
            scores[i, j] = scores[j, i] = decision.score
    return scores


def _statement(members: list[ArticleQuotation], articles: Mapping[str, Article]) -> Statement:
    fullest = max(members, key=lambda q: (q.kind is QuoteKind.DIRECT, q.words, q.id))
    language = articles[fullest.article].language
    return Statement("", fullest.person, fullest.content, language, tuple(q.id for q in members))


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
