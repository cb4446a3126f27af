"""What the reading of one language gives to the steps that all languages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.records import Span


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting: a cue, who speaks, and the clause it reports. All offsets are of the whole text."""

    cue: Span
    speaker: Span | None
    content: Span | None  # the reported clause; None when the cue only stands beside a quotation
    sentence: Span
    clause: bool  # the content is a clause, not just an object or infinitive
    second_hand: bool = False  # "according to X": the words may be another's, brought by X


@dataclass(frozen=True, slots=True)
class Found:
    """Frames, the subjects of sentences (who may go on speaking), and names, each in text order."""

    frames: Sequence[Frame]
    subjects: Sequence[Span]
    names: Sequence[Span]
    people: Sequence[Span] = ()  # names known to be persons; empty where the language has no such knowledge
