"""Definitions: a wrong file stops at once, with file, key, what was found, what was expected."""

from pathlib import Path

import pytest

from extract.catalog import expected_outlets, load_meeting, load_outlets, load_week, read_definition, week_days
from extract.definitions import Meeting, Outlet
from extract.errors import DefinitionError

OUTLET = """
key = "beacon"
name = "The Beacon"
country = "Ostmark"
ownership = "private"
languages = ["en"]
feeds = ["https://beacon.example/feed.xml"]
"""
MEETING = """
id = "talks"
title = "Talks in Port Aven"
date = 2026-04-14
outlets = ["beacon"]

[[participants]]
name = "Mira Halvorsen"
country = "Ostmark"
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_meeting_of_one_day_starts_and_ends_on_it(tmp_path: Path) -> None:
    meeting = read_definition(write(tmp_path, "talks.toml", MEETING), Meeting)
    assert meeting.start == meeting.end
    assert meeting.outlet_keys == ("beacon",)


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('ownership = "private"', 'ownership = "secret"', "ownership", "'state', 'public', 'private' or 'party'"),
        ('country = "Ostmark"', "", "country", "required"),
        ('key = "beacon"', 'key = "beacon"\nfeed = "x"', "feed", "no such key"),
        ("https://beacon", "ftp://beacon", "feeds.0", "pattern"),
        ('languages = ["en"]', 'languages = ["English"]', "languages.0", "pattern"),
        ('key = "beacon"', 'key = "beacon', "file", "TOML"),
    ],
)
def test_a_wrong_outlet_names_file_key_found_and_expected(
    tmp_path: Path, old: str, new: str, key: str, expected: str
) -> None:
    path = write(tmp_path, "beacon.toml", OUTLET.replace(old, new))
    with pytest.raises(DefinitionError) as problem:
        read_definition(path, Outlet)
    assert problem.value.key == key
    assert str(path) in str(problem.value)
    assert "found" in str(problem.value)
    assert expected in str(problem.value)


def test_a_file_that_is_not_utf8_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "beacon.toml"
    path.write_bytes(OUTLET.replace("Beacon", "Beäcon").encode("latin-1"))
    with pytest.raises(DefinitionError, match="UTF-8"):
        read_definition(path, Outlet)


def test_an_outlet_file_is_called_like_its_key(tmp_path: Path) -> None:
    write(tmp_path, "outlets/other.toml", OUTLET)
    with pytest.raises(DefinitionError, match="other"):
        load_outlets(tmp_path)


def test_the_analysts_outlet_overrides_the_packaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "packaged/outlets/beacon.toml", OUTLET)
    write(tmp_path, "home/outlets/beacon.toml", OUTLET.replace("The Beacon", "My Beacon"))
    monkeypatch.setattr("extract.catalog.PACKAGED", tmp_path / "packaged")
    assert load_outlets(tmp_path / "home")["beacon"].name == "My Beacon"


def test_a_meeting_is_found_by_id_or_path(tmp_path: Path) -> None:
    path = write(tmp_path, "meetings/talks.toml", MEETING)
    assert load_meeting("talks", tmp_path) == load_meeting(str(path), tmp_path)
    with pytest.raises(DefinitionError, match="talks"):
        load_meeting("talk", tmp_path)


@pytest.mark.parametrize("name", ["../meetings/talks", "/etc/passwd", ""])
def test_an_id_cannot_leave_the_meetings_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, "meetings/talks.toml", MEETING)
    with pytest.raises(DefinitionError):
        load_meeting(name, tmp_path)


def test_a_week_holds_the_meetings_with_a_day_in_it(tmp_path: Path) -> None:
    write(tmp_path, "meetings/talks.toml", MEETING)
    assert [m.id for m, _ in load_week(tmp_path, "2026-W16")] == ["talks"]
    assert load_week(tmp_path, "2026-W17") == []


@pytest.mark.parametrize("week", ["2026-16", "2026-W54", "W16", "next", "2026-W"])
def test_a_wrong_week_is_refused(week: str) -> None:
    with pytest.raises(DefinitionError, match="2026-W16"):
        week_days(week)


def test_an_undefined_outlet_stops_the_run(tmp_path: Path) -> None:
    meeting = read_definition(write(tmp_path, "talks.toml", MEETING), Meeting)
    with pytest.raises(DefinitionError, match="outlets/beacon.toml"):
        expected_outlets(meeting, {})
