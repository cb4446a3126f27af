"""The analyst's word lists reach the comparison, and a changed list makes a new report."""

from pathlib import Path

from extract.settings import load_settings
from flows import core
from flows.example import serve_example
from reports.rendered import key_of

GROUP = '[[groups]]\nkind = "act"\nlabel = "talk"\nterms = ["parley", "talks"]\n'


def test_a_list_in_the_home_is_part_of_the_evidence(tmp_path: Path) -> None:
    with serve_example(tmp_path) as site:
        settings = load_settings(home=site.home)
        before = core.evidence_of(core.prepare(str(site.meeting), settings), ())
        (site.home / "words").mkdir()
        (site.home / "words" / "labels.toml").write_text(GROUP, "utf-8")
        after = core.evidence_of(core.prepare(str(site.meeting), settings), ())
    assert before.words.labels.groups == ()
    assert [g.label for g in after.words.labels.groups] == ["talk"]
    assert key_of([before], ["json"], "x", {}) != key_of([after], ["json"], "x", {})
