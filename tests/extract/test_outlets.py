"""The packaged catalogue: every file holds, and its table is the one that is printed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extract.catalog import PACKAGED, chosen_outlets, load_outlets, outlet_table
from extract.definitions import Outlet
from extract.errors import DefinitionError

FOLDER = PACKAGED / "outlets"
OUTLETS = load_outlets(Path("nowhere"))


def test_many_countries_languages_and_owners_are_in_it() -> None:
    assert len(OUTLETS) >= 60
    assert {"en", "ru", "tr", "de", "fr", "es", "ar", "zh"} <= {code for o in OUTLETS.values() for code in o.languages}
    assert len({o.country for o in OUTLETS.values()}) >= 25
    assert {o.ownership for o in OUTLETS.values()} >= {"state", "public", "private"}
    assert sum(o.agency for o in OUTLETS.values()) >= 8


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=lambda o: o.key)
def test_every_outlet_can_be_searched_and_says_where_it_was_found(outlet: Outlet) -> None:
    addresses = (*outlet.feeds, *outlet.sitemaps, *outlet.sections, *outlet.search)
    assert addresses
    assert len(set(addresses)) == len(addresses)
    assert all(urlsplit(url).hostname for url in (*outlet.sites, *addresses))
    assert outlet.sites
    assert outlet.source
    assert outlet.checked
    assert not outlet.loopback


def test_no_address_belongs_to_two_outlets() -> None:
    every = [url for o in OUTLETS.values() for url in (*o.feeds, *o.sitemaps)]
    assert len(set(every)) == len(every)


def test_the_printed_table_is_the_catalogues() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")
    assert told.endswith(outlet_table(OUTLETS.values()) + "\n"), "write it anew with: make outlets"


def test_an_outlet_that_nobody_defined_is_named() -> None:
    assert [o.key for o in chosen_outlets(OUTLETS, ["bbc", "tass", "bbc"])] == ["bbc", "tass"]
    with pytest.raises(DefinitionError, match="gazzette"):
        chosen_outlets(OUTLETS, ["bbc", "gazzette"])
