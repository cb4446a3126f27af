"""Who holds an office that a phrase names in another language: "глава МИД Остмарка", "la ministre", "mevkidaşı".

The meeting's file names offices in English; a language's definition has its own words for them. Otherwise the article
says who holds an office by writing it before a name. A phrase that singles nobody out is a body or stays what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.quotes.cast import Cast, Person, plain
from extract.quotes.language import Language
from extract.quotes.naming import country_of
from extract.quotes.presence import Presence
from extract.records import Span
from extract.words import fold, lemma

_STEM = 6  # letters by which an inflected word is known again
_ARTICLE = re.compile(r"(\w+['’]?)\s*$")


def holder(cast: Cast, presence: Presence, text: str, mention: Span, gender: str) -> str | None:
    """The person who holds the office, else the phrase itself as a body or somebody unnamed."""
    language = cast.language
    phrase = text[slice(*mention)]
    before = _ARTICLE.search(text, max(0, mention[0] - 12), mention[0])
    article = fold(before[1]) if before else ""
    if article in language.indefinite:
        return nominative(phrase, language)
    whole = [w.split("'")[-1] for w in plain(phrase)]
    if is_body(whole, language):
        again = _body_again(presence.noted, whole[0], language) if len(whole) == 1 else None
        return again or nominative(phrase, language)
    gender = gender or _gender(whole, article, language)
    names = _participants(cast, whole, fold(phrase)) or _of_article(cast, whole)
    if set(whole) & language.mirrors:
        names = _others(cast, presence, mention[0]) or names
    names = _of_gender(cast, names, gender)
    if len(names) > 1:
        return presence.most(mention[0], gender, names) or nominative(phrase, language)
    if not names and len(whole) == 1 and article not in language.determiners:
        # "the diplomat": the one the text is about, but not "sa voisine"
        names = [n for n in (presence.centre(mention[0], gender),) if n]
    return names[0] if names else nominative(phrase, language)


def is_body(whole: Sequence[str], language: Language) -> bool:
    """Whether the head of a phrase is a body: "министерство транспорта", but not "представитель министерства"."""
    heads = [w for w in whole if _is_form(w, language.roles, language)]
    head = heads[-1 if language.role_last else 0] if heads else ""
    if language.links and head in _folded(language.roles) and not head.startswith(tuple(_folded(language.groups))):
        return False  # "une avocate" is no form of "avocats"
    return bool(heads) and _is_form(heads[-1] if language.role_last else heads[0], language.groups, language)


def _body_again(named: Sequence[str], word: str, language: Language) -> str | None:
    """The body of that sort that spoke last, by its whole name: "в ведомстве" after "в Минэнерго Альдении"."""
    kind = _sort(word, language)
    return next((b for b in reversed(named) if " " in b and kind in {_sort(w, language) for w in plain(b)}), None)


def _sort(word: str, language: Language) -> str:
    return next((sort for w, sort in language.body_kinds.items() if word.startswith(w[:_STEM])), word)[:_STEM]


def _is_form(word: str, forms: Collection[str], language: Language) -> bool:
    """Whether a folded word is one of these in some case, or a compound that ends in one."""
    return any(
        word.startswith(base)
        and len(word) <= len(base) + 1 + language.endings
        or language.capital_nouns
        and base in word[-len(base) - 2 :]
        for base in (f[:-1] if len(f) > 5 else f for form in forms for f in plain(form) if len(f) > 2)
    )


def _participants(cast: Cast, whole: Sequence[str], phrase: str) -> list[str]:
    """The participants of the named country, or those whose office has such words."""
    people, language = cast.participants, cast.language
    countries = {c for w in whole if (c := country_of(w, language, people))}
    there = [p for p in people if p.country and any(_same_country(p.country, c) for c in countries)]
    office = _office(phrase, language)
    if countries and not there:
        return []
    held = [p.name for p in there or people if office and office in fold(p.role)]
    return held or ([p.name for p in there] if office is None and len(there) == 1 and len(whole) < 3 else [])


def _office(phrase: str, language: Language) -> str | None:
    """The office in the meeting's words: of the longest form that stands in the phrase."""
    begins = r"(?<!\w)" if language.capital_nouns else r"(?<![\w-])"  # a "vice-présidente" presides over nothing
    forms = [
        (len(form), office)
        for office, every in language.offices.items()
        for form in every
        if re.search(rf"{begins}{re.escape(fold(form))}", phrase)
    ]
    return fold(max(forms)[1]) if forms else None


