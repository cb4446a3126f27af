"""English: cues, what they report and who speaks, weighed over spaCy's dependency parse.

A *frame* is one cue with its speaker and what it reports. Which frames become quotations, and how they join with the
quotation marks, is decided in ``extract.quotes.assemble``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from extract.quotes import candidates as among
from extract.quotes import colons, edges, formed, headlines, net, nouns, speaking
from extract.quotes import features as of
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.net import Floats, View
from extract.quotes.parse import Parsed, parse
from extract.quotes.subjects import antecedents, displaced, subject_of
from extract.quotes.weigh import total
from extract.records import Span

READ = -3.0  # a cue that the named weights find less likely is not read by the network
SHARE = 0.5  # the network's share of the vote
WHO = 0.3  # the same where it is chosen who speaks
BEAM = 3  # first edges that are tried with their second one
BESIDE = 0.12  # a cue less likely than this is not even taken beside quotation marks
DOUBTFUL = -1.0  # how unlikely the likelier side of a cue may be to hold content


def read(text: str, paragraphs: Sequence[Span], marks: Sequence[Marked], language: Language) -> Found:
    """Frames, subjects and names of a text."""
    frames, subjects, names, people, weights, parsed = [], [], [], [], [], []
    relatives: dict[int, Span] = {}
    places: list[Span] = []
    read = ((p, likely(p, language)) for p in parse(text, paragraphs, marks, language))
    for p, seen in net.views(read):
        parsed.append(p)
        own = _frames(p, seen, language)
        frames += sorted([*own.values(), *colons.frames(p, own)], key=lambda f: f.cue)
        subjects += nouns.subjects(p)
        runs = nouns.runs(p, [nouns.is_name(p, i, language) for i in range(len(p))])
        names += runs
        persons = nouns.runs(p, [e == "PERSON" for e in p.entity])
        people += persons
        places += nouns.runs(p, [e == "GPE" for e in p.entity])
        weights += nouns.weights(p, [*runs, *persons])
        relatives.update((p.start[i], nouns.phrase(p, _explained(p, head))) for i, head in antecedents(p))
    if paragraphs and (heading := headlines.frame(text, paragraphs[0], names, language)):
        frames = sorted([heading, *frames], key=lambda f: f.cue)
    return Found(frames, subjects, names, people, weights, relatives=relatives, places=places, parsed=parsed)


def frames(parts: Iterable[tuple[Parsed, Sequence[int]]], language: Language) -> Iterator[list[Frame]]:
    """The frames of each part that was cut out of a parsed text, by the cues to be looked at."""
    for p, seen in net.views(parts):
        yield list(_frames(p, seen, language).values())


def _frames(p: Parsed, seen: Mapping[int, View], language: Language) -> dict[int, Frame]:
    """The frames of a paragraph by their cue."""
    found = {c: frame for c, view in seen.items() if (frame := _frame(p, c, view, language))}
    return {c: frame for c, frame in formed.surer(p, found, language).items() if frame.confidence >= BESIDE}


def likely(p: Parsed, language: Language) -> list[int]:
    """The words that the named weights alone do not rule out as cues."""
    return [
        c
        for c in among.cues(p, language)
        if total("cue", of.cue_features(p, c)) >= READ or formed.is_cue(p, c, language)
    ]


def _frame(p: Parsed, c: int, view: View, language: Language) -> Frame | None:
    confidence = _logistic(_vote(total("cue", of.cue_features(p, c)), view.cue))
    if formed.verb(p, c, language):
        confidence = max(confidence, formed.SURE)
    that = formed.claims(p, c, language)
    if confidence < BESIDE and that is None:
        return None
    first, last = p.sentence[c]
    speaker = formed.bearer(p, c, language) if that is not None else None
    speaker = _speaker(p, c, view) if speaker is None else speaker
    contents = _contents(p, c, view) if that is None else [_behind(p, c, view, among.starts(p, that)[:1])]
    according = p.lower[c] == "according"
    return Frame(
        cue=p.chars(c, c + 1 if according else c),
        speaker=_phrase(p, speaker, c) if speaker is not None else None,
        contents=tuple(p.chars(*piece) for piece in contents if piece),
        sentence=p.chars(first, last - 1),
        confidence=confidence,
        silent=p.base[c] in language.silent or _negated(p, c) or _asked(p, c),
        utters=p.base[c] in language.uttered,
        second_hand=according,
    )


def _phrase(p: Parsed, s: int, c: int) -> Span:
    """Who speaks, without the cue that explains it: of "the crews' suit alleging fraud by Marsh" the suit."""
    start, end = nouns.phrase(p, s)
    return (start, p.end[c - 1]) if s < c and p.start[c] < end else (start, end)


def _asked(p: Parsed, c: int) -> bool:
    """A cue in a clause of which nobody knows if it is so: "asked whether he had told Marsh", "if she says no"."""
    return any(p.dep[k] == "mark" and p.lower[k] in ("whether", "if") for k in p.kids[c])


def _negated(p: Parsed, c: int) -> bool:
    """A cue that is denied itself, or the verb that it completes: "did not say", "did not want to say"."""
    above = p.head[c] if p.dep[c] == "xcomp" else c
    return any(p.dep[k] == "neg" and k < c for k in (*p.kids[c], *p.kids[above]))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _vote(weighed: float, seen: float) -> float:
    return (1 - SHARE) * weighed + SHARE * seen


def _side(p: Parsed, c: int, before: bool) -> float:
    side = "L" if before else "R"
    return total("side", [side + f for f in of.side_features(p, c, before)])


def _contents(p: Parsed, c: int, view: View) -> list[Span | None]:
    """The word ranges of the content before and behind a cue; the likelier side where neither is likely."""
    before, behind = (
        _vote(_side(p, c, before=True), view.before),
        _vote(_side(p, c, before=False), view.behind),
    )
    least = max(DOUBTFUL, min(0.0, max(before, behind)))
    starts = among.starts(p, c) if behind >= least else []
    lead = _before(p, c, view) if before >= least else None
    if lead and of.word(p, c + 1) == ":" and not any(p.marked[lead[0] : lead[1] + 1]):
        lead = None  # "In a letter, Olden wrote: …"
    return [lead, _behind(p, c, view, starts)]


def _before(p: Parsed, c: int, view: View) -> Span | None:
    """First and last word of the content before a cue."""
    ends = among.ends_before(p, c)
    if not ends:
        return None
    scores = _scores("bend", ends, lambda i: edges.end_features(p, c, i, None), view.at(view.ends_before, ends))

    def starts(end: int) -> tuple[list[int], Floats]:
        places = among.starts_before(p, c, end) or [end]
        seen = view.start_given(end, places)
        return places, _scores("bstart", places, lambda i: edges.start_features(p, c, i, end), seen)

    end, start = _pair(ends, scores, starts)
    return start, end


def _behind(p: Parsed, c: int, view: View, starts: Sequence[int]) -> Span | None:
    """First and last word of the content behind a cue that begins at one of the given words."""
    if not starts:
        return None
    scores = _scores("start", starts, lambda i: edges.start_features(p, c, i, None), view.at(view.starts, starts))

    def ends(start: int) -> tuple[list[int], Floats]:
        places = among.ends(p, c, start) or [start]
        seen = view.end_given(start, places)
        return places, _scores("end", places, lambda i: edges.end_features(p, c, i, start), seen)

    return _pair(starts, scores, ends)


def _scores(model: str, choices: Sequence[int], features: Callable[[int], list[str]], seen: Floats) -> Floats:
    """Each choice's share of a vote, as a logarithm."""
    weighed = np.array([total(model, features(i)) for i in choices])
    return _log_shares((1 - SHARE) * _log_shares(weighed) + SHARE * _log_shares(seen))


