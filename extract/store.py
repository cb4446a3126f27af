"""The index beside the archive: which page was fetched when, which edition came out, which message was sent.

SQLite in the home by default, PostgreSQL by URL. Each method is one short transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from extract.database import prepared, with_driver
from extract.errors import SynopticError
from extract.records import Page

KEPT_DAYS = 60  # a result that is older is worked out again
MAX_RACES = 1000  # revisions that others may take while one is being numbered

_meta = sa.MetaData()
_pages = sa.Table(
    "pages",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("url", sa.Text, nullable=False, index=True),
    sa.Column("final_url", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)
_collections = sa.Table(
    "collections",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meeting", sa.Text, nullable=False, index=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)
_weeks = sa.Table(
    "weeks",
    _meta,
    sa.Column("edition", sa.Text, primary_key=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)
_results = sa.Table(
    "results",
    _meta,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)
_editions = sa.Table(
    "editions",
    _meta,
    sa.Column("edition", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False),
)
_deliveries = sa.Table(
    "deliveries",
    _meta,
    sa.Column("edition", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("recipient", sa.Text, primary_key=True),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # claimed, sent, failed, unknown
    sa.Column("detail", sa.Text, nullable=False, default=""),
    sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
)


class StoreError(SynopticError):
    """The database cannot be opened, or not be written to."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What the index knows of a fetched page; the bytes are in the archive under ``sha256``."""

    url: str
    final_url: str
    status: int
    fetched: datetime
    content_type: str
    sha256: str

    @classmethod
    def of(cls, page: Page) -> PageEntry:
        return cls(page.url, page.final_url, page.status, page.fetched, page.content_type, page.sha256)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One e-mail of one edition's revision to one recipient."""

    edition: str
    revision: int
    recipient: str
    message_id: str
    state: str
    detail: str


