"""English: cues, what they report and who speaks, weighed over spaCy's dependency parse.

A *frame* is one cue with its speaker and what it reports. Which frames become quotations, and how they join with the
quotation marks, is decided in ``extract.quotes.assemble``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from extract.quotes import candidates as among
from extract.quotes import edges, speaking
from extract.quotes import features as of
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.parse import Parsed, parse
from extract.quotes.weigh import choose, total
from extract.records import Span

BESIDE = 0.12  # a cue less likely than this is not even taken beside quotation marks
MAIN, SUB = 3.0, 1.2  # how much the subject of a main and of another clause comes to mind
DOUBTFUL = -1.0  # how unlikely the likelier side of a cue may be to hold content
_PHRASE_END = frozenset(",(—–:;")
_PRONOUNS = frozenset(("he", "she", "his", "her", "him"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "where"))


def read(text: str, paragraphs: Sequence[Span], marks: Sequence[Marked], language: Language) -> Found:
    """Frames, subjects and names of a text."""
    frames, subjects, names, people, weights = [], [], [], [], []
    for p in parse(text, paragraphs, marks, language):
        frames += [f for c in among.cues(p, language) if (f := _frame(p, c))]
        subjects += _subjects(p)
        runs = _runs(p, [_is_name(p, i, language) for i in range(len(p))])
        names += runs
        persons = _runs(p, [e == "PERSON" for e in p.entity])
        people += persons
        weights += _weights(p, [*runs, *persons])
    return Found(frames, subjects, names, people, weights)


def _frame(p: Parsed, c: int) -> Frame | None:
    confidence = _logistic(total("cue", of.cue_features(p, c)))
    if confidence < BESIDE:
        return None
    first, last = p.sentence[c]
    speaker = _speaker(p, c)
    according = p.lower[c] == "according"
    return Frame(
        cue=p.chars(c, c + 1 if according else c),
        speaker=phrase(p, speaker) if speaker is not None else None,
        contents=tuple(p.chars(*piece) for piece in _contents(p, c) if piece),
        sentence=p.chars(first, last - 1),
        confidence=confidence,
        second_hand=according,
    )


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _side(p: Parsed, c: int, before: bool) -> float:
    side = "L" if before else "R"
    return total("side", [side + f for f in of.side_features(p, c, before)])


def _contents(p: Parsed, c: int) -> list[Span | None]:
    """The word ranges of the content before and behind a cue; the likelier side where neither is likely."""
    before, behind = _side(p, c, before=True), _side(p, c, before=False)
    least = max(DOUBTFUL, min(0.0, max(before, behind)))
    return [_before(p, c) if before >= least else None, _behind(p, c) if behind >= least else None]


def _before(p: Parsed, c: int) -> Span | None:
    """First and last word of the content before a cue."""
    ends = among.ends_before(p, c)
    if not ends:
        return None
    end = _best("bend", ends, lambda i: edges.end_features(p, c, i, None))
    starts = among.starts_before(p, c, end) or [end]
    return _best("bstart", starts, lambda i: edges.start_features(p, c, i, end)), end


def _behind(p: Parsed, c: int) -> Span | None:
    """First and last word of the content behind a cue."""
    starts = among.starts(p, c)
    if not starts:
        return None
    start = _best("start", starts, lambda i: edges.start_features(p, c, i, None))
    return start, _best("end", among.ends(p, c, start) or [start], lambda i: edges.end_features(p, c, i, start))


def _best(model: str, choices: Sequence[int], features: Callable[[int], list[str]]) -> int:
    return choices[choose([total(model, features(i)) for i in choices])[0]]


def _speaker(p: Parsed, c: int) -> int | None:
    """The noun that speaks, or None: also a choice among candidates."""
    choices = [s for s in among.speakers(p, c) if p.marked[c] or not p.marked[s]]
    scores = [total("speaker", speaking.speaker_features(p, c, s)) for s in choices]
    nobody = total("speaker", speaking.nobody_features(p, c))
    best = choose([*scores, nobody])[0]
    if best < len(choices):
        return _explained(p, choices[best])
    return _named_subject(p, c) or _shared_subject(p, c)


def _explained(p: Parsed, s: int) -> int:
    """The name that a phrase behind it explains: "Marsh, a Republican, said"."""
    head = p.head[s]
    return head if p.dep[s] == "appos" and head < s and p.tag[head].startswith("NNP") else s


def _shared_subject(p: Parsed, c: int) -> int | None:
    """Who speaks by a cue that shares its subject: "Marsh arrived late, vowing to stay"."""
    at = c
    while p.dep[at] in ("conj", "advcl") and of.subject(p, at) is None and p.head[at] < at:
        at = p.head[at]
    subj = of.subject(p, at) if at != c else None
    person = subj is not None and (p.tag[subj].startswith("NNP") or p.lower[subj] in ("he", "she", "they"))
    return subj if person and p.dep[at] not in ("relcl", "acl") else None


def _named_subject(p: Parsed, c: int) -> int | None:
    """A proper name that is the cue's own subject speaks, whatever stands beside it ("Marsh himself said")."""
    subj = of.subject(p, c)
    if subj is None or p.dep[subj] != "nsubj":
        return None
    near = [subj, *(k for k in p.kids[subj] if k < subj), p.head[subj] if p.head[subj] != c else subj]
    beside = [subj - 1] if p.lower[subj].endswith("self") and subj else []
    return next((i for i in (*near, *beside) if p.tag[i].startswith("NNP")), None)


