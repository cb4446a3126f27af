"""Whether two quotations report the same utterance: one function, and the reasons for its answer."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.words import fold, lemma, words

# Function words carry no proposition. Short lists on purpose: the weights by rarity do the rest.
_STOP = {
    "en": """the a an of to in on at by for with from and or but that this these those it its he she they we i you his
    her their our my your is are was were be been being has have had do does did will would can could should may might
    must not no as if so than then there here what which who whom how when where why also very more most just about into
    over up out say said tell told us them him me all any some one""",
    "ru": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от
    меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас там потом себя это этот мы для
    они их""",
    "tr": """ve bir bu da de için ile çok daha gibi kadar ki ne o biz onlar ama ancak olarak olan olduğunu olması her
    en""",
    "de": """der die das und in zu den von mit ist des sich auf für im dem nicht ein eine als auch es an er hat aus bei
    sie nach wird einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis wir ich dass""",
    "fr": """le la les de des du un une et en à que qui dans pour pas sur au plus ne se ce il elle ils nous vous est
    sont a ont été être avec par son sa ses leur aux mais ou où""",
    "es": """el la los las de del un una y en a que no se su por con para es al lo como más o pero sus le ha son fue
    ser nos este esta""",
}
_NEGATION = frozenset(
    """not no never n't cannot neither nor without не нет никогда ни без değil yok nicht kein keine keinen nie ne pas
    jamais aucun sin nunca ningún""".split()
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_NUMBER_WORDS = {w: float(i) for i, w in enumerate(_UNITS)} | {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0, "hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9, "half": 0.5, "dozen": 12.0,
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")

THRESHOLD = 0.4  # probability from which two quotations are one utterance: set for precision
# Logistic regression by tests/bench/train_pairs.py on 3,477 hand-coded pairs of one speaker, 281 of them one utterance;
# leave-one-event-out at this threshold: precision .85, recall .45 (2026-11-23).
WEIGHTS = {"bias": -4.2, "vectors": 2.55, "rare words": 5.1, "shared": 2.45}
CROSS_LANGUAGE = 0.5  # cosine from which renderings in two languages are one utterance: words can't be compared


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a quotation or of a passage of the record, taken apart once for all its comparisons."""

    language: str
    words: frozenset[str]
    numbers: frozenset[float]
    negations: int
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    same: bool
    score: float  # 0..1
    reasons: tuple[str, ...]


@lru_cache(maxsize=16)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _STOP.get(language, "").split())


def parse(text: str, language: str) -> Content:
    """Content words as lemmas, numbers and negations of a text."""
    tokens = [m.group() for m in words(text)]
    stop = _stop_words(language)
    kept = frozenset(
        b for t in tokens if fold(t) not in stop and len(b := lemma(re.sub(r"[’']s?$", "", t), language)) > 1
    )
    return Content(language, kept, _numbers(text, tokens), _negations(tokens), text)


def _numbers(text: str, tokens: Iterable[str]) -> frozenset[float]:
    """Values of the numbers in a text, in digits or English words; "1,500", "1 500" and "1.500" are one value."""
    found = set()
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[.,\u00a0 ](?=\d{3}(?!\d))", "", match.group()).replace(",", ".")
        if digits.count(".") <= 1:
            found.add(float(digits))
    return frozenset(found | {_NUMBER_WORDS[t.lower()] for t in tokens if t.lower() in _NUMBER_WORDS} - {1.0})


def _negations(tokens: Iterable[str]) -> int:
    low = [t.lower() for t in tokens]
    return sum(t in _NEGATION or t.endswith(("n't", "n’t")) for t in low)


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
        "rare words": rarity.total(common) / less * min(1.0, len(common) / 3),
        "shared": rarity.total(common) / union,
    }


def contradiction(a: Content, b: Content) -> str | None:
    """Numbers or negation that forbid one utterance, however alike the rest is."""
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return f"different numbers: {_shown(a.numbers)} and {_shown(b.numbers)}"
    if a.language == b.language and (a.negations > 0) != (b.negations > 0) and _alike_size(a, b):
        return "one is negated, the other is not"
    return None


def _alike_size(a: Content, b: Content) -> bool:
    """Only renderings of like length are compared for negation: a longer one may negate in what the other cut."""
    small, large = sorted((len(a.words), len(b.words)))
    return small * 1.5 >= large


def _shown(numbers: Iterable[float]) -> str:
    return ", ".join(f"{n:g}" for n in sorted(numbers))


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


def likeness(a: Content, b: Content, cosine: float, rarity: Rarity) -> float:
    """How probable one utterance is, 0..1, whatever contradicts it."""
    if a.language != b.language:
        shared = bool(a.numbers & b.numbers)
        return min(1.0, max(0.0, cosine) / CROSS_LANGUAGE * THRESHOLD + 0.1 * shared)
    return 1 / (1 + math.exp(-sum(WEIGHTS[k] * v for k, v in features(a, b, cosine, rarity).items())))
