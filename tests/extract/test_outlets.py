"""The packaged catalogue: every file holds, and its table is the one that is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extract.catalog import PACKAGED, chosen_outlets, load_outlets, outlet_table
from extract.definitions import Outlet
from extract.discover.narrow import domain, hosts_of
from extract.errors import DefinitionError
from extract.words import fold

# Feeds on hosts that are not the outlet's site.
SERVED_BY = {
    "bbc-russian": frozenset({"bbci.co.uk"}),
    "bbc-turkce": frozenset({"bbci.co.uk"}),
    "bbc": frozenset({"bbci.co.uk"}),
    "censor": frozenset({"censor.net.ua"}),
    "corriere": frozenset({"corriereobjects.it"}),
    "elmundo": frozenset({"uecdn.es"}),
}
FOLDER = PACKAGED / "outlets"
OUTLETS = load_outlets(Path("nowhere"))


def test_many_countries_languages_and_owners_are_in_it() -> None:
    assert len(OUTLETS) >= 60
    codes = {code for o in OUTLETS.values() for code in o.languages}
    assert {"en", "ru", "tr", "de", "fr", "es", "ar", "zh"} <= codes
    assert len(codes) >= 12
    assert len({o.country for o in OUTLETS.values()}) >= 25
    assert {o.ownership for o in OUTLETS.values()} >= {"state", "public", "private"}
    assert sum(o.agency for o in OUTLETS.values()) >= 8


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=lambda o: o.key)
def test_every_outlet_can_be_searched_and_says_where_it_was_found(outlet: Outlet) -> None:
    addresses = (*outlet.feeds, *outlet.sitemaps, *outlet.sections, *outlet.search)
    assert addresses or (outlet.agency and outlet.also), "no feed is known: kept for its credits"
    assert len(set(addresses)) == len(addresses)
    assert all(urlsplit(url).hostname for url in (*outlet.sites, *addresses))
    assert outlet.sites
    assert not addresses or outlet.source
    assert bool(outlet.source) == bool(outlet.checked)
    assert outlet.checked is None or outlet.checked >= date(2026, 1, 1)
    assert not outlet.loopback


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=lambda o: o.key)
def test_an_address_is_the_outlets_own_or_that_of_a_host_known_to_serve_it(outlet: Outlet) -> None:
    asked = {domain(url) for url in (*outlet.feeds, *outlet.sitemaps, *outlet.sections, *outlet.search)}
    assert asked <= hosts_of(outlet) | SERVED_BY.get(outlet.key, frozenset())


def test_state_and_public_ownership_is_looked_up() -> None:
    unsourced = {o.key for o in OUTLETS.values() if o.ownership in ("state", "public") and not o.ownership_source}
    assert unsourced <= {"hamshahri", "afp"}, "name where their ownership was found"


def test_no_address_belongs_to_two_outlets() -> None:
    every = [url for o in OUTLETS.values() for url in (*o.feeds, *o.sitemaps)]
    assert len(set(every)) == len(every)


def test_the_printed_table_is_the_catalogues() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")
    assert told.endswith(outlet_table(OUTLETS.values()) + "\n"), "write it anew with: make outlets"


def test_no_form_credits_two_agencies() -> None:
    every = [form for o in OUTLETS.values() if o.agency for form in {fold(f) for f in (o.name, *o.credits)}]
    assert len(set(every)) == len(every)


def test_the_readme_counts_them() -> None:
    countries = {o.country for o in OUTLETS.values()}
    codes = {code for o in OUTLETS.values() for code in o.languages}
    told = (PACKAGED.parent / "README.md").read_text("utf-8")
    assert f"{len(OUTLETS)} outlets of {len(countries)} countries in {len(codes)} languages" in told


def test_an_outlet_that_nobody_defined_is_named() -> None:
    assert [o.key for o in chosen_outlets(OUTLETS, ["bbc", "tass", "bbc"])] == ["bbc", "tass"]
    with pytest.raises(DefinitionError, match="gazzette"):
        chosen_outlets(OUTLETS, ["bbc", "gazzette"])
