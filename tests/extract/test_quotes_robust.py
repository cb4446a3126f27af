"""Whatever stands in a text: valid offsets, in order, not overlapping; the same every time; in linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quotes import find_quotations
from extract.quotes.language import load_language, supported
from extract.quotes.marks import find_marked

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "''", "«", "»", "„", "‘", "’", "\n", "\n\n", ". ", ", ", ": ", " — ", "(", ")", "that ",
     "said ", "Olden ", "he ", "told ", "according to ", "the minister ", "заявил ", "Петров ", "sagte ", "dedi ",
     "a déclaré ", "dit-il ", "по его словам ", "министр ", "Bakan ", "la ministre ", "dijo que ", "zufolge ", "habe ",
     "列瓦多夫说：", "وقال ", "powiedział ", "ха", "42 ", "\u200b", "\u00a0", "é", "😀 ", "we will go "]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=120)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([*supported(), "zz", "../x"]))
def test_offsets_are_valid_in_order_and_do_not_overlap(text: str, language: str) -> None:
    for q in find_quotations(text, language, within=True):
        assert q.spans
        ends = [0]
        for start, end in q.spans:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)
        for span in (q.cue, q.mention):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


MARKS = re.compile(r"[“”\"'«»„‘’]")


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ru", "tr", "de", "fr", "es"]))
def test_without_marks_nothing_that_was_said_runs_over_paragraphs(text: str, language: str) -> None:
    plain = MARKS.sub("", text)
    assert all("\n" not in plain[a:b] for q in find_quotations(plain, language) for a, b in q.spans)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_marked_spans_stay_within_one_line_and_do_not_overlap(text: str) -> None:
    last = 0
    for mark in find_marked(text, load_language("en")):
        assert last <= mark.start < mark.end <= len(text)
        assert "\n" not in text[mark.start : mark.end]
        last = mark.end


@pytest.mark.parametrize("empty", ['“"', '"”', "“''", "“”", "«»", "“ ”", "''''"])
def test_marks_with_nothing_between_them_hold_nothing(empty: str) -> None:
    assert find_quotations(f"{empty} Olden said.", "en") == ()
    assert all(mark.start < mark.end for mark in find_marked(empty, load_language("en")))


def test_the_same_text_gives_the_same_quotations() -> None:
    text = "“We are ready,” Mara Olden said. She told Tarik Sole that talks would resume, and warned of delays."
    assert find_quotations(text, "en") == find_quotations(text, "en")


@pytest.mark.parametrize("language", ["en", "ru", "tr", "fr"])
@pytest.mark.parametrize("end", ["\n\n", " "], ids=["in paragraphs", "in one paragraph"])
def test_time_grows_with_the_length_of_the_text_not_its_square(language: str, end: str) -> None:
    line = "“We are ready for talks,” Mara Olden said on Monday. Петров заявил: «Мы готовы к переговорам»." + end
    find_quotations(line, language)

    def seconds(copies: int) -> float:
        began = time.perf_counter()
        find_quotations(line * copies, language, within=True)
        return time.perf_counter() - began

    short = min(seconds(60), seconds(60))
    assert seconds(300) < 10 * short + 0.5


def test_many_cues_inside_one_pair_of_marks_do_not_exhaust_the_stack() -> None:
    text = "«Это шаг, — сказал Петров, — " * 1 + "но не последний, — сказал Петров, — " * 1500 + "вот и всё»."
    assert len(find_quotations(text, "ru")) >= 1


@pytest.mark.parametrize("hostile", ["“" * 2000, '"a ' * 1500, "' " * 2000, "said that " * 600, "A, " * 2000])
def test_hostile_repetition_is_read_in_seconds(hostile: str) -> None:
    began = time.perf_counter()
    find_quotations(hostile, "en", within=True)
    find_quotations(hostile, "fr")
    assert time.perf_counter() - began < 12
