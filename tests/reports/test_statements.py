"""One utterance across outlets: the pair decision, the grouping, the record; and where texts come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.definitions import Outlet
from extract.records import Anchor, Article, Coverage, QuoteKind, Statement
from reports import encoder
from reports.encoder import encode
from reports.origins import COPY, find_origins, independent_texts
from reports.pairs import Rarity, parse, same_utterance
from reports.statements import group

EN = "The line stays closed for lorries until the inspections resume."
RU = "Линия останется закрытой для грузовиков, пока не возобновятся инспекции."
TR = "Denetimler yeniden başlayana kadar hat kamyonlara kapalı kalacak."
GOLDEN = [0.60, 0.53, -0.08]  # cosines of EN with RU, TR and OTHER
OTHER = "We are grateful to our hosts for the strong coffee."


def score(a: str, b: str, la: str = "en", lb: str = "en") -> float:
    contents = [parse(a, la), parse(b, lb)]
    u, v = encode([a, b])
    return same_utterance(contents[0], contents[1], float(u @ v), Rarity(contents)).score


def test_vectors_are_the_models_own() -> None:
    """Golden values: another model, or another build of this one, must not pass for it."""
    u, ru, tr, other = encode([EN, RU, TR, OTHER])
    assert [round(float(u @ v), 2) for v in (ru, tr, other)] == pytest.approx(GOLDEN, abs=0.011)
    assert np.allclose(np.linalg.norm([u, ru, tr, other], axis=1), 1, atol=1e-3)


def test_vectors_do_not_depend_on_the_batch() -> None:
    together = encode([OTHER, EN, RU])
    assert np.allclose(together[1], encode([EN])[0], atol=1e-4)
    assert encode([]).shape == (0, 512)


def test_many_texts_are_encoded_by_two_processes_to_the_same_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{EN} {n}" for n in range(70)]
    alone = encode(texts)
    encoder._vectors.clear()
    monkeypatch.setattr(encoder, "MANY", 1)
    assert np.allclose(encode(texts), alone, atol=1e-4)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (EN, "the line stays closed to lorries until inspections resume", True),
        (EN, OTHER, False),
        ("The quota will rise to 90,000 permits.", "The quota will rise to 60,000 permits.", False),
        ("The quota will rise to 90,000 permits.", "The quota will rise to 90 000 permits.", True),
        ("We will sign the treaty in May.", "We will not sign the treaty in May.", False),
    ],
)
def test_the_pair_decision(a: str, b: str, same: bool) -> None:
    x, y = parse(a, "en"), parse(b, "en")
    u, v = encode([a, b])
    decision = same_utterance(x, y, float(u @ v), Rarity([x, y]))
    assert decision.same is same
    assert decision.reasons != ()


@pytest.mark.parametrize(("text", "language"), [(RU, "ru"), (TR, "tr")])
def test_a_translation_is_recognised(text: str, language: str) -> None:
    assert score(EN, text, "en", language) > score(OTHER, text, "en", language)


words = st.lists(st.sampled_from("line lorries closed not May 90 quota permits rise".split()), min_size=1, max_size=9)


@given(words, words, st.floats(-1, 1))
@settings(max_examples=60, deadline=None)
def test_the_pair_decision_is_symmetric(a: list[str], b: list[str], cosine: float) -> None:
    x, y = parse(" ".join(a), "en"), parse(" ".join(b), "en")
    rarity = Rarity([x, y])
    assert same_utterance(x, y, cosine, rarity) == same_utterance(y, x, cosine, rarity)


def test_statements_do_not_depend_on_the_order_of_the_evidence(talks: Coverage) -> None:
    backwards = replace(talks.evidence, quotations=talks.evidence.quotations[::-1])
    assert group(backwards)[0] == group(talks.evidence)[0]


def test_every_quotation_belongs_to_exactly_one_statement(talks: Coverage) -> None:
    ids = [q for s in talks.statements for q in s.quotations]
    assert sorted(ids) == sorted(q.id for q in talks.quotations)


def test_different_words_of_different_people_stay_apart(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    rows = []
    for key, who, what in (("herald", "Mira Halvorsen", EN), ("beacon", "Tarık Demirel", OTHER)):
        said = [(who, what, QuoteKind.DIRECT)]
        rows.append((make_outlet(key), make_article(key, said), said))
    assert len(make_coverage(rows).statements) == 2


TEXT = [
    f"Paragraph {n} tells of the talks, of lorries and of permits, and of what they agreed at gate {n}."
    for n in range(8)
]

OWN = [f"Our own sentence, number {n}, which stands alone." for n in range(6)]


def written(make: Callable[..., Article], key: str, text: list[str], hour: int = 12, credit: str = "") -> Article:
    return make(key, [], more=(*text, *([credit] if credit else [])), hour=hour)


def test_a_copy_has_its_agency_as_source_and_agencies_none(
    make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    outlets = {k: make_outlet(k, agency=k == "wire") for k in ("wire", "copy", "half", "own")}
    articles = [
        written(make_article, "copy", TEXT, hour=9),
        written(make_article, "wire", TEXT, hour=10),
        written(make_article, "half", [*TEXT[:2], *OWN]),
        written(make_article, "own", ["Nothing in here was ever printed by anybody else, and never will be."]),
    ]
    origins = {o.article: o for o in find_origins(articles, outlets)}
    assert set(origins) == {"copy-1", "half-1"}
    assert (origins["copy-1"].source, origins["copy-1"].share, origins["copy-1"].wire) == ("wire-1", 1.0, None)
    assert 0.2 < origins["half-1"].share < COPY
    root = independent_texts(articles, list(origins.values()))
    assert root == {"copy-1": "wire-1", "wire-1": "wire-1", "half-1": "half-1", "own-1": "own-1"}


def test_a_credit_line_is_kept_even_when_no_words_are_shared(
    make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    outlets = {k: make_outlet(k, agency=k == "wire") for k in ("wire", "copy")}
    articles = [
        written(make_article, "wire", TEXT[:4]),
        written(
            make_article, "copy", ["Our reporter wrote all of this in her own words today."], credit="Source: The Wire"
        ),
    ]
    (origin,) = find_origins(articles, outlets)
    assert (origin.article, origin.source, origin.wire, origin.share) == ("copy-1", None, "The Wire", 0.0)


def test_what_somebody_denies_is_not_printed_as_said(
    make_coverage: Callable[..., Coverage], make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    said = [("Mira Halvorsen", "the port wanted to hurt the people of the yard", QuoteKind.INDIRECT)]
    told = make_coverage([(make_outlet("herald"), make_article("herald", said), said)]).evidence
    denied = replace(told, quotations=tuple(replace(q, cue="denied that") for q in told.quotations))
    (plain,), (no,) = group(told)[0], group(denied)[0]
    assert (plain.said, no.said) == (said[0][1], f"denied: {said[0][1]}")


def test_the_records_words_are_read_in_the_records_language() -> None:
    anchor = Anchor("record-1", "en", f"{EN} {OTHER}", EN)
    held = Statement("S1", None, TR, "tr", (), record=anchor.text, record_words=EN, anchors=(anchor,))
    assert (held.said, held.said_in) == (EN, "en")
    assert (replace(held, record_words=None, anchors=()).said_in) == "tr"
