"""Editions: real PDF read back, numbers that reconcile, hostile text that stays text, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader

from extract.definitions import Outlet
from extract.errors import OutputError
from extract.records import Article, Coverage, Fidelity, QuoteKind
from reports.closer import SIGNS
from reports.document import MOST_IN_FULL, Document
from reports.outputs import write_outputs
from reports.outputs.csv import harmless
from reports.outputs.data import export, verify
from reports.outputs.html import environment, in_two, render_html
from reports.outputs.pdf import html_to_pdf, render_pdf
from reports.pairs import WEIGHTS
from reports.rows import OriginRow
from reports.tables import printed_statements

Make = Callable[..., Document]
HOSTILE = (
    "<script>alert(1)</script>",
    "<a rel=attachment href='file:///etc/passwd'>x</a>",
    "=HYPERLINK(0)",
    "@sum",
    "قال الوزير «نعم»",
    "😀 emoji",
    "{{ 7*7 }}",
)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def fonts_of(pdf: bytes) -> set[str]:
    found = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            found.add(str(font.get_object()["/BaseFont"]))
    return found


def test_the_pdf_is_readable_tagged_and_carries_its_own_fonts(talks: Coverage, document_of: Make) -> None:
    pdf = render_pdf(document_of(talks))
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Comparative coverage report, Week 16, 13–19 April 2026"
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert {str(item["/Title"]) for item in reader.outline if isinstance(item, dict)} >= {
        "Talks in Port Aven",
        "Appendix",
    }
    assert all(re.match(r"/[A-Z]{6}\+Noto", name) for name in fonts_of(pdf))
    text = text_of(pdf)
    assert "3 of 5" in text
    assert text.count("not found in the collected text") >= len(reader.pages)


def test_the_same_coverage_gives_the_same_bytes(talks: Coverage, document_of: Make) -> None:
    assert render_pdf(document_of(talks)) == render_pdf(document_of(talks))


def test_a_warning_of_the_renderer_is_an_error() -> None:
    with pytest.raises(OutputError, match="not laid out as meant"):
        html_to_pdf("<html lang=en><title>x</title><p style='color: nonsense'>x</p></html>", 0)


def test_the_renderer_fetches_nothing_but_its_own_files() -> None:
    for url in ("file:///etc/passwd", "http://127.0.0.1:9/x.png", "fonts/../../pyproject.toml"):
        with pytest.raises(OutputError):
            html_to_pdf(f"<html lang=en><title>x</title><img alt=x src='{url}'></html>", 0)


def test_every_number_of_the_html_matrices_reconciles_with_the_data_edition(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    data = export(talks)
    marks = page.xpath("//table[@id='m1-topics']//td[not(@class='total')]/a")
    printed = [a.text for a in marks if a.text.isdigit()]
    counted = [str(c["paragraphs"]) for c in data["tables"]["topics"] if c["paragraphs"]]
    assert sorted(printed) == sorted(counted)
    assert len(data["mentions"]) == sum(map(int, printed))
    rows = page.xpath("//table[@id='m1-statements']//tbody/tr")
    assert len(rows) == len(data["statements"])
    tried = page.xpath("//tr[@class='sum']/td[1]")[0].text
    assert int(tried) == len(data["ledger"])
    strip = " ".join(page.xpath("//table[@class='strip']")[0].text_content().split())
    assert f"{len([a for a in data['articles'] if a['kind'] == 'report'])}articles" in strip


def test_every_link_inside_the_report_leads_somewhere(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")} <= set(ids)


def test_nothing_leads_to_a_statement_that_is_not_printed(
    talks: Coverage, document_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    verbs = {"herald-1": "warned", "beacon-1": "threatened"}  # so that the statement is named beside them
    told = replace(talks, quotations=tuple(replace(q, cue=verbs.get(q.article, q.cue)) for q in talks.quotations))
    monkeypatch.setattr("reports.document.printed_statements", lambda meetings: 0)
    page: Any = html.fromstring(render_html(document_of(told), embedded=False))
    assert "threatened" in page.xpath("//table[contains(@class, 'words')]")[0].text_content()
    assert {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")} <= set(page.xpath("//@id"))


def test_every_cell_of_a_matrix_leads_to_its_passages(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=True))
    cells = page.xpath("//table[@id='m1-statements']//td[not(@class='total')]")
    assert {c.text_content() for c in cells if not c.xpath("a")} == {"", "?"}  # not read, cannot tell
    told = {q.content for q in talks.quotations}
    listed = {e.text_content() for e in page.xpath("//table[contains(@class, 'passages')]//*[@class='told']")}
    assert listed == told
    places = page.xpath("//table[contains(@class, 'passages')]//a[@class='at']/@href")
    assert all(page.xpath(f"//*[@id='{place[1:]}']") for place in places)


def test_a_passage_leads_to_the_archived_paragraph_that_has_its_words(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=True))
    for row in page.xpath("//table[contains(@class, 'passages')]//tr[td/*[@class='told']]"):
        (place,) = row.xpath("th//a[@class='at']/@href")
        (archived,) = page.xpath(f"//*[@id='{place[1:]}']")
        assert row.xpath("td/*[@class='told']")[0].text_content() in archived.text_content()


def test_the_html_edition_tells_why_quotations_are_one_statement(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=True))
    told = [e.text_content() for e in page.xpath("//*[@class='ground']")]
    grounds = [g for s in export(talks)["statements"] for g in s["grounds"]]
    assert len(told) == len(grounds) > 0
    assert all(any(", ".join(g["signs"]) in t for t in told) for g in grounds)
    printed: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    assert not printed.xpath("//*[@class='ground']")


def test_every_sign_that_is_printed_is_explained(talks: Coverage, document_of: Make) -> None:
    for whole, signs in ((False, WEIGHTS), (True, WEIGHTS | SIGNS)):
        page: Any = html.fromstring(render_html(document_of(talks), embedded=whole))
        (key,) = page.xpath("//p[starts-with(., 'Signs that two wordings are one')]")
        assert {b.text for b in key.xpath("b")} == set(signs) - {"bias"}


def test_an_absence_is_printed_with_the_passage_that_comes_nearest(talks: Coverage, document_of: Make) -> None:
    view = document_of(talks).meetings[0]
    cells = [c for c in export(talks)["tables"]["statements"] if c["state"] == "read" and not c["quotations"]]
    shown = [(p.statement, a.closest.article) for p in view.passages for a in p.absent]
    assert shown
    assert sorted(shown) == sorted((c["statement"], c["closest"]["article"]) for c in cells)
    page = render_html(document_of(talks), embedded=False)
    assert all(f"nearest {c['closest']['likeness']:.2f} at" in page for c in cells)
    assert "where that is 0.15 or more (0.1 across languages)" in page


def test_hostile_text_stays_text(
    make_coverage: Callable[..., Coverage],
    make_outlet: Callable[..., Outlet],
    make_article: Callable[..., Article],
    document_of: Make,
    tmp_path: Path,
) -> None:
    said = [(f"={name}", text, QuoteKind.DIRECT) for name, text in zip("abcdefg", HOSTILE, strict=True)]
    page = make_article("herald", said, title=HOSTILE[0])
    made = make_coverage([(make_outlet("herald"), page, said)])
    document = document_of(made)
    shown: Any = html.fromstring(render_html(document, embedded=True))
    assert not shown.xpath("//script")
    assert not [h for h in shown.xpath("//@href") if not h.startswith(("#", "https://"))]
    assert "/EmbeddedFile" not in render_pdf(document).decode("latin-1")
    write_outputs(["csv"], document, [made], tmp_path)
    files = [p.read_text("utf-8-sig").splitlines() for p in tmp_path.rglob("*.csv")]
    cells = [c for lines in files for row in csv.reader(lines) for c in row]
    assert cells
    assert not [c for c in cells if c.startswith(("=", "+", "@", "\t"))]


def test_forty_outlets_are_split_into_legible_matrices(
    make_coverage: Callable[..., Coverage],
    make_outlet: Callable[..., Outlet],
    make_article: Callable[..., Article],
    document_of: Make,
) -> None:
    rows = []
    for n in range(40):
        said = [("Mira Halvorsen", f"The line number {n} stays closed to lorries.", QuoteKind.DIRECT)]
        side = "Ostmark" if n % 2 else "Karaova"
        rows.append((make_outlet(f"paper{n:02}", side), make_article(f"paper{n:02}", said), said))
    made = make_coverage(rows, {"T1": {f"paper{n:02}-1": [0] for n in range(40)}})
    document = document_of(made)
    view = document.meetings[0]
    assert [len(c.columns) for c in view.topic_chunks] == [12, 12, 12, 4]
    assert {c.key for chunk in view.topic_chunks for c in chunk.columns} == {c.key for c in view.columns}
    assert all(row.label for chunk in view.topic_chunks for row in chunk.rows)
    assert "The Paper39" in text_of(render_pdf(document))


def test_no_coverage_is_one_page_that_says_so(nothing: Coverage, document_of: Make) -> None:
    pdf = render_pdf(document_of(nothing))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    text = text_of(pdf)
    assert "No coverage was read" in text
    assert "no connection" in text


def test_a_quotation_that_is_not_in_its_article_is_never_written(talks: Coverage) -> None:
    from dataclasses import replace

    forged = replace(talks, quotations=(replace(talks.quotations[0], pieces=("Words nobody printed.",)),))
    with pytest.raises(OutputError, match="not literally"):
        verify(forged)


def test_the_data_edition_has_every_key_of_its_schema(talks: Coverage, document_of: Make, tmp_path: Path) -> None:
    (path,) = write_outputs(["json"], document_of(talks), [talks], tmp_path)
    data = json.loads(path.read_text("utf-8"))
    assert data["schema"] == "synoptic/1"
    assert set(data) >= {"meeting", "articles", "quotations", "statements", "topics", "mentions", "ledger"}
    ids = {a["id"] for a in data["articles"]}
    assert all(q["article"] in ids and q["statement"] for q in data["quotations"])
    assert {s for q in data["quotations"] for s in [q["statement"]]} == {s["id"] for s in data["statements"]}


def test_two_meetings_get_a_folder_each(talks: Coverage, nothing: Coverage, document_of: Make, tmp_path: Path) -> None:
    other = nothing.evidence.meeting.model_copy(update={"id": "other"})
    from dataclasses import replace

    second = replace(nothing, evidence=replace(nothing.evidence, meeting=other))
    files = write_outputs(["json", "html"], document_of(talks, second), [talks, second], tmp_path)
    names = sorted(str(f.relative_to(tmp_path)) for f in files)
    assert names == ["other/coverage.json", "report.html", "talks/coverage.json"]


def test_a_week_of_many_meetings_prints_fewer_statements_of_each(talks: Coverage, document_of: Make) -> None:
    from dataclasses import replace

    assert [printed_statements(n) for n in (0, 1, 2, 3, 20)] == [40, 40, 20, 13, 12]
    many = tuple(replace(talks.statements[0], id=f"S{n}") for n in range(1, 31))
    long = replace(talks, statements=many)
    alone, twice = document_of(long), document_of(long, long)
    for view, printed in ((alone.meetings[0], 30), (twice.meetings[1], 20)):
        assert len(view.statement_chunks[0].rows) == len(view.passages) == printed
        assert view.statements_left == 30 - printed
        assert {f.anchor for f in view.findings} <= {"table-1", "table-2", "table-3", "table-6", "table-7", "row-S1"}


def test_a_long_week_names_every_place_in_the_pdf_and_leaves_the_words_to_the_html(
    talks: Coverage, document_of: Make
) -> None:
    week = document_of(*[talks] * (MOST_IN_FULL + 1))
    printed: Any = html.fromstring(render_html(week, embedded=False))
    whole: Any = html.fromstring(render_html(week, embedded=True))
    assert not printed.xpath("//table[contains(@class, 'passages')]")
    assert whole.xpath("//table[contains(@class, 'passages')]//*[@class='told']")
    view = week.meetings[0]
    for entry in view.passages:
        row = " ".join(printed.xpath(f"//*[@id='m1-said-{entry.statement}']")[0].text_content().split())
        assert all(f"{c.article} ¶{c.paragraph + 1}" in row or f"{c.article} headline" in row for c in entry.carried)
    for page in (printed, whole):
        assert {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")} <= set(page.xpath("//@id"))
    assert "in the HTML edition" in " ".join(printed.text_content().split())


def test_side_by_side_an_outlets_words_stand_once(talks: Coverage, document_of: Make) -> None:
    (statement, *_) = talks.statements
    twice = next(q for q in talks.quotations if q.id in statement.quotations)
    copies = [replace(twice, id=f"{twice.id}-again-{n}") for n in range(3)]
    more = replace(statement, quotations=(*statement.quotations, *(c.id for c in copies)))
    coverage = replace(talks, statements=(more, *talks.statements[1:]), quotations=(*talks.quotations, *copies))
    shown = {s.statement: s for s in document_of(coverage).meetings[0].side_by_side}[statement.id]
    assert len({(r.outlet, r.text) for r in shown.renderings}) == len(shown.renderings)
    assert len(shown.renderings) + shown.left == len(more.quotations)
    assert shown.left >= len(copies)


def test_side_by_side_only_what_an_altered_rendering_changes_is_red(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    rows = page.xpath("//table[@class='sidebyside']/tbody/tr[td/del]")
    told = {r.xpath("th//a")[0].text: r.xpath("td[1]/@class") for r in rows}
    assert told == {"The Beacon": []}
    whole = next(q for q in talks.quotations if q.article == "herald-1" and q.statement == "S1")
    part = replace(whole, pieces=("resume first",), kind=QuoteKind.MIXED)  # a part quoted, and nothing altered
    parted = replace(talks, quotations=tuple(part if q.id == whole.id else q for q in talks.quotations))
    page = html.fromstring(render_html(document_of(parted), embedded=False))
    (cell,) = page.xpath("//table[@class='sidebyside']//tr[th//a='The Herald']/td[del]")
    assert cell.get("class") == "unaltered"


def test_side_by_side_a_translation_is_not_marked_word_by_word(talks: Coverage, document_of: Make) -> None:
    told = [replace(q, fidelity=Fidelity.TRANSLATION) if q.article == "beacon-1" else q for q in talks.quotations]
    (shown, *_) = document_of(replace(talks, quotations=tuple(told))).meetings[0].side_by_side
    rendering = next(r for r in shown.renderings if r.outlet == "The Beacon")
    assert rendering.differences == () and rendering.text


def test_side_by_side_an_outlet_has_the_colour_of_its_column(talks: Coverage, document_of: Make) -> None:
    page: Any = html.fromstring(render_html(document_of(talks), embedded=False))
    above = {e.xpath("string(div/span)"): e.get("class") for e in page.xpath("//table[@id='m1-statements']//th[div]")}
    beside = page.xpath("//table[@class='sidebyside']/tbody//th/span")
    assert {e.text_content() for e in beside} == {"The Herald", "The Beacon", "The Vesti"}
    assert all(above[e.text_content()] == e.get("class") for e in beside)


@pytest.mark.parametrize("whose", ["", "own: The Herald"])
def test_whose_an_alteration_is_gets_explained_only_where_it_is_told(
    talks: Coverage, document_of: Make, whose: str
) -> None:
    document = document_of(talks)
    (view,) = document.meetings
    shown = [replace(s, renderings=tuple(replace(r, cut=whose) for r in s.renderings)) for s in view.side_by_side]
    origin = OriginRow("talks", "The Beacon", "The Herald", "copy", "", "90%", True, "1 of 1")
    told = replace(document, meetings=(replace(view, origins=(origin,), side_by_side=tuple(shown)),))
    assert ("the source has others or goes on" in render_html(told, embedded=False)) is bool(whose)


def test_an_unwritable_folder_is_named(talks: Coverage, document_of: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        write_outputs(["json"], document_of(talks), [talks], tmp_path / "file" / "below")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_cells_that_look_like_formulas_are_disarmed(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_numbers_are_left_as_they_are() -> None:
    assert harmless(-1) == -1


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Herald", ["Herald"]),
        ("Daily Herald", ["Daily Herald"]),
        ("Radio Ostmark International", ["Radio Ostmark", "International"]),
        ("Süddünenlandnachrichten", ["Süddünenlandnachrichten"]),
    ],
)
def test_a_long_name_over_a_column_stands_on_two_even_lines(name: str, lines: list[str]) -> None:
    assert in_two(name) == lines


def test_the_head_of_a_matrix_is_as_high_as_its_longest_line(talks: Coverage, document_of: Make) -> None:
    many = document_of(talks).meetings[0].columns

    def height(label: str) -> float:
        module: Any = environment().get_template("_macros.html.jinja").module
        return float(module.tall([replace(c, label=label) for c in many]))

    assert height("A & B") < height("Radio Ostmark International") == height("Radio Ostmark") < height("S" * 27)
