"""Credits: where agencies are named as authors, and where they are only spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.definitions import Outlet
from extract.records import Article
from reports.credits import credited, forms_of

AGENCIES = (
    Outlet(
        key="mna",
        name="Meridian News Agency",
        country="Aldmark",
        ownership="private",
        languages=("en",),
        agency=True,
        credits=("MNA", "МНА", "Меридиан"),
    ),
    Outlet(
        key="velta",
        name="VelTA",
        country="Velmoria",
        ownership="state",
        languages=("ru",),
        agency=True,
        credits=("ВелТА", "维塔社"),
    ),
)
FORMS = forms_of(AGENCIES)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("HALMSUND, April 14 (MNA) - The ministers met.", "Meridian News Agency"),
        ("HALMSUND (VelTA/MNA) — The ministers met.", "VelTA"),
        ("ХАЛЬМСУНД, 14 апреля. /ВелТА/. Министры встретились.", "VelTA"),
        ("ХАЛЬМСУНД, 14 апр — МНА. Министры встретились.", "Meridian News Agency"),
        ("Хальмсунд. 14 апреля. ВЕЛТА - Министры встретились.", "VelTA"),
        ("MNA - The ministers met.", "Meridian News Agency"),
        ("The ministers left in the evening. — MNA", "Meridian News Agency"),
        ("Additional reporting by Meridian News Agency in Halmsund", "Meridian News Agency"),
        ("Kaynak: VelTA", "VelTA"),
        ("Les ministres se sont quittés le soir. Avec VelTA", "VelTA"),
        ("部长们会面(维塔社)。", "VelTA"),
        ("部长们会面（维塔社）。", "VelTA"),
        ("The minister told MNA that the talks were long.", None),
        ("He spoke (after the talks) with the MNA reporter - and left.", None),
        ("The minister, MNA and others - all of them - left.", None),
        ("The minister and MNA - all of them - left.", None),
        ("Photo of the port (MNA Photo)", None),
        ("Le ministre a parlé avec MNA pendant une heure, puis il est parti.", None),
        ("A source at VelTA said so.", None),
    ],
)
def test_an_agency_is_credited_where_it_stands_for_the_author(text: str, agency: str | None) -> None:
    assert credited(Article("Talks", (text, "A second paragraph.", "A third paragraph.")), FORMS) == agency


def test_a_credit_stands_at_an_end_or_in_the_byline() -> None:
    middle = Article("Talks", ("One.", "Two (MNA).", "Three.", "Four."))
    assert credited(middle, FORMS) is None
    for byline in ("Meridian News Agency, Halmsund", "MNA"):
        assert credited(Article("Talks", ("One.",), authors=(byline,)), FORMS) == "Meridian News Agency"
    assert credited(Article("Talks", ("One.",), authors=("Velta Mna",)), FORMS) is None


def test_a_form_of_two_agencies_is_the_firsts() -> None:
    other = AGENCIES[1].model_copy(update={"credits": ("MNA",)})
    assert forms_of((AGENCIES[0], other))["mna"] == "Meridian News Agency"
    assert forms_of((other, AGENCIES[0]))["mna"] == "VelTA"


def test_an_agency_outside_the_meeting_is_named(
    make_outlet: Callable[..., Outlet], make_article: Callable[..., Article]
) -> None:
    from reports.origins import find_origins

    article = make_article("own", [], more=("HALMSUND (MNA) - The ministers met on Tuesday in the port.",))
    outlets = {"own": make_outlet("own")}
    assert find_origins([article], outlets) == ()
    (origin,) = find_origins([article], outlets, AGENCIES)
    assert (origin.source, origin.wire, origin.share) == (None, "Meridian News Agency", 0.0)
