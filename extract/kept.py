"""What was worked out from a page or a text is kept, so that what did not change is not worked out again.

A result is found under a digest of everything it follows from: the bytes or the text, the definitions, this package's
own code and data, and the versions of the libraries that read. Nothing has to be told when any of it changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from extract.article import read_article
from extract.definitions import Participant, Topic
from extract.quotes import find_quotations
from extract.records import Article, Page, Quotation, TopicMention
from extract.store import Store
from extract.topics import find_mentions

T = TypeVar("T")
_LIBRARIES = ("trafilatura", "lxml", "py3langid", "spacy", "simplemma", "numpy")
_ARTICLE: TypeAdapter[tuple[Article, str]] = TypeAdapter(tuple[Article, str])  # with its date or time
_QUOTATIONS = TypeAdapter(tuple[Quotation, ...])
_MENTIONS = TypeAdapter(tuple[TopicMention, ...])


class Kept:
    """Results of earlier runs; without a store, everything is worked out anew."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._new: dict[str, str] = {}

    def article(self, page: Page) -> Article:
        """The page as ``read_article`` reads it. Raises what that raises."""

        def read() -> tuple[Article, str]:
            article = read_article(page.body, page.final_url, content_type=page.content_type)
            when = article.published.isoformat() if article.published else ""
            return replace(article, published=None), when  # JSON doesn't tell a day from a time

        article, when = self._once(_ARTICLE, read, "article", page.sha256, page.final_url, page.content_type)
        return replace(article, published=_when(when))

    def quotations(self, article: Article, participants: Sequence[Participant]) -> tuple[Quotation, ...]:
        def find() -> tuple[Quotation, ...]:
            return find_quotations(article.text, article.language, participants, within=True)

        named = [p.model_dump_json() for p in participants]
        return self._once(_QUOTATIONS, find, "quotations", article.text, article.language, *named)

    def mentions(self, article: Article, topics: Sequence[Topic]) -> tuple[TopicMention, ...]:
        def find() -> tuple[TopicMention, ...]:
            return find_mentions(article, topics)

        listed = [t.model_dump_json() for t in topics]
        found = self._once(_MENTIONS, find, "mentions", article.text, article.language, *listed)
        return tuple(replace(m, article=article.id) for m in found)

    def flush(self) -> None:
        """Keep what is new for the runs to come."""
        if self._store is not None and self._new:
            self._store.keep_results(self._new)
        self._new = {}

    def _once(self, kind: TypeAdapter[T], make: Callable[[], T], *parts: str) -> T:
        if self._store is None:
            return make()
        key = digest([_code(), *parts])
        known = self._store.result(key)
        if known is not None:
            return kind.validate_json(known)
        made = make()
        self._new[key] = kind.dump_json(made).decode()
        return made


def _when(text: str) -> date | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def digest(parts: Iterable[str]) -> str:
    """SHA-256 of texts, each with its length, so that none can pass for two."""
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def code_digest(*folders: Path) -> str:
    """SHA-256 of the files of packages, but for what Python compiled from them."""
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix not in (".pyc", ".pyo")):
            found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of what the results follow from beside what is read."""
    return repr([(name, version(name)) for name in _LIBRARIES]) + code_digest(Path(__file__).parent)
