"""Marked words that no cue's clause has taken: speech beside a cue, speech that goes on, or no speech at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.naming import either
from extract.quotes.paragraph import Draft, Paragraph
from extract.quotes.sentences import count, sentence_break, sentence_ends
from extract.records import QuoteKind, Span

FEW = 4  # words: a shorter marked piece that no cue governs is a title, a nickname or a scare quote
BEFORE, AFTER = 16, 10  # words between a cue and the quotation marks it introduces or follows
SURE = 0.45  # what the cue beside a short marked piece must at least be
REST = 40  # words of a sentence with the cue between two marked pieces of one quotation
CLOSE = 5  # words between a cue and the few marked words it governs
_DASHES = ("— ", "– ")
_JOINED = re.compile(r"\W{0,2}(?:y|e|и|й|та|und|et|ve|i)\s")  # "tachó de «X» y dijo": another act of speech
NEAR = 300  # characters from quotation marks within which their cue stands


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of marked words when it is decided whether they are speech."""

    paragraph: Paragraph
    mark: Marked
    words: int
    frame: Frame | None  # the cue beside them
    introduced: bool  # the cue leads straight to the marks
    before: Draft | None  # the quotation before them in the same paragraph

    @property
    def sentence(self) -> bool:
        return whole_sentence(self.paragraph, self.mark)

    @property
    def goes_on(self) -> bool:
        """Whether the marks are a further piece of the quotation before them."""
        return self.before is not None and only_cue_between(self.paragraph, self.before, self.mark)

    @property
    def rest(self) -> bool:
        """Whether they are its second half: "A step," she said, "not the last"."""
        return self.before is not None and _rest_of(self.paragraph, self.mark, self.before)


Judge = Callable[[Look], bool]


def by_rule(look: Look) -> bool:
    """Speech is a whole sentence, or stands right beside a cue; few words without a cue are none."""
    if _named(look):
        return False
    if _turn(look) or look.frame is not None and (look.sentence or look.words >= FEW):
        return True
    if look.frame is not None and look.introduced and look.frame.confidence >= SURE:
        return True
    if look.frame is not None and (look.words > 1 or look.frame.calls) and _close(look, look.frame):
        return True
    lead = look.paragraph.text[max(0, look.mark.start - 5) : look.mark.start - 1].rstrip()
    if lead[-1:] in (":", "：") or (look.goes_on or lead[-1:] == "?") and _by_itself(look, lead):
        return True
    return look.rest and lead[-1:] in tuple(",—–-") or (look.words >= FEW or look.rest) and look.sentence


def rule_of(language: Language) -> Judge:
    """The rule, and what a law says is no speech: "Статья 4 договора гласит: «…»"."""
    every = either(language.laws)
    law = re.compile(rf"(?<!\w)(?:(?:{every})\s+\d|\d+\.?\s+(?:{every})(?!\w))[^.!?:]*:\s*$|§\s*\d[^.!?:]*:\s*$", re.I)

    def judge(look: Look) -> bool:
        ahead = look.paragraph.text[max(look.paragraph.span[0], look.mark.start - NEAR) : look.mark.start - 1]
        named = not language.subject_first and _inserted(look)
        return by_rule(look) and not named and not law.search(ahead)

    return judge


def _turn(look: Look) -> bool:
    """Whether the marked words are a line of dialogue, which a dash opens."""
    return look.paragraph.opens(look.mark) and look.paragraph.text[look.mark.start - 2 : look.mark.start] in _DASHES


def _inserted(look: Look) -> bool:
    """Whether few marked words stand within a clause, the cue behind it: 'in the daily "Beacon" he denied it'."""
    frame, text = look.frame, look.paragraph.text
    if frame is None or frame.calls or look.words >= FEW or frame.cue[0] < look.mark.end:
        return False
    ahead = text[look.paragraph.span[0] : look.mark.start - 1].rstrip()
    return ahead[-1:].isalpha() and text[look.mark.end - 1] not in ",?!.…"


def _by_itself(look: Look, lead: str) -> bool:
    """Whether the marks stand around all of a sentence, its full stop outside: ". «Aquí no se regatea»." """
    behind = look.paragraph.text[look.mark.end + 1 : look.mark.end + 2]
    return lead[-1:] in tuple(".!?…") and behind in (".", "", "\n")


