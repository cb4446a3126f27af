"""Pages of the older web: whose letters are told wrongly, in the header only, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.article import read_article
from extract.charset import FALLBACK, as_utf8

WORDS = {
    "tr": (
        "cp1254",
        "Dışişleri Bakanı, “Limanı bütün kış açık tutacağız” dedi ve görüşmenin üç saat sürdüğünü söyledi.",
    ),
    "pl": ("cp1250", "Minister powiedziała: „Port będzie otwarty przez całą zimę”, a rozmowy trwały trzy godziny."),
    "cs": ("cp1250", "Ministryně řekla: „Přístav zůstane otevřený celou zimu“ a jednání trvalo tři hodiny."),
    "lt": ("cp1257", "Ministrė sakė: „Uostas bus atviras visą žiemą“, o derybos truko tris valandas."),
    "lv": ("cp1257", "Ministre teica: “Osta būs atvērta visu ziemu”, un sarunas ilga trīs stundas."),
    "fr": ("cp1252", "La ministre a déclaré : « Le port restera ouvert tout l’hiver », là où l’élève l’avait espéré."),
    "es": ("cp1252", "La ministra dijo: «El puerto seguirá abierto todo el año», y habló de la acción común."),
    "pt": ("cp1252", "A ministra disse: “O porto ficará aberto” e as negociações não duraram mais de três horas."),
    "sv": ("cp1252", "Ministern sade: ”Hamnen förblir öppen hela vintern” och samtalen pågick i tre timmar."),
    "ru": ("cp1251", "Министр сказала: «Гавань останется открытой всю зиму», переговоры длились три часа."),
    "el": ("cp1253", "Η υπουργός είπε: «Το λιμάνι θα μείνει ανοιχτό όλο τον χειμώνα», μετά από τρεις ώρες."),
    "ar": ("cp1256", "قالت الوزيرة: «سيبقى الميناء مفتوحا طوال الشتاء» واستمرت المحادثات ثلاث ساعات."),
    "ko": ("cp949", "장관은 “항구는 겨울 내내 열려 있을 것”이라고 말했고 회담은 세 시간 동안 이어졌다."),
}


def page(language: str, charset: str, head: str = "", attribute: bool = True) -> bytes:
    lang = f" lang={language}" if attribute else ""
    body = "".join(f"<p>{WORDS[language][1]} {WORDS[language][1] * 3}</p>" for _ in range(5))
    return f"<html{lang}><head>{head}<title>1</title></head><body><article>{body}</article></body></html>".encode(
        charset
    )


@pytest.mark.parametrize("told", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-1">'])
@pytest.mark.parametrize("language", WORDS)
def test_letters_are_right_though_the_charset_is_not_told_or_told_by_default(language: str, told: str) -> None:
    assert WORDS[language][1] in read_article(page(language, WORDS[language][0], told), "https://a.example/").text


@pytest.mark.parametrize("language", WORDS)
def test_a_charset_told_by_the_header_alone_is_believed(language: str) -> None:
    charset = WORDS[language][0]
    read = read_article(
        page(language, charset, attribute=False), "https://a.example/", content_type=f"text/html; charset={charset}"
    )
    assert WORDS[language][1] in read.text


@pytest.mark.parametrize("language", WORDS)
def test_the_page_is_believed_before_the_header(language: str) -> None:
    charset = WORDS[language][0]
    made = page(language, charset, f'<meta charset="{charset}">', attribute=False)
    assert WORDS[language][1] in as_utf8(made, "text/html; charset=koi8-r").decode() or charset == "cp1252"


def test_a_language_told_by_a_template_does_not_make_cyrillic_latin() -> None:
    made = page("ru", "cp1251").replace(b"lang=ru", b"lang=en")
    assert WORDS["ru"][1] in read_article(made, "https://a.example/", content_type="text/html; charset=latin1").text


def test_one_broken_letter_does_not_make_a_page_another_charset_s() -> None:
    made = page("tr", "utf-8").replace(b"</article>", b"<p>\xe2\x80</p></article>")
    assert WORDS["tr"][1] in read_article(made, "https://a.example/").text


@pytest.mark.parametrize(
    "charset", ["hex", "punycode", "idna", "utf-7", "unicode_escape", "undefined", "utf-16", "x" * 40]
)
def test_what_is_no_charset_of_the_web_is_not_believed(charset: str) -> None:
    made = page("ru", "cp1251", f'<meta charset="{charset}">')
    assert as_utf8(made, f"text/html; charset={charset}") == made


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_pass(body: bytes, told: str) -> None:
    assert isinstance(as_utf8(body, told), bytes)


def test_what_is_utf8_stays_what_it_is() -> None:
    made = page("tr", "utf-8", '<meta charset="utf-8">')
    assert as_utf8(made, "text/html; charset=windows-1251") == made


def test_a_page_s_own_words_are_not_taken_for_its_charset() -> None:
    made = page("fr", "cp1252").replace(b"</article>", b"<p>Le fichier a encoding=windows-1251 en lui.</p></article>")
    read = read_article(made, "https://a.example/").text
    assert WORDS["fr"][1] in read
    assert "encoding=windows-1251" in read


def test_every_fallback_is_a_charset() -> None:
    assert all("a".encode(charset) == b"a" for charset in FALLBACK.values())
