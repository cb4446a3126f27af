"""What a run came to, counted from what its parts report: a flow's colour must not hide what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.brief import Brief
from reports.mail import Outcome as Delivered

COMPLETED, PARTIAL, NOTHING, FAILED = "Completed", "PartialCoverage", "NothingToReport", "Failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """State and message of a run; ``code`` is the exit code of the command line."""

    state: str
    message: str
    files: tuple[Path, ...] = ()
    findings: tuple[str, ...] = ()
    read: int = 0
    expected: int = 0

    @property
    def code(self) -> int:
        return 0 if self.state in (COMPLETED, PARTIAL) else 1


def _delivered(delivered: Sequence[Delivered]) -> str:
    """What the recipients got: sending nothing, because it was sent before, is said too."""
    sent = sum(d.state == "sent" for d in delivered)
    before = sum(d.state == "already" for d in delivered)
    parts = [f"sent to {sent}"] * bool(sent) + [f"nothing sent to {before}: they have this revision"] * bool(before)
    return ", ".join(parts)


def judge(brief: Brief, files: Sequence[Path], delivered: Sequence[Delivered], unsent: str = "") -> Outcome:
    """Completed; PartialCoverage when an outlet is missing (still a report); Failed without coverage or delivery."""
    findings = tuple(f"{f.head} {f.text}" for m in brief.meetings for f in m.findings)
    missing = [f"{name} ({why})" for m in brief.meetings for name, why in m.not_read]
    undelivered = [f"{d.recipient}: {d.state} ({d.detail})" for d in delivered if d.state in ("failed", "unknown")]
    said = f"{brief.read} of {brief.expected} outlets read"
    if brief.empty:
        state, said = FAILED, f"no coverage: {said}; {'; '.join(missing)}"
    elif undelivered:
        state, said = FAILED, f"the report is made, but not delivered to {'; '.join(undelivered)}"
    elif missing:
        state, said = PARTIAL, f"{said}; without an article: {'; '.join(missing)}"
    else:
        state = COMPLETED
    if sent := _delivered(delivered) or unsent:
        said = f"{said}; {sent}"
    return Outcome(state, said, tuple(files), findings, brief.read, brief.expected)
