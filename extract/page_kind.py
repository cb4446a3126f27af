"""What a page is, before its text is trusted. Phrases are the ones that outlets print, in the languages read."""

from __future__ import annotations

import re

from lxml import html

from extract.records import Article, PageKind
from extract.structured import Structured

SHORT = 120  # words: a page this short with a barrier's phrase is the barrier
SNIPPET = 60  # words: a page this short that declares itself not free shows only its beginning
MIN_TEXT = 5  # words

_MISSING = re.compile(
    r"\b(404|page (not found|cannot be found|does not exist|no longer)|not found|nicht gefunden|existiert nicht"
    r"|page introuvable|n'existe (pas|plus)|página no encontrada|no existe|страница не найдена|не существует"
    r"|sayfa bulunamadı|bulunamadı|الصفحة غير موجودة)",
    re.I,
)
_WALL = re.compile(
    r"(verify (that )?you are (a )?human|are you a robot|checking your browser|enable javascript and cookies"
    r"|unusual traffic|access denied|just a moment|captcha|we use cookies|accept (all )?cookies"
    r"|cookie (settings|consent)"
    r"|wir verwenden cookies|zustimmen und weiter|mit werbung und cookies|nous utilisons des cookies"
    r"|accepter et continuer|utilizamos cookies|мы используем (файлы )?cookie|вы не робот|проверка браузера"
    r"|çerez(leri)? (kullan|kabul)|robot olmadığınızı)",
    re.I,
)
_PAYWALL = re.compile(
    r"(subscribe (now |today )?(to|for) (continue|read|unlock|full)|subscribers? only|for subscribers"
    r"|to continue reading"
    r"|already a subscriber|subscription required|log in to (read|continue)|register to (read|continue)|unlock this"
    r"|weiterlesen mit|nur für abonnenten|jetzt abonnieren|mit (plus|abo) lesen|réservé aux abonnés|pour lire la suite"
    r"|il vous reste .{1,12}%|abonnez-vous|solo para suscriptores|para seguir leyendo|suscríbete para"
    r"|доступ\w+ (только )?(по подписке|подписчикам)|оформите подписку|только для подписчиков"
    r"|abonelere özel|devamını okumak için abone|للمشتركين فقط)",
    re.I,
)
_CUT = re.compile(
    r"(\.\.\.|…|\[…\]|\[\.\.\.\])\s*((continue|read) (reading|more)|mehr|lire la suite|leer más|читать далее|devamı)",
    re.I,
)
_NO_STORY = {"VideoObject", "ImageGallery", "CollectionPage", "SearchResultsPage", "ItemList"}


def judge(tree: html.HtmlElement, facts: Structured, article: Article) -> tuple[PageKind, str]:
    """Kind of a page and the observation it rests on."""
    words = article.words
    page = " ".join(tree.text_content().split())[:20_000] if words < SHORT else ""
    if facts.live and words >= MIN_TEXT:  # one that loads its posts by script has nothing to read
        return PageKind.LIVE, "describes itself as a live blog"
    if words < SHORT and (found := _MISSING.search(article.title) or (words < SNIPPET and _MISSING.search(page[:600]))):
        return PageKind.MISSING, f"answers 200 but says {found[0]!r}"
    if words < SHORT and (found := _PAYWALL.search(page)):
        return PageKind.PAYWALLED, f"{words} words and {found[0]!r}"
    if words < SNIPPET and facts.free is False:
        return PageKind.PAYWALLED, f"{words} words, and declares itself not free"
    if words < SNIPPET and (found := _WALL.search(page)):
        return PageKind.WALL, f"{words} words and {found[0]!r}"
    if _is_index(tree, facts, article):
        return PageKind.INDEX, "links and teasers, no story"
    if words < MIN_TEXT:
        return PageKind.EMPTY, f"{words} words of text"
    if article.paragraphs and (found := _CUT.search(article.paragraphs[-1])):
        return PageKind.TRUNCATED, f"ends in {found[0]!r}"
    return PageKind.ARTICLE, ""


def _is_index(tree: html.HtmlElement, facts: Structured, article: Article) -> bool:
    """Mostly links to other stories: a section front, a video or gallery page."""
    story = any(t.endswith(("Article", "Posting")) for t in facts.types)
    if story or article.words >= 2 * SHORT:
        return False
    teasers = len(tree.xpath("//article[.//a] | //h2/a | //h3/a | //a/h2 | //a/h3"))
    return (teasers >= 8 and article.words < SHORT) or (bool(facts.types & _NO_STORY) and article.words < SNIPPET)
