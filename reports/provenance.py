"""Rows on whose words they are: origins, counterpart share, and the official record."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Coverage
from reports.columns import OTHER_SIDE, columns
from reports.inherited import kept
from reports.on_record import Counterpart, counterparts, off_record, recall, unquoted
from reports.origins import COPY
from reports.rows import CounterpartRow, OriginRow, RecordView

MANY_WORDS = 100  # of both sides, from which a share says more than its two numbers


def origin_rows(coverage: Coverage) -> tuple[OriginRow, ...]:
    articles = {a.id: a for a in coverage.evidence.articles}
    names = {o.key: o.name for o in coverage.evidence.outlets}
    both = kept(coverage)
    first = {o.article: o for o in reversed(coverage.origins)}
    rows = []
    for origin in coverage.origins:
        article, source = articles[origin.article], articles.get(origin.source or "")
        words = names.get(source.outlet, "the official record") if source else "not found in what was read"
        share = f"{origin.share:.0%}" if source else "not measured"
        same = both.get(origin.article) if first[origin.article] is origin else None
        rows.append(
            OriginRow(
                article=article.title,
                outlet=names[article.outlet],
                source=f"{words} (in translation)" if origin.translated else words,
                kind=str(origin.kind),
                wire=origin.wire or "none",
                share=share,
                copy=origin.share >= COPY,
                kept=f"{same.kept} of {same.of}" if same else "",
            )
        )
    return tuple(rows)


def counterpart_rows(coverage: Coverage) -> tuple[CounterpartRow, ...]:
    labels = {c.key: c.label for c in columns(coverage)}
    return tuple(
        CounterpartRow(labels[c.outlet], c.side, tuple(c.words.values()), _share(c))
        for c in counterparts(coverage)
        if sum(c.words.values())
    )


def _share(counterpart: Counterpart) -> str:
    """In per cent of many words; of few, one quotation more or less would change it: as a fraction."""
    both = {side: n for side, n in counterpart.words.items() if side != OTHER_SIDE}
    total = sum(both.values())
    if counterpart.share is None:
        return ""
    return f"{counterpart.share:.0%}" if total >= MANY_WORDS else f"{total - both[counterpart.side]} of {total}"


def record_view(coverage: Coverage) -> RecordView:
    """What of the record each outlet carries; what nobody does; what the record does not have."""
    labels = {c.key: c.label for c in columns(coverage)}
    frame = recall(coverage)
    speakers = {str(r.speaker): int(str(r.passages)) for r in frame.itertuples()}
    counts = {(str(r.speaker), str(r.outlet)): int(str(r.carried)) for r in frame.itertuples()}
    outlets = dict.fromkeys(str(o) for o in frame["outlet"])
    return RecordView(
        speakers=tuple(speakers.items()),
        recall=tuple((labels[o], tuple(counts[who, o] for who in speakers)) for o in outlets),
        unquoted=unquoted(coverage),
        off=tuple((replace(o, outlets=tuple(labels[k] for k in o.outlets))) for o in off_record(coverage)),
    )