def _named(look: Look) -> bool:
    """Whether a few marked words are a name: nobody says them, or they name who speaks: "агентство «…»"."""
    frame = look.frame
    if frame is None or look.words >= FEW or not look.introduced:
        return False
    behind = frame.speaker is not None and frame.speaker[1] < look.mark.start <= frame.speaker[1] + 2
    if look.mark.start < frame.cue[0]:
        return behind
    gap = look.paragraph.text[frame.cue[1] : look.mark.start - 1]
    if gap.rstrip()[-1:] in (":", "：", ","):
        return False
    return frame.speaker is None or frame.cue[1] <= frame.speaker[0] and behind


def _close(look: Look, frame: Frame) -> bool:
    """Whether a cue stands a few words before the marks, or one behind: "called the fees a 'tax on neighbours'"."""
    if look.mark.end <= frame.cue[0]:
        return count(look.paragraph.text[look.mark.end : frame.cue[0]]) <= 1
    return count(look.paragraph.text[frame.cue[1] : look.mark.start]) <= CLOSE


def add(paragraph: Paragraph, mark: Marked, own: list[Draft], before: Draft | None, judge: Judge) -> None:
    """Add marked words to the drafts of their paragraph, if they are speech."""
    frame, introduced = _adjacent(paragraph, mark)
    last = max((d for d in own if d.spans[-1][1] <= mark.start), key=lambda d: d.spans[-1], default=None)
    if mark.again and own and own[-1].spans[-1][1] < mark.start and own[-1].kind is QuoteKind.DIRECT:
        own[-1] = replace(own[-1], spans=(*own[-1].spans, paragraph.inner(mark)))
        return
    words = count(paragraph.text[mark.start : mark.end])
    look = Look(paragraph, mark, words, frame, introduced, last)
    if not judge(look):
        return
    if frame is not None:
        piece = Draft((paragraph.inner(mark),), QuoteKind.DIRECT, frame.cue, frame.speaker, frame.confidence)
        _join(paragraph, piece, own)
    elif last is not None and last.kind is not QuoteKind.INDIRECT and look.goes_on:
        own[own.index(last)] = replace(last, spans=(*last.spans, paragraph.inner(mark)))
    else:
        mention = None if _turn(look) else _who_goes_on(paragraph, mark, last, own, before)
        own.append(Draft((paragraph.inner(mark),), QuoteKind.DIRECT, None, mention))


def go_on(paragraph: Paragraph, mark: Marked, draft: Draft) -> Draft:
    """The quotation of the paragraph before with a further piece, and with its cue if that stands here only."""
    whole = replace(draft, spans=(*draft.spans, paragraph.inner(mark)))
    frame, _ = _adjacent(paragraph, mark)
    if frame is None or draft.cue is not None or frame.cue[0] < mark.end:
        return whole
    paragraph.used.add(frame.cue)
    return replace(whole, cue=frame.cue, mention=frame.speaker, confidence=frame.confidence)


def _join(paragraph: Paragraph, draft: Draft, own: list[Draft]) -> None:
    """One cue, one quotation: a further piece beside the same cue is added to it."""
    at = next((i for i, d in enumerate(own) if d.cue == draft.cue), None)
    if at is None:
        own.append(draft)
    else:
        kind = own[at].kind if own[at].kind is draft.kind else QuoteKind.MIXED
        own[at] = replace(own[at], spans=tuple(sorted((*own[at].spans, *draft.spans))), kind=kind)
    if draft.cue is not None:
        paragraph.used.add(draft.cue)


def _adjacent(paragraph: Paragraph, mark: Marked) -> tuple[Frame | None, bool]:
    """The cue beside the marks with nothing but its own clause between, and whether it leads straight to them."""
    best: tuple[float, Frame | None, bool] = (0.0, None, False)
    near = slice(bisect_left(paragraph.cues, mark.start - NEAR), bisect_right(paragraph.cues, mark.end + NEAR))
    for frame in paragraph.frames[near]:
        before = frame.cue[1] <= mark.start
        if frame.cue in paragraph.used and before:
            continue
        gap = _gap(paragraph, mark, frame)
        if gap is None:
            continue
        size = count(gap)
        introduced = size <= 2 if before else size == 0
        introduced = introduced or before and gap.rstrip()[-1:] in (":", ",")
        split = not before and paragraph.text[mark.end - 1] in ",?!"
        rank = size - 6 * introduced - 4 * split - 4 * frame.confidence
        if best[1] is None or rank < best[0]:
            best = rank, frame, introduced
    return best[1], best[2]


