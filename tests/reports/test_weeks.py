"""Weeks side by side: one scale, gaps that are no silence, changes as counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.records import Coverage
from extract.store import Store
from reports.weeks import MOST_WEEKS, Row, remembered, week_rows, weeks_view

BEFORE: list[Row] = [
    ("Lorries", "Herald", 8, "HL"),
    ("Lorries", "Beacon", 0, ""),
    ("Lorries", "Vesti", 9, "H"),
    ("Fishing", "Herald", 2, ""),
    ("Visas", "Herald", 3, "L"),
    ("Visas", "Beacon", 0, ""),
    ("Visas", "Vesti", 1, ""),
]
NOW: list[Row] = [
    ("Lorries", "Herald", 4, "L"),
    ("Lorries", "Beacon", None, ""),
    ("Lorries", "Vesti", None, ""),
    ("Visas", "Herald", 3, "HL"),
    ("Visas", "Beacon", 1, ""),
    ("Visas", "Vesti", 0, ""),
    ("Gas", "Herald", 1, ""),
]


def test_rows_count_paragraphs_and_tell_silence_from_a_gap(talks: Coverage) -> None:
    rows = {(topic, outlet): n for topic, outlet, n, _ in week_rows([talks])}
    assert rows["Lorries", "The Herald"] == 1
    assert rows["Permits", "The Beacon"] == 0  # read, and not found
    assert rows["Lorries", "The Radio"] is None  # not read
    twice = {(topic, outlet): n for topic, outlet, n, _ in week_rows([talks, talks])}
    assert twice["Lorries", "The Herald"] == 2


def test_a_first_week_has_nothing_to_compare_with() -> None:
    assert weeks_view({}, "2026-W16", NOW) is None


def test_cells_share_one_scale_and_weeks_are_in_order() -> None:
    view = weeks_view({"2026-W15": BEFORE}, "2026-W16", NOW)
    assert view is not None
    assert view.weeks == ("2026-W15", "2026-W16")
    lorries = next(m for m in view.multiples if m.topic == "Lorries")
    assert [(outlet, [(c.mark, c.shade, c.under) for c in cells]) for outlet, cells in lorries.rows] == [
        ("Herald", [("8", 4, "HL"), ("4", 2, "L")]),
        ("Vesti", [("9", 4, "H"), ("?", 0, "")]),
        ("Beacon", [("–", 0, ""), ("?", 0, "")]),
    ]


def test_changes_are_told_of_what_was_read_and_looked_for_in_both_weeks() -> None:
    """Vesti and its nine paragraphs on lorries were not read this week; fishing and gas were not looked for in both."""
    view = weeks_view({"2026-W15": BEFORE}, "2026-W16", NOW)
    assert view is not None
    assert view.changes == (
        "Lorries: 4 paragraphs, 8 last week; no more in a headline of Herald",
        "Visas: begun by Beacon; not found any more in Vesti; now in a headline of Herald",
    )


def test_editions_without_marks_are_still_read() -> None:
    past = remembered([["Lorries", "Herald", 8], ["Lorries", "Beacon", None, "H"]])
    assert past == [("Lorries", "Herald", 8, ""), ("Lorries", "Beacon", None, "H")]


def test_prominence_goes_with_the_paragraphs(talks: Coverage) -> None:
    marks = {(topic, outlet): m for topic, outlet, _, m in week_rows([talks])}
    assert marks["Lorries", "The Herald"] == "LQ"
    assert marks["Permits", "The Beacon"] == ""


def test_only_the_last_weeks_are_shown() -> None:
    past = {f"2026-W{n:02}": BEFORE for n in range(1, 16)}
    view = weeks_view(past, "2026-W16", NOW)
    assert view is not None
    assert view.weeks == tuple(f"2026-W{n:02}" for n in range(17 - MOST_WEEKS, 17))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 's.db'}")


def test_a_later_revision_takes_the_place_of_a_week(store: Store) -> None:
    with store:
        for edition, data in (("2026-W15", "a"), ("2026-W16", "b"), ("2026-W15", "c"), ("2026-W17", "d")):
            store.remember_week(edition, data)
        assert store.weeks_before("2026-W17", 8) == {"2026-W16": "b", "2026-W15": "c"}
        assert store.weeks_before("2026-W17", 1) == {"2026-W16": "b"}
