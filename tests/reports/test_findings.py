"""Findings: sentences with numbers that the tables bear out; none where there is nothing to tell."""

from extract.records import Coverage
from reports.findings import collection_line, find, nobody, not_read, outlets_read


def test_each_finding_has_a_number_and_a_place(talks: Coverage) -> None:
    found = find(talks)
    assert 3 <= len(found) <= 5
    assert all(any(c.isdigit() for c in f.text + f.reference) for f in found)
    assert all(f.anchor for f in found)


def test_words_altered_inside_the_marks_are_named_with_outlet_and_class(talks: Coverage) -> None:
    altered = next(f for f in find(talks) if f.head.startswith("Changed"))
    assert "The Beacon reworded" in altered.text
    assert "Mira Halvorsen" in altered.text


def test_a_topic_found_nowhere_is_said_in_the_only_allowed_words(talks: Coverage) -> None:
    nowhere = nobody(talks)
    assert nowhere is not None
    assert nowhere.text == "Fishing: not found in the collected text."


def test_no_finding_speaks_of_motives(talks: Coverage) -> None:
    text = " ".join(f.head + f.text for f in find(talks)).lower()
    assert not {"suppress", "bias", "hide", "censor", "ignore"} & set(text.split())


def test_the_collection_line_adds_up(talks: Coverage) -> None:
    line = collection_line(talks)
    total, parts = line.split(" links tried = ")
    assert int(total) == sum(int(p.split()[0]) for p in parts.split(" + ")) == len(talks.evidence.ledger)


def test_unread_outlets_are_named_with_their_reason(talks: Coverage) -> None:
    assert dict(not_read(talks)) == {
        "The Radio": "failed: feed: no connection",
        "The Gazette": "paywalled: 20 words and 'subscribe'",
    }
    assert outlets_read(talks) == (3, 5)


def test_without_coverage_nothing_is_found(nothing: Coverage) -> None:
    assert outlets_read(nothing) == (0, 1)
    assert [f for f in find(nothing) if f.head.startswith(("Changed", "Whose", "Carried", "Fewer"))] == []
