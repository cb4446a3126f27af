"""The archive gives back what it was given, or says that it can't; what it holds are WARC files."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from extract.answer import unpack
from extract.archive import Archive, ArchiveError, Exchange
from extract.definitions import Outlet
from extract.fetch import Fetcher
from extract.records import Page


def page(body: bytes, url: str = "https://herald.example/1") -> Page:
    when = datetime(2026, 4, 15, 10, tzinfo=UTC)
    return Page(url, url, 200, when, "text/html", hashlib.sha256(body).hexdigest(), body)


def exchange(of: Page, sent: bytes, *headers: tuple[str, str], status: str = "200 OK") -> Exchange:
    return Exchange(of.url, (("User-Agent", "Synoptic/0.1"),), status, headers, sent)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=500))
def test_any_bytes_come_back_under_their_own_hash(tmp_path: Path, body: bytes) -> None:
    archive = Archive(tmp_path)
    archive.put(page(body))
    assert archive.get(hashlib.sha256(body).hexdigest()) == body


@pytest.mark.parametrize("packed", [True, False])
def test_request_and_response_are_kept_as_received(tmp_path: Path, packed: bool) -> None:
    body = b"<p>caf\xe9</p>" * 50
    sent = gzip.compress(body, mtime=0) if packed else body
    headers = [
        ("Content-Type", "text/html"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Transfer-Encoding", "chunked"),
    ]
    archive, one = Archive(tmp_path), page(body, "https://herald.example/a?b=c")
    archive.put(one, exchange(one, sent, *headers, *([("Content-Encoding", "gzip")] * packed)))
    assert archive.get(one.sha256) == body
    with archive.path(one.sha256).open("rb") as file:
        told = [(r.rec_type, r.http_headers, r.raw_stream.read()) for r in ArchiveIterator(file)]
    (_, response, raw), (_, request, _) = told
    assert [kind for kind, _, _ in told] == ["response", "request"]
    assert raw == sent
    assert [v for k, v in response.headers if k == "Set-Cookie"] == ["a=1", "b=2"]
    assert request.statusline == "/a?b=c HTTP/1.1"
    assert request.get_header("User-Agent") == "Synoptic/0.1"


def test_a_fetched_page_is_a_valid_warc_file(outlet: Outlet, fetcher: Fetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    packed = gzip.compress(b"<p>Hello</p>")
    httpserver.expect_request("/1").respond_with_data(
        packed, content_type="text/html", headers={"Content-Encoding": "gzip", "X-Told": "yes"}
    )
    got = fetcher.page(httpserver.url_for("/1"), outlet)
    path = fetcher.archive.path(got.sha256)
    with path.open("rb") as file:
        response = next(iter(ArchiveIterator(file)))
        assert (response.http_headers.get_header("X-Told"), response.raw_stream.read()) == ("yes", packed)
    assert fetcher.archive.get(got.sha256) == b"<p>Hello</p>"
    checker = Checker(type("Args", (), {"inputs": [str(path)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0


@pytest.mark.parametrize("path", ["/haber/görüşme", "/новости/1?q=встреча", "/أخبار/زيارة", "/a b"])
def test_addresses_in_any_script_are_kept_as_they_were_asked(
    outlet: Outlet, fetcher: Fetcher, httpserver: HTTPServer, path: str
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request(path.partition("?")[0]).respond_with_data("page", content_type="text/html")
    got = fetcher.page(httpserver.url_for("/") + path[1:], outlet)
    assert fetcher.page(got.url, outlet) == got
    with fetcher.archive.path(got.sha256).open("rb") as file:
        uri = next(iter(ArchiveIterator(file))).rec_headers.get_header("WARC-Target-URI")
    assert uri.isascii()
    assert unquote(uri).endswith(path)


DEFLATE = zlib.compressobj(wbits=-zlib.MAX_WBITS)
PACKINGS = {
    "x-gzip": ("x-gzip", gzip.compress(b"a page" * 9)),
    "two members": ("gzip", gzip.compress(b"a page" * 4) + gzip.compress(b"a page" * 5)),
    "padded": ("gzip", gzip.compress(b"a page" * 9) + b"\0" * 9),
    "zlib called gzip": ("gzip", zlib.compress(b"a page" * 9)),
    "deflate": ("deflate", zlib.compress(b"a page" * 9)),
    "bare deflate": ("Deflate", DEFLATE.compress(b"a page" * 9) + DEFLATE.flush()),
}


@pytest.mark.parametrize("how", PACKINGS)
def test_whatever_could_be_unpacked_once_can_be_again(tmp_path: Path, how: str) -> None:
    encoding, sent = PACKINGS[how]
    archive, one = Archive(tmp_path), page(b"a page" * 9)
    archive.put(one, exchange(one, sent, ("Content-Encoding", encoding)))
    assert archive.get(one.sha256) == unpack(sent, encoding, 1000) == one.body


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.from_regex(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}", fullmatch=True), value=st.text(), reason=st.text())
def test_no_header_spoils_its_page(tmp_path: Path, name: str, value: str, reason: str) -> None:
    archive, one = Archive(tmp_path), page(f"{name}{value}{reason}".encode("utf-8", "replace"))
    kept = () if name.lower() == "content-encoding" else ((name, value),)
    archive.put(one, exchange(one, one.body, *kept, status=f"200 {reason}"))
    assert archive.get(one.sha256) == one.body


def test_headers_keep_their_bytes(tmp_path: Path) -> None:
    archive, one = Archive(tmp_path), page(b"page")
    archive.put(one, exchange(one, one.body, ("X-Place", "Gümüş".encode().decode("latin-1"))))  # as http.client has it
    assert "X-Place: Gümüş\r\n".encode() in gzip.decompress(archive.path(one.sha256).read_bytes())


def test_several_files_one_after_the_other_are_one_warc_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for n in range(3):
        archive.put(page(b"page %d" % n))
    joined = b"".join(p.read_bytes() for p in sorted(tmp_path.rglob("*.warc.gz")))
    assert {r.content_stream().read() for r in ArchiveIterator(io.BytesIO(joined))} == {b"page 0", b"page 1", b"page 2"}


def test_files_are_spread_over_folders_by_the_first_byte_of_the_hash(tmp_path: Path) -> None:
    one = page(b"page")
    Archive(tmp_path).put(one)
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"{one.sha256[:2]}/{one.sha256[2:]}.warc.gz"
    ]


def test_the_same_content_is_written_once(tmp_path: Path) -> None:
    archive, one = Archive(tmp_path), page(b"page")
    archive.put(one)
    first = archive.path(one.sha256).stat()
    archive.put(one)
    second = archive.path(one.sha256).stat()
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)


def changed(whole: bytes) -> list[bytes]:
    other = io.BytesIO()
    with gzip.GzipFile(fileobj=other, mode="wb") as file:
        file.write(gzip.decompress(whole).replace(b"the minister", b"nobody ever "))
    return [b"what somebody else said", b"\x1f\x8b" + b"\0" * 40, whole[:-20], other.getvalue(), b"\n"]


@pytest.mark.parametrize("how", range(5))
def test_a_file_changed_on_disk_is_refused(tmp_path: Path, how: int) -> None:
    archive, one = Archive(tmp_path), page(b"what the minister said" * 20)
    archive.put(one)
    path = archive.path(one.sha256)
    path.write_bytes(changed(path.read_bytes())[how])
    with pytest.raises(ArchiveError, match="was changed on disk"):
        archive.get(one.sha256)


def test_missing_bytes_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="0123456789ab is missing"):
        Archive(tmp_path).get("0123456789ab" + "0" * 52)


def test_a_file_cut_to_nothing_by_a_power_cut_is_written_again(tmp_path: Path) -> None:
    archive, one = Archive(tmp_path), page(b"a whole page")
    archive.put(one)
    archive.path(one.sha256).write_bytes(b"")
    archive.put(one)
    assert archive.get(one.sha256) == b"a whole page"


def test_a_folder_that_cannot_be_made_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"cannot write to .*file"):
        Archive(tmp_path / "file").put(page(b"page"))


def test_many_writers_of_one_page_leave_one_file_and_nothing_aside(tmp_path: Path) -> None:
    archive, one = Archive(tmp_path), page(b"page" * 1000)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: archive.put(one), range(40)))
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
