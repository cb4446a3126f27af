from __future__ import annotations

import gc
from dataclasses import replace

from extract.records import Coverage
from reports.once import once


def test_what_follows_from_a_comparison_is_worked_out_once_and_forgotten_with_it(talks: Coverage) -> None:
    asked: list[bool] = []

    @once
    def statements(coverage: Coverage, turned: bool = False) -> int:
        asked.append(turned)
        return -len(coverage.statements) if turned else len(coverage.statements)

    assert statements(talks) == statements(talks) == -statements(talks, True) > 0
    assert asked == [False, True]
    fewer = replace(talks, statements=talks.statements[:1])
    assert statements(fewer) == 1
    del fewer
    gc.collect()
    assert statements(replace(talks, statements=())) == 0  # even where it got the id of one that is gone
