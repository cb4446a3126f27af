"""What the reading of one language gives to the steps that all languages share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.quotes.parse import Parsed
from extract.records import Span


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting: a cue, who speaks, and what is reported. All offsets are of the whole text."""

    cue: Span
    speaker: Span | None
    contents: tuple[Span, ...]  # pieces around the cue; empty when the cue only stands beside a quotation
    sentence: Span
    confidence: float = 1.0  # 0..1, that the cue reports speech
    calls: bool = False  # calls something a name: even one word in marks is the speaker's
    by_mood: bool = False  # no cue but the verb's mood: the cue stands inside the content
    silent: bool = False  # tells that nothing was said: "declined to say", "did not confirm"
    utters: bool = False  # cannot be but in words: "denied", "accused"
    second_hand: bool = False  # "according to X": the words may be another's, brought by X


@dataclass(frozen=True, slots=True)
class Found:
    """Frames, the subjects of sentences (who may go on speaking), and names, each in text order."""

    frames: Sequence[Frame]
    subjects: Sequence[Span]
    names: Sequence[Span]
    people: Sequence[Span] = ()  # names known to be persons; empty where the language has no such knowledge
    weights: Sequence[tuple[Span, float]] = ()  # how much a naming, pronouns too, brings its person to mind
    offices: Sequence[Span] = ()  # phrases that name a speaker by office, where there is no parser
    relatives: Mapping[int, Span] = field(default_factory=dict)  # where "who" begins: the phrase it stands for
    places: Sequence[Span] = ()  # names known to be places
    parsed: Sequence[Parsed] = ()  # the text as parsed; empty where there is no parser
