"""Opening a database by its URL: SQLite in a file that several processes write, PostgreSQL on a server."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa


def with_driver(url: sa.URL) -> sa.URL:
    """PostgreSQL's usual URLs name no driver, and SQLAlchemy's default one is not ours."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": 30})  # seconds to wait for another writer
    sa.event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(raw: sqlite3.Connection, _: object) -> None:
    # Asked first: changing the mode needs the file to oneself, and doesn't wait for it.
    if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        with suppress(sqlite3.OperationalError):  # another process is just changing it
            raw.execute("PRAGMA journal_mode=WAL").fetchone()


def prepared(url: sa.URL, tables: sa.MetaData) -> sa.Engine:
    """An engine whose tables exist. Another opener may make each between our look and our word."""
    engine = _engine(url)
    try:
        for _ in tables.tables:
            with suppress(sa.exc.OperationalError, sa.exc.ProgrammingError, sa.exc.IntegrityError):
                tables.create_all(engine)
                return engine
            time.sleep(0.05)
        tables.create_all(engine)
    except sa.exc.SQLAlchemyError:
        engine.dispose()
        raise
    return engine
