"""Where an article's words come from, on pairs of articles written for it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from extract.definitions import Outlet
from extract.records import Article, Passage, Relation
from reports.origins import COPY, find_origins
from tests.gate.parts import Figures, Measured

PAIRS = Path(__file__).parents[1] / "origins.toml"
SOURCE = "pairs of articles written for it, in four languages"
DATA = (PAIRS,)
MAIN = frozenset({"origin of an article"})
KINDS = {"rewritten": "copy"}  # what is told of a text in other words


def measure() -> Figures:
    """Of all pairs, and of each kind, the share whose kind, direction and agency are told rightly."""
    tally = Counter((str(pair["kind"]), right) for pair, right in pairs())
    kinds = list(dict.fromkeys(kind for kind, _ in tally))
    return {"origin of an article": _share(tally, kinds)} | {
        f"origin of an article, {kind}": _share(tally, [kind]) for kind in kinds
    }


def _share(tally: Counter[tuple[str, bool]], kinds: Sequence[str]) -> Measured:
    right, wrong = (sum(tally[kind, flag] for kind in kinds) for flag in (True, False))
    return Measured(right / (right + wrong), right + wrong)


def pairs() -> Iterator[tuple[dict[str, Any], bool]]:
    """Every pair, and whether what is found is what is written down."""
    given = tomllib.loads(PAIRS.read_text("utf-8"))
    for pair in given["pairs"]:
        source, article = (tuple(_paragraphs(pair[side], given["texts"])) for side in ("source", "article"))
        languages = [_language(pair[side], given["languages"]) for side in ("source", "article")]
        kind, wire = found(pair, source, article, *languages)
        yield pair, kind == KINDS.get(pair["kind"], pair["kind"]) and wire == pair.get("wire", wire)


def _language(parts: Sequence[str], languages: dict[str, str]) -> str:
    return languages.get(parts[0].partition(".")[0], "en")


def found(
    pair: dict[str, Any], source: tuple[str, ...], article: tuple[str, ...], spoken: str, written: str
) -> tuple[str, str | None]:
    """What is said of the article, and the agency; a row of the source is as wrong as a row too few."""
    earlier, later = pair.get("at", (9, 12))
    record = Relation.RECORD if pair.get("record") else Relation.REPORT
    credit = (pair["credit"],) if "credit" in pair else ()
    one = _article("source", source, earlier, spoken, record)
    other = _article("paper", (*article, *credit), later, written)
    outlets = {"source": _outlet("source", "Norden", agency="paper" not in pair), "paper": _outlet("paper", "Paper")}
    passages = [Passage(one.id, 0, None, "", spoken, reported=True)]
    rows = find_origins([other, one], outlets, AGENCIES, passages=passages)
    if any(r.article == one.id and r.source for r in rows):
        return "the other way round", None
    row = next((r for r in rows if r.article == other.id), None)
    if row is None or row.source is None:
        return "none", row.wire if row else None
    if row.translated:
        return "translated", row.wire
    return ("copy" if row.share >= COPY else "part"), row.wire


def _article(
    key: str, paragraphs: tuple[str, ...], hour: int, language: str, relation: Relation = Relation.REPORT
) -> Article:
    published = datetime(2026, 4, 14, hour, tzinfo=UTC) if hour else date(2026, 4, 14)
    return Article(
        "Talks",
        paragraphs,
        id=f"{key}-1",
        outlet=key,
        published=published,
        language=language,
        relation=relation,
    )


def _outlet(key: str, name: str, agency: bool = False, credits: tuple[str, ...] = ()) -> Outlet:
    return Outlet(
        key=key, name=name, country="Ostmark", ownership="private", languages=("en",), agency=agency, credits=credits
    )


AGENCIES = (_outlet("norden", "Norden", True, ("NOR",)), _outlet("meridian", "Meridian", True, ("MER",)))


def _paragraphs(parts: Sequence[str], texts: dict[str, list[str]]) -> Iterator[str]:
    """ "fish.1-3,5": the first to the third and the fifth paragraph of a text."""
    for part in parts:
        key, _, which = part.partition(".")
        for ends in which.split(",") if which else [f"1-{len(texts[key])}"]:
            first, _, last = ends.partition("-")
            yield from texts[key][int(first) - 1 : int(last or first)]
