"""The archive gives back what it was given, or says that it can't."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.archive import Archive, ArchiveError


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=500))
def test_any_bytes_come_back_under_their_own_hash(tmp_path: Path, body: bytes) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(body)
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert archive.get(sha256) == body


def test_files_are_spread_over_folders_by_the_first_byte_of_the_hash(tmp_path: Path) -> None:
    sha256 = Archive(tmp_path).put(b"page")
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"{sha256[:2]}/{sha256[2:]}"
    ]


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.path(archive.put(b"page")).stat()
    second = archive.path(archive.put(b"page")).stat()
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)


def test_bytes_changed_on_disk_are_refused(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(b"what the minister said")
    archive.path(sha256).write_bytes(b"what somebody else said")
    with pytest.raises(ArchiveError, match="was changed on disk"):
        archive.get(sha256)


def test_missing_bytes_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="0123456789ab is missing"):
        Archive(tmp_path).get("0123456789ab" + "0" * 52)


def test_a_file_cut_short_by_a_power_cut_is_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(b"a whole page")
    archive.path(sha256).write_bytes(b"")
    archive.put(b"a whole page")
    assert archive.get(sha256) == b"a whole page"


def test_a_folder_that_cannot_be_made_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"cannot write to .*file"):
        Archive(tmp_path / "file").put(b"page")


def test_many_writers_of_one_page_leave_one_file_and_nothing_aside(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: archive.put(b"page" * 1000), range(40)))
    assert len(hashes) == 1
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
