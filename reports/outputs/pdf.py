"""The report as PDF, by WeasyPrint: nothing is fetched, nothing is logged, and the same input gives the same bytes."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from extract.errors import OutputError
from reports.document import Document
from reports.outputs.html import TEMPLATES, render_html

_BASE = TEMPLATES.as_uri() + "/"
_one_at_a_time = threading.Lock()  # the time stamp of subset fonts is read from the environment


def render_pdf(document: Document) -> bytes:
    """The PDF.

    Raises:
        OutputError: WeasyPrint logged a warning: something in the page is not as it was meant.
    """
    return html_to_pdf(render_html(document, embedded=False), int(document.made.timestamp()))


def html_to_pdf(html: str, epoch: int) -> bytes:
    """A page of ours as PDF; ``epoch`` (seconds) is the time stamp of everything in it."""
    with _one_at_a_time, _dated(epoch), _warnings() as found:
        page = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_Own())
        pdf: bytes = page.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    if found:
        raise OutputError(f"the PDF was not laid out as meant: {found[0]}")
    return pdf


class _Own(weasyprint.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the templates' own files and data: URLs; everything else is refused."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith((_BASE, "data:")) or ".." in url:
            raise ValueError(f"refused to load {url[:100]}")
        return super().fetch(url, headers)


@contextmanager
def _dated(epoch: int) -> Iterator[None]:
    """SOURCE_DATE_EPOCH is the one way to fix the time stamp that font subsetting writes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _warnings() -> Iterator[list[str]]:
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                found.append(record.getMessage())

    logger, handler = logging.getLogger("weasyprint"), Keep()
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
