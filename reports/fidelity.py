"""How a quotation renders its statement, by rules that a reader can check against the two wordings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from extract.records import Article, ArticleQuotation, Fidelity, Passage, QuoteKind, Statement
from extract.words import fold, words

_MARKED_CUT = re.compile(r"\.\.\.|…|\[[^\]]*\]|\(\.\.\.\)")


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words: in both wordings, only in the reference (removed), or only in the rendering (added)."""

    op: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The wording against which renderings are held, and where it comes from."""

    text: str
    language: str
    record: bool
    quotation: str | None = None  # its own id, when it is a quotation


def difference(reference: str, wording: str) -> tuple[Difference, ...]:
    """Word-level difference: what a rendering kept, left out and put in.

    Words are equal whatever their case, typography and the punctuation behind them; the same runs are shown as the
    rendering prints them. So the same and added runs together are the wording, and the removed ones are the words of
    the reference that it lacks.
    """
    a, b = _runs(reference), _runs(wording)
    matcher = SequenceMatcher(None, [_plain(w) for w in a], [_plain(w) for w in b], autojunk=False)
    found: list[Difference] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            found.append(Difference("same", "".join(b[k:m])))
            continue
        found += [Difference("removed", "".join(a[i:j]).rstrip() + " ")] * (j > i)
        found += [Difference("added", "".join(b[k:m]))] * (m > k)
    return tuple(_joined(found))


def _joined(runs: Sequence[Difference]) -> list[Difference]:
    joined: list[Difference] = []
    for run in runs:
        if joined and joined[-1].op == run.op:
            joined[-1] = Difference(run.op, joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _runs(text: str) -> list[str]:
    """A text cut before each word: joined again they are the text."""
    starts = [m.start() for m in words(text)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    return [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


def _plain(run: str) -> str:
    return " ".join(fold(m.group()) for m in words(run)) or run.strip()


def classify(quotation: ArticleQuotation, language: str, reference: Reference) -> Fidelity | None:
    """The class of one rendering.

    * indirect: no words in quotation marks.
    * translation variant: the reference is in another language; what differs may be translation.
    * verbatim: every word inside the marks stands in the reference, in one run, from a sentence's start to its end.
    * cut (marked): words of the reference are left out, and the gap is marked or stands between two pieces.
    * of a mixed quotation the marked words are judged, and they may begin and end anywhere in the reference.
    * cut silently: words of one sentence are left out without a mark, at its edge or inside it.
    * spliced: runs of different sentences, not neighbours, are joined without a mark.
    * reworded: words stand inside the marks that the reference does not have.

    None when there is nothing to hold it against: it is the only wording, or the reference itself and no record.
    """
    if quotation.kind is QuoteKind.INDIRECT:
        return Fidelity.INDIRECT
    if quotation.id == reference.quotation:
        return None
    if language != reference.language:
        return Fidelity.TRANSLATION
    found = _compare(_in_marks(quotation), reference.text)
    # A mixed quotation quotes a part and says so: only what it does inside the marks counts.
    partly = quotation.kind is QuoteKind.MIXED and _stands(_in_marks(quotation), reference.text)
    return Fidelity.VERBATIM if found is Fidelity.CUT and partly else found


def _stands(pieces: Sequence[str], reference: str) -> bool:
    """Whether each piece is one run of the reference's words."""
    want = _tokens(reference)
    return all(_find(want, _tokens(piece), 0) is not None for piece in pieces)


def _in_marks(quotation: ArticleQuotation) -> list[str]:
    """The words inside quotation marks: all of a direct quotation, the marked runs of a mixed one."""
    if quotation.kind is QuoteKind.DIRECT:
        return list(quotation.pieces)
    runs = [r for p in quotation.pieces for r in re.findall(r"[“\"«„‘]([^”\"»“’]+)[”\"»“’]", p)]
    return runs or list(quotation.pieces)


