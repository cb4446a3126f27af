"""Marked words and what stands around them: whether they are speech, or a title, a nickname, a line of a law."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.quotes.found import Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.naming import either
from extract.quotes.paragraph import Draft, Paragraph
from extract.quotes.sentences import count, sentence_break, sentence_ends
from extract.records import QuoteKind

FEW = 4  # words: a shorter marked piece that no cue governs is a title, a nickname or a scare quote
SURE = 0.45  # what the cue beside a short marked piece must at least be
REST = 40  # words of a sentence with the cue between two marked pieces of one quotation
CLOSE = 5  # words between a cue and the few marked words it governs
DASHES = ("— ", "– ")
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
    if opens_turn(look) or look.frame is not None and (look.sentence or look.words >= FEW):
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


def opens_turn(look: Look) -> bool:
    """Whether the marked words are a line of dialogue, which a dash opens."""
    start = look.mark.start
    return start - 2 <= look.paragraph.first and look.paragraph.text[start - 2 : start] in DASHES


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


def whole_sentence(paragraph: Paragraph, mark: Marked) -> bool:
    """Marks around whole sentences: they end in punctuation, or open the paragraph, or stay open."""
    text = paragraph.text
    lead = text[max(0, mark.start - 4) : mark.start - 1].rstrip()
    return (
        text[mark.end : mark.end + 1] in (",", "!", "?")  # the cue stands inside the marks
        or text[max(paragraph.span[0], mark.start - 2) : mark.start] in DASHES
        or text[mark.start : mark.end].rstrip(" \u00a0\u202f'’)")[-1:] in tuple(".!?…,。！？，؟")
        or text[mark.end + 1 : mark.end + 2] in (",", ".")
        and paragraph.opens(mark)
        or not mark.closed
        or lead[-1:] in (":", "：")
    )


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
