"""The comparison of one meeting: statements, fidelity and origins over all outlets."""

from __future__ import annotations

from extract.records import Coverage, Evidence
from reports.fidelity import with_fidelity
from reports.origins import find_origins, independent_texts
from reports.statements import group
from reports.topics import judge


def compare(evidence: Evidence) -> Coverage:
    """Set the outlets' evidence side by side. A pure function: the same evidence gives the same coverage."""
    statements, quotations = group(evidence)
    articles = {a.id: a for a in evidence.articles}
    origins = find_origins(
        evidence.articles,
        {o.key: o for o in evidence.outlets},
        evidence.agencies,
        evidence.quotations,
        evidence.passages,
    )
    texts = independent_texts(evidence.articles, origins)
    mentions, named = judge(evidence, quotations)
    return Coverage(
        evidence=evidence,
        quotations=with_fidelity(statements, quotations, articles, evidence.passages, evidence.meeting, texts),
        statements=statements,
        origins=origins,
        mentions=mentions,
        named=named,
    )
