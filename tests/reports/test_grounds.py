"""Why quotations are held to be one statement."""

from __future__ import annotations

import numpy as np
import pytest

from extract.records import ArticleQuotation, Coverage, Ground, QuoteKind
from reports.alike import likely_pairs
from reports.closer import SIGNS, look_closer
from reports.grounds import grounds
from reports.linkage import clusters
from tests.reports.test_closer import Row, seen
from tests.reports.test_fragments import FULL, ONE, OTHER, rows


def found(given: list[Row]) -> dict[int, Ground]:
    said, places = seen(given)
    quotations = [
        ArticleQuotation(f"{article}.q{n}", article, 0, (text,), QuoteKind.DIRECT, "said", None, speaker)
        for n, (speaker, article, text, _) in enumerate(given)
    ]
    pairs = look_closer(said, places, likely_pairs(said))
    return grounds(quotations, said, places, pairs, clusters(len(given), pairs))


def test_the_nearest_other_quotation_is_named_with_what_both_have() -> None:
    why = found(rows("The line stays closed for sixty lorries.", "the line stayed closed for 60 lorries", "Who knows?"))
    assert why[0].nearest == "b.q1"
    assert why[1].nearest == "a.q0"
    assert {"line", "lorry"} <= set(why[0].words)
    assert why[0].numbers == (60.0,)
    assert 2 not in why


def test_the_signs_give_the_score() -> None:
    why = found(rows(ONE, "the line would stay closed to lorries"))[0]
    parts = [r.rpartition(" × ")[0].rpartition(" ")[::2] for r in why.signs]
    total = SIGNS["bias"] + sum(SIGNS[name] * float(value) for name, value in parts)
    assert why.score == pytest.approx(1 / (1 + np.exp(-total)), abs=0.02)


def test_what_joins_two_fragments_is_told() -> None:
    why = found(rows(FULL, ONE, OTHER))
    assert "of one fuller quotation" in {sign for i in (0, 1, 2) for sign in why[i].signs}


def test_a_quotation_of_another_article_is_preferred() -> None:
    given = rows(ONE, "the line would stay closed to lorries", ONE)
    given[2] = ("mira", "a", ONE, "")
    assert found(given)[0].nearest == "b.q1"


def test_in_a_coverage_every_quotation_that_is_not_alone_has_its_ground(talks: Coverage) -> None:
    of = {q.id: q.statement for q in talks.quotations}
    for statement in talks.statements:
        named = {g.quotation for g in statement.grounds}
        assert named == (set(statement.quotations) if len(statement.quotations) > 1 else set())
        assert all(of[g.nearest] == statement.id and g.nearest != g.quotation for g in statement.grounds)
    assert any(s.grounds for s in talks.statements)
