"""How a quotation renders its statement, by rules that a reader can check against the two wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.definitions import Meeting
from extract.records import Article, ArticleQuotation, Fidelity, Passage, QuoteKind, Statement
from extract.words import fold
from reports.misattribution import Voices
from reports.pairs import parse
from reports.renderings import (
    Difference,
    all_stand,
    compare,
    difference,
    in_marks,
    marked_runs,
    only_marked,
    spliced,
    tokens,
)

__all__ = ["Difference", "Reference", "classify", "difference", "references", "spoken_by", "with_fidelity"]

RELATED = 1 / 3  # share of a rendering's content words that the reference has, from which it may be "reworded"


@dataclass(frozen=True, slots=True)
class Reference:
    """The wording against which renderings are held, and where it comes from."""

    text: str
    language: str
    record: bool
    quotation: str | None = None  # its own id, when it is a quotation
    reported: bool = False  # a readout tells in its own words what was said: it need not have the spoken ones
    spoken: bool | None = None  # whether the speaker spoke this language; what was not spoken is a translation


def classify(quotation: ArticleQuotation, language: str, reference: Reference) -> Fidelity | None:
    """The class of one rendering.

    * indirect: no words in quotation marks.
    * translation variant: the reference is in another language; or other words than the reference's, which is itself
      a translation of what was spoken. What differs may be translation.
    * verbatim: every word inside the marks stands in the reference, in one run, from a sentence's start to its end; a
      first word with a comma ("Lastly,") may be missing. Case, punctuation, British or American spelling, and "43" for
      "forty-three" make no difference.
    * of a mixed quotation the marked words are judged, as of a direct one that begins within the outlet's own sentence
      (with a small letter). They may begin and end anywhere in the reference, and several marked pieces may stand apart
      there: who quotes in parts says so.
    * cut (marked): words of the reference are left out, and the gap is marked or stands between two pieces. Square
      brackets are such a mark, whether words are left out, exchanged or put in: what is in them was not spoken so.
    * cut silently: words of one sentence are left out without a mark, at its edge or inside it.
    * spliced: runs of two words or more of different sentences are joined without a mark, unless the second run begins
      the very next sentence (then only the first one's end is cut); or sentences stand in another order.
    * reworded: words stand inside the marks that the reference does not have, or in another order within a sentence; or
      single words far apart, from which another sentence is made.

    None when there is nothing to hold it against: it is the only wording, the reference itself and no record, or the
    record tells in its own words what was said; or when fewer than a third of its content words are the reference's, so
    that it may be another sentence. (Misattributed words are told in ``reports.misattribution``.)
    """
    if quotation.kind is QuoteKind.INDIRECT:
        return Fidelity.INDIRECT
    if quotation.id == reference.quotation:
        return None
    if language != reference.language:
        return Fidelity.TRANSLATION
    if reference.reported:
        return Fidelity.VERBATIM if all_stand(marked_runs(quotation), tokens(reference.text)) else None
    found = compare(quotation, reference.text)
    return Fidelity.TRANSLATION if found is Fidelity.REWORDED and reference.spoken is False else found


def spoken_by(person: str | None, meeting: Meeting) -> frozenset[str]:
    """The languages a participant speaks at the meeting: as the file says, else those of the own country's records."""
    known = next((p for p in meeting.participants if p.name == person), None)
    if known is None:
        return frozenset()
    if known.speaks:
        return frozenset((known.speaks,))
    return frozenset(r.language for r in meeting.records if known.country and fold(r.country) == fold(known.country))


def references(
    statement: Statement,
    quotations: Mapping[str, ArticleQuotation],
    articles: Mapping[str, Article],
    passages: Sequence[Passage],
    meeting: Meeting,
) -> dict[str, Reference]:
    """The wordings that renderings are held against, by language; "" leads to the one for all other languages.

    The official record where it has the statement, in each language in which it does. Where it has not: the direct
    wording that holds most others, of a statement that the record lacks or gives in another language than was spoken.
    """
    spoken = spoken_by(statement.person, meeting)
    anchored = [_recorded(a.text, a.words, a.article, passages) for a in statement.anchors]
    record = {held.language: held for held in reversed(anchored)}
    fullest = _fullest(statement, quotations, articles)
    found = dict(record)
    for language, quotation in fullest.items():
        lacks = language not in record and (not record or language in spoken)
        if lacks or (language in record and record[language].reported):
            found[language] = Reference(quotation.content, language, False, quotation.id)
    if anchored:
        found[""] = anchored[0]
    elif found:
        found[""] = found.get(statement.language) or found[sorted(found)[0]]
    return {key: replace(held, spoken=held.language in spoken if spoken else None) for key, held in found.items()}


def _recorded(text: str, said: str, article: str, passages: Sequence[Passage]) -> Reference:
    passage = next(p for p in passages if p.article == article and p.text == text)
    return Reference(said, passage.language, True, reported=passage.reported)


def _fullest(
    statement: Statement, quotations: Mapping[str, ArticleQuotation], articles: Mapping[str, Article]
) -> dict[str, ArticleQuotation]:
    """By language, the direct wording that holds most outlets' wordings; of equals the longest."""
    direct = [q for key in statement.quotations if (q := quotations[key]).kind is QuoteKind.DIRECT]
    outlets: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for quotation in direct:
        outlets[sum(marked_runs(quotation), ())].add(articles[quotation.article].outlet)
    holds = {said: set[str]().union(*(o for s, o in outlets.items() if all_stand([s], said))) for said in outlets}

    def rank(quotation: ArticleQuotation) -> tuple[int, int, str]:
        return len(holds[sum(marked_runs(quotation), ())]), quotation.words, quotation.id

    return {articles[q.article].language: q for q in sorted(direct, key=rank)}


def with_fidelity(
    statements: Sequence[Statement],
    quotations: Sequence[ArticleQuotation],
    articles: Mapping[str, Article],
    passages: Sequence[Passage],
    meeting: Meeting,
    texts: Mapping[str, str],
) -> tuple[ArticleQuotation, ...]:
    """The quotations with their class filled in; ``texts``: by article, the independent text it is."""
    marked = {q.id: only_marked(q, articles[q.article]) for q in quotations}
    voices = Voices(tuple(marked.values()), articles, passages, meeting, texts)
    done: dict[str, Fidelity | None] = {}
    for statement in statements:
        held = references(statement, marked, articles, passages, meeting)
        for key in statement.quotations:
            quotation = marked[key]
            if voices.whose(quotation):
                done[key] = Fidelity.MISATTRIBUTED
            else:
                said = [p for p in passages if p.speaker == statement.person or p.text == statement.record]
                done[key] = _class(quotation, articles[quotation.article].language, held, said)
    return tuple(replace(q, fidelity=done.get(q.id)) for q in quotations)


def _class(
    quotation: ArticleQuotation, language: str, held: Mapping[str, Reference], said: Sequence[Passage]
) -> Fidelity | None:
    """Against the statement's own words; where they are others, against all that the speaker says in the record."""
    against = held.get(language) or held.get("")
    if against is None:
        return Fidelity.INDIRECT if quotation.kind is QuoteKind.INDIRECT else None
    if against.quotation == quotation.id and not against.spoken:
        against = held[""]  # the reference of its own language, and a translation of another's
    found = classify(quotation, language, against)
    if found in (Fidelity.VERBATIM, Fidelity.INDIRECT):
        return found
    here = [p for p in said if p.language == language]
    if any(p.reported and all_stand(marked_runs(quotation), tokens(p.text)) for p in here):
        return Fidelity.VERBATIM  # a readout has the words
    if found in (Fidelity.REWORDED, Fidelity.TRANSLATION):
        turns = [p.text for p in here if not p.reported]
        whole = (compare(quotation, turn) for turn in turns)
        if spliced(quotation, turns, language):
            return Fidelity.SPLICED
        found = next((c for c in whole if c is not Fidelity.REWORDED), found)
    return None if found is Fidelity.REWORDED and not _related(quotation, against) else found


def _related(quotation: ArticleQuotation, reference: Reference) -> bool:
    """Whether a rendering has enough of the reference's words to be called a rewording of it, not another sentence."""
    mine = parse(" ".join(in_marks(quotation)), reference.language).words
    return len(mine & parse(reference.text, reference.language).words) >= RELATED * len(mine)
