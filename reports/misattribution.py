"""Words that an outlet puts in another mouth than the record, or than several outlets, do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.definitions import Meeting
from extract.records import Article, ArticleQuotation, Passage, QuoteKind
from extract.words import names
from reports.claims import is_function
from reports.renderings import all_stand, marked_runs, tokens

LEAST = 4  # words in marks: fewer are said by anybody
LEAST_TELLING = 3  # of them that are no function words
OTHERS = 2  # independent texts that must agree where there is no record


@dataclass(frozen=True, slots=True)
class _Voice:
    speaker: str
    language: str
    words: tuple[str, ...]
    text: str  # the independent text it stands in; "" for the record


class Voices:
    """What everybody is known to have said, in the record and in quotation marks."""

    def __init__(
        self,
        quotations: Sequence[ArticleQuotation],
        articles: Mapping[str, Article],
        passages: Sequence[Passage],
        meeting: Meeting,
        texts: Mapping[str, str],
    ) -> None:
        self.people = {p.name: p.names for p in meeting.participants}
        self.articles, self.texts = articles, texts
        self._record: defaultdict[str, list[_Voice]] = defaultdict(list)
        self._outlets: defaultdict[str, list[_Voice]] = defaultdict(list)
        for p in passages:
            self._add(self._record, _Voice(p.speaker or "", p.language, tokens(p.text), ""))
        for q in quotations:
            if q.kind is not QuoteKind.INDIRECT and q.person:
                said = sum(marked_runs(q), ())
                where = texts.get(q.article, q.article)
                self._add(self._outlets, _Voice(q.person, articles[q.article].language, said, where))

    @staticmethod
    def _add(into: defaultdict[str, list[_Voice]], voice: _Voice) -> None:
        for word in set(voice.words):
            into[word].append(voice)

    def whose(self, quotation: ArticleQuotation) -> str | None:
        """The person whose words these are, when the outlet names another one; None when that can't be shown.

        Claimed of four words or more, three of them no function words (``reports.claims``), when the article names one
        participant in person ("Ms Veld", not "she" or "the ministry"), and the words in its marks stand run by run in
        another participant's turn of the record and nowhere else in it; or, where the record has them nowhere, in the
        marks of ``OTHERS`` independent texts that agree on another participant, while this text stands alone. A
        participant whose words are told second-hand, or who may quote, is left out.
        """
        language = self.articles[quotation.article].language
        runs = marked_runs(quotation)
        if quotation.kind is QuoteKind.INDIRECT or quotation.via or not self._by_name(quotation):
            return None
        said = sum(runs, ())
        telling = {t for t in said if not is_function(t, language)}
        if len(said) < LEAST or len(telling) < LEAST_TELLING:
            return None
        rarest = min(said, key=lambda t: len(self._outlets[t]) + len(self._record[t]))
        recorded = [v for v in self._record[rarest] if v.language == language and all_stand(runs, v.words)]
        if recorded:
            return self._other(quotation, {v.speaker for v in recorded})
        here = self.texts.get(quotation.article, quotation.article)
        told = {
            (v.speaker, v.text)
            for v in self._outlets[rarest]
            if v.language == language and v.text != here and all_stand(runs, v.words)
        }
        return self._other(quotation, {speaker for speaker, _ in told}) if len(told) >= OTHERS else None

    def _other(self, quotation: ArticleQuotation, speakers: set[str]) -> str | None:
        """The one other participant; of several, or one who is nobody's name, nothing is claimed."""
        (speaker, *more) = speakers
        return speaker if not more and speaker in self.people and speaker != quotation.person else None

    def _by_name(self, quotation: ArticleQuotation) -> bool:
        """Whether the article names the participant beside the words: a pronoun or office may be resolved wrongly."""
        forms = self.people.get(quotation.person or "", ())
        return any(names(quotation.mention or "", form.split()[-1]) for form in forms)
