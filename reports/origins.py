"""Where an article's words come from: passages that stand in an agency's article, a release, or another outlet's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from extract.definitions import Outlet
from extract.records import COVERAGE, Article, ArticleQuotation, Origin, OriginKind, Passage, Relation
from reports.credits import credited, forms_of
from reports.reuse import rarities, rewritten, share, standing, take_apart, translated

COPY = 0.6  # share of an article's words standing in another from which it is the same text
REPORTED = 0.2  # smaller shares are common facts, and are not reported
LEAST = 2  # sentences of a part: a single one is a common fact
MOST = 3  # sources of one article


def find_origins(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    agencies: Sequence[Outlet] = (),
    quotations: Iterable[ArticleQuotation] = (),
    passages: Iterable[Passage] = (),
) -> tuple[Origin, ...]:
    """Rows for each article of coverage whose words stand elsewhere, or which credits an agency; the weightiest first.

    An article can only come from one that has precedence: an official readout before all, an agency's before others',
    an earlier one before a later one; so origins never run in a circle. ``share`` counts the article's words that are
    not reported speech and are in sentences that stand in the source, of a copy literally or rewritten, of a part
    literally; of a second source, only in those that do not stand in the first.

    Args:
        articles: coverage and record.
        outlets: by key.
        agencies: may be credited without being among the outlets.
        quotations: what is reported speech; without them, what stands in quotation marks is.
        passages: of the record; what is a transcript is no source, as everybody in the room heard it.
    """
    forms = forms_of((*outlets.values(), *agencies))
    wires = {a.id: credited(a, forms) for a in articles if a.relation in COVERAGE}
    releases = {p.article for p in passages if p.reported}
    taken = [a for a in articles if a.relation in COVERAGE or (a.relation is Relation.RECORD and a.id in releases)]
    search = _Search(taken, outlets, wires, quotations)
    found: list[Origin] = []
    for article in (a for a in articles if a.relation in COVERAGE):
        rows = search.sources(article)
        if not rows and (wire := wires[article.id]) and not outlets[article.outlet].agency:
            rows = [Origin(article.id, None, wire, 0.0, OriginKind.CREDITED)]
        found += rows
    return tuple(found)


class _Search:
    """The articles in the order in which one may come from another."""

    def __init__(
        self,
        articles: Sequence[Article],
        outlets: Mapping[str, Outlet],
        wires: Mapping[str, str | None],
        quotations: Iterable[ArticleQuotation],
    ) -> None:
        self.outlets, self.wires = outlets, wires
        self.ranked = sorted(articles, key=self._precedence)
        self.rank = {a.id: n for n, a in enumerate(self.ranked)}
        said: defaultdict[str, list[str]] = defaultdict(list)
        for quotation in quotations:
            said[quotation.article] += quotation.pieces
        self.texts = {a.id: take_apart(a, said[a.id]) for a in self.ranked}
        self.weight: Callable[[str], float] = rarities(self.texts.values())

    def _precedence(self, article: Article) -> tuple[bool, bool, datetime, int, str]:
        record = article.relation is Relation.RECORD
        agency = not record and self.outlets[article.outlet].agency
        return not record, not agency, _moment(article.published), -article.words, article.id

    def sources(self, article: Article) -> list[Origin]:
        """The text that it is a copy of; else what parts of it come from, the weightiest first."""
        before = [a for a in self.ranked[: self.rank[article.id]] if a.outlet != article.outlet]
        own = [a for a in before if a.language == article.language]
        text = self.texts[article.id]
        literal = {a.id: standing(text, self.texts[a.id]) for a in own}
        whole = [
            (share(text, literal[a.id] | rewritten(text, self.texts[a.id], self.weight)), -self.rank[a.id], a)
            for a in own
        ]
        part, _, source = max(whole, key=lambda x: x[:2], default=(0.0, 0, None))
        if source is not None and part >= COPY:
            return [self._origin(article, source, part)]
        return list(self._parts(article, own, literal)) or list(self._translation(article, before))

    def _parts(
        self, article: Article, sources: Sequence[Article], literal: Mapping[str, frozenset[int]]
    ) -> Iterator[Origin]:
        text, known = self.texts[article.id], frozenset[int]()
        for _ in sources[:MOST]:
            left = [(literal[a.id] - known, a) for a in sources]
            places, source = max(left, key=lambda x: (share(text, x[0]), -self.rank[x[1].id]))
            part = share(text, places)
            if part < REPORTED or len(places) < LEAST:
                return
            yield self._origin(article, source, part)
            known |= places

    def _translation(self, article: Article, before: Sequence[Article]) -> Iterator[Origin]:
        """The text in another language of which this one is a translation; parts of one are not looked for."""
        foreign = [a for a in before if a.language != article.language and a.relation in COVERAGE]
        shares = [(translated(article, a), -self.rank[a.id], a) for a in foreign]
        part, _, source = max(shares, key=lambda x: x[:2], default=(0.0, 0, None))
        if source is not None and part >= COPY:
            yield self._origin(article, source, part, translation=True)

    def _origin(self, article: Article, source: Article, part: float, translation: bool = False) -> Origin:
        wire = self.wires[article.id]
        if source.relation is Relation.RECORD:
            kind = OriginKind.RELEASE
        elif self.outlets[source.outlet].agency:
            kind = OriginKind.WIRE
        elif wire and wire == self.wires[source.id]:
            kind = OriginKind.COMMON
        else:
            kind = OriginKind.OUTLET
        return Origin(article.id, source.id, wire, round(part, 3), kind, translation)


def independent_texts(articles: Sequence[Article], origins: Sequence[Origin]) -> dict[str, str]:
    """For each article of coverage, the article whose text it is: itself, or what it copies for ``COPY`` or more.

    Of several copies of one press release, which is no coverage, the first stands for all.
    """
    source = {o.article: o.source for o in origins if o.source and o.share >= COPY}

    def root(key: str) -> str:
        while (above := source.get(key)) is not None:
            key = above
        return key

    roots = {a.id: root(a.id) for a in articles if a.relation in COVERAGE}
    first: dict[str, str] = {}
    for key, above in roots.items():
        first.setdefault(above, above if above in roots else key)
    return {key: first[above] for key, above in roots.items()}


def _moment(published: date | None) -> datetime:
    """A moment to sort by; a date without time counts as the end of its day, no date as after all others."""
    if published is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime(published.year, published.month, published.day, 23, 59, tzinfo=UTC)
