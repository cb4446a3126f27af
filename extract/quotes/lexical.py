"""Every other language: cues, names and content by the words of its definition, without a parser.

``mentions`` finds the phrases that may name a speaker; here each cue gets the one that stands where the language puts
its subject; ``clauses`` finds what the cue reports without marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.definitions import Participant
from extract.quotes.clauses import CLAUSE, contents
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language
from extract.quotes.marks import Marked
from extract.quotes.mentions import Mentions, mentions_of
from extract.quotes.naming import cues_of, either
from extract.quotes.place import Place, bare, folded, mood_of, small
from extract.quotes.row import between_commas, emphatic, follows, no_verb, not_objects, same_subject, told_back
from extract.quotes.sourced import announced, cited, opinion, source, tagged
from extract.quotes.split import sentences
from extract.quotes.unlisted import opening, unlisted
from extract.records import Span
from extract.words import fold

SPOKE, WEAK = 3.0, 0.4  # how much a naming brings a person to mind who speaks, or is no subject
_ONE = ("m", "f")  # genders of a pronoun that means one person
_OPENING = 40  # characters in which the speaker of such a line is named
_STAMP = re.compile(r"[\d:.,h|\s]*(?:Uhr:?\s*)?")  # "17.20 Uhr: ", "14:05 | "


def read(
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Marked],
    language: Language,
    participants: Sequence[Participant] = (),
) -> Found:
    """Frames, subjects and names of a text."""
    frames: list[Frame] = []
    mentions = mentions_of(text, language, participants)
    last: Frame | None = None
    at = 0
    for start, end in paragraphs:
        inside = []
        while at < len(marks) and marks[at].start < end:
            inside.append(marks[at])
            at += 1
        frames += _heading(text, (start, end), inside, mentions, language)
        plain: Span | None = None  # the sentence before, where nothing in it is told by anybody
        for sentence in sentences(text, start, end, inside, language):
            over = _over(inside, sentence)
            own = told_back(
                text, sentence, _of_sentence(text, sentence, over, mentions, language, last), plain, over, language
            )
            frames += own
            plain = sentence if not over and not any(f.contents for f in own) else None
            last = own[-1] if own else _silent(text, sentence, over, mentions, language) or last
    subjects = [m for m in mentions.every if m not in mentions.weak and fold(text[slice(*m)]) not in language.pronouns]
    weights = {m: WEAK if m in mentions.weak else 1.0 for m in mentions.names} | {
        f.speaker: SPOKE for f in frames if f.speaker
    }
    return Found(
        sorted(frames, key=lambda f: f.cue),
        subjects,
        mentions.names,
        weights=sorted(weights.items()),
        offices=sorted({*mentions.offices, *(_nouns(frames, mentions, text, language))}),
    )


def _nouns(frames: Sequence[Frame], mentions: Mentions, text: str, language: Language) -> set[Span]:
    """Speakers that no list has."""
    known = {*mentions.every, *mentions.names}
    own = language.pronouns.keys() | language.possessives.keys()
    return {
        f.speaker for f in frames if f.speaker and f.speaker not in known and fold(text[slice(*f.speaker)]) not in own
    }


def _silent(text: str, sentence: Span, marks: Sequence[Marked], mentions: Mentions, language: Language) -> Frame | None:
    """The subject of a sentence that reports nothing: a cue without a subject behind it may be the same person's."""
    near = [m for m in mentions.within(*sentence) if not any(x.start <= m[0] < x.end for x in marks)]
    strong = [m for m in near if m not in mentions.weak and fold(text[slice(*m)]) not in language.pronouns]
    return Frame((strong[0][1], strong[0][1]), strong[0], (), sentence, 0.0) if strong else None


def _over(marks: Sequence[Marked], sentence: Span) -> Sequence[Marked]:
    """The marked spans of a sentence."""
    first = bisect_left(marks, sentence[0], key=lambda m: m.end)
    return marks[first : bisect_left(marks, sentence[1], key=lambda m: m.start)]


