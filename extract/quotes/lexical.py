"""Every other language: cues, names and content by the words of its definition, without a parser.

``mentions`` finds the phrases that may name a speaker; here each cue gets the one that stands where the language puts
its subject; ``clauses`` finds what the cue reports without marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from extract.definitions import Participant
from extract.quotes.clauses import CLAUSE, contents, phrase_end
from extract.quotes.found import Found, Frame
from extract.quotes.language import Language, load_language
from extract.quotes.marks import Marked
from extract.quotes.mentions import Mentions, mentions_of
from extract.quotes.naming import cues_of, either
from extract.quotes.place import Place, bare, folded, mood_of, small
from extract.quotes.row import between_commas, no_verb, not_objects, same_subject, told_back
from extract.quotes.sourced import announced, cited, opinion, tagged
from extract.quotes.split import sentences
from extract.records import Span
from extract.words import fold

SPOKE, WEAK = 3.0, 0.4  # how much a naming brings a person to mind who speaks, or is no subject
_NEXT = 5  # characters of an article between a cue and its subject
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
        offices=mentions.offices,
    )


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
        return _source(text, cue, form, sentence, near, language)
    free = [n for n in near if (n[1] <= cue[0] or cue[1] <= n[0]) and not _emphatic(text, n, language)]
    free = not_objects(text, cue, free, language)
    several = bool(language.plural_cues and re.search(language.plural_cues, form))
    if several:
        free = [
            n for n in free if n not in mentions.persons and language.pronouns.get(fold(text[slice(*n)])) not in _ONE
        ]
    strong = [n for n in free if n not in mentions.weak]
    rest = [n for n in free if n not in mentions.never]
    # 'Die Partei „Hafen“ verlangte …'
    named = {m.start - 2 for m in marks if m.end + 2 == cue[0]}
    if language.subject_first:
        return _first(cue, form, strong, language) or _first(cue, form, rest, language)
    bodies = [n for n in rest if n in mentions.offices] if several else []  # "desde la compañía alegan que …"
    for pool in (strong, bodies) if language.subjectless else (strong, rest):
        beside = [n for n in pool if n[1] + 1 == cue[0] or n[1] in named]
        behind = (
            [n for n in pool if _follows(text, cue, n, mentions, language)] if text[max(0, cue[0] - 2) : cue[0]] == ", " else []
        )
        apposed = any(n[1] == cue[0] - 2 for n in pool)  # "La maire, Kari Olsen, a remercié …"
        if behind and not beside and not apposed:
            return behind[0]  # "…, assure le préfet": whoever stands before the comma is spoken of
        if beside:
            return max(beside, key=lambda n: n[1] - n[0])
        close = [n for n in pool if _distance(n, cue) <= CLAUSE]
        if close:
            return min(close, key=lambda n: (_distance(n, cue), n))
    return None


@lru_cache(maxsize=32)
def _office(code: str) -> re.Pattern[str]:
    """An article and an office: ", assure le sous-préfet Victor Dorn"."""
    articles = either(load_language(code).articles)
    return re.compile(rf"\s(?:{articles})(?:\s|(?<=['’]))(?:[^\W\d_A-ZÀ-Þ][\w'’-]*\s){{1,5}}")


def _follows(text: str, cue: Span, mention: Span, mentions: Mentions, language: Language) -> bool:
    """Whether who speaks stands right behind a cue, with an article or an office before the name."""
    if cue[1] < mention[0] <= cue[1] + _NEXT:
        return True
    office = _office(language.code).fullmatch(text, cue[1], mention[0]) if language.articles else None
    return mention in mentions.names and office is not None


def _emphatic(text: str, mention: Span, language: Language) -> bool:
    """Whether a pronoun only repeats who stands before it: "Sa voisine, elle, raconte …"."""
    around = text[mention[0] - 2 : mention[0]] == text[mention[1] : mention[1] + 2] == ", "
    return around and fold(text[slice(*mention)]) in language.pronouns


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


@lru_cache(maxsize=32)
def _agent(code: str) -> re.Pattern[str]:
    """What stands before who made a source: "un bilan communiqué par la préfecture"."""
    language = load_language(code)
    return re.compile(rf"\s(?:{either(language.agents)})\s(?:(?:{either(language.articles)})(?:\s|(?<=['’])))?$")


def _source(text: str, cue: Span, form: str, sentence: Span, near: Sequence[Span], language: Language) -> Span | None:
    """Who is meant by "according to": the last name before the comma that ends the phrase, or the first after it."""
    if form.split()[-1] in language.postpositions:
        before = [n for n in near if n[1] <= cue[0]]
        return before[-1] if before else None
    comma = phrase_end(text, cue, sentence)
    reach = comma if comma > 0 else cue[1] + 40
    named = [n for n in near if cue[0] < n[0] < cue[1] <= n[1]]  # "de source diplomatique"
    after = [n for n in near if cue[1] <= n[0] and (n[1] <= reach or comma < 0 and n[0] <= reach)]
    apposed = [n for n in near if comma > 0 and n[0] == comma + 2 and text[n[1] : n[1] + 1] == ","]
    made = [n for n in near if cue[1] <= n[0] <= cue[1] + CLAUSE and _agent(language.code).search(text, cue[1], n[0])]
    if made or named:
        return (made or named)[0]
    if apposed or not after:
        return apposed[0] if apposed else None
    if comma < 0 and "," in text[cue[1] : after[0][0]]:
        return None
    return after[-1] if comma > 0 else after[0]
