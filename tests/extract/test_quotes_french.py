"""French: cues with their subject behind them or inside the marks, sources that no list has, infinitives."""

from __future__ import annotations

import pytest

from extract.definitions import Participant
from extract.quotes import find_quotations

LUND = Participant(name="Hanne Lund", role="president", country="Westmark", aliases=())


def read(text: str) -> list[tuple[str, str | None]]:
    """What is said, and by whom."""
    found = find_quotations(text, "fr", (LUND,))
    return [(" … ".join(text[a:b] for a, b in q.spans), q.person) for q in found]


@pytest.mark.parametrize(
    ("text", "said", "person"),
    [
        ("« Le reste viendra », élude-t-elle. Hanne Lund part.", "Le reste viendra", None),
        ("« On verra bien », a pour sa part réagi Anna Morel.", "On verra bien", "Anna Morel"),
        ("Les prix du blé vont monter, a annoncé le grossiste.", "Les prix du blé vont monter", "grossiste"),
        ("Selon le grossiste, les prix monteront.", "les prix monteront", "grossiste"),
        ("Huit ponts sont fermés, selon un bilan publié par la mairie.", "Huit ponts sont fermés", "mairie"),
        ("Anna Morel raconte n'avoir rien vu.", "n'avoir rien vu", "Anna Morel"),
        ("Et le maire de conclure « que la fête commence enfin ».", "que la fête commence enfin", "maire"),
        ("Pour l'arboriculteur Jean Vidal, la récolte est perdue.", "la récolte est perdue", "Jean Vidal"),
        ("« Le port, assure Anna Morel, doit rouvrir. »", "Le port … doit rouvrir.", "Anna Morel"),
        ("« C'est lui, assure Anna Morel, qui a menti. »", "C'est lui … qui a menti.", "Anna Morel"),
        ("« C'est faux, dit Anna Morel, élue de Tarvo. Archi-faux. »", "C'est faux … Archi-faux.", "Anna Morel"),
        ("La vice-présidente a plaidé pour « un sursaut collectif ».", "un sursaut collectif", "vice-présidente"),
    ],
)
def test_what_is_said_and_by_whom(text: str, said: str, person: str | None) -> None:
    assert read(text) == [(said, person)]


@pytest.mark.parametrize(
    "text",
    [
        "Selon le calendrier, tout finira mardi.",
        "Pour le moment, Hanne Lund se tait.",
        "La soi-disant « ligne de paix » longe le fleuve.",
        "Hanne Lund souhaite rester anonyme.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    assert read(text) == []
