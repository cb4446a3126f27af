"""Word forms of a language's lists, written as a dictionary writes them: endings once, and the stems that take them.

``"~л ~ла ~ли" = "заяви отмети"`` stands for six forms: "~" is the stem, "_" a space within one form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

STEM, SPACE = "~", "_"


def expanded(patterns: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Every form of every stem."""
    for pattern, stems in patterns.items():
        for stem in stems:
            for form in pattern.split():
                yield form.replace(STEM, stem).replace(SPACE, " ")


def listed(value: object) -> tuple[str, ...]:
    """A list, which may be written as one string of words."""
    words = value.split() if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ()
    return tuple(str(word) for word in words)


def with_forms(data: object) -> object:
    """The raw definition of a language, its lists with the forms that ``[forms.<list>]`` adds to them.

    Raises:
        ValueError: ``forms`` names a list that is no table of patterns.
    """
    if not isinstance(data, dict):
        return data
    whole = {key: value for key, value in data.items() if key != "forms"}
    for name, patterns in data.get("forms", {}).items():
        if not isinstance(patterns, dict):
            raise ValueError(f"forms.{name}: expected endings = stems")
        forms = expanded({pattern: listed(stems) for pattern, stems in patterns.items()})
        whole[name] = tuple(dict.fromkeys((*listed(whole.get(name)), *forms)))
    if word := whole.get("told_as"):
        told = (f"{word} {cue}" for cue in listed(whole.get("cues")))
        whole["according"] = tuple(dict.fromkeys((*listed(whole.get("according")), *told)))
    return whole
