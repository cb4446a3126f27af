"""The figures on the method page: what a set gave at first stands before what it gives now."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import html

from extract.records import Coverage
from reports.document import Document
from reports.outputs.html import render_html
from reports.reliability import Figure, first_runs, load_figures, measured
from tests.gate import parts

SOURCE = "sentences written for it"


def figure(what: str, value: str = "1.00", source: str = SOURCE) -> Figure:
    return Figure(what, value, 10, source, "2026-11-25")


def test_figures_whose_names_begin_alike_stand_together() -> None:
    (row,) = measured([figure("origin"), figure("origin, copy"), figure("kind, wall"), figure("origin, none, F1")])
    assert [(g.name, [rest for rest, _ in g.figures]) for g in row.named] == [
        ("origin", ["", "copy", "none, F1"]),
        ("kind", ["wall"]),
    ]


def test_every_figure_is_in_one_row_of_its_data() -> None:
    figures = load_figures()
    rows = measured(figures)
    assert len({r.source for r in rows}) == len(rows)
    assert sorted(f.what for r in rows for g in r.named for _, f in g.figures) == sorted(f.what for f in figures)


def test_first_runs_are_of_data_that_is_measured() -> None:
    known = {importlib.import_module(f"{parts.__name__}.{m.name}").SOURCE for m in pkgutil.iter_modules(parts.__path__)}
    assert first_runs().keys() <= known


def test_the_first_run_stands_before_the_figure_of_now(talks: Coverage, document_of: Callable[..., Document]) -> None:
    document = replace(document_of(talks), figures=(figure("list, en, F1", "0.98"), figure("speaker", source="other")))
    page: Any = html.fromstring(render_html(document, embedded=False))
    rows = page.xpath("//table[contains(@class, 'figures')]/tbody/tr")
    assert [r.xpath("string(td[1])") for r in rows] == [first_runs()[SOURCE], "not kept"]
    assert " ".join(rows[0].xpath("string(td[2])").split()) == "list: en, F1 0.98 (10)"
