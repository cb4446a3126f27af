"""The rows and cells that the templates print."""

from __future__ import annotations

from dataclasses import dataclass

from reports.absence import Closest
from reports.coverage import Column
from reports.fidelity import Difference
from reports.on_record import OffRecord


@dataclass(frozen=True, slots=True)
class Cell:
    """``mark`` is printed, ``state`` styles it, ``note`` is its title; ``shade`` from 0 to 4, ``under`` small below."""

    mark: str
    state: str
    note: str = ""
    shade: int = 0
    strong: bool = False
    anchor: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    label: str
    cells: tuple[Cell, ...]
    total: str = ""
    lead: str = ""  # the speaker, before the wording
    language: str = ""
    side: str = ""
    quoted: bool = False  # the words stand in quotation marks in the article
    anchor: str = ""  # where its passages are listed


@dataclass(frozen=True, slots=True)
class Chunk:
    """One printed matrix: some columns, all rows."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, int], ...]  # side, number of its columns
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    side: str
    label: str
    words: int
    percent: float


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    side: str
    words: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    outlet: str
    url: str
    language: str
    kind: str
    fidelity: str
    glyph: str
    text: str
    differences: tuple[Difference, ...]
    cue: str
    side: str = ""
    altered: bool = False  # differences of any other class are what a part of a sentence leaves out
    against: str = ""  # the wording it is held against, when that is not the reference on top
    cut: str = ""  # whose the alteration is, when the article's words stand in another's: "inherited: Agency"


@dataclass(frozen=True, slots=True)
class SideBySide:
    statement: str
    person: str
    reference: str
    source: str  # where the reference comes from
    language: str
    renderings: tuple[Rendering, ...]
    left: int = 0  # renderings that stand in the passages alone


@dataclass(frozen=True, slots=True)
class Lone:
    kind: str
    key: str
    label: str
    outlet: str
    complete: int
    closest: Closest | None = None  # of what is missing


@dataclass(frozen=True, slots=True)
class OriginRow:
    article: str
    outlet: str
    source: str
    kind: str
    wire: str
    share: str
    copy: bool
    kept: str  # of the source's statements: "5 of 7"


@dataclass(frozen=True, slots=True)
class CounterpartRow:
    outlet: str
    side: str
    words: tuple[int, ...]  # by the speakers' side, in the order of the sides
    share: str  # of the other side's among both sides' words


@dataclass(frozen=True, slots=True)
class RecordView:
    speakers: tuple[tuple[str, int], ...]  # with the number of their passages
    recall: tuple[tuple[str, tuple[int, ...]], ...]  # by outlet: passages carried of each speaker
    unquoted: tuple[tuple[str, str], ...]
    off: tuple[OffRecord, ...]  # with the outlets' names


@dataclass(frozen=True, slots=True)
class Published:
    outlet: str
    side: str
    dots: tuple[tuple[float, str], ...]  # position 0..100, moment
    note: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: float  # 0..100
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    rows: tuple[Published, ...]
    ticks: tuple[Tick, ...]
