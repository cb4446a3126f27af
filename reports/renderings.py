"""Two wordings word by word: what a rendering keeps of a reference, leaves out, puts in, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from extract.quotes.language import load_language
from extract.records import Article, ArticleQuotation, Fidelity, QuoteKind
from extract.words import fold, words
from reports.claims import is_function

_MARKED_CUT = re.compile(r"<\s*(?:\.\.\.|…)\s*>|\.\.\.|…|\[[^\]]*\]|\(\s*(?:\.\.\.|…)\s*\)")
_IN_MARKS = re.compile(r"[“\"«„‘]([^”\"»“’]+)[”\"»“’]")
_FROM_MARK = re.compile(r"[“„\"«][^“”\"«»„]*[”\"»]?")
_OPENED = re.compile(r"[“\"«„‘']\s?$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»]?\s+")
_OPENING = re.compile(r"\W*\w+,\s")
# One English word in the spelling of either side of the ocean.
_BRITISH = (
    (re.compile(r"(?<=\w\w\w)our(?=(?:s|ed|ing|able|ite|hood|ly)?(?:'s|s')?$)"), "or"),
    (re.compile(r"(?<=\w\w\w)is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w\w\w)tre(?=s?$)"), "ter"),
)
_TEN, _TEENS, _NINETY = 10, 19, 90
Words = tuple[str, ...]
RUN = 2  # words: of a splice each run has as many, or it is no splice but other words
ANY_ORDER = 3  # words of a run that is looked for anywhere
DENSE = 0.4  # share of the words between the first and the last kept ones, from which one sentence is only cut


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words: in both wordings, only in the reference (removed), or only in the rendering (added)."""

    op: Literal["same", "removed", "added"]
    text: str


def difference(reference: str, wording: str) -> tuple[Difference, ...]:
    """Word-level difference: what a rendering kept, left out and put in.

    Words are equal whatever their case, typography and the punctuation behind them; the same runs are shown as the
    rendering prints them. So the same and added runs together are the wording, and the removed ones are the words of
    the reference that it lacks.
    """
    a, b = _words_with_rest(reference), _words_with_rest(wording)
    matcher = SequenceMatcher(None, [_plain(w) for w in a], [_plain(w) for w in b], autojunk=False)
    found: list[Difference] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            found.append(Difference("same", "".join(b[k:m])))
            continue
        found += [Difference("removed", "".join(a[i:j]).rstrip() + " ")] * (j > i)
        found += [Difference("added", "".join(b[k:m]))] * (m > k)
    return tuple(_joined(found))


