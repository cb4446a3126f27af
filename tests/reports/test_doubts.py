"""The key of the statements names what stands behind each "?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import html

from extract.records import Coverage, PageKind
from reports.coverage import BEST
from reports.document import Document
from reports.doubts import Doubt, statement_doubts
from reports.outputs.html import render_html
from reports.tables import GLYPHS


def test_reasons_name_their_outlets_and_complete_texts_are_not_among_them(talks: Coverage) -> None:
    assert statement_doubts(talks) == (Doubt("paywalled", ("The Gazette",)),)


def test_a_language_without_indirect_speech_and_a_cut_off_article_are_told_apart(talks: Coverage) -> None:
    changed = {"herald-1": {"language": "ar"}, "beacon-1": {"kind": PageKind.TRUNCATED, "why": "ends in dots"}}
    articles = tuple(replace(a, **changed.get(a.id, {})) for a in talks.evidence.articles)  # type: ignore[arg-type]
    coverage = replace(talks, evidence=replace(talks.evidence, articles=articles))
    told = {d.outlets: d.why for d in statement_doubts(coverage)}
    assert told["The Herald",] == "indirect speech in Arabic is not read well"
    assert told["The Beacon",] == "beacon-1 is truncated"


def test_the_key_stands_above_its_table(talks: Coverage, document_of: Callable[..., Document]) -> None:
    page = render_html(document_of(talks), embedded=False)
    key = page.index("cannot tell: The Gazette (paywalled)")
    assert page.index('id="m1-table-3"') < key < page.index('id="m1-statements"')


def test_the_key_has_the_order_by_which_a_cell_is_chosen(talks: Coverage, document_of: Callable[..., Document]) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    (key,) = page.xpath("//p[contains(., 'that comes first in this order')]")
    signs = [b.text for b in key.xpath("b")][: len(BEST)]
    assert signs == [GLYPHS[str(f) if f else "quoted"] for f in BEST]
