"""Against the official record: who carries which passage, what nobody carries, and what stands nowhere in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from extract.records import HEADLINE, ArticleQuotation, Coverage, Passage, QuoteKind, Statement
from reports.absence import likest
from reports.columns import OTHER_SIDE, columns, covered, sides
from reports.coverage import Reading, voices
from reports.encoder import encode
from reports.once import once
from reports.pairs import THRESHOLD, parse

LEAST_WORDS = 7  # of a passage that could be carried: "Thank you" and "Next question" could not
LEAST_SAID = 4  # words in marks that a record should have


@dataclass(frozen=True, slots=True)
class Recorded:
    """A passage of the record, and the outlets that carry a statement of it."""

    article: str
    paragraph: int
    speaker: str
    text: str
    language: str
    outlets: tuple[str, ...]  # keys
    reported: bool = False  # by a readout, in its own words


@dataclass(frozen=True, slots=True)
class OffRecord:
    """Words in marks that a speaker of the record is given, and the passage of that speaker's nearest to them."""

    statement: str
    person: str
    text: str
    outlets: tuple[str, ...]  # keys
    passage: str
    score: float  # cosine of sentence vectors, -1..1


def substantial(coverage: Coverage) -> list[Passage]:
    """Passages of the record with something to carry."""
    return [p for p in coverage.evidence.passages if len(p.text.split()) >= LEAST_WORDS]


@once
def recorded(coverage: Coverage) -> tuple[Recorded, ...]:
    """Every passage with something to carry, in the record's order."""
    carried: dict[tuple[str, str], set[str]] = {}
    for statement in coverage.statements:
        for anchor in statement.anchors:
            carried.setdefault((anchor.article, anchor.text), set()).update(_outlets(statement, coverage))
    return tuple(
        Recorded(
            p.article,
            p.paragraph,
            p.speaker or "",
            p.text,
            p.language,
            tuple(sorted(carried.get((p.article, p.text), ()))),
            p.reported,
        )
        for p in substantial(coverage)
    )


def _outlets(statement: Statement, coverage: Coverage) -> set[str]:
    outlet = {a.id: a.outlet for a in covered(coverage)}
    return {outlet[key.rpartition(".q")[0]] for key in statement.quotations}


@once
def unquoted(coverage: Coverage) -> tuple[tuple[str, str], ...]:
    """Words of the record's speakers, with the speaker, that no collected text carries, nor tells in its own words.

    What a readout tells about the meeting itself is nobody's words, and stands in every report.
    """
    left = [p for p in recorded(coverage) if p.speaker and not p.outlets]
    said = {f"{n}": parse(p.text, p.language) for n, p in enumerate(left)}
    every = columns(coverage)
    proof = likest([(item, c.key) for item in said for c in every], said, every, coverage)
    told = {item for (item, _), found in proof.items() if found.likeness >= THRESHOLD}
    return tuple((p.speaker, p.text) for n, p in enumerate(left) if f"{n}" not in told)


def recall(coverage: Coverage) -> pd.DataFrame:
    """One row per speaker of the record and outlet that was read: passages carried, of how many.

    Of a speaker with a transcript its passages alone: a readout tells the same once more.
    """
    spoken = {p.speaker for p in recorded(coverage) if not p.reported}
    once_each = [p for p in recorded(coverage) if p.speaker and not (p.reported and p.speaker in spoken)]
    total = Counter(p.speaker for p in once_each)
    carried = Counter((p.speaker, o) for p in once_each for o in p.outlets)
    read = [c.key for c in columns(coverage) if c.reading is Reading.READ]
    rows = [(who, o, carried[who, o], n) for who, n in total.items() for o in read]
    return pd.DataFrame(rows, columns=["speaker", "outlet", "carried", "passages"])


@once
def off_record(coverage: Coverage) -> tuple[OffRecord, ...]:
    """Statements of the record's speakers, in quotation marks, of which the record has nothing; the farthest first.

    They may have been said on another occasion, or be missing in the record: they are shown, and not judged. Only a
    transcript can lack words: a readout tells what was said in its own.
    """
    turns = [p for p in substantial(coverage) if p.speaker and not p.reported]
    by_id = {q.id: q for q in coverage.quotations}
    found = []
    for statement in coverage.statements:
        # A translation has other words than the record, and short ones cannot be compared across languages.
        own = [p for p in turns if p.speaker == statement.person and p.language == statement.language]
        if own and not statement.anchors and any(_quoted(by_id[q], statement) for q in statement.quotations):
            scores = (encode([p.text for p in own]) @ encode([statement.text])[0]).tolist()
            score, passage = max(zip(scores, own, strict=True), key=lambda x: x[0])
            outlets = tuple(sorted(_outlets(statement, coverage)))
            found.append(
                OffRecord(statement.id, statement.person or "", statement.text, outlets, passage.text, round(score, 3))
            )
    return tuple(sorted(found, key=lambda o: (o.score, o.statement)))


def _quoted(quotation: ArticleQuotation, statement: Statement) -> bool:
    marked = quotation.kind is not QuoteKind.INDIRECT and quotation.paragraph != HEADLINE
    return marked and quotation.person == statement.person and quotation.words >= LEAST_SAID


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Whose words an outlet quotes; ``share``: of the words of both sides, those of the other side's speakers."""

    outlet: str
    side: str
    words: Mapping[str, int]  # by the speaker's side
    share: float | None  # none for an outlet of no side, or without a word of either


def counterparts(coverage: Coverage) -> tuple[Counterpart, ...]:
    """One row per outlet that was read."""
    frame = voices(coverage)
    rows = []
    for column in (c for c in columns(coverage) if c.reading is Reading.READ):
        here = frame[frame["outlet"] == column.key].groupby("person_side")["words"].sum()
        words = {side: int(here.get(side, 0)) for side in sides(coverage)}
        both = sum(n for side, n in words.items() if side != OTHER_SIDE)
        share = 1 - words[column.side] / both if both and column.side != OTHER_SIDE else None
        rows.append(Counterpart(column.key, column.side, words, None if share is None else round(share, 3)))
    return tuple(rows)
