"""Among what is chosen: the words that can be a cue, an edge of content, or the head of a speaker's phrase."""

from __future__ import annotations

from extract.quotes.features import word
from extract.quotes.language import Language
from extract.quotes.parse import QUOTES, Parsed

REACH = 30  # words from the cue to where content may begin, or to its speaker
LONGEST = 90  # words of content in one sentence


def is_word(p: Parsed, i: int) -> bool:
    """A word in the sense of the edges of content: not punctuation, not the opening 'that'."""
    text = p.text[i]
    return any(x.isalnum() for x in text) and not (p.lower[i] == "that" and p.dep[i] == "mark")


def _opens(p: Parsed, i: int) -> bool:
    """A word at which content may begin: not in the middle of quotation marks."""
    return is_word(p, i) and not (p.marked[i] and i and p.marked[i - 1] and i > p.sentence[i][0])


def _closes(p: Parsed, i: int) -> bool:
    """A word at which content may end: inside quotation marks only the last of them in its sentence."""
    if not p.marked[i]:
        return is_word(p, i)
    stop = p.sentence[i][1]
    after = next((j for j in range(i + 1, stop) if is_word(p, j) or not p.marked[j]), None)
    return is_word(p, i) and (after is None or not p.marked[after])


def closing(p: Parsed, i: int) -> int:
    """The word at which content that ends at ``i`` ends together with its quotation marks."""
    return next((j for j in range(i, p.sentence[i][1]) if _closes(p, j)), i)


def opening(p: Parsed, i: int) -> int:
    """The word at which content that begins at ``i`` begins together with its quotation marks."""
    return next((j for j in range(i, p.sentence[i][0] - 1, -1) if _opens(p, j)), i)


def cues(p: Parsed, language: Language) -> list[int]:
    """Verbs, the nouns of speech that the language lists, and 'according'."""
    return [
        i
        for i in range(len(p))
        if (p.tag[i][0] == "V" and p.dep[i] not in ("aux", "auxpass"))
        or (p.tag[i][0] == "N" and p.base[i] in language.noun_cues)
        or (p.base[i] in language.cues and (word(p, i + 1) == ":" or word(p, i + 1) in QUOTES))
        or (p.lower[i] == "according" and i + 1 < len(p) and p.lower[i + 1] == "to")
    ]


def starts(p: Parsed, c: int) -> list[int]:
    """Where content behind the cue can begin."""
    return [i for i in range(c + 1, min(p.sentence[c][1], c + REACH)) if _opens(p, i)]


def ends(p: Parsed, c: int, start: int) -> list[int]:
    """Where content behind the cue can end: before a further cue that stands beside it ("said … and warned …")."""
    last = min(p.sentence[c][1], start + LONGEST)
    beside = next((k for k in range(start + 1, last) if p.speech[k] and p.dep[k] == "conj" and _beside(p, c, k)), None)
    stop = last if beside is None else max(min(p.left[beside], beside), start + 1)
    return [i for i in range(start, stop) if _closes(p, i) and not (p.dep[i] == "cc" and i + 1 == stop)]


def _beside(p: Parsed, c: int, k: int) -> bool:
    """A cue joined to this one; or joined to a verb of the content that is not told in the same tense."""
    head = p.head[k]
    if head == c or p.marked[k] > p.marked[c] or any(p.dep[x].startswith("nsubj") for x in p.kids[k]):
        return head == c
    misread = p.tag[k] == p.tag[c] == "VBD" and p.tag[head] in ("VB", "VBN", "VBG")
    return c < head and (misread or _tense(p, k) in ("VBD", "VBZ", "VBP") and _tense(p, k) != _tense(p, head))


def _tense(p: Parsed, verb: int) -> str:
    """The tag of the finite word of a verb: "has denied" is told in the present, "would say" is not told at all."""
    return next((p.tag[k] for k in p.kids[verb] if p.dep[k].startswith("aux") and p.tag[k] != "TO"), p.tag[verb])


def ends_before(p: Parsed, c: int) -> list[int]:
    """Where content before the cue can end."""
    return [i for i in range(max(p.sentence[c][0], c - REACH), c) if _closes(p, i)]


def starts_before(p: Parsed, c: int, end: int) -> list[int]:
    """Where content before the cue can begin."""
    return [i for i in range(max(p.sentence[c][0], end - LONGEST), end + 1) if _opens(p, i)]


def speakers(p: Parsed, c: int) -> list[int]:
    """Nouns and pronouns of the cue's sentence."""
    first, last = p.sentence[c]
    return [
        i
        for i in range(max(first, c - REACH), min(last, c + REACH))
        if i != c
        and not _beside_subject(p, i)
        and p.entity[i] not in ("DATE", "TIME")
        and (p.tag[i][:2] in ("NN", "PR", "WP") or (p.tag[i] in ("DT", "CD", "JJ", "WDT") and p.dep[i] == "nsubj"))
    ]


def _beside_subject(p: Parsed, i: int) -> bool:
    """An adverb read as a second subject: "Marsh has oftentimes dismissed"."""
    return p.tag[i] == "NNS" and p.dep[i] == "nsubj" and p.dep[i - 1] == "aux" and p.head[i - 1] == p.head[i] > i
