"""Who is quoted saying what: marks, then cues and content, then mentions, then persons.

The steps, in the order in which they run: ``marks`` (what stands in quotation marks), ``english`` or ``lexical`` (cues
and the clauses they report), ``assemble`` (which of it is one quotation), ``persons`` (who is meant).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.definitions import Participant
from extract.quotes import english, lexical, nested, spoken
from extract.quotes.assemble import assemble
from extract.quotes.language import load_language
from extract.quotes.look import Judge, rule_of
from extract.quotes.marks import find_marked, paragraph_spans
from extract.quotes.paragraph import Draft
from extract.quotes.resolve import resolve_all
from extract.quotes.signed import signed
from extract.records import Article, ArticleQuotation, Quotation, Span

__all__ = ["find_quotations", "place"]


def find_quotations(
    text: str, language: str = "en", participants: Sequence[Participant] = (), within: bool = False
) -> tuple[Quotation, ...]:
    """Direct, mixed and indirect quotations of a text, in order.

    Args:
        text: paragraphs separated by line breaks; the headline may be the first.
        language: ISO 639-1. A language without a definition gives quotation marks with the nearest name only.
        participants: people to whom roles, titles and spelling variants may be resolved, before the text's own names.
        within: also the reports inside a report ("Olden wrote that Marsh had told her …"), with the outer speaker as
            ``via``; English only. The articles that the rest is learned and measured on have the outermost marked only.

    Returns:
        Quotations with offsets into ``text``; spans do not overlap within one quotation and leave the outer quotation
        marks out. ``person`` is None where it cannot be told.

    The terms (source, cue, content; direct, mixed, indirect) are those of Pareti, "PARC 3.0", LREC 2016.
    """
    definition = load_language(language)
    paragraphs = paragraph_spans(text)
    marks = find_marked(text, definition, paragraphs)
    judge: Judge
    if definition.code == "en":
        found, judge = english.read(text, paragraphs, marks, definition), spoken.judge
    else:
        found, judge = lexical.read(text, paragraphs, marks, definition, participants), rule_of(definition)
    drafts = assemble(text, paragraphs, marks, found.frames, found.subjects, judge, definition.code == "en")
    drafts = signed(text, paragraphs, drafts, found, definition)
    drafts = nested.add(text, found.parsed, drafts, definition) if within and found.parsed else drafts
    mentions = [*(d.mention for d in drafts), *(d.via for d in drafts)]
    people = resolve_all(text, found, definition, participants, mentions, marks, drafts)
    return tuple(
        Quotation(d.spans, d.kind, d.cue, d.mention, person, via, d.confidence)
        for d, person, via in zip(drafts, people[: len(drafts)], people[len(drafts) :], strict=True)
        if _valid(d)
    )


def _valid(draft: Draft) -> bool:
    return all(a < b for a, b in draft.spans)


def place(article: Article, quotations: Iterable[Quotation]) -> tuple[ArticleQuotation, ...]:
    """Quotations of ``article.text`` as rows of the data edition: every piece lies in one paragraph, literally."""
    return tuple(_row(article, n, q) for n, q in enumerate(quotations, 1))


def _row(article: Article, number: int, quotation: Quotation) -> ArticleQuotation:
    text = article.text
    pieces = [piece for span in quotation.spans for piece in _pieces(text, span)]
    return ArticleQuotation(
        id=f"{article.id}.q{number}",
        article=article.id,
        paragraph=article.paragraph_at(quotation.spans[0][0]),
        pieces=tuple(pieces),
        kind=quotation.kind,
        cue=text[slice(*quotation.cue)] if quotation.cue else None,
        mention=text[slice(*quotation.mention)] if quotation.mention else None,
        person=quotation.person,
        via=quotation.via,
    )


def _pieces(text: str, span: Span) -> Iterator[str]:
    return (piece for part in text[slice(*span)].split("\n\n") if (piece := part.strip()))
