"""The gate's parts, found by their files. Each module has

* ``DATA``: the files it measures on, pinned by their hashes;
* ``SOURCE``: what they are, in words that the report prints;
* ``MAIN``: the names of figures that every matrix prints beside itself, beyond the method page;
* ``measure()``: its figures by name.
"""

from typing import NamedTuple


class Measured(NamedTuple):
    value: float  # 0..1
    n: int  # what it was counted on


Figures = dict[str, Measured]
