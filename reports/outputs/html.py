"""The report as HTML: one self-contained file, or the source of the PDF."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from reports.absence import NEAR, NEAR_ACROSS
from reports.document import Document

TEMPLATES = Path(__file__).parents[2] / "templates"
_FONTS = (
    ("Noto Sans", "normal", "normal", "NotoSans-Regular"),
    ("Noto Sans", "bold", "normal", "NotoSans-Bold"),
    ("Noto Sans", "normal", "italic", "NotoSans-Italic"),
    ("Noto Serif", "normal", "normal", "NotoSerif-Regular"),
    ("Noto Serif", "bold", "normal", "NotoSerif-Bold"),
    ("Noto Serif", "normal", "italic", "NotoSerif-Italic"),
    ("Noto Naskh Arabic", "normal", "normal", "NotoNaskhArabic-Regular"),
    ("Noto Naskh Arabic", "bold", "normal", "NotoNaskhArabic-Bold"),
    ("Noto Symbols", "normal", "normal", "NotoSansSymbols2-Regular"),
    ("Noto Math", "normal", "normal", "NotoSansMath-Regular"),
)


@dataclass(frozen=True, slots=True)
class Face:
    family: str
    weight: str
    style: str
    src: str


def shorten(text: str, most: int) -> str:
    """At most so many words; the rest is a mark of omission. For display of what stands in full elsewhere."""
    parts = text.split()
    return text if len(parts) <= most else " ".join(parts[:most]) + " …"


def in_two(name: str, most: int = 14) -> list[str]:
    """A name on one line, or, when longer than ``most`` letters, on two that are as even as its words allow."""
    words = name.split()
    if len(name) <= most or len(words) < 2:
        return [name]
    cuts = ([" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words)))
    return min(cuts, key=lambda lines: max(map(len, lines)))


def is_web(url: str) -> bool:
    """Whether an address may become a link: nothing but http and https."""
    return url.startswith(("http://", "https://"))


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("jinja",), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["near_bars"] = NEAR, NEAR_ACROSS
    made.filters["shorten"] = shorten
    made.filters["in_two"] = in_two
    made.tests["is_web"] = is_web
    made.filters["is_web"] = is_web
    return made


def render_html(document: Document, embedded: bool) -> str:
    """The report. ``embedded``: with its fonts and the archived texts inside; otherwise for the PDF, fonts by path."""
    style = environment().get_template("report.css")
    css = style.render(faces=_faces(embedded), running=_running(document), screen=embedded)
    # The stylesheet is ours and holds no text from outside; autoescape stays on for all else.
    return environment().get_template("report.html.jinja").render(d=document, css=Markup(css), texts=embedded)


def _running(document: Document) -> str:
    label = f"{document.edition} · revision {document.revision}"
    return "".join(c for c in label if c.isalnum() or c in " ·-_.")


def _faces(embedded: bool) -> list[Face]:
    return [Face(family, weight, style, _src(name, embedded)) for family, weight, style, name in _FONTS]


def _src(name: str, embedded: bool) -> str:
    if not embedded:
        return f"fonts/{name}.ttf"
    return "data:font/ttf;base64," + base64.b64encode((TEMPLATES / "fonts" / f"{name}.ttf").read_bytes()).decode()
