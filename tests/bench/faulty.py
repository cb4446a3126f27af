"""Servers on this machine that misbehave, each in one way; all of them and all their words are invented."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from extract.records import Status

FILLER = "The two ministers spoke for three hours about ferries, fees and the lights on the quay of Port Aven. " * 6
STORIES = {
    "en": ("Halvorsen and Demirel meet in Port Aven",
           "“The harbour stays open all winter,” Mira Halvorsen said.",
           FILLER),
    "tr": ("Halvorsen ve Demirel Port Aven’de görüştü",
           "Dışişleri Bakanı Mira Halvorsen, “Limanı bütün kış açık tutacağız” dedi.",
           "İki bakan üç saat boyunca feribotları, ücretleri ve rıhtımdaki ışıkları görüştü. " * 8),
    "ru": ("Халворсен и Демирель встретились в Порт-Авене",
           "«Гавань останется открытой всю зиму», — сказала министр Мира Халворсен.",
           "Министры три часа говорили о паромах, сборах и огнях на набережной. " * 8),
    "ar": ("هالفورسن وديميريل يلتقيان في بورت آفن",
           "وقالت الوزيرة ميرا هالفورسن: «سيبقى الميناء مفتوحا طوال الشتاء».",
           "تحدث الوزيران ثلاث ساعات عن العبارات والرسوم والأضواء على الرصيف. " * 8),
}  # fmt: skip


def story(language: str = "en", more: str = "") -> str:
    title, quotation, filler = STORIES[language]
    return (
        f"<html lang={language}><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{filler}</p><p>{quotation}</p><p>{filler}</p>{more}</article></body></html>"
    )


Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to misbehave, and what must come of it: a status and words of its reason (or of a quotation)."""

    name: str
    answer: Answer | None  # None: nobody listens
    status: Status
    words: str
    links: int = 1  # given to the page; 0: the page is found through ``source``
    source: str = ""  # feed, sitemap
    language: str = "en"
    loopback: bool = True


def send(handler: Handler, body: bytes, code: int = 200, **headers: str) -> None:
    handler.send_response(code)
    given = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    for name, value in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def page(handler: Handler) -> None:
    place = handler.path.translate(str.maketrans("0123456789", "abcdefghij"))  # a number might be taken for a year
    own = f"<p>Page {place} of the harbour's own paper.</p>"  # else all would be copies of one
    send(handler, story(more=own).encode(), Content_Type="text/html; charset=utf-8")


def silent(handler: Handler) -> None:
    time.sleep(120)


def endless(piece: bytes, pause: float) -> Answer:
    def answer(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(piece)
            time.sleep(pause)

    return answer


def endless_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n")
    while True:
        handler.wfile.write(b"X-More: of the same\r\n" * 100)


def to(target: str) -> Answer:
    """A redirect; {port} is this server's own."""
    return lambda handler: send(handler, b"", 302, Location=target.format(port=handler.headers["Host"].split(":")[1]))


@cache
def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    parts = [packer.compress(b"\0" * 1_000_000) for _ in range(megabytes)]
    return b"".join(parts) + packer.flush()


def packed(make: Callable[[], bytes]) -> Answer:
    return lambda handler: send(handler, make(), Content_Encoding="gzip")


def written(language: str, charset: str, told: str) -> Answer:
    """A story in one charset whose header names another."""
    return lambda handler: send(handler, story(language).encode(charset, "replace"), Content_Type=told)


def refused(code: int, **headers: str) -> Answer:
    return lambda handler: send(handler, b"", code, **headers)


def forbids(handler: Handler) -> None:
    robots = handler.path == "/robots.txt"
    send(handler, b"User-agent: *\nDisallow: /\n" if robots else story().encode(), Content_Type="text/plain")


def feed(handler: Handler) -> None:
    """10,000 items; 40 of them speak of the meeting."""
    if not handler.path.endswith("feed.xml"):
        return page(handler)
    items = "".join(
        f"<item><title>{'Halvorsen in Port Aven' if n % 250 == 0 else 'Weather'} {n}</title>"
        f"<link>/page/{n}</link><pubDate>Tue, 14 Apr 2026 10:00:00 GMT</pubDate>"
        f"<description>{FILLER if n % 250 else ''}</description></item>"
        for n in range(10_000)
    ).replace("Port Aven. ", "the town. ")
    body = f'<rss version="2.0"><channel><title>All</title>{items}</channel></rss>'.encode()
    return send(handler, body, Content_Type="application/rss+xml")


def sitemaps(handler: Handler) -> None:
    """An index of 500 sitemaps with 1,000 addresses each, all of the meeting's day, one in each about the meeting."""
    base = f"http://{handler.headers['Host']}"
    if handler.path == "/sitemap.xml":
        inner = "".join(f"<sitemap><loc>{base}/map/{n}.xml</loc></sitemap>" for n in range(500))
        return send(handler, f"<sitemapindex>{inner}</sitemapindex>".encode(), Content_Type="text/xml")
    if not handler.path.startswith("/map/"):
        return page(handler)
    at = handler.path[5:-4]
    urls = "".join(
        f"<url><loc>{base}/page/{at}-{n}{'-halvorsen' if n == 7 else ''}</loc><news><publication_date>2026-04-14"
        f"</publication_date><title>{'Halvorsen' if n == 7 else 'Weather'} {at}-{n}</title></news></url>"
        for n in range(1000)
    )
    return send(handler, f"<urlset>{urls}</urlset>".encode(), Content_Type="text/xml")


def entities(handler: Handler) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY e0 "ha">{names}]><urlset><url><loc>&e9;</loc></url></urlset>'
    send(handler, body.encode(), Content_Type="text/xml")