def _compare(pieces: Sequence[str], reference: str) -> Fidelity:
    want = _tokens(reference)
    parts = [t for piece in pieces for part in _MARKED_CUT.split(piece) if (t := _tokens(part))]
    marked_gap = len(parts) > 1 or any(_MARKED_CUT.search(p) for p in pieces)
    at, spots = 0, []
    for part in parts:
        found = _find(want, part, at)
        if found is None:
            return _joined_runs([t for p in parts for t in p], want, _sentence_edges(reference))
        spots.append((found, found + len(part)))
        at = found + len(part)
    if marked_gap and any(b > a for (_, a), (b, _) in zip(spots, spots[1:], strict=False)):
        return Fidelity.CUT_MARKED
    if marked_gap and any(_MARKED_CUT.search(p) for p in pieces):
        return Fidelity.CUT_MARKED
    edges = _sentence_edges(reference)
    whole = spots[0][0] in edges and spots[-1][1] in edges
    return Fidelity.VERBATIM if whole else Fidelity.CUT


def _tokens(text: str) -> list[str]:
    return [fold(m.group()) for m in words(text)]


def _find(want: list[str], part: list[str], at: int) -> int | None:
    return next((i for i in range(at, len(want) - len(part) + 1) if want[i : i + len(part)] == part), None)


def _joined_runs(part: list[str], want: list[str], edges: set[int]) -> Fidelity:
    """Words that stand in the reference in order, but not in one run: cut inside a sentence, or spliced across some."""
    blocks = [b for b in SequenceMatcher(None, want, part, autojunk=False).get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) != len(part) or any(b.size < 2 for b in blocks):
        return Fidelity.REWORDED
    gaps = range(blocks[0].a + blocks[0].size, blocks[-1].a + 1)
    return Fidelity.SPLICED if edges.intersection(gaps) else Fidelity.CUT


def _sentence_edges(text: str) -> set[int]:
    """Word indices at which a sentence begins or ends."""
    edges, count = {0}, 0
    for sentence in re.split(r"(?<=[.!?…])[\"”»]?\s+", text):
        count += len(_tokens(sentence))
        edges.add(count)
    return edges


def references(
    statement: Statement,
    quotations: Mapping[str, ArticleQuotation],
    articles: Mapping[str, Article],
    passages: Sequence[Passage],
) -> dict[str, Reference]:
    """The wordings that renderings are held against, by language; "" leads to the one for all other languages.

    The official record alone where it has the statement; else, in each language, the fullest direct wording.
    """
    if statement.record is not None:
        spoken = (p for p in passages if p.article == statement.record_article and p.text == statement.record)
        language = next(spoken).language
        held = Reference(statement.record_words or statement.record, language, True)
        return {language: held, "": held}
    found: dict[str, Reference] = {}
    direct = [quotations[q] for q in statement.quotations if quotations[q].kind is QuoteKind.DIRECT]
    for quotation in sorted(direct, key=lambda q: (q.words, q.id)):
        language = articles[quotation.article].language
        found[language] = Reference(quotation.content, language, False, quotation.id)
    if found:
        found[""] = found.get(statement.language) or found[sorted(found)[0]]
    return found


def with_fidelity(
    statements: Sequence[Statement],
    quotations: Sequence[ArticleQuotation],
    articles: Mapping[str, Article],
    passages: Sequence[Passage],
) -> tuple[ArticleQuotation, ...]:
    """The quotations with their class filled in."""
    by_id = {q.id: q for q in quotations}
    done: dict[str, ArticleQuotation] = {}
    for statement in statements:
        held = references(statement, by_id, articles, passages)
        for key in statement.quotations:
            quotation = by_id[key]
            language = articles[quotation.article].language
            against = held.get(language) or held.get("")
            if against is None:
                value = Fidelity.INDIRECT if quotation.kind is QuoteKind.INDIRECT else None
            else:
                value = classify(quotation, language, against)
            done[key] = replace(quotation, fidelity=value)
    return tuple(done.get(q.id, q) for q in quotations)