def _log_shares(scores: Floats) -> Floats:
    raised = scores - scores.max()
    return np.asarray(raised - np.log(np.exp(raised).sum()))


def _pair(firsts: Sequence[int], scores: Floats, seconds: Callable[[int], tuple[list[int], Floats]]) -> Span:
    """The likeliest pair of edges: the few likeliest first ones, each with its likeliest second one."""
    best, found = -math.inf, (0, 0)
    for n in np.argsort(-scores, kind="stable")[:BEAM]:
        if scores[n] <= best:
            break
        places, shares = seconds(firsts[n])
        at = int(shares.argmax())
        if scores[n] + shares[at] > best:
            best, found = float(scores[n] + shares[at]), (firsts[n], places[at])
    return found


def _speaker(p: Parsed, c: int, view: View) -> int | None:
    """The noun that speaks, or None: also a choice among candidates."""
    if (moved := displaced(p, c)) is not None:
        return moved
    choices = [s for s in among.speakers(p, c) if p.marked[c] or not p.marked[s]]
    weighed = np.array(
        [
            *(total("speaker", speaking.speaker_features(p, c, s)) for s in choices),
            total("speaker", speaking.nobody_features(p, c)),
        ]
    )
    seen = np.array([*view.at(view.speakers, choices), view.nobody])
    best = int(((1 - WHO) * _log_shares(weighed) + WHO * _log_shares(seen)).argmax())
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
    while p.dep[at] in ("conj", "advcl") and subject_of(p, at) is None and p.head[at] < at:
        at = p.head[at]
    subj = subject_of(p, at) if at != c else None
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
