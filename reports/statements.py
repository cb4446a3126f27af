"""One utterance across outlets and languages: quotations grouped into statements, each anchored to the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.records import Anchor, Article, ArticleQuotation, Evidence, Passage, QuoteKind, Statement
from extract.words import fold
from reports.alike import Said, likely_pairs
from reports.claims import denies
from reports.closer import Place, look_closer
from reports.decisions import decided
from reports.encoder import Vectors, encode
from reports.grounds import grounds
from reports.linkage import clusters
from reports.pairs import THRESHOLD, Content, Decision, Rarity, content_words, may_be_one, parse, same_utterance
from reports.renderings import tokens
from reports.speakers import one_names

RECORD = THRESHOLD  # score from which a statement is the record's passage
IN_ONE_RUN = 5  # words


def group(evidence: Evidence) -> tuple[tuple[Statement, ...], tuple[ArticleQuotation, ...]]:
    """Statements, and the quotations with the id of theirs. The result does not depend on the order of the input."""
    articles = {a.id: a for a in evidence.articles}
    quotations = sorted(evidence.quotations, key=lambda q: q.id)
    said = compared(quotations, articles, {p.name for p in evidence.meeting.participants})
    places = [place(q, articles[q.article]) for q in quotations]
    pairs = look_closer(said, places, likely_pairs(said))
    groups = clusters(len(quotations), pairs, *decided(evidence.meeting.decisions, quotations))
    why = grounds(quotations, said, places, pairs, groups)
    made = [
        replace(_statement([quotations[i] for i in g], articles), grounds=tuple(why[i] for i in g if i in why))
        for g in groups
    ]
    statements = _anchored(
        _ordered(made, articles),
        evidence.passages,
        {q.id: i for i, q in enumerate(quotations)},
        said,
    )
    of = {q: s.id for s in statements for q in s.quotations}
    return statements, tuple(replace(q, statement=of[q.id]) for q in evidence.quotations)


def compared(
    quotations: Sequence[ArticleQuotation], articles: Mapping[str, Article], known: Iterable[str] = ()
) -> Said:
    """What the pair decision needs of quotations; ``known``: persons that are no bodies."""
    contents = [_content(q, articles[q.article].language) for q in quotations]
    speakers = one_names([(q.person or "", c.language) for q, c in zip(quotations, contents, strict=True)])
    names = set(known)
    return Said(
        contents,
        encode([c.text for c in contents]),
        speakers,
        [q.person in names for q in quotations],
        Rarity(contents),
    )


def _content(quotation: ArticleQuotation, language: str) -> Content:
    return parse(quotation.content, language, quotation.kind is QuoteKind.DIRECT, quotation.cue or "")


def place(quotation: ArticleQuotation, article: Article) -> Place:
    at = quotation.paragraph
    near = (article.title, *article.paragraphs)[max(0, at) : at + 3]
    return Place(
        article.id,
        content_words(quotation.cue or "", article.language),
        content_words(" ".join(near), article.language),
    )


def _statement(members: list[ArticleQuotation], articles: Mapping[str, Article]) -> Statement:
    fullest = max(members, key=lambda q: (q.kind is QuoteKind.DIRECT, q.words, q.id))
    language = articles[fullest.article].language
    people = Counter(q.person for q in members if q.person)
    person = max(people, key=lambda p: (people[p], p == fullest.person, p), default=None)
    denied = fullest.kind is QuoteKind.INDIRECT and denies(fullest.cue or "", language)
    return Statement("", person, fullest.content, language, tuple(q.id for q in members), denied=denied)


def _ordered(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Statement]:
    """Most outlets first; then by speaker and words. Ids follow this order."""

    def rank(statement: Statement) -> tuple[int, int, str, str, tuple[str, ...]]:
        outlets = {articles[q.rpartition(".q")[0]].outlet for q in statement.quotations}
        return -len(outlets), -len(statement.quotations), statement.person or "~", statement.text, statement.quotations

    return [replace(s, id=f"S{n}") for n, s in enumerate(sorted(statements, key=rank), 1)]


def _anchored(
    statements: list[Statement], passages: Sequence[Passage], ids: Mapping[str, int], said: Said
) -> tuple[Statement, ...]:
    """Each statement with the passage of the record it matches best, if any does."""
    sentences = [(p, s) for p in passages for s in _sentences(p.text)]
    if not sentences or not statements:
        return tuple(statements)
    parsed = [parse(s, p.language) for p, s in sentences]
    vectors = encode([c.text for c in parsed])
    return tuple(_match(s, [ids[q] for q in s.quotations], said, sentences, parsed, vectors) for s in statements)


def _match(
    statement: Statement,
    members: list[int],
    said: Said,
    sentences: list[tuple[Passage, str]],
    parsed: list[Content],
    vectors: Vectors,
) -> Statement:
    cosines = said.vectors[members] @ vectors.T
    found: list[tuple[float, int, Decision]] = []
    for j, (passage, _) in enumerate(sentences):
        if passage.speaker and statement.person and fold(passage.speaker) != fold(statement.person):
            continue
        for i, cosine in zip(members, cosines[:, j].tolist(), strict=True):
            if may_be_one(said.contents[i], parsed[j], cosine):
                decision = same_utterance(said.contents[i], parsed[j], cosine, said.rarity)
                if decision.score >= RECORD:
                    found.append((decision.score, -j, decision))
    if not found:
        return statement
    ranked = sorted(found, key=lambda x: x[:2], reverse=True)
    best: dict[str, Anchor] = {}
    for _, j, _ in ranked:
        passage = sentences[-j][0]
        stand = [sentences[-k][1] for _, k, _ in found if sentences[-k][0] == passage]
        stand += _literally(passage, [said.contents[i] for i in members])
        best.setdefault(
            passage.language, Anchor(passage.article, passage.language, passage.text, _stretch(passage.text, stand))
        )
    first, *_ = anchors = tuple(best.values())
    return replace(
        statement,
        record=first.text,
        record_article=first.article,
        reasons=ranked[0][2].reasons,
        record_words=first.words,
        anchors=anchors,
    )


def _literally(passage: Passage, contents: Sequence[Content]) -> list[str]:
    """The passage's sentences of which a wording has some words in one run: what it goes on with is no invention."""
    runs = {run for c in contents if c.language == passage.language for run in _runs(c.text)}
    return [s for s in _sentences(passage.text) if not runs.isdisjoint(_runs(s))]


def _runs(text: str) -> set[tuple[str, ...]]:
    said = tokens(text)
    return {said[i : i + IN_ONE_RUN] for i in range(len(said) - IN_ONE_RUN + 1)}


def _stretch(text: str, sentences: Sequence[str]) -> str:
    """From the first to the last of some sentences of a text."""
    return text[min(text.index(s) for s in sentences) : max(text.index(s) + len(s) for s in sentences)]


def _sentences(text: str) -> list[str]:
    """The sentences of a passage, as they stand in it."""
    cuts = [0, *(m.end() for m in re.finditer(r"[.!?…][\"”»]?\s+(?=[^\W\da-zа-яё])", text)), len(text)]
    return [part for a, b in zip(cuts, cuts[1:], strict=False) if (part := text[a:b].strip())]