def _gap(paragraph: Paragraph, mark: Marked, frame: Frame) -> str | None:
    """The words between a cue and the marks; None when other marks, another sentence or too many words lie there."""
    before = frame.cue[1] <= mark.start
    start, end = (frame.cue[1], mark.start - 1) if before else (mark.end + 1, frame.cue[0])
    gap = paragraph.text[start:end]
    if count(gap) > (BEFORE if before else AFTER) or any(c in gap for c in '“”«»"'):
        return None
    if not before and (_JOINED.match(gap) or _opens_another(paragraph, mark, frame)):
        return None
    if sentence_break(gap) and not (before and gap.rstrip().endswith(":")):
        return None
    return gap


def _opens_another(paragraph: Paragraph, mark: Marked, frame: Frame) -> bool:
    """Whether the marks end a sentence and the cue opens the next, with content of its own: '… it." She said …'."""
    behind = bool(frame.contents) and frame.contents[0][0] >= frame.cue[1]
    announces = paragraph.text[slice(*paragraph.span)].rstrip()[-1:] == ":" and frame is paragraph.frames[-1]
    return paragraph.text[mark.end - 1] == "." and (behind or announces)


def whole_sentence(paragraph: Paragraph, mark: Marked) -> bool:
    """Marks around whole sentences: they end in punctuation, or open the paragraph, or stay open."""
    text = paragraph.text
    lead = text[max(0, mark.start - 4) : mark.start - 1].rstrip()
    return (
        text[mark.end : mark.end + 1] in (",", "!", "?")  # the cue stands inside the marks
        or text[max(paragraph.span[0], mark.start - 2) : mark.start] in _DASHES
        or text[mark.start : mark.end].rstrip(" \u00a0\u202f'’)")[-1:] in tuple(".!?…,。！？，؟")
        or text[mark.end + 1 : mark.end + 2] in (",", ".")
        and paragraph.opens(mark)
        or not mark.closed
        or lead[-1:] in (":", "：")
    )


def _who_goes_on(
    paragraph: Paragraph, mark: Marked, last: Draft | None, own: Sequence[Draft], before: Draft | None
) -> Span | None:
    """Marked sentences without a cue: the same speaker goes on, or the sentence before names one."""
    if last is None and own:
        last = own[-1]
    if last is not None:
        last = _of_tail(paragraph, last, own)
        return last.mention or next((d.mention for d in reversed(own) if d.mention), None)
    named = paragraph.subjects[: bisect_left(paragraph.subjects, (mark.start, 0))][-1:]
    if named:
        return named[-1]
    led = paragraph.text[max(0, mark.start - 5) : mark.start - 1].rstrip()[-1:] == ":"
    return before.mention if (led or paragraph.opens(mark)) and before is not None else None


def _of_tail(paragraph: Paragraph, last: Draft, own: Sequence[Draft]) -> Draft:
    """Who speaks in marks goes on, not who is reported behind the cue: '"A," she said after he asked how. "B." '."""
    if last.kind is not QuoteKind.INDIRECT or last.cue is None:
        return last
    marked = [d for d in own if d.kind is QuoteKind.DIRECT and d.cue and d.spans[-1][1] <= d.cue[0] < last.cue[0]]
    if not marked or sentence_break(paragraph.text[(marked[-1].cue or last.cue)[1] : last.cue[0]]):
        return last
    return marked[-1]


def _rest_of(paragraph: Paragraph, mark: Marked, before: Draft) -> bool:
    if before.cue is None or before.kind is not QuoteKind.DIRECT:
        return False
    end, cue = before.spans[-1][1], before.cue
    return end <= cue[0] < mark.start <= end + NEAR and not sentence_break(paragraph.text[end : mark.start - 1])


def only_cue_between(paragraph: Paragraph, draft: Draft, mark: Marked) -> bool:
    """Whether no other sentence stands between two marked pieces than the one with the cue."""
    between = paragraph.text[draft.spans[-1][1] : mark.start + 1]
    asked = "?" in between  # and answered: 'Do you trust him? "I trust signatures."'
    return len(between) <= NEAR and count(between) <= REST and sentence_ends(between) <= 1 and not asked
