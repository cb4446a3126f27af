"""A week of meetings from pages that are there already: what reading, comparing and rendering cost, twice.

    python -m tests.bench.week [--meetings 20] [--articles 30] [--keep DIR]

All talks, names and words are invented here: every meeting has its own ministers, ten outlets in three languages, and
statements of which several outlets carry the same. The run is the command line's own weekly job over saved pages, in a
process of its own; then the same again with nothing changed. Prints wall time, CPU time and memory of each.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import tomli_w

ROOT = Path(__file__).parents[2]
WEEK = "2026-W16"
LANGUAGES = ("en", "ru", "tr")
OUTLETS = 10
PLACES = ("Port Aven", "Halmsund", "Selvikent", "Dolma", "Karsu", "Veresk", "Estmere", "Aldmark", "Northby", "Lanmere")
FIRST = ("Mira", "Tarik", "Arkady", "Aylin", "Ivo", "Nadia", "Pavel", "Selin", "Oskar", "Dana")
LAST = ("Halvorsen", "Demirel", "Veshnin", "Kosharli", "Brandt", "Olden", "Marek", "Toprak", "Lindqvist", "Sorokin")
# What is spoken about, and what is said of it, in the same order in each language.
THINGS = {
    "en": ("the harbour", "the railway", "the ferry line", "the power cable", "the customs office", "the fishing quota",
           "the border school", "the air corridor", "the gas contract", "the archive"),
    "ru": ("гавань", "железная дорога", "паромная линия", "силовой кабель", "таможня", "квота на рыбу",
           "школа у границы", "воздушный коридор", "газовый договор", "архив"),
    "tr": ("liman", "demiryolu", "feribot hattı", "enerji kablosu", "gümrük dairesi", "balık kotası",
           "sınır okulu", "hava koridoru", "gaz anlaşması", "arşiv"),
}  # fmt: skip
CLAIMS = {
    "en": ("will open before the first snow of {n}", "must be paid for by both countries in {n}",
           "cannot wait for another commission until {n}", "stays closed as long as {n} ships are searched there"),
    "ru": ("откроется до первого снега {n} года", "должна быть оплачена обеими странами в {n} году",
           "не может ждать новой комиссии до {n} года", "останется закрытой, пока там досматривают {n} судов"),
    "tr": ("{n} yılının ilk karından önce açılacak", "{n} yılında iki ülke tarafından ödenmeli",
           "{n} yılına kadar yeni bir komisyonu bekleyemez", "orada {n} gemi arandığı sürece kapalı kalacak"),
}  # fmt: skip
SAID = {
    "en": ("“{t},” {who} told reporters.", "{who} said that {t}.", "According to {who}, {t}.", "{who} warned: “{t}.”"),
    "ru": ("«{t}», — заявила {who}.", "{who} сообщила, что {t}.", "По словам {who}, {t}.", "{who} сказала: «{t}»."),
    "tr": ("{who}, “{t}” dedi.", "{who}, “{t}” diye konuştu.", "{who}'e göre {t}.", "{who}: “{t}.”"),
}
FILLER = {
    "en": "The talks in {place} lasted {n} hours and ended without a joint statement . Officials of both sides walked "
    "along the quay afterwards and spoke of {thing} , which has divided the two countries for {n} years .",
    "ru": "Переговоры в городе {place} продолжались {n} часов и завершились без общего заявления . После этого "
    "чиновники обеих сторон прошли по набережной и говорили о другом : {thing} разделяет две страны уже {n} лет .",
    "tr": "{place} kentindeki görüşmeler {n} saat sürdü ve ortak açıklama yapılmadan sona erdi . İki tarafın "
    "yetkilileri ardından rıhtımda yürüdü ve başka bir konuyu , {thing} konusunu konuştu ; bu {n} yıldır sürüyor .",
}
MEET = {
    "en": "{a} and {b} met in {place} on Tuesday",
    "ru": "{a} и {b} встретились во вторник, {place}",
    "tr": "{a} ve {b} salı günü {place} kentinde görüştü",
}


def people(meeting: int) -> tuple[str, str]:
    return (
        f"{FIRST[meeting % 10]} {LAST[(meeting * 3) % 10]}{'ova' * (meeting // 10)}",
        f"{FIRST[(meeting + 5) % 10]} {LAST[(meeting * 3 + 5) % 10]}{'ova' * (meeting // 10)}",
    )


def statement(meeting: int, number: int, language: str) -> tuple[int, str]:
    """The ``number``-th statement of a meeting, by which of the two, in a language."""
    thing, claim, count = number % 10, (number + meeting) % 4, 3 + (number * 7 + meeting) % 90
    words = f"{THINGS[language][thing]} {CLAIMS[language][claim].format(n=2000 + count)}"
    return number % 2, words[0].upper() + words[1:]


def page(meeting: int, article: int) -> str:
    """About 400 words with eight quotations of the meeting's forty statements; the same page every time."""
    pick = random.Random(f"{meeting}/{article}")
    language = LANGUAGES[article % OUTLETS % 3]
    names, place = people(meeting), PLACES[meeting % 10]
    lead = MEET[language].format(a=names[0], b=names[1], place=place)
    parts = [f"{lead}. {filler(language, place, pick)}"]
    for number in pick.sample(range(40), 8):
        speaker, words = statement(meeting, number, language)
        said = pick.choice(SAID[language]).format(t=words, who=names[speaker])
        parts.append(f"{said} {filler(language, place, pick)}")
    title = f"{lead}: {pick.choice(THINGS[language])}"
    when = f'<meta property="article:published_time" content="2026-04-14T{article % 24:02}:00:00Z">'
    body = "".join(f"<p>{part}</p>" for part in parts)
    head = f"<head><meta charset=utf-8><title>{title}</title>{when}</head>"
    return f"<html lang={language}>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


