"""What the weighing looks at where the content of an English cue may begin or end."""

from __future__ import annotations

from extract.quotes.features import SUBJECTS, bucket, child_over, first_that, subject, tag, word
from extract.quotes.parse import QUOTES, Parsed

_FINITE = ("VBD", "VBZ", "VBP", "MD")


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
        that = first_that(p, c)
        place = "none" if that is None else "behind" if i == that + 1 else "before" if i < that else "after"
        between = that is not None and i < that and any(p.tag[j] in _FINITE for j in range(i, that))
        found += [f"Sthat={place},{between}", f"Sthat,t={place},{between},{p.tag[i]},{word(p, i - 1)}"]
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
