"""What the weighing of an English cue looks at, as named features: a weight can be read beside its name.

Every function gives the features of one choice: is this word a cue, does content stand on this side of it. Where the
content begins and ends is in ``edges``, who speaks in ``speaking``. ``c`` is always the cue's word index. Nothing here
decides; ``extract.quotes.weigh`` adds the weights up.
"""

from __future__ import annotations

from extract.quotes.parse import QUOTES, Parsed

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_BUCKETS = (1, 2, 3, 4, 6, 9, 14, 22)
NO_WORD = "#"
THAT = 14  # words behind a cue in which its clause may open with "that"
_OPENING = frozenset(("that", "whether", "if"))


def bucket(number: int) -> str:
    """A number as one of nine sizes, so that near sizes share a weight."""
    return str(next((b for b in _BUCKETS if number <= b), 99))


def word(p: Parsed, i: int) -> str:
    """A word in small letters; all names are one and the same: nothing is learned about who was in the news."""
    if not 0 <= i < len(p.tag):
        return NO_WORD
    return "Name" if p.tag[i].startswith("NNP") else p.lower[i]


def base_of(p: Parsed, i: int) -> str:
    return "Name" if p.tag[i].startswith("NNP") else p.base[i]


def tag(p: Parsed, i: int) -> str:
    return p.tag[i] if 0 <= i < len(p.tag) else NO_WORD


def child_over(p: Parsed, c: int, i: int) -> int | None:
    """The child of the cue whose subtree holds a word; None when the word does not hang under the cue."""
    return next((k for k in p.kids[c] if p.left[k] <= i <= p.right[k]), None)


def subject(p: Parsed, c: int) -> int | None:
    return next((k for k in p.kids[c] if p.dep[k] in SUBJECTS), None)


def cue_features(p: Parsed, c: int) -> list[str]:
    """Whether a word is the cue of reported speech."""
    base, kids = p.base[c], p.kids[c]
    kinds = [p.dep[k] for k in kids]
    first, last = p.sentence[c]
    shape = _shape(p, c)
    found = [
        f"b={base}",
        f"t={p.tag[c]}",
        f"d={p.dep[c]}",
        f"b,t={base},{p.tag[c]}",
        f"b,d={base},{p.dep[c]}",
        f"shape={shape}",
        f"b,shape={base},{shape}",
        f"prev={word(p, c - 1)}",
        f"next={word(p, c + 1)}",
        f"b,next={base},{word(p, c + 1)}",
        f"b,prev={base},{word(p, c - 1)}",
        f"nt={tag(p, c + 1)}",
        f"hb={base_of(p, p.head[c])}",
        f"marked={p.marked[c]}",
        f"near={_quote_near(p, c)}",
        f"b,near={base},{_quote_near(p, c)}",
        f"place={bucket(c - first)},{bucket(last - c)}",
    ]
    found += [f"k={kind}" for kind in kinds]
    found += [f"b,k={base},{kind}" for kind in kinds]
    found += [f"aux={p.lower[k]}" for k in kids if p.dep[k] in ("aux", "auxpass", "neg")]
    found += [f"prep={p.lower[k]}" for k in kids if p.dep[k] == "prep"]
    found += [f"b,mark={base},{p.lower[k]}" for k in kids if p.dep[k] == "mark"]
    subj = subject(p, c)
    if subj is not None:
        found += [f"s={base_of(p, subj)}", f"st={p.tag[subj]}", f"se={p.entity[subj]}", f"b,st={base},{p.tag[subj]}"]
    for k in kids:
        if p.dep[k] == "ccomp":
            lead = word(p, p.left[k]) if k > c else "before"
            found += [f"ccomp={lead}", f"b,ccomp={base},{lead}", f"cct={p.tag[k]}"]
    return found


def _shape(p: Parsed, c: int) -> str:
    kinds = {p.dep[k] for k in p.kids[c]}
    parts = [n for n in ("nsubj", "nsubjpass", "ccomp", "xcomp", "dobj", "agent", "poss") if n in kinds]
    return "+".join(parts)


def _quote_near(p: Parsed, c: int) -> str:
    """Quotation marks close to a cue: the sign of direct speech."""
    before = any(p.text[i] in QUOTES for i in range(max(0, c - 4), c))
    after = any(p.text[i] in QUOTES for i in range(c + 1, min(len(p), c + 5)))
    colon = ":" in p.text[c + 1 : c + 4]
    return f"{before:d}{after:d}{colon:d}"


def side_features(p: Parsed, c: int, before: bool) -> list[str]:
    """Whether any content stands on this side of the cue."""
    first, last = p.sentence[c]
    base = p.base[c]
    kinds = [p.dep[k] for k in p.kids[c] if (k < c) == before and p.dep[k] != "punct"]
    room = c - first if before else last - c - 1
    near = word(p, c - 1) if before else word(p, c + 1)
    subj = subject(p, c)
    inverted = subj is not None and subj > c
    edge = word(p, p.left[subj] - 1) if before and subj is not None and not inverted else near
    found = [
        f"b={base}",
        f"d={p.dep[c]}",
        f"room={bucket(room)}",
        f"inv={inverted}",
        f"edge={edge}",
        f"b,edge={base},{edge}",
        f"d,edge={p.dep[c]},{edge}",
        f"marked={any(p.marked[first:c] if before else p.marked[c + 1 : last])}",
        f"t={p.tag[c]}",
        f"final={last - c < 6},{edge},{first == c}",
        f"final,b={last - c < 6},{edge},{base}",
        f"comma={',' in p.text[first:c]},{',' in p.text[c + 1 : last]}",
        "bias",
    ]
    found += [f"k={k}" for k in kinds]
    found += [f"b,k={base},{k}" for k in kinds]
    if not before:
        that = first_that(p, c)
        far = bucket(that - c) if that is not None else "none"
        found += [f"that={far}", f"that,b={that is not None},{base}", f"that,edge={far},{edge}"]
    return found


def first_that(p: Parsed, c: int) -> int | None:
    """The word that opens a clause behind a cue, wherever the parse hangs it: "said in a statement that"."""
    stop = min(p.sentence[c][1], c + THAT)
    return next((i for i in range(c + 1, stop) if p.lower[i] in _OPENING and p.tag[i] == "IN"), None)