def _same_country(one: str, other: str) -> bool:
    return fold(one)[:4] == fold(other)[:4]


def _of_article(cast: Cast, whole: Sequence[str]) -> list[str]:
    """The persons before whose name the article writes most of these words."""
    own = [w for w in whole if not country_of(w, cast.language, cast.participants)]
    held = [p.name for p in cast.everybody() if own and _shared(own, p) == len(own)]
    office = _office(" ".join(whole), cast.language) if not held else None
    forms = [plain(form) for form in cast.language.offices.get(office or "", ())]
    several = [form for form in forms if len(form) > 1]  # "le Premier ministre Zarine … le chef du gouvernement"
    return held or [p.name for p in cast.everybody() if any(_shared(form, p) == len(form) for form in several)]


def _shared(whole: Sequence[str], person: Person) -> int:
    known = {w.split("'")[-1][:_STEM] for w in person.described}
    return sum(w[:_STEM] in known for w in whole)


def _others(cast: Cast, presence: Presence, at: int) -> list[str]:
    """Who holds the same office as the participant most present: "ihr Amtskollege"."""
    people = [p.name for p in cast.participants]
    first = presence.most(at, among=people)
    role = next((fold(p.role) for p in cast.participants if p.name == first), "")
    return [p.name for p in cast.participants if p.name != first and role and fold(p.role) == role]


def _gender(whole: Sequence[str], article: str, language: Language) -> str:
    if any(w in language.titles_of_women for w in whole):
        return "f"
    if language.capital_nouns and any(
        w.endswith("in") and w[:-2].endswith(tuple(_folded(language.roles))) for w in whole
    ):
        return "f"  # Ministerin, Sprecherin
    return language.article_genders.get(article) or ("m" if set(whole) & language.titles_of_men else "")


def _folded(words: Collection[str]) -> set[str]:
    return {fold(w) for w in words}


def _of_gender(cast: Cast, names: Sequence[str], gender: str) -> list[str]:
    """Of several those of a gender, else those whose gender is not known."""
    if len(names) < 2 or not gender:
        return list(names)
    known = {n: person.gender for n in names if (person := cast.named(plain(n)))}
    return [n for n in names if known.get(n) == gender] or [n for n in names if not known.get(n)]


def nominative(phrase: str, language: Language) -> str:
    """A body's own name: its listed form, or its first words as a dictionary has them."""
    listed = {fold(r): r for r in language.roles}
    whole = fold(phrase)
    ends = range(1, language.endings + 1)
    if language.name_endings:
        return " ".join(_based(phrase.split(), language))
    if whole in listed:
        return phrase
    if stripped := next((listed[whole[:-n]] for n in ends if whole[:-n] in listed), None):
        return stripped
    *first, last = phrase.split()
    if (
        language.role_last
        and fold(last) not in listed
        and (base := next((listed[fold(last)[:-n]] for n in ends if fold(last)[:-n] in listed), ""))
    ):
        return " ".join((*first, base))
    if language.capital_nouns and " " not in phrase and not whole.endswith(tuple(listed)):
        return next((phrase[:-n] for n in ends if whole[:-n].endswith(tuple(listed))), phrase)
    return phrase


def _based(parts: Sequence[str], language: Language) -> list[str]:
    """Words up to the first office or body as a dictionary has them: "Портовом союзе" is "Портовый союз"."""
    listed = {fold(r)[:_STEM]: fold(r) for r in language.roles if " " not in r}
    based: list[str] = []
    for n, word in enumerate(parts):
        first, dash, last = fold(word).rpartition("-")
        base = first + dash + lemma(last, language.code)
        based.append(
            base[:1].upper() + base[1:]
            if word[0].isupper() and not word.isupper()
            else word
            if word.isupper()
            else base
        )
        if fold(word)[:_STEM] in listed:
            return [*based, *parts[n + 1 :]]
    return list(parts)
