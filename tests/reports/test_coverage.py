"""Tables: every cell can be counted by hand in the invented coverage."""

from collections.abc import Callable

from extract.definitions import Outlet
from extract.records import Article, Coverage, QuoteKind, Status
from reports.absence import statement_cells
from reports.alone import missing_here, only_here
from reports.coverage import (
    Reading,
    columns,
    ledger_counts,
    topic_cells,
    voices,
    wide,
)


def test_columns_are_grouped_by_side_in_the_participants_order(talks: Coverage) -> None:
    assert [(c.side, c.key) for c in columns(talks)] == [
        ("Ostmark", "herald"),
        ("Ostmark", "radio"),
        ("Karaova", "beacon"),
        ("Karaova", "gazette"),
        ("Karaova", "vesti"),
    ]


def test_an_outlet_that_was_down_is_not_an_outlet_that_kept_silent(talks: Coverage) -> None:
    reading = {c.key: c.reading for c in columns(talks)}
    assert reading["radio"] is Reading.NOT_READ
    assert reading["gazette"] is Reading.CANNOT_TELL
    assert reading["herald"] is Reading.READ


def test_topic_cells_count_paragraphs_and_keep_the_three_states(talks: Coverage) -> None:
    order = [c.key for c in columns(talks)]
    counts = wide(topic_cells(talks), "topic", "paragraphs", order)
    states = wide(topic_cells(talks), "topic", "state", order)
    assert list(counts.loc["T1"]) == [1, 0, 1, 0, 1]
    assert list(counts.loc["T2"]) == [1, 0, 0, 0, 0]
    assert list(states.loc["T3"]) == ["read", "not read", "read", "cannot tell", "read"]


def test_a_topic_without_terms_in_the_articles_language_cannot_be_called_absent(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    page = make_article("vesti", [])
    turkish = Article("Başlık", ("Bakanlar görüştü.",), page.url, id=page.id, outlet="vesti", language="tr")
    cells = topic_cells(make_coverage([(make_outlet("vesti"), turkish, [])]))
    assert set(cells["state"]) == {"cannot tell"}


def test_the_same_words_are_one_statement_with_a_class_per_outlet(talks: Coverage) -> None:
    order = [c.key for c in columns(talks)]
    first = list(wide(statement_cells(talks), "statement", "fidelity", order).loc["S1"])
    assert first == ["verbatim", "", "reworded", "", "indirect"]


def test_a_statement_found_in_the_record_names_its_passage(talks: Coverage) -> None:
    first = talks.statements[0]
    assert first.record is not None
    assert first.record.endswith("resume first.")
    assert first.record_words == "The line stays closed to lorries unless the inspections resume first."


def test_only_here_and_missing_here_count_complete_texts_only(talks: Coverage) -> None:
    only = {(r["item"], r["column"], r["complete"]) for r in only_here(talks).to_dict("records")}
    assert ("T2", "herald", 3) in only
    assert not {row for row in only if row[1] in ("radio", "gazette")}
    assert missing_here(talks).empty


def test_share_of_voice_adds_up_to_the_words_quoted(talks: Coverage) -> None:
    frame = voices(talks)
    assert frame["words"].sum() == sum(q.words for q in talks.quotations)
    own = frame[(frame["side"] == "Karaova") & (frame["person_side"] == "Ostmark")]["words"].sum()
    assert own == sum(q.words for q in talks.quotations if q.article in ("beacon-1", "vesti-1"))


def test_the_ledger_adds_up_per_outlet_and_in_total(talks: Coverage) -> None:
    counts = ledger_counts(talks)
    statuses = [str(s) for s in Status]
    assert (counts[statuses].sum(axis=1) == counts["tried"]).all()
    assert counts.loc["total", "tried"] == len(talks.evidence.ledger)


def test_a_copy_is_folded_under_its_original(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    text = tuple(
        f"Paragraph {n} tells of talks about lorries, permits and the long line at gate {n}." for n in range(6)
    )
    wire = make_article("wire", [], more=text, hour=9)
    copy = make_article("copy", [], title="Another headline", more=text[:4], hour=11)
    own = make_article("own", [], more=("Nothing of this stands anywhere else in these pages, we hope.",))
    outlets: list[tuple[Outlet, Article, list[object]]] = [
        (make_outlet("wire", agency=True), wire, []),
        (make_outlet("copy"), copy, []),
        (make_outlet("own"), own, []),
    ]
    made = make_coverage(outlets, {"T1": {"wire-1": [0, 1], "copy-1": [0]}})
    texts = {c.key: c.copies for c in columns(made, collapse=True)}
    assert texts == {"wire-1": ("The Copy",), "own-1": ()}
    cells = topic_cells(made, collapse=True)
    assert cells[(cells["topic"] == "T1") & (cells["column"] == "wire-1")]["paragraphs"].tolist() == [2]


def test_two_speakers_are_never_one_statement_for_the_same_topic(talks: Coverage) -> None:
    kinds = {q.kind for q in talks.quotations}
    assert kinds == {QuoteKind.DIRECT, QuoteKind.INDIRECT}
    for statement in talks.statements:
        assert len({q.person for q in talks.quotations if q.statement == statement.id}) == 1
