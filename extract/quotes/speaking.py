"""What the weighing looks at where it chooses who speaks by an English cue."""

from __future__ import annotations

from extract.quotes.features import bucket, subject, word
from extract.quotes.parse import QUOTES, Parsed


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
