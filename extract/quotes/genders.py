"""Whether a first name or the form of a verb tells that a man or a woman speaks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.quotes.language import Language, load_language
from extract.words import fold, latin


def by_first_name(forms: Sequence[str], language: Language) -> str:
    """ "m", "f" or unknown, by the first word of any form in which a name is known."""
    women, men = _listed(language.code)
    firsts = {w for form in forms for w in (fold(form.split()[0]), latin(form.split()[0]))}
    if firsts & women:
        return "f"
    if firsts & men:
        return "m"
    # Where first names are listed, an unlisted one in -a is nearly always a woman's.
    ends = fold(forms[0].split()[0]).endswith(("a", "а", "я"))
    return "f" if ends and " " in forms[0] and language.women else ""


def agreement(cue: str, language: Language) -> str:
    """The gender of who speaks, where the form of the cue tells it: "сказала"; the longest ending decides."""
    fits = [(len(e), gender) for e, gender in language.gendered.items() if cue.casefold().endswith(e)]
    return max(fits)[1] if fits else ""


@lru_cache(maxsize=32)
def _listed(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """First names of women and of men: a language's own list, and the English one for names in any script."""
    own, common = load_language(code), load_language("en")
    women, men = ({fold(n) for n in names} for names in (own.women, own.men))
    return frozenset(women | (common.women - men)), frozenset(men | (common.men - women))
