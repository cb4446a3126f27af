"""Definitions, read from TOML files: the packaged catalogue first, the analyst's own files over it.

Where: ``meetings/*.toml``, ``outlets/*.toml`` and ``topics/*.toml`` in the home; a file there overrides the packaged
one of the same key. ``words/*.toml`` there adds to the packaged word lists.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from extract.definitions import Definition, Meeting, Outlet, TopicList
from extract.errors import DefinitionError
from extract.word_lists import Labels, Vague, WordLists

PACKAGED = Path(__file__).parent
MAX_DEFINITION_BYTES = 2_000_000
D = TypeVar("D", bound=Definition)

_WORD_LISTS: dict[str, type[Definition]] = {"labels": Labels, "vague": Vague}

# Pydantic's words for what an analyst sees most; anything else keeps pydantic's own message.
_EXPECTED = {
    "missing": "a value: this key is required",
    "extra_forbidden": "no such key: check its spelling against the README",
}


def read_definition(path: Path, model: type[D]) -> D:
    """One definition from one TOML file.

    Raises:
        DefinitionError: the file is missing, is no TOML, or a key does not fit; names file, key, found and expected.
    """
    try:
        if path.stat().st_size > MAX_DEFINITION_BYTES:
            raise DefinitionError(path, "file", f"{path.stat().st_size} bytes", f"at most {MAX_DEFINITION_BYTES} bytes")
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as problem:
        raise DefinitionError(path, "file", problem.strerror, "a readable TOML file") from problem
    except UnicodeDecodeError as problem:
        raise DefinitionError(
            path, "file", f"byte {problem.start} that is not UTF-8", "a file saved as UTF-8"
        ) from problem
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError(path, "file", str(problem), "TOML") from problem
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        raise _explained(path, problem) from problem


def _explained(path: Path, problem: ValidationError) -> DefinitionError:
    first = problem.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "file"
    found = "nothing" if first["type"] == "missing" else first.get("input")
    more = f" (and {problem.error_count() - 1} more)" if problem.error_count() > 1 else ""
    return DefinitionError(path, key, found, _EXPECTED.get(first["type"], first["msg"]) + more)


def load_outlets(home: Path) -> dict[str, Outlet]:
    """Every outlet of the packaged catalogue and of the analyst's, by key."""
    return _by_key(home, "outlets", Outlet)


def load_topic_lists(home: Path) -> dict[str, TopicList]:
    return _by_key(home, "topics", TopicList, packaged="topic_lists")


def load_word_lists(home: Path) -> WordLists:
    """What the analyst adds to the packaged word lists of the comparison, in ``words/labels.toml`` and ``vague.toml``.

    Raises:
        DefinitionError: a file of another name, or a key that does not fit.
    """
    found: dict[str, Definition] = {}
    for path in sorted((home / "words").glob("*.toml")):
        if path.stem not in _WORD_LISTS:
            raise DefinitionError(path, "file", path.name, " or ".join(f"{name}.toml" for name in _WORD_LISTS))
        found[path.stem] = read_definition(path, _WORD_LISTS[path.stem])
    return WordLists.model_validate(found)


def _by_key(home: Path, folder: str, model: type[D], packaged: str = "") -> dict[str, D]:
    found: dict[str, D] = {}
    for path in [*sorted((PACKAGED / (packaged or folder)).glob("*.toml")), *sorted((home / folder).glob("*.toml"))]:
        definition = read_definition(path, model)
        key = str(getattr(definition, "key", ""))
        if key != path.stem:
            raise DefinitionError(path, "key", key, f"the file's own name, {path.stem!r}")
        found[key] = definition
    return found


def meeting_path(name: str, home: Path) -> Path:
    """A meeting is named by the path of its file or by its id.

    Raises:
        DefinitionError: there is no such file; lists the meetings that there are.
    """
    path = Path(name).expanduser()
    if path.suffix == ".toml":
        return path.resolve()
    known = home / "meetings" / f"{path.name}.toml"
    if known.is_file() and path.name == name:
        return known
    there = ", ".join(sorted(p.stem for p in (home / "meetings").glob("*.toml"))) or "none"
    raise DefinitionError(
        home / "meetings", "meeting", name, f"the path of a TOML file or the id of a meeting ({there})"
    )


def load_meeting(name: str, home: Path) -> tuple[Meeting, Path]:
    """The meeting and the folder that its relative paths start from."""
    path = meeting_path(name, home)
    return read_definition(path, Meeting), path.parent


def load_week(home: Path, week: str) -> list[tuple[Meeting, Path]]:
    """The meetings with a day in an ISO week such as ``2026-W16``, by date and id."""
    first, last = week_days(week)
    found = [(read_definition(p, Meeting), p.parent) for p in sorted((home / "meetings").glob("*.toml"))]
    inside = [(m, folder) for m, folder in found if m.start <= last and m.end >= first]
    return sorted(inside, key=lambda pair: (pair[0].start, pair[0].id))


def week_days(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO 8601 week.

    Raises:
        DefinitionError: it isn't a week that exists.
    """
    try:
        year, number = week.split("-W")
        first = date.fromisocalendar(int(year), int(number), 1)
    except ValueError as problem:
        raise DefinitionError("week", "week", week, "an ISO week such as 2026-W16") from problem
    return first, first + timedelta(days=6)


def expected_outlets(meeting: Meeting, known: Mapping[str, Outlet], only: Iterable[str] | None = None) -> list[Outlet]:
    """The outlets a meeting names, in its order; all its links' and pages' outlets must be defined.

    Raises:
        DefinitionError: an outlet that nobody defined.
    """
    chosen = list(only) if only is not None else list(meeting.outlet_keys)
    missing = [key for key in chosen if key not in known]
    if missing:
        raise DefinitionError(
            f"meeting {meeting.id}", "outlets", missing[0], f"an outlet with a file outlets/{missing[0]}.toml"
        )
    return [known[key] for key in dict.fromkeys(chosen)]


def chosen_outlets(known: Mapping[str, Outlet], only: Iterable[str] | None = None) -> list[Outlet]:
    """Outlets by key, or all.

    Raises:
        DefinitionError: an outlet that nobody defined.
    """
    if missing := [key for key in only or () if key not in known]:
        raise DefinitionError("outlets", "outlet", missing[0], f"an outlet with a file outlets/{missing[0]}.toml")
    return [known[key] for key in dict.fromkeys(only or known)]


def outlet_table(outlets: Iterable[Outlet]) -> str:
    """The catalogue as a Markdown table, by country and name."""
    head = "| country | outlet | key | ownership | languages | sources | found in | verified |"
    rows = [head, "|" + "---|" * head.count(" | ") + "---|"]
    for o in sorted(outlets, key=lambda o: (o.country, o.name)):
        kinds = [
            f"{k} {len(getattr(o, k))}" for k in ("feeds", "sitemaps", "sections", "search") if getattr(o, k)
        ] + list(o.also)
        name = f"{o.name} (agency)" if o.agency else o.name
        found = f"[{o.source.split('/')[4]}]({o.source}), {o.checked}" if o.source and o.source.count("/") > 4 else ""
        owner = f"[{o.ownership}]({o.ownership_source})" if o.ownership_source else o.ownership
        cells = (o.country, name, f"`{o.key}`", owner, " ".join(o.languages), ", ".join(kinds), found)
        rows.append("| " + " | ".join((*cells, "yes" if o.verified else "no")) + " |")
    return "\n".join(rows)