def _entry(row: sa.Row[Any]) -> PageEntry:
    fetched = row.fetched if row.fetched.tzinfo else row.fetched.replace(tzinfo=UTC)  # SQLite forgets the zone
    return PageEntry(row.url, row.final_url, row.status, fetched, row.content_type, row.sha256)


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Index of pages, editions and deliveries under an SQLAlchemy URL. Safe for several threads and processes."""

    def __init__(self, url: str) -> None:
        """Open, and create what is missing.

        Raises:
            StoreError: the URL is wrong, the server does not answer, the file cannot be written.
        """
        shown = "the database"
        try:
            at = with_driver(sa.make_url(url))
            shown = at.render_as_string(hide_password=True)
            self._engine = prepared(at, _meta)
        except (sa.exc.SQLAlchemyError, ImportError, OSError) as problem:
            first = str(getattr(problem, "orig", None) or problem).partition("\n")[0]
            raise StoreError(f"{shown} cannot be opened: {first[:300]}") from problem

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def remember_page(self, page: Page) -> None:
        """Index a page. Earlier versions of the address stay; one that was indexed already is not indexed again."""
        values = {c.name: getattr(page, c.name) for c in _pages.columns if c.name != "id"}
        values["fetched"] = page.fetched.astimezone(UTC)
        same = sa.and_(*(_pages.c[name] == values[name] for name in ("url", "sha256", "fetched")))
        with self._engine.begin() as connection:
            if connection.execute(sa.select(_pages.c.id).where(same).limit(1)).first() is None:
                connection.execute(_pages.insert().values(values))

    def page(self, url: str) -> PageEntry | None:
        """The newest version fetched under this address."""
        newest = sa.select(_pages).where(_pages.c.url == url).order_by(_pages.c.fetched.desc(), _pages.c.id.desc())
        with self._engine.connect() as connection:
            row = connection.execute(newest.limit(1)).one_or_none()
        return None if row is None else _entry(row)

    def first_page(self, url: str) -> PageEntry | None:
        """The oldest version fetched under this address."""
        oldest = sa.select(_pages).where(_pages.c.url == url).order_by(_pages.c.fetched, _pages.c.id)
        with self._engine.connect() as connection:
            row = connection.execute(oldest.limit(1)).one_or_none()
        return None if row is None else _entry(row)

    def remember_collection(self, meeting: str, outlet: str, data: str) -> None:
        """Keep what one run collected from one outlet, as JSON; earlier ones stay."""
        row = {"meeting": meeting, "outlet": outlet, "made": _now(), "data": data}
        with self._engine.begin() as connection:
            connection.execute(_collections.insert().values(row))

    def collection(self, meeting: str, outlet: str, until: datetime | None = None) -> str | None:
        """What was last collected, or last until a moment; None when nothing was."""
        at = _collections.c
        newest = sa.select(at.data).where(at.meeting == meeting, at.outlet == outlet)
        if until is not None:
            newest = newest.where(at.made <= until.astimezone(UTC))
        with self._engine.connect() as connection:
            return connection.execute(newest.order_by(at.made.desc(), at.id.desc()).limit(1)).scalar_one_or_none()

    def remember_week(self, edition: str, data: str) -> None:
        """Keep a weekly edition's topics, as JSON, in place of what an earlier revision kept."""
        if not self._insert(_weeks, edition=edition, data=data):
            with self._engine.begin() as connection:
                connection.execute(_weeks.update().where(_weeks.c.edition == edition).values(data=data))

    def weeks_before(self, edition: str, most: int) -> dict[str, str]:
        """The topics of earlier weekly editions, by edition."""
        earlier = sa.select(_weeks).where(_weeks.c.edition < edition).order_by(_weeks.c.edition.desc()).limit(most)
        with self._engine.connect() as connection:
            return {row.edition: row.data for row in connection.execute(earlier)}

    def result(self, key: str) -> str | None:
        """What was worked out from the same things before, as JSON; see ``extract.kept``."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(_results.c.data).where(_results.c.key == key)).scalar_one_or_none()

    def keep_results(self, results: Mapping[str, str]) -> None:
        """Keep results by their keys, and forget those of long ago. Another run may have kept the same."""
        rows = [{"key": key, "made": _now(), "data": data} for key, data in results.items()]
        try:
            with self._engine.begin() as connection:
                connection.execute(_results.insert(), rows)
        except sa.exc.IntegrityError:
            for row in rows:
                self._insert(_results, **row)
        with self._engine.begin() as connection:
            connection.execute(_results.delete().where(_results.c.made < _now() - timedelta(days=KEPT_DAYS)))

    def revision(self, edition: str, digest: str) -> int:
        """The number of this content of an edition: the same digest keeps its number, another one gets the next."""
        for _ in range(MAX_RACES):  # two writers may take the same number: the key lets one in, the other looks again
            with self._engine.connect() as connection:
                known = sa.select(_editions).where(_editions.c.edition == edition).order_by(_editions.c.revision)
                rows = connection.execute(known).all()
            if rows and (same := [r.revision for r in rows if r.digest == digest]):
                return int(same[-1])
            number = rows[-1].revision + 1 if rows else 1
            if self._insert(_editions, edition=edition, revision=number, digest=digest, made=_now()):
                return number
        raise StoreError(f"edition {edition}: no revision number to be had")

    def claim_delivery(self, edition: str, revision: int, recipient: str, message_id: str) -> bool:
        """Claim the one row that allows a message to be sent. False when somebody has it.

        A row that failed before any content was handed over may be claimed again.
        """
        key = self._key(edition, revision, recipient)
        values = {"message_id": message_id, "state": "claimed", "detail": "", "changed": _now()}
        row = {"edition": edition, "revision": revision, "recipient": recipient, **values}
        if self._insert(_deliveries, **row):
            return True
        with self._engine.begin() as connection:
            again = _deliveries.update().where(key, _deliveries.c.state == "failed").values(values)
            return connection.execute(again).rowcount == 1

    def finish_delivery(self, edition: str, revision: int, recipient: str, state: str, detail: str = "") -> None:
        change = _deliveries.update().where(self._key(edition, revision, recipient))
        with self._engine.begin() as connection:
            connection.execute(change.values(state=state, detail=detail, changed=_now()))

    def deliveries(self, edition: str) -> list[Delivery]:
        known = sa.select(_deliveries).where(_deliveries.c.edition == edition)
        with self._engine.connect() as connection:
            rows = connection.execute(known.order_by(_deliveries.c.revision, _deliveries.c.recipient)).all()
        return [Delivery(r.edition, r.revision, r.recipient, r.message_id, r.state, r.detail) for r in rows]

    @staticmethod
    def _key(edition: str, revision: int, recipient: str) -> sa.ColumnElement[bool]:
        at = _deliveries.c
        return sa.and_(at.edition == edition, at.revision == revision, at.recipient == recipient)

    def _insert(self, table: sa.Table, **values: object) -> bool:
        try:
            with self._engine.begin() as connection:
                connection.execute(table.insert().values(values))
        except sa.exc.IntegrityError:
            return False
        return True
