"""English: whether marked words that no clause reports are speech, or a title, a nickname, a scare quote."""

from __future__ import annotations

from extract.quotes.features import bucket
from extract.quotes.look import Look, by_rule
from extract.quotes.sentences import WORD, count, sentence_ends
from extract.quotes.weigh import total
from extract.records import QuoteKind

_WHOLE = 6  # words of a paragraph that is one quotation
_INNER = "'’‘\"”“"
_SPEAKING = frozenset("i we you me my our your us i'm i've we're we've it's that's don't".split())
_VERBS = frozenset("is are was were be been has have had will would can could should do does did not".split())
_SMALL = frozenset("a an the of in on at to for and or with by from as".split())


def judge(look: Look) -> bool:
    """Whether the marked words are a quotation, by learned weights; a paragraph wholly in marks is one."""
    return _paragraph(look) or total("spoken", spoken_features(look)) > 0


def _paragraph(look: Look) -> bool:
    rest = look.paragraph.text[look.mark.end + 1 : look.paragraph.span[1]]
    return look.words >= _WHOLE and look.paragraph.opens(look.mark) and not rest.strip(" .\n")


def spoken_features(look: Look) -> list[str]:
    """What the words look like, what stands around them, and which cue or quotation they stand beside."""
    inside = _inside(look)
    around = _around(look)
    beside = _beside(look)
    size = bucket(look.words)
    rule = by_rule(look)
    return [
        "bias",
        f"size={size}",
        f"rule={rule}",
        f"rule,size={rule},{size}",
        f"rule,first={rule},{inside[1]},{inside[0]}",
        *inside,
        *around,
        *beside,
        *(f"{size},{f}" for f in (*around[:4], *beside[:1], *inside[:2])),
        *(f"{beside[0]},{f}" for f in (*inside[:3], *around[:3])),
    ]


def _inside(look: Look) -> list[str]:
    text = look.paragraph.text
    words = [m.group() for m in WORD.finditer(text, look.mark.start, min(look.mark.end, look.mark.start + 400))]
    lower = {w.lower() for w in words}
    title = all(w[0].isupper() or w[0].isdigit() or w.lower() in _SMALL for w in words) and len(words) > 1
    last = text[look.mark.start : look.mark.end].rstrip().rstrip(_INNER + ")")[-1:]
    end = "stop" if last in tuple(".!?…") else last if last in tuple(",;:-—") else "word"
    first = "upper" if words and words[0][0].isupper() else "lower"
    ends = min(sentence_ends(text[look.mark.start : min(look.mark.end, look.mark.start + 400)]), 2)
    return [
        f"end={end}",
        f"first={first},{title}",
        f"person={bool(lower & _SPEAKING)}",
        f"verb={bool(lower & _VERBS)}",
        f"ends={ends}",
        f"first,end={first},{title},{end}",
        f"closed={look.mark.closed}",
    ]


def _around(look: Look) -> list[str]:
    text, mark, (start, end) = look.paragraph.text, look.mark, look.paragraph.span
    lead, tail = text[max(start, mark.start - 60) : max(start, mark.start - 1)].rstrip(), text[mark.end + 1 : end]
    opens, closes = look.paragraph.opens(mark), not count(tail[:80])
    left = "start" if opens else lead[-1:] if not lead[-1:].isalnum() else "word"
    right = "end" if closes else _kind_of(tail)
    word = WORD.findall(lead)[-1:] if left == "word" else []
    then = WORD.findall(tail[:40])[:1]
    return [
        f"left={left}",
        f"right={right}",
        f"left,right={left},{right}",
        f"alone={opens},{closes}",
        f"prev={_plain(word)}",
        f"next={_plain(then)},{right}",
    ]


def _kind_of(tail: str) -> str:
    char = tail[:1]
    if char.isspace():
        after = tail.lstrip()[:1]
        return "Upper" if after.isupper() else "lower" if after.islower() else after
    return char if not char.isalnum() else "word"


def _plain(word: list[str]) -> str:
    """A word in small letters; a capitalised one is any name."""
    return "" if not word else "Name" if word[0][0].isupper() else word[0].lower()


def _beside(look: Look) -> list[str]:
    before = look.before
    kind = before.kind.value if before is not None else "none"
    ran = f"{kind},{look.goes_on},{look.rest}"
    if look.frame is None:
        return [f"frame=none,{look.introduced}", f"before={ran}", f"free={ran},{look.sentence}"]
    text = look.paragraph.text
    leads = look.frame.cue[1] <= look.mark.start
    gap = text[look.frame.cue[1] : look.mark.start] if leads else text[look.mark.end : look.frame.cue[0]]
    sure = int(look.frame.confidence * 4)
    return [
        f"frame={leads},{look.introduced},{sure}",
        f"before={ran}",
        f"gap={leads},{bucket(count(gap) + 1)},{sure}",
        f"cue={text[slice(*look.frame.cue)].lower()},{leads}",
        f"speaker={look.frame.speaker is not None},{leads}",
        f"quoted={kind == QuoteKind.DIRECT.value},{leads},{sure}",
    ]
