"""What follows from a comparison is worked out once: a report asks for the same tables many times."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from extract.records import Coverage

P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[Concatenate[Coverage, P], T]) -> Callable[Concatenate[Coverage, P], T]:
    """Keep a function's results for as long as the coverage lives that they follow from; nobody may change them."""
    kept: dict[tuple[int, object, object], T] = {}

    @wraps(function)
    def kept_or_new(coverage: Coverage, /, *args: P.args, **named: P.kwargs) -> T:
        key = id(coverage), args, tuple(sorted(named.items()))
        if key not in kept:
            kept[key] = function(coverage, *args, **named)
            weakref.finalize(coverage, kept.pop, key, None)  # another coverage may get the same id later
        return kept[key]

    return kept_or_new
