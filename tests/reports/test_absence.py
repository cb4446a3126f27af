"""Every absence carries the passage that comes nearest to what is missing."""

from __future__ import annotations

from extract.records import Coverage
from reports.absence import closest_passages
from reports.coverage import Reading, statement_cells
from reports.outputs.data import export


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
    for cell in export(talks)["tables"]["statements"]:
        assert (cell["closest"] is not None) == (cell["state"] == "read" and not cell["quotations"])


def test_outlets_that_were_not_read_are_proved_nothing(nothing: Coverage) -> None:
    assert closest_passages(nothing) == {}
