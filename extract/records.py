"""What the software finds, in the order in which it finds it. Reading this file is reading the vocabulary.

Every record is frozen; a stage is a function from records to records. What an analyst *writes* (outlet, meeting,
topic, language) is in ``extract.definitions``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from extract.definitions import Meeting, Outlet, Topic
from extract.word_lists import NO_WORDS, WordLists

Span = tuple[int, int]  # character offsets, end exclusive
HEADLINE = -1  # paragraph index of the headline, as in the data edition


class PageKind(StrEnum):
    """What a page is, before its text is trusted."""

    ARTICLE = "article"
    LIVE = "live"
    PAYWALLED = "paywalled"
    TRUNCATED = "truncated"
    WALL = "wall"  # a consent or bot wall served as 200
    MISSING = "not found"  # a soft 404
    INDEX = "index"  # a section front, a video or gallery page: links, no story
    EMPTY = "empty"


class Relation(StrEnum):
    """What an article is to the meeting. REPORT and LIVE are coverage, RECORD is the official record."""

    REPORT = "report"
    LIVE = "live"
    PREVIEW = "preview"
    REACTION = "reaction"
    RECORD = "record"
    OTHER = "other"  # another meeting of the same people, or not about it


COVERAGE = (Relation.REPORT, Relation.LIVE)


class Status(StrEnum):
    """What came of one link: exactly one per ledger row, so that the rows add up."""

    READ = "read"
    BLOCKED = "blocked"  # robots.txt, 401, 403, 451, a bot wall
    PAYWALLED = "paywalled"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    FAILED = "failed"  # no answer, 404, 5xx, too large, too slow, not a page
    NOT_COVERAGE = "not coverage"  # preview, reaction, another meeting, not about it
    DUPLICATE = "duplicate"  # the same page under another address


class QuoteKind(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Fidelity(StrEnum):
    """How a quotation renders its statement; the rules are in ``reports.fidelity``."""

    VERBATIM = "verbatim"
    CUT_MARKED = "cut (marked)"
    CUT = "cut silently"
    SPLICED = "spliced"
    REWORDED = "reworded"
    TRANSLATION = "translation variant"
    INDIRECT = "indirect"
    MISATTRIBUTED = "misattributed"


class OriginKind(StrEnum):
    """What an article's words come from; an article without a row is its outlet's own text."""

    WIRE = "newswire"
    RELEASE = "press release"
    OUTLET = "another outlet"
    COMMON = "common source"  # both credit one agency, whose own text was not read
    CREDITED = "credited only"


@dataclass(frozen=True, slots=True)
class Link:
    """An address, or a saved file, where an outlet may have covered the meeting."""

    outlet: str
    url: str
    found_by: str  # "given", "feed", "sitemap", "section", "search", "GDELT", "Wayback Machine", "WARC", …
    title: str | None = None
    published: datetime | date | None = None
    file: Path | None = None  # a saved page instead of an address
    relation: Relation | None = None  # the analyst's own word, overrules the event gate
    copy: str | None = None  # address of a web archive's copy, read instead of ``url``


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched, as it came: kept in the archive under its hash."""

    url: str  # as asked for
    final_url: str
    status: int
    fetched: datetime  # UTC
    content_type: str  # the header, charset and all
    sha256: str
    body: bytes = field(repr=False)
    stale: str = ""  # why an older copy is read: what became of the address since


