"""When each outlet published, on one line of time: notes, dots and ticks are all in UTC, so that their orders agree."""

from __future__ import annotations

from datetime import UTC, date, datetime

from extract.records import Article, Coverage
from reports.columns import columns, covered
from reports.rows import Published, Tick, Timeline

_HOUR = 3600
STEPS = (1, 2, 3, 6, 12, 24, 48, 7 * 24, 14 * 24, 28 * 24, 91 * 24)  # hours between two ticks
MOST_STEPS = 4  # within the span; the line is drawn out to the ticks before and after it


def timeline(coverage: Coverage) -> Timeline:
    """A row per outlet, and the ticks below them; without rows when no page gives a time."""
    own = covered(coverage)
    moments = [m.timestamp() for a in own if (m := _moment(a))]
    if not moments:
        return Timeline((), ())
    start, step, count = _scale(min(moments), max(moments))
    rows = []
    for column in columns(coverage):
        here = sorted((a for a in own if a.id in column.articles), key=_order)
        dots = tuple((_at(m, start, step * count), _shown(a)) for a in here if (m := _moment(a)))
        note = ", ".join(map(_shown, here)) or str(column.reading)
        rows.append(Published(column.label, column.side, dots, note))
    return Timeline(tuple(rows), _ticks(start, step, count))


def _moment(article: Article) -> datetime | None:
    """The time in UTC; a page that names no zone is taken to mean it. A date alone has no place on a line of hours."""
    when = article.published
    if not isinstance(when, datetime):
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _order(article: Article) -> str:
    moment = _moment(article)
    return moment.isoformat() if moment else str(article.published or "9")


def _scale(first: float, last: float) -> tuple[int, int, int]:
    """Where the line begins (seconds), the seconds between two ticks, and the number of these steps."""
    step = _HOUR * next((s for s in STEPS if last - first <= MOST_STEPS * s * _HOUR), STEPS[-1])
    start = int(first // step) * step
    return start, step, max(1, -int((start - last) // step))


def _at(moment: datetime, start: int, length: int) -> float:
    return round(100 * (moment.timestamp() - start) / length, 2)


def _ticks(start: int, step: int, count: int) -> tuple[Tick, ...]:
    moments = [datetime.fromtimestamp(start + n * step, UTC) for n in range(count + 1)]
    return tuple(Tick(round(100 * n / count, 2), _label(m, n == 0 or m.hour == 0, step)) for n, m in enumerate(moments))


def _label(moment: datetime, dated: bool, step: int) -> str:
    hours = f"{moment:%H:%M}" if step < 24 * _HOUR else ""
    return " ".join(part for part in (_day(moment) if dated else "", hours) if part)


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%b}"


def _shown(article: Article) -> str:
    moment = _moment(article)
    if moment is None:
        return f"{_day(article.published)}, hour not given" if article.published else "undated"
    zone = isinstance(article.published, datetime) and article.published.tzinfo
    return f"{_day(moment)} {moment:%H:%M}" + ("" if zone else " (zone not given)")