def _joined(runs: Iterable[Difference]) -> list[Difference]:
    joined: list[Difference] = []
    for run in runs:
        if joined and joined[-1].op == run.op:
            joined[-1] = Difference(run.op, joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _words_with_rest(text: str) -> list[str]:
    """A text cut before each word: joined again they are the text."""
    starts = [m.start() for m in words(text)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    return [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


def _plain(run: str) -> str:
    return " ".join(tokens(run)) or run.strip()


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text for comparison: no case, no typography, one spelling, English numbers in figures."""
    return tuple(_one_spelling(fold(m.group())) for m in words(text))


def _one_spelling(word: str) -> str:
    if word in (figures := _figures()):
        return figures[word]
    for pattern, other in _BRITISH:
        word = pattern.sub(other, word)
    return word


@lru_cache(maxsize=1)
def _figures() -> dict[str, str]:
    """English numbers below a hundred as figures: the house chooses which of the two it prints, not the speaker."""
    known = load_language("en").content.numbers
    plain = {w: int(n) for n, words in known.items() if n.isdecimal() and int(n) <= _NINETY for w in words - {"dozen"}}
    joined = {
        f"{t}-{o}": plain[t] + plain[o] for t in plain for o in plain if plain[t] > _TEENS and 0 < plain[o] < _TEN
    }
    return {word: str(number) for word, number in (plain | joined).items()}


def find(want: Words, part: Words, at: int = 0) -> int | None:
    """Where one run of words begins in others; None when it does not stand there."""
    if not part:
        return None
    starts = range(at, len(want) - len(part) + 1)
    return next((i for i in starts if want[i] == part[0] and want[i : i + len(part)] == part), None)


def in_marks(quotation: ArticleQuotation) -> list[str]:
    """The words inside quotation marks: all of a direct quotation, the marked runs of a mixed one."""
    if quotation.kind is QuoteKind.DIRECT:
        return list(quotation.pieces)
    runs = [run for piece in quotation.pieces for run in _IN_MARKS.findall(piece)]
    return runs or list(quotation.pieces)


def without_marked(text: str) -> str:
    """A text of the same length in which a gap stands for what is in quotation marks."""
    return _FROM_MARK.sub(lambda found: blank(found.group()), text)


def blank(text: str) -> str:
    return "…".ljust(len(text))


def only_marked(quotation: ArticleQuotation, article: Article) -> ArticleQuotation:
    """A mixed quotation without its pieces that stand outside quotation marks in the article."""
    if quotation.kind is not QuoteKind.MIXED or any(_IN_MARKS.search(piece) for piece in quotation.pieces):
        return quotation
    blocks = (article.title, *article.paragraphs)
    opened = tuple(p for p in quotation.pieces if any(_OPENED.search(b[: b.index(p)]) for b in blocks if p in b))
    return replace(quotation, pieces=opened or quotation.pieces)


def marked_runs(quotation: ArticleQuotation) -> list[Words]:
    """The same as words, divided where the rendering itself marks a cut."""
    return [t for piece in in_marks(quotation) for part in _MARKED_CUT.split(piece) if (t := tokens(part))]


def is_cut(wording: str) -> bool:
    """Whether a wording marks that something is left out."""
    return bool(_MARKED_CUT.search(wording))


def all_stand(runs: Iterable[Words], reference: Words) -> bool:
    """Whether each run of words stands somewhere in the reference."""
    return all(find(reference, run) is not None for run in runs)


def compare(quotation: ArticleQuotation, reference: str) -> Fidelity:
    """The class of what stands in the marks: the rules are told in ``reports.fidelity.classify``."""
    want, parts = tokens(reference), marked_runs(quotation)
    told = any(_MARKED_CUT.search(piece) for piece in in_marks(quotation))
    if _in_part(quotation) and not told and all_stand(parts, want):
        return Fidelity.VERBATIM  # it quotes in parts and says so
    spots = list(_in_order(want, parts))
    edges = _sentence_edges(reference)
    if len(spots) < len(parts) or not parts:
        return _joined_runs(sum(parts, ()), want, edges)
    gap = any(b > a for (_, a), (b, _) in zip(spots, spots[1:], strict=False))
    if told or (gap and len(parts) > 1):
        return Fidelity.CUT_MARKED
    return Fidelity.VERBATIM if spots[0][0] in _beginnings(reference) and spots[-1][1] in edges else Fidelity.CUT


def _in_part(quotation: ArticleQuotation) -> bool:
    """Whether words are quoted within the outlet's own sentence: such a piece does not begin as a sentence does."""
    begin = [piece.lstrip("“”\"«„‘’'( ")[:1] for piece in quotation.pieces]
    return quotation.kind is QuoteKind.MIXED or all(letter.islower() for letter in begin)


def _in_order(want: Words, parts: Iterable[Words]) -> Iterator[tuple[int, int]]:
    """Where each part stands, one behind the other; it ends at the first that does not."""
    at = 0
    for part in parts:
        found = find(want, part, at)
        if found is None:
            return
        at = found + len(part)
        yield found, at


def _joined_runs(part: Words, want: Words, edges: Sequence[int]) -> Fidelity:
    """Words of the reference, but not in one run: cut inside a sentence, or spliced out of several."""
    blocks = [b for b in SequenceMatcher(None, want, part, autojunk=False).get_matching_blocks() if b.size]
    if not blocks or sum(b.size for b in blocks) < len(part):
        return Fidelity.SPLICED if _moved(part, want, edges) else Fidelity.REWORDED
    if any(_across(a.a + a.size, b.a, edges) for a, b in zip(blocks, blocks[1:], strict=False)):
        return Fidelity.SPLICED if all(b.size >= RUN for b in blocks) else Fidelity.REWORDED
    long = all(b.size >= RUN for b in blocks)
    dense = len(part) >= DENSE * (blocks[-1].a + blocks[-1].size - blocks[0].a) and len(part) >= 1.5 * len(blocks)
    return Fidelity.CUT if long or dense else Fidelity.REWORDED


def _across(end: int, start: int, edges: Sequence[int]) -> bool:
    """Whether two runs are of different sentences, and the second is not just the next one from its beginning."""
    between = [edge for edge in edges if end <= edge <= start]
    return bool(between) and between != [start]


def _moved(part: Words, want: Words, edges: Sequence[int]) -> bool:
    """Whether the words are runs of several sentences, in any order."""
    at = 0
    sentences: set[int] = set()
    while at < len(part):
        longest = next((n for n in range(len(part) - at, 0, -1) if find(want, part[at : at + n]) is not None), 0)
        if longest < ANY_ORDER:
            return False
        spot = find(want, part[at : at + longest]) or 0
        sentences.add(sum(edge <= spot for edge in edges))
        at += longest
    return len(sentences) > 1


def spliced(quotation: ArticleQuotation, turns: Sequence[str], language: str) -> bool:
    """Whether the words in marks are runs of several turns; a function word may join them ("and")."""
    said = [tokens(turn) for turn in turns]
    part = sum(marked_runs(quotation), ())
    at, joined = 0, False
    used: set[int] = set()
    while at < len(part):
        length, turn = max(((_common(part[at:], turn), n) for n, turn in enumerate(said)), default=(0, 0))
        if length >= ANY_ORDER:
            at, joined = at + length, False
            used.add(turn)
        elif at and not joined and is_function(part[at], language):
            at, joined = at + 1, True
        else:
            return False
    return len(used) > 1 and not joined


def _common(part: Sequence[str], want: Sequence[str]) -> int:
    """Length of the longest run of ``want`` with which ``part`` begins."""
    lengths = (_same(part, want[i:]) for i in range(len(want)) if want[i] == part[0])
    return max(lengths, default=0)


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _sentence_edges(text: str) -> list[int]:
    """Word indices at which a sentence begins or ends."""
    edges = [0]
    for sentence in _SENTENCE_END.split(text):
        edges.append(edges[-1] + len(tokens(sentence)))
    return edges


def _beginnings(text: str) -> set[int]:
    """Word indices at which a rendering may begin: with a sentence, or behind "Lastly, " and the like."""
    sentences, edges = _SENTENCE_END.split(text), _sentence_edges(text)
    return {*edges, *(edge + 1 for edge, s in zip(edges, sentences, strict=False) if _OPENING.match(s))}
