"""Invented coverage, built record by record, so that every number of a table can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from extract.definitions import Meeting, Outlet, Participant, Record, Topic
from extract.records import (
    Article,
    ArticleQuotation,
    Coverage,
    Evidence,
    LedgerRow,
    Passage,
    QuoteKind,
    Relation,
    Status,
    TopicMention,
)
from reports.compare import compare
from reports.document import Document, Period, build_document

MADE = datetime(2026, 4, 20, 6, 0, tzinfo=UTC)
LINE = "The line stays closed to lorries unless the inspections resume first."
QUOTA = "A quota of ninety thousand permits is the least our hauliers need."
MEETING = Meeting(
    id="talks",
    title="Talks in Port Aven",
    start=date(2026, 4, 14),
    end=date(2026, 4, 14),
    place="Port Aven",
    participants=(
        Participant(name="Mira Halvorsen", role="foreign minister", country="Ostmark"),
        Participant(name="Tarık Demirel", role="foreign minister", country="Karaova"),
    ),
    topics=(
        Topic(id="T1", label="Lorries", terms={"en": ("lorry",)}),
        Topic(id="T2", label="Permits", terms={"en": ("permit",)}),
        Topic(id="T3", label="Fishing", terms={"en": ("fish",)}),
    ),
    records=(Record(country="Ostmark", language="en", url="https://mfa.example/record"),),
)
Said = list[tuple[str, str, QuoteKind]]


def outlet(key: str, country: str = "Ostmark", agency: bool = False, language: str = "en") -> Outlet:
    name = f"The {key.title()}"
    return Outlet(key=key, name=name, country=country, ownership="private", languages=(language,), agency=agency)


def article(key: str, said: Said, title: str = "Ministers meet", more: tuple[str, ...] = (), hour: int = 12) -> Article:
    paragraphs = tuple(f"“{text}” {person} said." for person, text, _ in said)
    return Article(
        title=title,
        paragraphs=(*paragraphs, *more),
        url=f"https://{key}.example/talks",
        published=datetime(2026, 4, 14, hour, tzinfo=UTC),
        language="en",
        id=f"{key}-1",
        outlet=key,
        sha256="ab" * 32,
        fetched=MADE,
    )


def coverage(
    outlets: list[tuple[Outlet, Article | None, Said]],
    topics: dict[str, dict[str, list[int]]] | None = None,
    ledger: tuple[LedgerRow, ...] = (),
    passages: tuple[str, ...] = (),
) -> Coverage:
    """Outlets with their article and what is said in it; ``topics``: topic id to article id to paragraphs."""
    articles = [a for _, a, _ in outlets if a is not None]
    quotations = [
        ArticleQuotation(f"{a.id}.q{n}", a.id, n - 1, (text,), kind, "said", person, person)
        for _, a, said in outlets
        if a is not None
        for n, (person, text, kind) in enumerate(said, 1)
    ]
    mentions = [
        TopicMention(topic, a, p, next(x for x in articles if x.id == a).paragraphs[p].split()[0])
        for topic, where in (topics or {}).items()
        for a, places in where.items()
        for p in places
    ]
    read = tuple(LedgerRow(a.outlet, a.url, Status.READ, "report") for a in articles)
    record = Article(
        "Record",
        passages,
        "https://mfa.example/record",
        id="record-1",
        outlet="record-ostmark",
        language="en",
        relation=Relation.RECORD,
    )
    kept = [*articles, *([record] if passages else [])]
    return compare(
        Evidence(
            MEETING,
            tuple(o for o, _, _ in outlets),
            MEETING.topics,
            tuple(kept),
            tuple(quotations),
            tuple(mentions),
            tuple(Passage("record-1", n, "Mira Halvorsen", text, "en") for n, text in enumerate(passages)),
            (*read, *ledger),
        )
    )


@pytest.fixture(scope="session")
def talks() -> Coverage:
    """Three outlets read, one down, one paywalled; one statement verbatim, reworded and indirect; one topic nowhere."""
    halvorsen, demirel = "Mira Halvorsen", "Tarık Demirel"
    said: dict[str, Said] = {
        "herald": [(halvorsen, LINE, QuoteKind.DIRECT), (demirel, QUOTA, QuoteKind.DIRECT)],
        "beacon": [(halvorsen, LINE.replace("closed to lorries", "shut for lorries"), QuoteKind.DIRECT)],
        "vesti": [(halvorsen, LINE.rstrip(".").replace("The line", "the line"), QuoteKind.INDIRECT)],
    }
    countries = {"herald": "Ostmark", "beacon": "Karaova", "vesti": "Karaova"}
    rows = [(outlet(k, countries[k]), article(k, s, hour=10 + n), s) for n, (k, s) in enumerate(said.items())]
    return coverage(
        [*rows, (outlet("radio"), None, []), (outlet("gazette", "Karaova"), None, [])],
        {"T1": {"herald-1": [0], "beacon-1": [0], "vesti-1": [0]}, "T2": {"herald-1": [1]}},
        (
            LedgerRow("radio", "https://radio.example/feed", Status.FAILED, "feed: no connection"),
            LedgerRow("gazette", "https://gazette.example/1", Status.PAYWALLED, "20 words and 'subscribe'"),
        ),
        (f"Thank you for coming. {LINE}", "We also spoke about the ferry between the two ports at great length."),
    )


@pytest.fixture(scope="session")
def nothing() -> Coverage:
    row = LedgerRow("radio", "https://radio.example/feed", Status.FAILED, "feed: no connection")
    return coverage([(outlet("radio"), None, [])], ledger=(row,))


@pytest.fixture(scope="session")
def make_coverage() -> Callable[..., Coverage]:
    return coverage


@pytest.fixture(scope="session")
def make_outlet() -> Callable[..., Outlet]:
    return outlet


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    return article


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    def build(*coverages: Coverage) -> Document:
        period = Period("Week 16, 13–19 April 2026", date(2026, 4, 13), date(2026, 4, 19))
        return build_document(coverages, period, MADE, "2026-W16")

    return build