def _of_sentence(
    text: str,
    sentence: Span,
    marks: Sequence[Marked],
    mentions: Mentions,
    language: Language,
    last: Frame | None,
) -> list[Frame]:
    """The cues of a sentence; ``last`` is the one before, whose speaker goes on where none is named."""
    found: list[Frame] = []
    near = [m for m in mentions.within(*sentence) if not any(x.start <= m[0] < x.end for x in marks)]
    for cue in cues_of(language.code).finditer(text, *sentence):
        span = cue.span(1) if cue.re.groups else cue.span()
        if any(m.start <= span[0] < m.end for m in marks):
            continue
        form = small(text[slice(*span)])
        if form in folded(language.code, "silent") or no_verb(text, span, sentence, language):
            continue
        before = found[-1].speaker if found else last.speaker if last else None
        speaker = _speaker(text, span, form, sentence, near, mentions, marks, language)
        if found and same_subject(text, found[-1], span, speaker, language):
            speaker = before
        if form in folded(language.code, "impersonal"):
            speaker = before or speaker
        elif language.subjectless and form not in folded(language.code, "according"):
            speaker = before if between_commas(text, span) else speaker or before
        calls = form.split()[-1] in language.calling
        if calls and speaker is None and language.plural_cues and re.search(language.plural_cues, form):
            continue  # "Его называют «…»": nobody in particular does
        place = Place(text, span, sentence, form, speaker, marks, language)
        found.append(Frame(span, speaker, contents(place), sentence, calls=calls))
    found += tagged(text, sentence, found, marks, mentions, language)
    found += announced(text, sentence, found, marks, near, mentions, language)
    found += opinion(text, sentence, marks, near, mentions, language) if not found else []
    sources = [f for f in found if small(text[slice(*f.cue)]) in folded(language.code, "according")]
    citing = folded(language.code, "citing") if len(found) > len(sources) else ()
    brings = [f for f in sources if _swallows(f, found) or small(text[slice(*f.cue)]) in citing]
    found = _outer([f for f in found if f not in brings])
    found = cited(text, sentence, found, near, language)
    if (
        not any(f.contents for f in found)
        and last
        and last.speaker
        and not (found and marks)
        and (verb := _reported(text, sentence, marks, language, last))
    ):
        clause = bare(text, *sentence)
        found.append(Frame(verb, last.speaker, (clause,) if clause else (), sentence, by_mood=True))
    return found


def _swallows(source: Frame, frames: Sequence[Frame]) -> bool:
    """Whether what "as X says" would report is another cue with a clause of its own: that one's speaker said it."""
    return any(f.contents and a <= f.cue[0] < b for f in frames for a, b in source.contents if f is not source)


def _outer(frames: list[Frame]) -> list[Frame]:
    """Without cues inside what another cue of the sentence reports; one behind its clause goes before."""
    kept = list(frames)
    for frame in sorted(frames, key=lambda f: not any(b <= f.cue[0] for _, b in f.contents)):
        if frame in kept:
            kept = [f for f in kept if f is frame or not any(a <= f.cue[0] < b for a, b in frame.contents)]
    return kept


def _reported(text: str, sentence: Span, marks: Sequence[Marked], language: Language, last: Frame) -> Span | None:
    """The verb of a sentence that goes on reporting by its mood alone: "Man sei sich einig." """
    if not language.mood or not last.confidence or text[last.sentence[1] : sentence[0]].strip():
        return None
    verb = mood_of(language.code).search(text, *sentence)
    return verb.span() if verb and all(verb.end() < m.start for m in marks) else None


