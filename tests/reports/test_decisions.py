"""The analyst joins and splits statements by hand, in the meeting's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.catalog import read_definition
from extract.definitions import Decision, Meeting, Outlet
from extract.errors import DefinitionError
from extract.records import Article, Coverage, QuoteKind
from reports.compare import compare
from reports.decisions import sentences
from reports.document import Document
from reports.outputs.data import export

PERSON = "Mira Halvorsen"
LINE = "The line stays closed to lorries unless the inspections resume first."
LIKE = "The line stays closed for lorries until the inspections resume."
OTHER = "Fish has never been a matter for ministers."


@pytest.fixture
def three(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> Coverage:
    rows = []
    for key, text in (("herald", LINE), ("beacon", LIKE), ("vesti", OTHER)):
        said = [(PERSON, text, QuoteKind.DIRECT)]
        rows.append((make_outlet(key), make_article(key, said), said))
    return make_coverage(rows)


def again(coverage: Coverage, *decisions: Decision) -> Coverage:
    meeting = coverage.evidence.meeting.model_copy(update={"decisions": decisions})
    return compare(replace(coverage.evidence, meeting=meeting))


def together(coverage: Coverage) -> set[frozenset[str]]:
    articles = {q.id: q.article for q in coverage.quotations}
    return {frozenset(articles[q] for q in s.quotations) for s in coverage.statements}


def test_without_a_word_the_two_alike_are_one(three: Coverage) -> None:
    assert together(three) == {frozenset({"herald-1", "beacon-1"}), frozenset({"vesti-1"})}


def test_the_analyst_splits_and_joins_by_some_of_the_words(three: Coverage) -> None:
    split = again(three, Decision(apart=("unless the inspections", "until the inspections")))
    assert together(split) == {frozenset({k}) for k in ("herald-1", "beacon-1", "vesti-1")}
    joined = again(three, Decision(same=("stays closed", "fish has never")))
    assert together(joined) == {frozenset({"herald-1", "beacon-1", "vesti-1"})}


def test_a_decision_holds_when_more_is_collected(
    three: Coverage, make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet],
    make_article: Callable[..., Article],
) -> None:  # fmt: skip
    rows = []
    for key, text in (("gazette", LIKE), ("herald", LINE), ("radio", OTHER), ("beacon", LIKE)):
        said = [(PERSON, text, QuoteKind.DIRECT)]
        rows.append((make_outlet(key), make_article(key, said), said))
    later = again(make_coverage(rows), Decision(apart=("unless the inspections", "until the inspections")))
    assert together(later) == {frozenset({"gazette-1", "beacon-1"}), frozenset({"herald-1"}), frozenset({"radio-1"})}


def test_decisions_are_shown_with_what_they_made(three: Coverage, document_of: Callable[..., Document]) -> None:
    one = Decision(same=("stays closed", "fish has never"), note="the minister's own joke")
    decided = again(three, one, Decision(apart=("x", "y")))
    first, second = sentences(decided)
    assert first == "“stays closed” (S1) and “fish has never” (S1) are one statement (the minister's own joke)"
    assert second == "“x” (in no quotation) and “y” (in no quotation) are separate statements"
    assert {first, second} <= set(document_of(decided).meetings[0].overruled)
    assert export(decided)["decisions"][0]["statements"] == (("S1",), ("S1",))


def test_a_decision_that_names_one_quotation_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    head = 'id = "talks"\ntitle = "Talks"\ndate = 2026-04-14\n[[participants]]\nname = "Mira Halvorsen"\n'
    file.write_text(head + '[[decisions]]\nsame = ["only one"]\n')
    with pytest.raises(DefinitionError, match="two quotations at least"):
        read_definition(file, Meeting)
    file.write_text(head + '[[decisions]]\napart = ["one", "another"]\n')
    assert read_definition(file, Meeting).decisions[0].apart == ("one", "another")