def redirect_with_bomb(handler: Handler) -> None:
    send(handler, bomb(1000), 302, Location="ftp://127.0.0.1/", Content_Encoding="gzip")


def endless_robots(handler: Handler) -> None:
    """A hundred megabytes of rules, none of which forbids."""
    if handler.path != "/robots.txt":
        page(handler)
        return
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /no\n")
    for _ in range(100):
        handler.wfile.write(b"# nothing\n" * 100_000)


def endless_items(handler: Handler) -> None:
    body = b"<rss version='2.0'><channel>" + b"<item>" * 1_500_000
    send(handler, body, Content_Type="application/rss+xml")


F, B, R = Status.FAILED, Status.BLOCKED, Status.READ
FAULTS = (
    Fault("nothing is wrong", page, R, "The harbour stays open all winter"),
    Fault("dead: nobody listens", None, F, "no connection", links=40),
    Fault("silent: connects, says nothing", silent, F, "no answer in", links=40),
    Fault("slow: a byte a second", endless(b"x", 1), F, "too slow"),
    Fault("redirects in a loop", to("/again"), F, "more than 5 redirects"),
    Fault("redirect to a private address", to("http://0.0.0.0:{port}/"), B, "not a public address"),
    Fault("redirect to a file", to("file:///etc/hostname"), B, "only http and https"),
    Fault("this machine, for an outlet elsewhere", page, B, "not a public address", loopback=False),
    Fault("gzip bomb: 1 MB holds 1,000 MB", packed(lambda: bomb(1000)), F, "larger than 10,000,000 bytes"),
    Fault("gzip in 450,000 pieces", packed(lambda: gzip.compress(b"") * 450_000), F, "packed in more than 1,000"),
    Fault("endless body", endless(b"<p>x" * 16_384, 0), F, "larger than 10,000,000 bytes"),
    Fault("truncated body", lambda h: send(h, story().encode(), Content_Length="99999"), F, "broken off"),
    Fault("Turkish as windows-1254, told as UTF-8", written("tr", "cp1254", "text/html; charset=utf-8"),
          R, "Limanı bütün kış açık tutacağız", language="tr"),
    Fault("Cyrillic as windows-1251, told as Latin-1", written("ru", "cp1251", "text/html; charset=iso-8859-1"),
          R, "Гавань останется открытой всю зиму", language="ru"),
    Fault("Arabic as windows-1256, nothing told", written("ar", "cp1256", "text/html"),
          R, "سيبقى الميناء مفتوحا طوال الشتاء", language="ar"),
    Fault("429 storm: to every request", refused(429), F, "429", links=40),
    Fault("503, asks to wait a day", refused(503, Retry_After="86400"), F, "503", links=40),
    Fault("redirect with a gzip bomb in its body", redirect_with_bomb, B, "only http and https"),
    Fault("endless headers", endless_headers, F, "no connection"),
    Fault("robots.txt of 100 MB", endless_robots, R, "The harbour stays open all winter"),
    Fault("robots.txt refuses", forbids, B, "robots.txt asks not to fetch it"),
    Fault("feed of 10,000 items", feed, R, "The harbour stays open all winter", 0, "feed"),
    Fault("feed of 1,500,000 open items", endless_items, F, "only its first", 0, "feed"),
    Fault("sitemap index of 500 files", sitemaps, R, "The harbour stays open all winter", 0, "sitemap"),
    Fault("sitemap of nested entities", entities, F, "sitemap: cannot be parsed", 0, "sitemap"),
    Fault("100,000 nested elements", lambda h: send(h, b"<div>" * 100_000 + story().encode()), Status.EMPTY, ""),
    Fault("a million elements", lambda h: send(h, b"<p>x</p>" * 1_000_000), Status.EMPTY, "more than an"),
    Fault("a text of 9 MB", lambda h: send(h, story(more=f"<p>{FILLER * 14_500}</p>").encode()), F, "more than an"),
)  # fmt: skip


@contextmanager
def serving(fault: Fault) -> Iterator[str]:
    """The address of a server with this fault."""
    if fault.answer is None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(fault)) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _handler(fault: Fault) -> type[Handler]:
    class One(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            assert fault.answer is not None
            with suppress(OSError):  # the client may leave at any time
                if self.path == "/robots.txt" and fault.answer not in (forbids, endless_robots):
                    send(self, b"", 404)
                else:
                    fault.answer(self)

        def log_message(self, *args: object) -> None:
            """Silent: the table says what came of it."""

    return One
