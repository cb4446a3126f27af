"""One name for one speaker over all articles of a meeting.

An article alone may give less than another: the last name, an initial more, the office only. What it says is read with
the others', and only where they leave one reading: the same last name and no first name that differs; the same office
beside one name. The mention stays as it is printed, so the table shows what was made of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.definitions import Participant
from extract.quotes.cast import plain
from extract.quotes.language import Language, load_language
from extract.records import Article, ArticleQuotation

_AND = re.compile(r"(, | and )")
_NAME = r"(?P<name>(?:[A-Z][\w’'-]+\.?\s+){1,2}[A-Z][\w’'-]+)"
_VAGUE = re.compile(r"(?:an?|one|some|another|several|many)\s", re.I)
_SUFFIX = re.compile(r"\b(?:Jr|Sr)\.?$")
_LONGEST = 7  # words of an office that is looked up


def agree(
    articles: Iterable[Article], quotations: Sequence[ArticleQuotation], participants: Sequence[Participant]
) -> tuple[ArticleQuotation, ...]:
    """The quotations with persons who are the same under the same name."""
    texts = {a.id: a for a in articles}
    held = _holders(texts, quotations)
    placed = [replace(q, person=held.get(q.person, q.person)) if q.person and _definite(q) else q for q in quotations]
    names = _one_name([q.person for q in placed if q.person], [p.name for p in participants])
    return tuple(replace(q, person=_renamed(q.person, names)) if q.person else q for q in placed)


def _definite(quotation: ArticleQuotation) -> bool:
    return quotation.mention is not None and not _VAGUE.match(quotation.mention)


def _renamed(person: str, names: Mapping[str, str]) -> str:
    return names.get(person) or "".join(names.get(part, part) for part in _AND.split(person))


def _one_name(persons: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    """For each name the one that stands for it: the meeting's, else the one used most."""
    count = Counter(part for person in persons for part in [person, *_AND.split(person)] if _is_name(part))
    kin: dict[str, list[str]] = defaultdict(list)
    for name in {*count, *(g for g in given if _is_name(g))}:
        kin[plain(name)[-1]].append(name)
    found = {}
    for name in count:
        same = [other for other in kin[plain(name)[-1]] if _may_be(name, other)]
        if all(_may_be(a, b) for a in same for b in same):  # two brothers of that name leave "Marsh" as it is
            found[name] = max(same, key=lambda n: (n in given, len(n.split()) > 1, count[n], -len(n), n))
    return found


def _is_name(name: str) -> bool:
    words = re.sub(r"^The\s", "", name).split()
    return 0 < len(words) <= 4 and all(w[0].isupper() for w in words) and not _SUFFIX.search(name) and "’" not in name


def _may_be(one: str, other: str) -> bool:
    """Whether one name is the other shortened, or has another initial, or none, in the middle."""
    a, b = ([w for w in plain(name) if w != "the"] for name in (one, other))
    shorter, longer = sorted((a, b), key=len)
    if longer[-len(shorter) :] == shorter and shorter:
        return True
    bare = [[w for i, w in enumerate(words) if not 0 < i < len(words) - 1 or len(w) > 1] for words in (a, b)]
    return bare[0] == bare[1]


def _holders(articles: Mapping[str, Article], quotations: Sequence[ArticleQuotation]) -> dict[str, str]:
    """Who holds an office that one article gives without a name and others beside exactly one."""
    wanted: dict[str, str] = {}
    for q in quotations:
        language = articles[q.article].language
        if q.person and _definite(q) and _is_office(q.person, load_language(language)):
            wanted[q.person] = language
    found = {}
    for office, language in wanted.items():
        texts = [a.text for a in articles.values() if a.language == language]
        names = {name for text in texts for name in _beside(text, office, load_language(language))}
        if len({plain(name)[-1] for name in names}) == 1:
            found[office] = min(names, key=lambda name: (-len(name.split()), name))
    return found


def _is_office(person: str, language: Language) -> bool:
    words = plain(person)
    head = next((w for w in reversed(words) if w in language.roles), None)
    return 1 < len(words) <= _LONGEST and head is not None and not {head, words[-1]} & language.groups


def _beside(text: str, office: str, language: Language) -> list[str]:
    """The names that stand right before or behind an office in a text."""
    seat = re.escape(office)
    if office.casefold() not in text.casefold():
        return []
    title = "|".join(sorted(re.escape(t) for t in language.titles))
    before = rf"(?<!former )(?<!deputy )(?i:\b{seat}),?\s+(?:(?i:{title})\.?\s+)*{_NAME}"
    behind = rf"{_NAME.replace('name', 'ahead')},\s+(?i:the\s+{seat})\b"
    pattern = re.compile(f"{before}|{behind}")
    titles = language.titles | language.roles
    found = [m["name"] or m["ahead"] for m in pattern.finditer(text)]
    return [" ".join(w for w in name.split() if plain(w)[0] not in titles) for name in found]
