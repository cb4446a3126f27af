"""Saved pages: what an analyst's browser kept, read like a page that was fetched."""

from __future__ import annotations

import hashlib
import stat
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import FetchError
from extract.records import Page, Status

SAVED = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}


def read_saved(path: Path, url: str, max_bytes: int) -> Page:
    """A page from a file; ``url`` is what it is called in ledger and report.

    Raises:
        FetchError: it isn't there, is too large, or isn't ``.html``, ``.htm`` or ``.txt``.
    """
    kind = SAVED.get(path.suffix.lower())
    if kind is None:
        raise FetchError(Status.FAILED, f"not a saved page: {path.name} (expected .html, .htm or .txt)")
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # reading a pipe or device might never end
            raise FetchError(Status.FAILED, f"{path.name} is not a file")
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except OSError as problem:
        raise FetchError(Status.FAILED, f"{path.name}: {problem.strerror}") from problem
    if len(body) > max_bytes:
        raise FetchError(Status.FAILED, f"{path.name} is larger than {max_bytes:,} bytes")
    fetched = datetime.fromtimestamp(state.st_mtime, UTC)
    return Page(url, url, 200, fetched, kind, hashlib.sha256(body).hexdigest(), body)
