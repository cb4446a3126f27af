"""The line of when outlets published: one zone for notes, dots and ticks, whatever the pages give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from extract.records import Coverage
from reports.rows import Timeline
from reports.timeline import timeline

Make = Callable[..., Any]
EAST = timezone(timedelta(hours=3))
Published = date | None


@pytest.fixture
def line(make_coverage: Make, make_outlet: Make, make_article: Make) -> Callable[..., Timeline]:
    def build(**published: Published) -> Timeline:
        rows: list[Any] = []
        for key, when in published.items():
            article = make_article(key, [], more=("They met.",))
            rows.append((make_outlet(key), replace(article, published=when), []))
        found: Coverage = make_coverage(rows)
        return timeline(found)

    return build


def test_times_of_different_zones_stand_in_their_order(line: Callable[..., Timeline]) -> None:
    found = line(
        early=datetime(2026, 4, 14, 21, 0, tzinfo=EAST),  # 18:00 UTC, though its clock is ahead
        late=datetime(2026, 4, 14, 19, 30, tzinfo=UTC),
    )
    notes = {r.outlet: (r.note, r.dots[0][0]) for r in found.rows}
    assert notes["The Early"][0] == "14 Apr 18:00"
    assert notes["The Late"][0] == "14 Apr 19:30"
    assert notes["The Early"][1] < notes["The Late"][1]


def test_a_dot_on_a_full_hour_stands_on_its_tick(line: Callable[..., Timeline]) -> None:
    found = line(a=datetime(2026, 4, 14, 18, 0, tzinfo=UTC), b=datetime(2026, 4, 15, 5, 10, tzinfo=UTC))
    assert [t.label for t in found.ticks] == ["14 Apr 18:00", "21:00", "15 Apr 00:00", "03:00", "06:00"]
    assert found.rows[0].dots[0][0] == found.ticks[0].at == 0
    assert found.ticks[3].at < found.rows[1].dots[0][0] < found.ticks[4].at == 100


@pytest.mark.parametrize("days", [0, 0.2, 1, 3, 9, 40, 300])
def test_there_are_a_few_ticks_however_long_it_took(line: Callable[..., Timeline], days: float) -> None:
    first = datetime(2026, 4, 14, 18, 20, tzinfo=UTC)
    found = line(a=first, b=first + timedelta(days=days))
    assert 2 <= len(found.ticks) <= 6
    assert all(0 <= at <= 100 for r in found.rows for at, _ in r.dots)
    assert len({t.label for t in found.ticks}) == len(found.ticks)


def test_what_a_page_does_not_give_is_said(line: Callable[..., Timeline]) -> None:
    found = line(a=datetime(2026, 4, 14, 18, 0, tzinfo=UTC), b=date(2026, 4, 14), c=None, d=datetime(2026, 4, 14, 9))
    assert [r.note for r in found.rows] == [
        "14 Apr 18:00",
        "14 Apr, hour not given",
        "undated",
        "14 Apr 09:00 (zone not given)",
    ]
    assert [len(r.dots) for r in found.rows] == [1, 0, 0, 1]


def test_without_a_time_there_is_no_line(line: Callable[..., Timeline]) -> None:
    assert line(a=date(2026, 4, 14), b=None) == Timeline((), ())
