"""What the weighing of an English sentence looks at, as named features: a weight can be read beside its name.

Every function gives the features of one choice: is this word a cue, does the content begin or end here, is this the
speaker. ``c`` is always the cue's word index. Nothing here decides; ``extract.quotes.weigh`` adds the weights up.
"""

from __future__ import annotations

from extract.quotes.parse import QUOTES, Parsed

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_BUCKETS = (1, 2, 3, 4, 6, 9, 14, 22)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
NO_WORD = "#"


def bucket(number: int) -> str:
    """A number as one of nine sizes, so that near sizes share a weight."""
    return str(next((b for b in _BUCKETS if number <= b), 99))


def word(p: Parsed, i: int) -> str:
    """A word in small letters; all names are one and the same: nothing is learned about who was in the news."""
    if not 0 <= i < len(p):
        return NO_WORD
    return "Name" if p.tag[i].startswith("NNP") else p.lower[i]


def base_of(p: Parsed, i: int) -> str:
    return "Name" if p.tag[i].startswith("NNP") else p.base[i]


def tag(p: Parsed, i: int) -> str:
    return p.tag[i] if 0 <= i < len(p) else NO_WORD


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
    return found


def edge_features(p: Parsed, c: int, i: int, right_of_cue: bool) -> list[str]:
    """What holds at a possible edge ``i`` of content, whichever edge it is."""
    k = child_over(p, c, i)
    under = p.dep[k] if k is not None else _outside(p, c, i)
    base = p.base[c]
    is_left = k is not None and p.left[k] == i
    is_right = k is not None and p.right[k] == i
    rel = f"{under},{is_left:d}{is_right:d}"
    first, last = p.sentence[c]
    return [
        f"rel={rel}",
        f"b,rel={base},{rel}",
        f"w={word(p, i)}",
        f"t={p.tag[i]}",
        f"d={p.dep[i]}",
        f"p={word(p, i - 1)}",
        f"n={word(p, i + 1)}",
        f"pt={tag(p, i - 1)}",
        f"nt={tag(p, i + 1)}",
        f"t,pt={p.tag[i]},{tag(p, i - 1)}",
        f"t,nt={p.tag[i]},{tag(p, i + 1)}",
        f"rel,p={rel},{word(p, i - 1)}",
        f"rel,n={rel},{word(p, i + 1)}",
        f"first={i == first}",
        f"last={i >= last - 2},{tag(p, i + 1) == '.'}",
        f"far={bucket(abs(i - c))}",
        f"mark={_mark_edge(p, i)}",
        f"mark,rel={_mark_edge(p, i)},{under}",
    ]


def _outside(p: Parsed, c: int, i: int) -> str:
    """How a word that does not hang under the cue stands to it: above it, or under one of its ancestors."""
    at = c
    for up in range(1, 5):
        at = p.head[at]
        if at == i:
            return f"^{up}{p.dep[c]}"
        if p.left[at] <= i <= p.right[at]:
            k = child_over(p, at, i)
            return f"^{up}{p.dep[c]}/{p.dep[k] if k is not None else ''}"
    return "far"


def _mark_edge(p: Parsed, i: int) -> str:
    before = i > 0 and p.text[i - 1] in QUOTES
    after = i + 1 < len(p) and p.text[i + 1] in QUOTES
    beyond = i + 2 < len(p) and p.text[i + 2] in QUOTES
    return f"{before:d}{after:d}{beyond:d}{p.marked[i]:d}"


def start_features(p: Parsed, c: int, i: int, end: int | None) -> list[str]:
    """Whether content begins at ``i``; ``end`` is known for content before the cue."""
    found = [f"S{f}" for f in edge_features(p, c, i, i > c)]
    subj = subject(p, c)
    found += [f"Sgap={bucket(abs(i - c))},{p.text[c + 1 : i].count(',') if i > c else ''}"]
    if subj is not None and i > c:
        found.append(f"Safter={subj < i},{i - p.right[subj] == 1}")
    lead = [p.dep[k] for k in p.kids[c] if c < k < i and p.right[k] < i and p.dep[k] != "punct"] if i > c else []
    found += [f"Sskip={d}" for d in lead] + [f"Sb,skip={p.base[c]},{d}" for d in lead]
    if i > c and not lead:
        found.append("Sskip=nothing")
    if i > c:
        found.append(f"Sdate={p.entity[i - 1]},{p.tag[i]},{p.dep[i]}")
        found.append(f"Sthen={p.tag[i]},{p.entity[i + 1] if i + 1 < len(p) else ''},{bucket(i - c)}")
    if end is not None:
        found.append(f"Slen={bucket(end - i + 1)}")
        found.append(f"Sbreak={sum(t in ',;:' for t in p.text[i:end])}")
    return found


def end_features(p: Parsed, c: int, i: int, start: int | None) -> list[str]:
    """Whether content ends at ``i``; ``start`` is known for content behind the cue."""
    found = [f"E{f}" for f in edge_features(p, c, i, i > c)]
    after = i + 1
    while after < len(p) and p.text[after] in ",;:—–-":
        after += 1
    then = f"{p.text[i + 1] if i + 1 < len(p) and after > i + 1 else ''}{word(p, after)}"
    found += [f"Ethen={then}", f"Ethent={after > i + 1},{tag(p, after)}"]
    if after < len(p):
        found.append(f"Ethend={after > i + 1},{p.dep[after]}")
    if start is None:
        subj = subject(p, c)
        edge = p.left[subj] if subj is not None and subj < c else c
        found.append(f"Eup={bucket(edge - i)},{word(p, i + 1)}")
        return found
    k, same = child_over(p, c, start), child_over(p, c, i)
    found.append(f"Esame={k == same},{p.dep[k] if k is not None else ''},{p.dep[same] if same is not None else ''}")
    if k is not None and same is not None:
        found.append(f"Eright={i == p.right[k]},{i == p.right[same]},{p.dep[same]}")
    if after < p.sentence[c][1]:
        found += [f"E{f}" for f in _what_follows(p, c, start, i, after)]
        found += [f"E{f}" for f in _what_it_says(p, c, start, i, after)]
    found.append(f"Elen={bucket(i - start + 1)}")
    found.append(f"Eopen={sum(p.text[j] in QUOTES for j in range(start - 1 if start else 0, i + 1)) % 2}")
    return found