def _heading(text: str, line: Span, marks: Sequence[Marked], mentions: Mentions, language: Language) -> list[Frame]:
    """A line that opens with who speaks and a colon: a headline, a post, a turn of an interview."""
    stamp = _STAMP.match(text, *line)
    opens = stamp.end() if stamp else line[0]
    near = mentions.within(opens, opens + _OPENING)
    strong = [m for m in near if m not in mentions.weak]
    between = r"[^:.!?\n«»\"“”„]{0,50}" if marks else r"(?:\s+[—–]\s+\w+)?"
    for start, end in (*strong, *reversed(near)) if marks else strong:
        colon = re.match(rf"{between}\s?[:：]\s*", text[end : end + 60])
        if colon is None or re.search(r"[.!?,;]" if marks else r"[^\W\d]{4}", text[opens:start]):
            continue
        if cues_of(language.code).search(text, opens, end + colon.end()):
            return []  # a sentence with a cue of its own: "قال الوزير: …"
        at = end + len(colon.group().rstrip()) - 1
        rest = None if marks else bare(text, end + colon.end(), line[1])
        return [Frame((at, at + 1), (start, end), (rest,) if rest else (), line)]
    return []


def _speaker(
    text: str,
    cue: Span,
    form: str,
    sentence: Span,
    near: Sequence[Span],
    mentions: Mentions,
    marks: Sequence[Marked],
    language: Language,
) -> Span | None:
    """Who speaks by a cue: where the language puts the subject, else what is nearest."""
    if held := _held(text, cue, form, language):
        return held
    if form in folded(language.code, "according"):
        return source(text, cue, form, sentence, near, language) or unlisted(text, cue, form, sentence, language.code)
    free = [n for n in near if (n[1] <= cue[0] or cue[1] <= n[0]) and not emphatic(text, n, language)]
    free = list(not_objects(text, cue, free, language))
    several = bool(language.plural_cues and re.search(language.plural_cues, form))
    if several:
        free = [
            n for n in free if n not in mentions.persons and language.pronouns.get(fold(text[slice(*n)])) not in _ONE
        ]
    ends = [n for n in free if n[0] >= cue[1]]
    if not ends and (noun := unlisted(text, cue, form, sentence, language.code)):
        return noun
    strong = [n for n in free if n not in mentions.weak]
    rest = [n for n in free if n not in mentions.never]
    # 'Die Partei „Hafen“ verlangte …'
    named = {m.start - 2 for m in marks if m.end + 2 == cue[0]}
    if language.subject_first:
        return _first(cue, form, strong, language) or _first(cue, form, rest, language)
    bodies = [n for n in rest if n in mentions.offices] if several else []  # "desde la compañía alegan que …"
    for pool in (strong, bodies) if language.subjectless else (strong, rest):
        beside = [n for n in pool if n[1] + 1 == cue[0] or n[1] in named]
        behind = [n for n in pool if follows(text, cue, n, mentions.names, language)]
        apposed = any(n[1] == cue[0] - 2 for n in pool)  # "La maire, Kari Olsen, a remercié …"
        if behind and not beside and not apposed:
            return behind[0]  # "…, assure le préfet": whoever stands before the comma is spoken of
        if beside:
            return max(beside, key=lambda n: n[1] - n[0])
        close = [n for n in pool if _distance(n, cue) <= CLAUSE]
        if close:
            return min(close, key=lambda n: (_distance(n, cue), n))
    return opening(text, cue, sentence, language.code)


def _distance(one: Span, cue: Span) -> int:
    return min(abs(one[0] - cue[1]), abs(cue[0] - one[1]))


def _held(text: str, cue: Span, form: str, language: Language) -> Span | None:
    """The pronoun inside a cue: "a-t-il déclaré", "по его словам"."""
    pronouns = either(language.pronouns) if language.inverts else "(?!)"
    own = either(language.possessives) if form in folded(language.code, "according") else "(?!)"
    held = re.search(rf"(?<=-)(?:{pronouns})(?!\w)|(?<!\w)(?:{own})(?!\w)", form)
    return (cue[0] + held.start(), cue[0] + held.end()) if held else None


def _first(cue: Span, form: str, strong: Sequence[Span], language: Language) -> Span | None:
    """Who opens the sentence of a cue that ends it; behind a relative cue, who comes next: "diyen Demir"."""
    after = [n for n in strong if n[0] >= cue[1]]
    if form.split()[-1] in language.relative_cues and after:
        return after[0]
    before = [n for n in strong if n[1] <= cue[0]]
    return before[0] if before else after[0] if after else None