@dataclass(frozen=True, slots=True)
class LedgerRow:
    outlet: str
    url: str
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What was had from one outlet. Every link is in ``pages`` or has its row in ``ledger``.

    ``ledger`` also has a row for each feed or sitemap that could not be read.
    """

    outlet: Outlet
    pages: tuple[tuple[Link, Page], ...]
    ledger: tuple[LedgerRow, ...]
    links: tuple[Link, ...] = ()  # all that were tried


@dataclass(frozen=True)
class Article:
    """What a page says. ``published`` is a datetime where the page gives the time, else a date."""

    title: str
    paragraphs: tuple[str, ...]
    url: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = "und"  # ISO 639-1, "und" when it cannot be told
    kind: PageKind = PageKind.ARTICLE
    why: str = ""  # what made the page this kind
    # set when the article is taken into a meeting's evidence
    id: str = ""
    outlet: str = ""
    relation: Relation = Relation.REPORT
    fetched: datetime | None = None
    sha256: str = ""

    @cached_property
    def text(self) -> str:
        """Headline and paragraphs in one string: the offsets of quotations and mentions count here."""
        return "\n\n".join((self.title, *self.paragraphs))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for block in (self.title, *self.paragraphs):
            starts.append(at)
            at += len(block) + 2
        return tuple(starts)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds an offset of ``text``; ``HEADLINE`` for the headline."""
        return bisect_right(self._starts, offset) - 2

    @property
    def words(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One act of reported speech in a text: offsets only, so that nothing can be printed that is not there."""

    spans: tuple[Span, ...]  # content pieces in text order, without the outer quotation marks
    kind: QuoteKind
    cue: Span | None = None
    mention: Span | None = None  # the words that name the speaker
    person: str | None = None  # resolved name; None when it cannot be told
    via: str | None = None  # second-hand: the outlet or person through whom it came
    confidence: float | None = None  # 0..1 where it is known


@dataclass(frozen=True, slots=True)
class ArticleQuotation:
    """A quotation in its article: the row of the data edition."""

    id: str
    article: str
    paragraph: int  # of the first piece; HEADLINE for the headline
    pieces: tuple[str, ...]  # exact substrings of the article's paragraphs or headline
    kind: QuoteKind
    cue: str | None = None
    mention: str | None = None
    person: str | None = None
    via: str | None = None
    statement: str = ""
    fidelity: Fidelity | None = None

    @property
    def content(self) -> str:
        return " … ".join(self.pieces)

    @property
    def words(self) -> int:
        return sum(len(p.split()) for p in self.pieces)


class About(StrEnum):
    """What makes a passage one about a topic."""

    TERM = "term"  # one of the analyst's terms stands there
    SIMILAR = "similarity"  # none does, but it is like the passages in which one does


@dataclass(frozen=True, slots=True)
class TopicMention:
    """A passage about a topic."""

    topic: str
    article: str
    paragraph: int
    text: str  # the words that triggered it, as they stand there; with SIMILAR the passage's first words
    also: tuple[str, ...] = ()  # what else triggered it, in text order
    by: About = About.TERM
    score: float | None = None  # 0..1, that the passage speaks about the topic; None where it was not judged


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the official record and who speaks it."""

    article: str
    paragraph: int
    speaker: str | None
    text: str
    language: str
    reported: bool = False  # a readout: told in its own words, not a transcript of what was spoken


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the official record has a statement."""

    article: str
    language: str
    text: str  # the passage
    words: str  # its sentences that say it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's words come from."""

    article: str
    source: str | None  # article id of the text it was copied from
    wire: str | None  # name of the agency that the text credits
    share: float  # 0..1, share of this article's own words that stand in the source
    kind: OriginKind
    translated: bool = False  # the source is in another language


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a quotation is held to report a statement: what it has in common with the nearest other quotation of it."""

    quotation: str
    nearest: str
    score: float  # 0..1
    words: tuple[str, ...]  # that both have, as lemmas, the rarest first
    numbers: tuple[float, ...]  # that both have
    signs: tuple[str, ...]  # what the score rests on, each with its value and weight


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance, however many outlets carry it."""

    id: str
    person: str | None
    text: str  # the fullest wording
    language: str
    quotations: tuple[str, ...]
    record: str | None = None  # the passage of the official record it matches
    record_article: str | None = None
    reasons: tuple[str, ...] = ()  # why the record's passage is taken for this statement
    record_words: str | None = None  # the sentences of that passage that say it
    anchors: tuple[Anchor, ...] = ()  # that one, and the best in each other language of the record
    grounds: tuple[Ground, ...] = ()  # of those of several quotations; none for what was joined by hand alone
    denied: bool = False  # the fullest wording is what somebody says is not so

    @property
    def said(self) -> str:
        """What was said: in the record's words where it has them; else the fullest wording, or its denial."""
        return self.record_words or f"{'denied: ' if self.denied else ''}{self.text}"

    @property
    def said_in(self) -> str:
        """The language of ``said``: the record may have another than the fullest wording."""
        return self.anchors[0].language if self.record_words and self.anchors else self.language


@dataclass(frozen=True, slots=True)
class Version:
    """What an outlet changed in an article between the first copy fetched and the one that is read."""

    article: str
    before: datetime
    after: datetime
    title_before: str | None  # None when the headline stayed
    removed: tuple[str, ...]  # quotations that are no longer there, as they stood
    added: tuple[str, ...]
    words_before: int
    words_after: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found in the collected articles of one meeting, before outlets are compared."""

    meeting: Meeting
    outlets: tuple[Outlet, ...]  # all that were expected, read or not
    topics: tuple[Topic, ...]
    articles: tuple[Article, ...]  # coverage, record and what was told apart, in a stable order
    quotations: tuple[ArticleQuotation, ...]
    mentions: tuple[TopicMention, ...]
    passages: tuple[Passage, ...]
    ledger: tuple[LedgerRow, ...]
    problems: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    agencies: tuple[Outlet, ...] = ()  # that an article may credit, expected or not
    words: WordLists = NO_WORDS  # what the analyst adds to the packaged lists


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Coverage:
    """The comparison of one meeting: the evidence, and what is the same across outlets."""

    evidence: Evidence
    quotations: tuple[ArticleQuotation, ...]  # with statement and fidelity
    statements: tuple[Statement, ...]
    origins: tuple[Origin, ...]
    mentions: tuple[TopicMention, ...] = ()  # passages that speak about a topic
    named: tuple[TopicMention, ...] = ()  # passages that only name it
