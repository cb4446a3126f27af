"""Whether two quotations report the same utterance: one function, and the reasons for its answer."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.words import fold, lemma, words
from reports import claims
from reports.renderings import is_cut

THRESHOLD = 0.4  # probability from which two quotations are one utterance: set for precision
# Logistic regression on 3,477 hand-coded pairs of one speaker in two outlets, 281 of them one utterance.
WEIGHTS = {"bias": -4.37, "vectors": 2.75, "rare words": 4.13, "shared": 2.51, "words in marks": 2.03}
# Across languages words can't be compared.
ACROSS = {"bias": -5.2, "vectors": 10.2, "shared number": 0.8}
_MARKED = re.compile(r"[“„\"«‘‹「]([^”“\"»’›」]{3,})[”“\"»’›」]")
LIKE_SIZE = 1.5  # times as many words: a longer rendering may negate in what the other cut
SAME_WORDS = 0.75  # share of all words that both have, from which only what is negated can differ
BRIEF = 4  # content words up to which there is but one thing to negate
FEW = 3  # words from which what two wordings share says something


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a quotation or of a passage of the record, taken apart once for all its comparisons."""

    language: str
    words: frozenset[str]  # lemmas, without function words
    marked: frozenset[str]  # those of them in quotation marks
    claims: claims.Claims
    text: str

    @property
    def cut(self) -> bool:
        """Whether it marks that something is left out."""
        return is_cut(self.text)


@dataclass(frozen=True, slots=True)
class Decision:
    same: bool
    score: float  # 0..1
    reasons: tuple[str, ...]


def parse(text: str, language: str, direct: bool = False, cue: str = "") -> Content:
    """Content words as lemmas, numbers, negation and modality of a text.

    Args:
        direct: all of it stood in marks.
        cue: by which it is reported; what is "denied" is claimed not to be.
    """
    kept = content_words(text, language)
    marked = kept if direct else frozenset(w for m in _MARKED.findall(text) for w in content_words(m, language))
    claimed = claims.read_claims(text, language)
    if not direct and cue and claims.denies(cue, language):
        claimed = replace(claimed, negated=not claimed.negated)
    return Content(language, kept, marked, claimed, text)


def content_words(text: str, language: str) -> frozenset[str]:
    """The words of a text that carry a proposition, as lemmas."""
    tokens = (m.group() for m in words(text))
    return frozenset(
        base
        for t in tokens
        if not claims.is_function(fold(t), language) and len(base := lemma(re.sub(r"[’']s?$", "", t), language)) > 1
    )


class Rarity:
    """How much a shared word tells: inverse document frequency over the quotations of one meeting."""

    def __init__(self, contents: Sequence[Content]) -> None:
        self._count = Counter(w for c in contents for w in c.words)
        self._all = max(1, len(contents))

    def weight(self, word: str) -> float:
        return math.log(1 + self._all / (1 + self._count[word]))

    def total(self, found: Iterable[str]) -> float:
        return sum(self.weight(w) for w in sorted(found))


def features(a: Content, b: Content, cosine: float, rarity: Rarity) -> dict[str, float]:
    """What two quotations in one language have in common, each between 0 and 1 except ``bias``."""
    common = a.words & b.words
    less = min(rarity.total(a.words), rarity.total(b.words)) or 1.0
    union = rarity.total(a.words | b.words) or 1.0
    return {
        "bias": 1.0,
        "vectors": max(0.0, cosine),
        "rare words": rarity.total(common) / less * min(1.0, len(common) / FEW),
        "shared": rarity.total(common) / union,
        "words in marks": max(_found(a.marked, b, rarity), _found(b.marked, a, rarity)),
    }


def _found(marked: frozenset[str], other: Content, rarity: Rarity) -> float:
    """Share of the words that one puts in marks that stand in the other."""
    return rarity.total(marked & other.words) / (rarity.total(marked) or 1.0) * min(1.0, len(marked) / FEW)


def contradiction(a: Content, b: Content) -> str | None:
    """Numbers, negation or modality that forbid one utterance, however alike the rest is."""
    small, large = sorted((len(a.words), len(b.words)))
    one_language = a.language == b.language
    return claims.contradiction(a.claims, b.claims, small * LIKE_SIZE >= large, one_language, large <= BRIEF)


def barred(a: Content, b: Content, cosine: float, rarity: Rarity) -> bool:
    """Whether two would be one utterance if they did not contradict each other: no statement may hold both.

    A negation must stand in nearly the same words, without a cut: else it may negate what only one of them says.
    """
    against = contradiction(a, b)
    if against is None:
        return False
    if against == claims.NEGATED and (a.cut or b.cut or len(a.words & b.words) < SAME_WORDS * len(a.words | b.words)):
        return False
    return likeness(a, b, cosine, rarity) >= THRESHOLD


def same_utterance(a: Content, b: Content, cosine: float, rarity: Rarity) -> Decision:
    """Decide whether two quotations of one speaker report the same utterance.

    Args:
        a, b: the quotations' contents.
        cosine: of their sentence vectors, -1..1.
        rarity: of words over the meeting's quotations.

    Returns:
        Decision with a score from 0 to 1 and the observations it rests on. Symmetric in ``a`` and ``b``.
    """
    if against := contradiction(a, b):
        return Decision(False, 0.0, (against,))
    score = likeness(a, b, cosine, rarity)
    if a.language != b.language:
        return Decision(score >= THRESHOLD, score, (f"vectors {cosine:.2f}, across languages",))
    found = features(a, b, cosine, rarity)
    reasons = tuple(f"{k} {v:.2f}" for k, v in found.items() if k != "bias" and v > 0)
    return Decision(score >= THRESHOLD, score, reasons or ("nothing in common",))


def may_be_one(a: Content, b: Content, cosine: float) -> bool:
    """Whether a score of ``THRESHOLD`` is within reach: without a shared word, only across languages."""
    if a.language == b.language:
        return not a.words.isdisjoint(b.words)
    return cosine >= _LEAST_ACROSS


def likeness(a: Content, b: Content, cosine: float, rarity: Rarity) -> float:
    """How probable one utterance is, 0..1, whatever contradicts it."""
    if a.language == b.language:
        return _logistic(sum(WEIGHTS[k] * v for k, v in features(a, b, cosine, rarity).items()))
    shared = bool(a.claims.numbers & b.claims.numbers or a.claims.days & b.claims.days)
    return _logistic(ACROSS["bias"] + ACROSS["vectors"] * max(0.0, cosine) + ACROSS["shared number"] * shared)


_LEAST_ACROSS = (math.log(THRESHOLD / (1 - THRESHOLD)) - ACROSS["bias"] - ACROSS["shared number"]) / ACROSS["vectors"]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
