"""Which topics and statements one outlet alone carries, or lacks."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from extract.records import Coverage
from reports.absence import statement_cells
from reports.coverage import Reading, topic_cells


def _read_cells(coverage: Coverage) -> pd.DataFrame:
    """Cells of topics and statements alike, where the text is complete: kind, item, column, carries."""
    topics = topic_cells(coverage).rename(columns={"topic": "item", "paragraphs": "count"}).assign(kind="topic")
    said = (
        statement_cells(coverage).rename(columns={"statement": "item", "quotations": "count"}).assign(kind="statement")
    )
    both = pd.concat([f[["kind", "item", "column", "count", "state"]] for f in (topics, said)])
    read = both[both["state"] == str(Reading.READ)]
    return read.assign(carries=read["count"] > 0)[["kind", "item", "column", "carries"]]


def carriers(coverage: Coverage) -> pd.DataFrame:
    """Topics and statements with the number of outlets that carry them, of how many whose text is complete."""
    grouped = _read_cells(coverage).groupby(["kind", "item"], sort=False)["carries"]
    return grouped.agg(carried="sum", complete="count").reset_index()


def only_here(coverage: Coverage) -> pd.DataFrame:
    """Topics and statements that exactly one outlet carries: kind, item, column, of how many complete."""
    return _alone(coverage, lambda carried, complete: carried == 1 and complete > 1, carrying=True)


def missing_here(coverage: Coverage) -> pd.DataFrame:
    """Topics and statements that every outlet but one carries (three at least, and complete texts only)."""
    return _alone(coverage, lambda carried, complete: complete - carried == 1 and carried >= 2, carrying=False)


def _alone(coverage: Coverage, chosen: Callable[[int, int], bool], carrying: bool) -> pd.DataFrame:
    """The cells that carry, or lack, an item whose numbers of outlets (carried, complete) are the ones asked for.

    Of no statement to which a passage of another outlet comes near: that may be the same in other words.
    """
    cells = _read_cells(coverage).merge(carriers(coverage), on=["kind", "item"])
    said = statement_cells(coverage)
    near = said[said["state"] == str(Reading.NEAR)]["statement"]
    fits = [chosen(int(a), int(b)) for a, b in zip(cells["carried"], cells["complete"], strict=True)]
    sure = pd.Series(fits, index=cells.index, dtype=bool) & ~cells["item"].isin(near)
    rows = cells[sure & (cells["carries"] == carrying)]
    return rows[["kind", "item", "column", "complete"]].reset_index(drop=True)
