"""Pages as they came, addressed by the hash of their bytes: what a report rests on can be read again for ever."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from extract.errors import SynopticError


class ArchiveError(SynopticError):
    """The archived bytes are missing, no longer what they were, or cannot be written."""


class Archive:
    """A folder ``ab/cdef…`` of files named by the SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:]

    def put(self, body: bytes) -> str:
        """Keep the bytes; returns their SHA-256.

        Raises:
            ArchiveError: the folder cannot be written to, or the disk is full.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        try:
            if not path.exists() or path.stat().st_size != len(body):
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, body)
        except OSError as problem:
            raise ArchiveError(f"archive: cannot write to {self.folder}: {problem.strerror}") from problem
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
