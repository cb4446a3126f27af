"""WARC files as a source: whole, broken off, and with records that lie."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.collect import collect
from extract.definitions import Meeting, Outlet
from extract.discover.warcs import from_warcs
from extract.fetch import Fetcher
from extract.records import LedgerRow, Link

Found = tuple[list[Link], list[LedgerRow]]
NEWS = "https://herald.example"
DAY = "2026-04-15T10:00:00Z"


@pytest.fixture
def find(outlet: Outlet, meeting: Meeting, fetcher: Fetcher, tmp_path: Path) -> Callable[[str], Found]:
    chosen = outlet.model_copy(update={"sites": (NEWS,), "loopback": False})
    return lambda name: from_warcs(chosen, meeting.model_copy(update={"warcs": (Path(name),)}), fetcher, tmp_path)


def warc(
    *pages: tuple[str, str, str], kind: str = "text/html; charset=utf-8", status: str = "200 OK", gzip: bool = True
) -> bytes:
    """A WARC file of pages given as address, date and body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for url, when, body in pages:
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body.encode()),
                length=len(body.encode()),
                http_headers=head,
                warc_headers_dict={"WARC-Date": when},
            )
        )
    return out.getvalue()


STORY = "<html><head><title>Halvorsen arrives</title></head><body><p>She came by train.</p></body></html>"


def test_pages_of_a_warc_file_are_read_without_the_network(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, tmp_path: Path
) -> None:
    day = "2026-04-15T10:00:00Z"
    (tmp_path / "news.warc.gz").write_bytes(
        warc(
            (f"{NEWS}/1", day, STORY),
            (f"{NEWS}/2", day, "<title>Cup final</title>"),
            (f"{NEWS}/3", "2025-01-01T00:00:00Z", STORY),
            ("https://elsewhere.example/4", day, STORY),
            (f"{NEWS}/5", "no date", STORY),
        )
        + warc((f"{NEWS}/6", day, STORY), kind="image/png")
        + warc((f"{NEWS}/7", day, STORY), status="404 Not Found")
    )
    chosen = outlet.model_copy(update={"sites": (NEWS,), "loopback": False})
    asked = meeting.model_copy(update={"warcs": (Path("news.warc.gz"),)})
    collection = collect(chosen, asked, fetcher, tmp_path)
    assert [(link.url, link.found_by, page.body.decode()) for link, page in collection.pages] == [
        (f"{NEWS}/1", "WARC", STORY)
    ]
    assert collection.pages[0][1].fetched == datetime(2026, 4, 15, 10, tzinfo=UTC)
    assert [row.reason for row in collection.ledger] == [f"WARC: 1 without a date left out, {NEWS}/5 first"]


@pytest.mark.parametrize("name", ["none.warc.gz", "text.warc.gz", "half.warc.gz"])
def test_a_broken_warc_file_costs_what_cannot_be_read(find: Callable[[str], Found], tmp_path: Path, name: str) -> None:
    (tmp_path / "text.warc.gz").write_bytes(b"this is no archive at all\n" * 20)
    whole = warc(*((f"{NEWS}/{n}", "2026-04-15T10:00:00Z", STORY + str(n) * 3000) for n in range(3)))
    (tmp_path / "half.warc.gz").write_bytes(whole[: len(whole) - 60])
    links, rows = find(name)
    assert len(links) == (2 if name.startswith("half") else 0)
    assert [row.reason.partition(":")[0] for row in rows] == ["WARC"]
    assert rows[0].url == f"warc:{name}"


def without_length(record: bytes) -> bytes:
    return record.replace(b"Content-Length:", b"X-Length:", 1)


def with_length(record: bytes, length: bytes) -> bytes:
    before, _, after = record.partition(b"Content-Length: ")
    return before + b"Content-Length: " + length + after[after.index(b"\r\n") :]


@pytest.mark.parametrize(
    ("spoilt", "read", "why"),
    [
        (lambda r: without_length(r), 1, "shorter than it says, or says no length"),
        (lambda r: with_length(r, b"99999999"), 1, "shorter than it says"),
        (lambda r: with_length(r, b"-17"), 1, "Invalid WARC record"),
        (lambda r: with_length(r, b"many"), 1, "Invalid WARC record"),
        (lambda r: b"\x1f\x8b" + bytes(range(128, 250)), 1, "read up to page 1"),
        (lambda r: b"", 2, ""),
    ],
)
def test_a_record_that_lies_ends_the_file_and_is_told_in_plain_words(
    find: Callable[[str], Found], tmp_path: Path, spoilt: Callable[[bytes], bytes], read: int, why: str
) -> None:
    one, two, last = (warc((f"{NEWS}/{n}", DAY, STORY), gzip=False) for n in range(3))
    (tmp_path / "lies.warc").write_bytes(one + spoilt(two) + last)
    links, rows = find("lies.warc")
    assert len(links) == read
    assert len(rows) == bool(why)
    assert all(why in row.reason and row.reason.isprintable() and row.reason.isascii() for row in rows)


def test_a_record_longer_than_it_says_is_told(
    find: Callable[[str], Found], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = (warc((f"{NEWS}/{n}", DAY, STORY), gzip=False) for n in range(2))
    (tmp_path / "long.warc").write_bytes(with_length(one, b"60") + two)
    _, rows = find("long.warc")
    assert [row.url for row in rows] == ["warc:long.warc"]
    assert capsys.readouterr().err == ""


def test_pages_of_look_alike_hosts_are_not_the_outlets(find: Callable[[str], Found], tmp_path: Path) -> None:
    hosts = (
        "https://evil-herald.example",
        "https://herald.example.evil.example",
        "https://herald.example@evil.example",
    )
    (tmp_path / "alike.warc.gz").write_bytes(warc(*((f"{host}/1", DAY, STORY) for host in hosts)))
    assert find("alike.warc.gz") == ([], [])


def test_a_broken_file_is_told_once_not_for_every_outlet(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "half.warc.gz").write_bytes(warc((f"{NEWS}/1", DAY, STORY), (f"{NEWS}/2", DAY, STORY * 500))[:-30])
    asked = meeting.model_copy(update={"warcs": (Path("half.warc.gz"),), "outlets": ("first", "herald", "other")})
    feeds = ("https://other.example/rss",)
    told = {
        key: len(
            from_warcs(
                outlet.model_copy(update={"key": key, "sites": (site,), "feeds": feeds}), asked, fetcher, tmp_path
            )[1]
        )
        for key, site in (("first", "https://first.example"), ("herald", NEWS), ("other", "https://other.example"))
    }
    assert told == {"first": 1, "herald": 1, "other": 0}


def test_pages_of_a_file_are_not_asked_for_when_others_are_fetched_again(
    outlet: Outlet, meeting: Meeting, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "news.warc.gz").write_bytes(warc((f"{NEWS}/1", DAY, STORY)))
    fetcher.refetch = True
    chosen = outlet.model_copy(update={"sites": (NEWS,), "loopback": False})
    collection = collect(chosen, meeting.model_copy(update={"warcs": (Path("news.warc.gz"),)}), fetcher, tmp_path)
    assert [(page.body.decode(), page.stale) for _, page in collection.pages] == [(STORY, "")]