def phrase(p: Parsed, head: int) -> Span:
    """A noun with what belongs to its name, without relative clauses and what stands behind a comma."""
    first = last = head
    for i in range(head - 1, p.left[head] - 1, -1):
        if (
            p.text[i] in _PHRASE_END
            and not p.text[i] == ","
            or p.dep[i] in ("cc", "preconj", "punct")
            and i == p.left[head]
        ):
            break
        first = i
    for i in range(head + 1, p.right[head] + 1):
        leaves = p.dep[i] in ("relcl", "acl") and i > head + 1
        if leaves or p.text[i] in _PHRASE_END or p.text[i] in '"“”' or p.lower[i] in _RELATIVE:
            break
        last = i
    return p.chars(first, _joined(p, head, last))


def _joined(p: Parsed, head: int, last: int) -> int:
    """The last of names joined to a name: "Marsh, Field and Hale" speak together."""
    at = head
    while p.tag[at].startswith("NNP") and (joined := [k for k in p.kids[at] if p.dep[k] == "conj" and k > at]):
        between = range(at + 1, joined[0] + 1)
        if any(not p.tag[i].startswith("NNP") and p.lower[i] not in ("and", ",") for i in between):
            break
        at = joined[0]
    return max(last, at)


def _is_name(p: Parsed, i: int, language: Language) -> bool:
    """A name; one that is also a month's where a first name stands before it, or alone as the subject of a clause."""
    if not p.tag[i].startswith("NNP"):
        return False
    if p.text[i] not in language.stop_names:
        return True
    first = i > 0 and p.lower[i - 1] in language.men | language.women
    return first or p.dep[i] == "nsubj" and p.left[i] == i


def _runs(p: Parsed, keep: Sequence[bool]) -> list[Span]:
    """Offsets of neighbouring words that are kept."""
    runs: list[Span] = []
    for i, kept in enumerate(keep):
        if kept and i and keep[i - 1] and runs:
            runs[-1] = runs[-1][0], p.end[i]
        elif kept:
            runs.append(p.chars(i, i))
    return runs


def _subjects(p: Parsed) -> list[Span]:
    """Subjects of main clauses that may go on to speak: names and pronouns for people."""
    found = [i for i in range(len(p)) if p.dep[i] == "nsubj" and p.dep[p.head[i]] == "ROOT"]
    return [phrase(p, i) for i in found if p.tag[i].startswith("NNP") or p.lower[i] in ("he", "she")]


def _weights(p: Parsed, names: Collection[Span]) -> list[tuple[Span, float]]:
    """How much each naming brings its person to mind: subjects of main clauses most, owners and objects least."""
    ends = {end: (start, end) for start, end in names}
    found = []
    for i, lower in enumerate(p.lower):
        span = p.chars(i, i) if lower in _PRONOUNS else ends.get(p.end[i])
        if span is not None:
            found.append((span, _weight(p, i)))
    return found


def _weight(p: Parsed, i: int) -> float:
    if p.dep[i] == "appos":  # "the minister, Robert Marsh, said": as much as what it explains
        i = p.head[i]
    if p.dep[i] in of.SUBJECTS:
        return MAIN if p.dep[p.head[i]] in ("ROOT", "conj") else SUB
    return 0.7 if p.dep[i] in ("poss", "pobj", "nmod", "compound") else 1.0
