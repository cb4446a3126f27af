"""The comparison of one meeting: statements, fidelity and origins over all outlets."""

from __future__ import annotations

from extract.records import Coverage, Evidence
from reports.fidelity import with_fidelity
from reports.origins import find_origins
from reports.statements import group


def compare(evidence: Evidence) -> Coverage:
    """Set the outlets' evidence side by side. A pure function: the same evidence gives the same coverage."""
    statements, quotations = group(evidence)
    articles = {a.id: a for a in evidence.articles}
    return Coverage(
        evidence=evidence,
        quotations=with_fidelity(statements, quotations, articles, evidence.passages),
        statements=statements,
        origins=find_origins(evidence.articles, {o.key: o for o in evidence.outlets}, evidence.agencies),
    )
