"""Pages as they came, addressed by the hash of their bytes: what a report rests on can be read again for ever."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from extract.errors import SynopticError


class ArchiveError(SynopticError):
    """The archived bytes are missing, or no longer what they were."""


class Archive:
    """A folder ``ab/cdef…`` of files named by the SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:]

    def put(self, body: bytes) -> str:
        """Keep the bytes; returns their SHA-256. Written aside and moved, so that a killed run leaves no half file."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
                aside.write(body)
            os.replace(aside.name, path)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash.

        Raises:
            ArchiveError: they are not there, or their hash is another one now.
        """
        try:
            body = self.path(sha256).read_bytes()
        except OSError as problem:
            raise ArchiveError(f"archive: {sha256[:12]} is missing: {problem.strerror}") from problem
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"archive: {sha256[:12]} was changed on disk")
        return body
