"""The command line: ``python -m flows meeting|weekly|example|check|outlets|check-outlets``; needs no server.

Exit codes: 0 a report came out (an outlet that could not be read is named in it), 1 no coverage, no meeting or a failed
run, 2 a wrong definition or command.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from extract.canary import check_table
from extract.catalog import (
    chosen_outlets,
    load_outlets,
    load_topic_lists,
    load_word_lists,
    outlet_table,
    read_definition,
)
from extract.definitions import Meeting
from extract.errors import DefinitionError, SynopticError
from extract.quotes.language import supported
from extract.settings import HOME_VARIABLE, home, load_settings
from extract.topics import resolve_topics

OUTPUTS = ("pdf", "html", "json", "csv")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    given = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except DefinitionError as problem:
        print(problem, file=sys.stderr)
        return 2
    except SynopticError as problem:
        print(problem, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows", description="Coverage of one meeting, side by side.")
    commands = parser.add_subparsers(required=True, metavar="command")
    one = commands.add_parser("meeting", help="the coverage of one meeting")
    one.add_argument("meeting", help="path of a definition, or id of a meeting in SYNOPTIC_HOME/meetings")
    one.add_argument("--links", nargs="+", metavar="OUTLET=URL", help="more coverage that you know of")
    one.add_argument("--outlets", nargs="+", metavar="KEY", help="only these outlets")
    one.set_defaults(run=_meeting)
    week = commands.add_parser("weekly", help="all meetings of a week")
    week.add_argument("--week", help="ISO week such as 2026-W16; default: last week")
    week.add_argument("--meetings", nargs="+", metavar="ID", help="only these meetings")
    week.set_defaults(run=_weekly)
    for command in (one, week):
        command.add_argument("--out", help="folder for the report")
        command.add_argument("--outputs", nargs="+", choices=OUTPUTS, default=list(OUTPUTS))
        command.add_argument("--offline", action="store_true", help="from the archive alone, as last collected")
        command.add_argument("--until", metavar="DAY", help="from the archive alone, as collected until then")
        command.add_argument("--refetch", action="store_true", help="fetch archived pages again, report what changed")
        command.add_argument("--send", action="store_true", help="e-mail the PDF to the recipients in the settings")
    shown = commands.add_parser("example", help="the bundled example, served from this machine")
    shown.add_argument("--out", default="out/example")
    shown.set_defaults(run=_example)
    check = commands.add_parser("check", help="read every definition, fetch nothing")
    check.set_defaults(run=_check)
    table = commands.add_parser("outlets", help="the catalogue of outlets as a Markdown table")
    table.set_defaults(run=_outlets)
    canary = commands.add_parser("check-outlets", help="whether outlets can be found and read")
    canary.add_argument("--outlets", nargs="+", metavar="KEY", help="only these; default: all")
    canary.add_argument("--fail-above", type=_share, default=0.3, metavar="SHARE", help="of the outlets; default 0.3")
    canary.set_defaults(run=_check_outlets)
    return parser


def _share(text: str) -> float:
    if not 0 <= (share := float(text)) <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share between 0 and 1")
    return share


def _meeting(given: argparse.Namespace) -> int:
    out = str(Path(given.out).resolve()) if given.out else None
    # Definitions are tried before Prefect starts: a wrong one stops within a second.
    from flows import core

    network = core.network_of(given.offline, given.until, given.refetch)
    core.prepare(given.meeting, load_settings(), given.links or (), given.outlets, network)
    _tried(out)
    return _run("meeting", meeting=given.meeting, links=given.links, outlets=given.outlets, out=out, **_common(given))


def _weekly(given: argparse.Namespace) -> int:
    from flows import core

    core.network_of(given.offline, given.until, given.refetch)
    if given.week:
        core.prepare_week(given.week, load_settings(), given.meetings)
    out = str(Path(given.out).resolve()) if given.out else None
    _tried(out)
    return _run("weekly", week=given.week, meetings=given.meetings, out=out, **_common(given))


def _tried(out: str | None) -> None:
    """A folder that cannot be written to is told in one line, before Prefect starts."""
    from flows import core

    if out:
        core.writable(Path(out))


def _common(given: argparse.Namespace) -> dict[str, Any]:
    return {key: getattr(given, key) for key in ("outputs", "send", "offline", "until", "refetch")}


def _example(given: argparse.Namespace) -> int:
    from flows.example import serve_example

    out = Path(given.out).resolve()
    with serve_example() as site:
        os.environ[HOME_VARIABLE] = str(site.home)
        return _run("meeting", meeting=str(site.meeting), outputs=list(OUTPUTS), send=False, out=str(out))


def _check(given: argparse.Namespace) -> int:
    folder = home()
    outlets, lists = load_outlets(folder), load_topic_lists(folder)
    load_word_lists(folder)
    meetings = [read_definition(p, Meeting) for p in sorted((folder / "meetings").glob("*.toml"))]
    for meeting in meetings:
        resolve_topics(meeting, lists)
        if missing := [key for key in meeting.outlet_keys if key not in outlets]:
            raise DefinitionError(f"meeting {meeting.id}", "outlets", missing[0], f"a file outlets/{missing[0]}.toml")
    counts = f"{len(meetings)} meetings, {len(outlets)} outlets, {len(lists)} topic lists, {len(supported())} languages"
    print(f"{folder}: {counts}: all right")
    return 0


def _outlets(given: argparse.Namespace) -> int:
    print(outlet_table(load_outlets(home()).values()))
    return 0


def _check_outlets(given: argparse.Namespace) -> int:
    chosen_outlets(load_outlets(home()), given.outlets)
    os.environ.setdefault("PREFECT_HOME", str(home() / "prefect"))
    with _progress():
        from flows.check_outlets import check_outlets

        state: Any = check_outlets(outlets=given.outlets, fail_above=given.fail_above, return_state=True)
    found = getattr(state.data, "result", state.data)
    print(check_table(found) if isinstance(found, tuple) else "")
    print(f"{state.name}: {state.message}")
    return 0 if state.is_completed() else 1


def _run(name: str, **parameters: Any) -> int:
    """Run a flow in this process and print what it made."""
    os.environ.setdefault("PREFECT_HOME", str(home() / "prefect"))  # a user's own Prefect profile stays untouched
    with _progress():
        from flows import meeting, weekly

        flow: Any = {"meeting": meeting.meeting, "weekly": weekly.weekly}[name]
        state = flow(**parameters, return_state=True)
    outcome = getattr(state.data, "result", state.data)
    return _report(state, outcome)


def _report(state: Any, outcome: Any) -> int:
    from flows.outcome import Outcome

    print(f"{state.name}: {state.message}")
    if not isinstance(outcome, Outcome):
        return 1
    for finding in outcome.findings:
        print(f"  * {finding}")
    tables = [f for f in outcome.files if f.suffix == ".csv"]
    for file in (f for f in outcome.files if f.suffix != ".csv"):
        print(f"  {_shown(file)}  {_size(file)}")
    for folder in sorted({f.parent for f in tables}):
        print(f"  {_shown(folder)}/  {sum(f.parent == folder for f in tables)} tables as CSV")
    return outcome.code


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _size(path: Path) -> str:
    return f"{max(1, path.stat().st_size // 1024):,} KiB"


@contextmanager
def _progress() -> Iterator[None]:
    """What is being fetched, on a terminal as one moving line, elsewhere a line per outlet done."""
    from flows import steps

    console = Console(stderr=True)
    with console.status("starting") as status:

        def tell(outlet: str, what: str) -> None:
            if what.startswith("http"):
                status.update(f"{outlet}: {what[:80]}")
            else:
                console.print(f"{outlet}: {what}", highlight=False)

        steps.listeners.append(tell)
        try:
            yield
        finally:
            steps.listeners.remove(tell)
