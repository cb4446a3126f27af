"""An edition whose evidence did not change is not made again: its files are taken as they were made.

Comparing and rendering are pure functions of the evidence, the editions asked for, the earlier weeks and this code, so
their digest tells whether anything could come out differently. Files are taken only while they are what was written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter
from pydantic_core import to_json

from extract.kept import code_digest, digest
from extract.records import Evidence
from extract.store import Store
from reports.brief import Brief
from reports.document import VERSIONS
from reports.weeks import Row

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was made, and where."""

    brief: Brief
    week: tuple[Row, ...]  # what the weeks to come compare with
    folder: Path
    files: tuple[tuple[str, str], ...]  # path below the folder, SHA-256

    def paths(self, folder: Path) -> list[Path]:
        return [folder / name for name, _ in self.files]


_RENDERED = TypeAdapter(Rendered)


def key_of(evidences: Sequence[Evidence], names: Sequence[str], label: str, past: Mapping[str, str]) -> str:
    """Digest of all that an edition follows from; ``past`` are the earlier weeks that it shows."""
    found = [to_json(e).decode() for e in evidences]
    return digest([_code(), *sorted(names), label, json.dumps(dict(past), sort_keys=True), *found])


def find(store: Store, key: str, folder: Path) -> Rendered | None:
    """The same edition made before, with its files in ``folder``; None when it has to be made (again)."""
    known = store.result(key)
    if known is None:
        return None
    made = _RENDERED.validate_json(known)
    if not all(_is(made.folder / name, sha256) for name, sha256 in made.files):
        return None
    if made.folder.resolve() != folder.resolve():
        for source, target in zip(made.paths(made.folder), made.paths(folder), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return made


def keep(store: Store, key: str, brief: Brief, week: Sequence[Row], folder: Path, files: Sequence[Path]) -> Rendered:
    """Remember what was made from the evidence with this key."""
    named = tuple((f.relative_to(folder).as_posix(), _sha256(f)) for f in files)
    made = Rendered(brief, tuple(week), folder.resolve(), named)
    store.keep_results({key: _RENDERED.dump_json(made).decode()})
    return made


def _is(file: Path, sha256: str) -> bool:
    return file.is_file() and _sha256(file) == sha256


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """This package's code and data, what it stands on, and what the pages look like."""
    libraries = [(name, version(name)) for name in VERSIONS]
    return digest([code_digest(_HERE, _HERE.parent / "templates", _HERE.parent / "extract"), repr(libraries)])