def filler(language: str, place: str, pick: random.Random) -> str:
    text = FILLER[language].format(place=place, n=pick.randrange(2, 40), thing=pick.choice(THINGS[language]))
    return text.replace(" .", ".").replace(" ,", ",").replace(" :", ":").replace(" ;", ";")


def define(home: Path, meetings: int, articles: int) -> None:
    """Outlets, meetings and their saved pages, as an analyst would have them."""
    for n in range(OUTLETS):
        outlet: dict[str, object] = {
            "key": f"outlet-{n}",
            "name": f"Outlet {n}",
            "country": "Elsewhere",
            "ownership": "private",
        }
        write(home / "outlets" / f"outlet-{n}.toml", outlet | {"languages": [LANGUAGES[n % 3]]})
    for m in range(meetings):
        for a in range(articles):
            file = home / "saved" / f"{m}" / f"outlet-{a % OUTLETS}" / f"{a}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(m, a), "utf-8")
        given = [
            {"outlet": f"outlet-{n}", "path": str(home / "saved" / f"{m}" / f"outlet-{n}")} for n in range(OUTLETS)
        ]
        topics = [
            {"label": THINGS["en"][t], "terms": {language: [THINGS[language][t].split()[-1]] for language in LANGUAGES}}
            for t in range(10)
        ]
        known: dict[str, object] = {"id": f"talks-{m}", "title": f"Talks {m} in {PLACES[m % 10]}", "date": "2026-04-14"}
        who = [{"name": name, "role": "foreign minister"} for name in people(m)]
        rest = {"place": PLACES[m % 10], "participants": who, "topics": topics, "pages": given}
        write(home / "meetings" / f"talks-{m}.toml", known | rest)


def write(path: Path, data: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(data), "utf-8")


def run(home: Path, out: Path, more: Sequence[str]) -> None:
    command = [sys.executable, "-m", "flows", "weekly", "--week", WEEK, "--out", str(out), *more]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with (home / "log.txt").open("ab") as log:
        subprocess.run(command, env=os.environ | {"SYNOPTIC_HOME": str(home)}, cwd=ROOT, stdout=log, stderr=log)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    sizes = ", ".join(f"{f.name} {f.stat().st_size // 1024:,} KiB" for f in sorted(out.iterdir()) if f.is_file())
    print(
        f"{time.monotonic() - began:6.1f} s  {cpu:6.1f} s of CPU  {used.ru_maxrss / 1024:5.0f} MB  {sizes}", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=20)
    parser.add_argument("--articles", type=int, default=30, help="per meeting")
    parser.add_argument("--keep", type=Path, help="a new folder for definitions, pages and reports")
    parser.add_argument("rest", nargs="*", help="behind --: options of the weekly command, such as --outputs json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = (given.keep or Path(folder)).resolve()
        define(home, given.meetings, given.articles)
        for name in ("first", "again"):
            print(f"{name:8}", end="")
            run(home, home / name, given.rest)


if __name__ == "__main__":
    main()
