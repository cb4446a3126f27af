"""What a page is: made pages of every kind in twelve languages, each in the frame of links that real pages have."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.article import read_article
from tests.gate.parts import Figures, Measured

BATCHES = ("pages.toml", "pages_second.toml", "pages_third.toml", "pages_fourth.toml")
DATA = tuple(Path(__file__).parents[1] / name for name in BATCHES)
SOURCE = "made pages in twelve languages, by which the rules were mended"
MAIN: frozenset[str] = frozenset()
KINDS = {"missing": "not found"}  # where the file's word isn't the kind's


def measure() -> Figures:
    """For every kind, the share of its pages that are taken for it; and of all pages."""
    right: dict[str, list[bool]] = defaultdict(list)
    for kind, page in pages():
        right[kind].append(str(read_article(page, "https://gazette.example/page").kind) == kind)
    found = {f"page kind, {kind}": _share(hits) for kind, hits in right.items()}
    return found | {"page kind, all": _share([hit for hits in right.values() for hit in hits])}


def _share(hits: list[bool]) -> Measured:
    return Measured(sum(hits) / len(hits), len(hits))


def pages() -> Iterator[tuple[str, bytes]]:
    for file in DATA:
        for language, made in tomllib.loads(file.read_text("utf-8")).items():
            for page in made["pages"]:
                yield KINDS.get(page["kind"], page["kind"]), _html(language, made, page).encode()


def _html(language: str, made: dict[str, Any], page: dict[str, Any]) -> str:
    body = "".join(part for line in page.get("lines") or page["body"] for part in _parts(line, made["story"]))
    links = "".join(f"<a href='/{n}'>{text}</a> " for n, text in enumerate(made["foot"]))
    head = f'<script type="application/ld+json">{json.dumps(page["node"])}</script>' if "node" in page else ""
    if "lines" in page:
        body = f"<nav>{links}</nav><main><h1>{page['title']}</h1>{body}</main><footer>{links}</footer>"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{page["title"]}</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def _parts(line: str, story: str) -> list[str]:
    if line.startswith("<"):
        return [line]
    if line == "teasers":
        return [f"<article><h2><a href='/{n}'>{story.format(n=n)[:60]}</a></h2></article>" for n in range(1, 11)]
    word, _, times = line.partition(":")
    if word not in ("story", "cards"):
        return [f"<p>{line}</p>"]
    sentences = [(n, story.format(n=n)) for n in range(1, int(times) + 1)]
    if word == "story":
        return [f"<p>{sentence}</p>" for _, sentence in sentences]
    return [f"<div class='card'><h3><a href='/{n}'>{text[:50]}</a></h3><p>{text}</p></div>" for n, text in sentences]