def _what_follows(p: Parsed, c: int, start: int, i: int, after: int) -> list[str]:
    """Where the words behind an edge hang: in the content (they belong to it), on the cue, or above it."""
    head, kind = after, p.dep[after]
    while p.left[head] == after or head == after:  # the topmost word whose phrase begins here
        kind = p.dep[head]
        above = p.head[head]
        if above == head or p.left[above] < after:
            head = above
            break
        head = above
    where = "cue" if head == c else "in" if start <= head <= i else "above" if head < start else "later"
    comma = after > i + 1
    first = word(p, after)
    return [
        f"hang={where},{kind},{comma}",
        f"hang,w={where},{first},{comma}",
        f"hang,b={where},{kind},{p.base[c]}",
        f"hang,t={where},{kind},{p.tag[after]},{comma}",
    ]


def _what_it_says(p: Parsed, c: int, start: int, i: int, after: int) -> list[str]:
    """The tense behind an edge against that of cue and content: "said it would …, which is" leaves the content."""
    comma = after > i + 1
    own = next((p.tag[j] for j in range(start, i + 1) if p.tag[j] in _FINITE), "")
    stop = min(p.sentence[c][1], after + 14)
    verb = next((j for j in range(after, stop) if p.tag[j] in _FINITE or p.tag[j] == "VBG"), None)
    then = p.tag[verb] if verb is not None else ""
    speech = verb is not None and p.speech[verb]
    first = p.lower[after] if p.tag[after] in ("IN", "CC", "WDT", "WP", "WRB", "TO", "RB") else p.tag[after]
    return [
        f"next={first},{comma},{_next_cue(p, c, after, verb)}",
        f"tense={p.tag[c]},{own},{then},{first},{comma}",
        f"tense2={own},{then},{comma}",
        f"speech={speech},{first},{comma}",
        f"first={first},{comma},{p.dep[after]}",
        f"rest={bucket(p.sentence[c][1] - after)},{comma}",
        f"mark,first={p.text[i + 1] in QUOTES},{first},{comma}" if i + 1 < len(p) else "last",
    ]


def _next_cue(p: Parsed, c: int, after: int, verb: int | None) -> str:
    """Whether a verb behind an edge is itself a cue that stands beside this one: "alleged … and accuses"."""
    if verb is None or not p.speech[verb]:
        return "none"
    at, beside = verb, False
    while p.dep[at] == "conj" and p.head[at] != at:
        at = p.head[at]
        beside = beside or at == c
    owned = any(p.dep[k] in SUBJECTS for k in p.kids[verb])
    return f"{beside:d}{p.tag[verb] == p.tag[c]:d}{owned:d}{verb - after < 4:d}"


def speaker_features(p: Parsed, c: int, s: int) -> list[str]:
    """Whether the phrase around noun ``s`` names who speaks by the cue ``c``."""
    path = _path(p, c, s)
    base = p.base[c]
    side = "R" if s > c else "L"
    between = [word(p, i) for i in range(min(s, c) + 1, max(s, c))]
    nouns = sum(t.startswith("NN") or t == "PRP" for t in p.tag[min(s, c) + 1 : max(s, c)])
    inside = p.marked[s] and not p.marked[c]
    return [
        f"path={path}",
        f"side,path={side},{path}",
        f"b,path={base},{path}",
        f"t={p.tag[s]}",
        f"e={p.entity[s]}",
        f"t,e,side={p.tag[s]},{p.entity[s]},{side}",
        f"d={p.dep[s]}",
        f"far={side},{bucket(abs(s - c))}",
        f"nouns={side},{min(nouns, 5)}",
        f"in={inside}",
        f"w={word(p, s)}",
        f"ct,d={p.tag[c]},{p.dep[s]},{side}",
        f"between={len(between)},{','.join(between)}" if len(between) < 3 else "between=more",
        f"quote={side},{any(w in QUOTES for w in between)}",
        f"comma={side},{',' in between}",
        f"next={side},{word(p, p.right[s] + 1)}",
        f"prev={side},{word(p, p.left[s] - 1)}",
    ]


def _path(p: Parsed, c: int, s: int) -> str:
    """The dependency path from the cue up and down to a noun; 'far' beyond three steps up."""
    at = c
    up: list[str] = []
    for _ in range(4):
        if p.left[at] <= s <= p.right[at]:
            break
        if p.head[at] == at or len(up) == 3:
            return "far"
        up.append(p.dep[at])
        at = p.head[at]
    down: list[str] = []
    node = s
    while node != at and len(down) < 3:
        down.append(p.dep[node])
        node = p.head[node]
    if node != at:
        return "far"
    return f"{'^'.join(up)}>{'/'.join(reversed(down))}"


def nobody_features(p: Parsed, c: int) -> list[str]:
    """Whether the sentence of a cue does not name the speaker."""
    base = p.base[c]
    return [
        "none",
        f"none,b={base}",
        f"none,d={p.dep[c]}",
        f"none,t={p.tag[c]}",
        f"none,subj={subject(p, c) is not None}",
    ]
