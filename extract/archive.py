"""Pages as they came, each a WARC file (ISO 28500) under the hash of its content: what a report rests on, for ever.

A file holds the request and the response as received, or a saved page as a resource. Several files put one after the
other are a WARC file again: ``cat archive/*/*.warc.gz > pages.warc.gz``.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.answer import Healing, unpack
from extract.errors import FetchError, SynopticError
from extract.records import Page

Headers = Sequence[tuple[str, str]]
# Told of the connection, not of the page: the bytes are kept as they were inside it.
_OF_THE_WIRE = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
_FOLDED = re.compile(r"[\r\n]+[ \t]*")  # a value over several lines: RFC 9112, 5.2 reads a space
_UNCAPPED = 1 << 40  # bytes: what is in the archive was under the cap when it came


class ArchiveError(SynopticError):
    """The archived bytes are missing, no longer what they were, or cannot be written."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and received for one page; ``body`` still packed as the server packed it."""

    url: str  # as it was asked for, in ASCII
    request: Headers
    status: str  # "200 OK"
    response: Headers
    body: bytes = field(repr=False)


class Archive:
    """A folder ``ab/cdef….warc.gz`` of files named by the SHA-256 of the unpacked page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256[2:]}.warc.gz"

    def put(self, page: Page, exchange: Exchange | None = None) -> None:
        """Keep a page; one whose content is kept already is not written again.

        Raises:
            ArchiveError: the folder cannot be written to, or the disk is full.
        """
        path = self.path(page.sha256)
        try:
            if not path.exists() or not path.stat().st_size:
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, _records(page, exchange))
        except OSError as problem:
            raise ArchiveError(f"archive: cannot write to {self.folder}: {problem.strerror}") from problem

    def get(self, sha256: str) -> bytes:
        """The unpacked page of a hash.

        Raises:
            ArchiveError: it is not there, or its hash is another one now.
        """
        try:
            with self.path(sha256).open("rb") as file:
                body = next(_contents(file), b"")
        except OSError as problem:
            raise ArchiveError(f"archive: {sha256[:12]} is missing: {problem.strerror}") from problem
        except (ArchiveLoadFailed, FetchError, Healing, ValueError, EOFError) as problem:
            raise ArchiveError(f"archive: {sha256[:12]} was changed on disk") from problem
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"archive: {sha256[:12]} was changed on disk")
        return body


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Headers written with the bytes that came: warcio would rename those with other letters than ASCII's."""

    def to_ascii_bytes(self, filter_func: None = None) -> bytes:
        return str(self.to_str(filter_func)).encode("latin-1", "replace") + b"\r\n"  # as http.client decoded them


def _contents(file: io.BufferedReader) -> Iterator[bytes]:
    """The payloads of a file's responses and resources, unpacked as they were when they came."""
    for record in ArchiveIterator(file):
        if record.rec_type == "resource":
            yield record.raw_stream.read()
        elif record.rec_type == "response":
            packed = record.http_headers.get_header("Content-Encoding") or ""
            yield unpack(record.raw_stream.read(), packed, _UNCAPPED)


def _records(page: Page, exchange: Exchange | None) -> bytes:
    """The records of one page, each a gzip member of its own."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")

    def add(kind: str, url: str, body: bytes, head: StatusAndHeaders | None, content_type: str = "") -> None:
        when = {"WARC-Date": f"{page.fetched.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"}
        # With the length told, nothing is buffered in a temporary file.
        record = writer.create_warc_record(url, kind, io.BytesIO(body), len(body), content_type, when, None, head)
        writer.write_record(record)

    if exchange is None:
        add("resource", page.url, page.body, None, page.content_type or "application/octet-stream")
    else:
        add("response", exchange.url, exchange.body, _response_head(exchange))
        add("request", exchange.url, b"", _request_head(exchange))
    return out.getvalue()


def _response_head(exchange: Exchange) -> StatusAndHeaders:
    headers = [(_OF_THE_WIRE.get(name.lower(), name), _FOLDED.sub(" ", value)) for name, value in exchange.response]
    return _Head(_FOLDED.sub(" ", exchange.status), headers, protocol="HTTP/1.1")


def _request_head(exchange: Exchange) -> StatusAndHeaders:
    parts = urlsplit(exchange.url)
    line = f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1"
    return _Head(line, [("Host", parts.netloc), *exchange.request], is_http_request=True)


def _write(path: Path, body: bytes) -> None:
    """Written aside, brought to the disk and moved, so that a killed run or a power cut leaves no half file."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as aside:
        try:
            aside.write(body)
            aside.flush()
            os.fsync(aside.fileno())
            os.replace(aside.name, path)
        except OSError:
            Path(aside.name).unlink(missing_ok=True)
            raise
