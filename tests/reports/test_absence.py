"""Every absence carries the passage that comes nearest to what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from extract.definitions import Outlet
from extract.records import Article, Coverage, LedgerRow, PageKind, QuoteKind, Relation, Status
from reports.absence import closest_passages, statement_cells
from reports.alone import only_here
from reports.coverage import columns
from reports.outputs.data import export
from reports.silence import Reading


def test_every_absence_in_a_complete_text_has_its_nearest_passage(talks: Coverage) -> None:
    proof = closest_passages(talks)
    cells = statement_cells(talks).to_dict("records")
    absent = {(c["statement"], c["column"]) for c in cells if c["state"] == str(Reading.READ) and not c["quotations"]}
    assert absent
    assert set(proof) == absent


def test_the_passage_stands_in_the_outlets_own_article(talks: Coverage) -> None:
    articles = {a.id: a for a in talks.evidence.articles}
    for (_, column), nearest in closest_passages(talks).items():
        assert articles[nearest.article].outlet == column
        assert articles[nearest.article].paragraphs[nearest.paragraph] == nearest.text
        assert -1 <= nearest.score <= 1


def test_the_data_edition_proves_absences_and_nothing_else(talks: Coverage) -> None:
    tables = export(talks)["tables"]
    for table, count in (("statements", "quotations"), ("topics", "paragraphs")):
        assert any(cell["closest"] for cell in tables[table])
        for cell in tables[table]:
            claimed = cell["state"] in ("read", "a passage comes near") and not cell[count]
            assert (cell["closest"] is not None) == claimed


def test_outlets_that_were_not_read_are_proved_nothing(nothing: Coverage) -> None:
    assert closest_passages(nothing) == {}


START, DAY_BEFORE = date(2026, 4, 14), date(2026, 4, 13)
LINE = "The line stays closed to lorries unless the inspections resume first."
LONG = "Nothing of what was said in the port stands in this text. " * 8


@pytest.fixture
def silent(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> Callable[..., Coverage]:
    """One outlet with a quotation of the record, and another whose article has none of it."""

    def make(article: Article | None, *ledger: LedgerRow, passages: tuple[str, ...] = (LINE,)) -> Coverage:
        said = [("Mira Halvorsen", LINE, QuoteKind.DIRECT)]
        quoting = make_outlet("herald"), make_article("herald", said), said
        return make_coverage([quoting, (make_outlet("beacon"), article, [])], ledger=ledger, passages=passages)

    return make


def state(coverage: Coverage) -> str:
    (cell,) = [c for c in export(coverage)["tables"]["statements"] if c["column"] == "beacon"]
    assert (cell["closest"] is not None) == (cell["state"] in ("read", "a passage comes near"))
    return str(cell["state"])


def test_a_complete_text_published_after_the_words_proves_their_absence(
    silent: Callable[..., Coverage], make_article: Callable[..., Article]
) -> None:
    assert state(silent(make_article("beacon", [], more=(LONG,)))) == "read"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": PageKind.PAYWALLED, "why": "20 words and 'subscribe'"}, "cannot tell"),  # read by the analyst's word
        ({"kind": PageKind.TRUNCATED}, "cannot tell"),
        ({"language": "zh"}, "cannot tell"),
        ({"language": "und"}, "cannot tell"),
        ({"paragraphs": ("The ministers met.",)}, "cannot tell"),
        ({"published": DAY_BEFORE}, "not to be expected"),
        ({"published": datetime(2026, 4, 13, 23, 59, tzinfo=UTC)}, "not to be expected"),
        ({"published": None}, "read"),  # the event gate took it for a report
        ({"published": START}, "read"),
    ],
)
def test_an_absence_is_claimed_on_nothing_less(
    silent: Callable[..., Coverage], make_article: Callable[..., Article], change: dict[str, Any], expected: str
) -> None:
    assert state(silent(replace(make_article("beacon", [], more=(LONG,)), **change))) == expected


def test_a_text_that_tells_it_in_other_words_lacks_nothing_for_sure(
    silent: Callable[..., Coverage], make_article: Callable[..., Article]
) -> None:
    told = "Lorries will not cross the line, which stays closed, unless there are inspections."
    coverage = silent(make_article("beacon", [], more=(LONG, told)))
    assert state(coverage) == "a passage comes near"
    assert only_here(coverage).empty
    lacking = silent(make_article("beacon", [], more=(LONG,)))
    assert [(r["column"], r["complete"]) for r in only_here(lacking).to_dict("records")] == [("herald", 2)]


@pytest.mark.parametrize("status", [Status.PAYWALLED, Status.TRUNCATED])
def test_an_article_that_was_cut_off_may_have_what_the_outlets_other_one_lacks(
    silent: Callable[..., Coverage], make_article: Callable[..., Article], status: Status
) -> None:
    row = LedgerRow("beacon", "https://beacon.example/second", status, "20 words")
    elsewhere = replace(row, outlet="herald")
    article = make_article("beacon", [], more=(LONG,))
    assert state(silent(article, row)) == "cannot tell"
    assert state(silent(article, elsewhere)) == "read"


def test_an_outlet_that_only_announced_the_meeting_is_not_expected_to_quote_it(
    silent: Callable[..., Coverage], make_article: Callable[..., Article]
) -> None:
    coverage = silent(None)
    preview = replace(
        make_article("beacon", [], title="Ministers to meet", more=(LONG,)),
        relation=Relation.PREVIEW,
        published=DAY_BEFORE,
    )
    announced = replace(coverage, evidence=replace(coverage.evidence, articles=(*coverage.evidence.articles, preview)))
    assert state(announced) == "not to be expected"
    (column,) = [c for c in columns(announced) if c.key == "beacon"]
    assert column.why == "only announced beforehand: Ministers to meet"


def test_words_spoken_on_the_second_day_are_not_expected_on_the_first(
    silent: Callable[..., Coverage], make_article: Callable[..., Article]
) -> None:
    coverage = silent(make_article("beacon", [], more=(LONG,), hour=9))
    assert coverage.statements[0].record_article == "record-1"

    def spoken(when: date) -> str:
        (record,) = coverage.evidence.meeting.records
        meeting = coverage.evidence.meeting.model_copy(
            update={"records": (record.model_copy(update={"spoken": when}),)}
        )
        return state(replace(coverage, evidence=replace(coverage.evidence, meeting=meeting)))

    assert spoken(date(2026, 4, 15)) == "not to be expected"
    assert spoken(datetime(2026, 4, 14, 10, tzinfo=UTC)) == "not to be expected"
    assert spoken(datetime(2026, 4, 14, 8, tzinfo=UTC)) == "read"
