"""Names in the cases of a language that inflects them: one person under "Лавров", "Лаврова" and "Лавровым"."""

from __future__ import annotations

from functools import lru_cache

from extract.quotes.language import Language, load_language
from extract.words import fold

_STEM = 3  # letters that an ending leaves


@lru_cache(maxsize=20_000)
def stem(word: str, code: str) -> str:
    """A folded name without the ending that a case may have given it."""
    endings = sorted(load_language(code).name_endings, key=len, reverse=True)
    cut = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _STEM), "")
    return word.removesuffix(cut)


def nominative_name(name: str, language: Language) -> str:
    """A full name as its subject form, where the language's lists know the first name; else as it stands."""
    first, _, last = name.rpartition(" ")
    if not language.name_endings or not first:
        return name
    lists = {"m": language.men, "f": language.women}
    if fold(first) in language.men | language.women:
        return name
    for gender, known in lists.items():
        for form in _first_forms(first):
            if fold(form) in known and form != first:
                return f"{form} {_last(last, gender)}"
    return name


def _first_forms(first: str) -> list[str]:
    """What a first name may be without its case: "Олафа" Олаф, "Сергеем" Сергей, "Ириной" Ирина."""
    forms = [first.removesuffix(e) for e in ("ом", "ем", "а", "у", "е") if first.endswith(e)]
    forms += [first.removesuffix(e) + "й" for e in ("я", "ю", "ем", "е") if first.endswith(e)]
    return forms + [
        first.removesuffix(e) + a for e in ("ой", "ей", "у", "е", "ы", "ю", "и") if first.endswith(e) for a in "ая"
    ]


def _last(last: str, gender: str) -> str:
    if gender == "f":
        for ending in ("ой", "ую", "у"):
            if last.endswith(ending):
                whole = last.removesuffix(ending)
                return whole + (
                    "ая" if whole.endswith(("ск", "цк", "н")) and ending != "у" and whole[-2:] != "ин" else "а"
                )
        return last
    for ending, base in (
        ("ского", "ский"),
        ("скому", "ский"),
        ("ским", "ский"),
        ("ым", ""),
        ("ом", ""),
        ("ем", "ь"),
        ("а", ""),
        ("у", ""),
        ("я", "ь"),
        ("ю", "ь"),
        ("е", ""),
    ):
        if last.endswith(ending) and len(last) - len(ending) >= _STEM - 1:
            return last.removesuffix(ending) + base
    return last
