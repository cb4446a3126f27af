"""What one outlet writes where another, reporting the same statement, writes another word: "sanctions", "restrictions".

Nothing is listed beforehand: two renderings of one statement are laid beside each other, and where the same words stand
on both sides of a gap, what fills the gap names the same thing or act. Only outlets' own words count, so reports in
indirect speech; what stands in quotation marks the speaker chose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations, takewhile

from extract.records import ArticleQuotation, Coverage, QuoteKind
from extract.words import lemma, sounds
from reports.claims import is_function, is_number
from reports.coverage import covered
from reports.renderings import without_marked
from reports.wording import Found, Used, used_by

SURE = 2  # words that are the same on each side of a gap: then what fills it is one thing
ENOUGH = 3  # such words on both sides together, where as many words fill the gap in both renderings
MOST_WORDS = 2  # that fill a gap, function words aside: more are another thought
_GAP = "…"  # where the speaker's own words, or another piece's, are left out
_PART = re.compile(rf"\w+(?:[’'\-]\w+)*|{_GAP}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Words in one place of one statement's renderings, in one language."""

    statement: str
    person: str
    language: str
    place: str  # the words before and behind, as they stand in one of the renderings
    used: tuple[Used, ...]


@dataclass(frozen=True)
class _Told:
    """An outlet's own words in one rendering."""

    quotation: ArticleQuotation
    outlet: str
    language: str

    @cached_property
    def text(self) -> str:
        joined = f" {_GAP} ".join(self.quotation.pieces)
        return joined if self.quotation.kind is QuoteKind.INDIRECT else without_marked(joined)

    @cached_property
    def parts(self) -> list[re.Match[str]]:
        return list(_PART.finditer(self.text))

    @cached_property
    def bases(self) -> list[str]:
        return [p.group() if p.group() == _GAP else lemma(p.group(), self.language) for p in self.parts]

    def content(self, start: int, end: int) -> list[int]:
        return [i for i in range(start, end) if not is_function(self.bases[i], self.language)]

    def words(self, chosen: Sequence[int]) -> str:
        """From the first of these words to the last, literally."""
        return self.text[self.parts[chosen[0]].start() : self.parts[chosen[-1]].end()]


@dataclass(frozen=True, slots=True)
class _Pair:
    place: str
    found: tuple[tuple[str, Found], tuple[str, Found]]  # by dictionary form


def word_choices(coverage: Coverage) -> tuple[Choice, ...]:
    """Places of statements that outlets of one language fill with different words, most widely carried first."""
    articles = {a.id: a for a in covered(coverage)}
    by_id = {q.id: q for q in coverage.quotations}
    found = []
    for statement in coverage.statements:
        told: defaultdict[str, list[_Told]] = defaultdict(list)
        for q in (by_id[i] for i in statement.quotations):
            if q.article in articles and q.kind is not QuoteKind.DIRECT:
                article = articles[q.article]
                told[article.language].append(_Told(q, article.outlet, article.language))
        for language, renderings in told.items():
            for place, keyed in _places(renderings):
                used = used_by(keyed, coverage)
                found.append(Choice(statement.id, statement.person or "speaker not resolved", language, place, used))
    return tuple(sorted(found, key=lambda c: -len({outlet for u in c.used for outlet, _ in u.outlets})))


def _places(renderings: Sequence[_Told]) -> Iterator[tuple[str, list[tuple[str, Found]]]]:
    """Gaps of one statement; pairs that share a rendering's word are one place, whose words stand for each other."""
    groups: list[tuple[str, dict[tuple[str, Found], None]]] = []
    for one, other in combinations(renderings, 2):
        if one.outlet != other.outlet:
            for pair in _pairs(one, other):
                group = next((g for g in groups if not g[1].keys().isdisjoint(pair.found)), None)
                if group is None:
                    groups.append(group := (pair.place, {}))
                group[1].update(dict.fromkeys(pair.found))
    yield from ((place, list(found)) for place, found in groups)


def _pairs(one: _Told, other: _Told) -> Iterator[_Pair]:
    """Gaps between the same words that two renderings fill with different ones."""
    for op, i, j, k, n in SequenceMatcher(None, one.bases, other.bases, autojunk=False).get_opcodes():
        if op == "replace":
            left = _same(one.bases[:i][::-1], other.bases[:k][::-1])
            right = _same(one.bases[j:], other.bases[n:])
            mine, theirs = one.content(i, j), other.content(k, n)
            sure = min(left, right) == SURE or (left + right >= ENOUGH and len(mine) == len(theirs))
            if left and right and sure and _fill(one, mine, other, theirs):
                place = f"{one.words(range(i - left, i))} {_GAP} {one.words(range(j, j + right))}"
                yield _Pair(place, (_keyed(one, mine), _keyed(other, theirs)))


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words from the gap on are the same, as far as it matters."""
    pairs = zip(one[:SURE], other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] != _GAP, pairs))


def _fill(one: _Told, mine: Sequence[int], other: _Told, theirs: Sequence[int]) -> bool:
    """Whether each gap has a few words, none of them a number, a name spelled otherwise, or the speaker's own."""
    if not (0 < len(mine) <= MOST_WORDS and 0 < len(theirs) <= MOST_WORDS):
        return False
    words = [one.bases[i] for i in mine], [other.bases[i] for i in theirs]
    if any(w == _GAP or is_number(w, t.language) for t, side in zip((one, other), words, strict=True) for w in side):
        return False
    return {sounds(w) for w in words[0]}.isdisjoint(sounds(w) for w in words[1])


def _keyed(told: _Told, chosen: Sequence[int]) -> tuple[str, Found]:
    q = told.quotation
    return " ".join(told.bases[i] for i in chosen), Found("", q.article, q.paragraph, told.words(chosen))
