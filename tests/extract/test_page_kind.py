"""What a page is: made pages of every kind in the languages read."""

from __future__ import annotations

import json

import pytest

from extract.article import read_article
from extract.page_kind import SHORT
from extract.records import Article, PageKind

URL = "https://gazette.example/page"
TEASERS = "".join(f"<article><h2><a href='/{n}'>Story number {n} of today</a></h2></article>" for n in range(10))
STORY = {
    "en": "The ministers agreed on the fees for ships that call at Kestrel and shook hands before the cameras. ",
    "ru": "Министры договорились о сборах для судов, заходящих в порт, и пожали руки перед камерами журналистов. ",
    "tr": "Bakanlar limana uğrayan gemilerin ödeyeceği ücretler konusunda anlaştı ve kameraların önünde el sıkıştı. ",
    "de": "Die Minister einigten sich auf Gebühren für Schiffe im Hafen und gaben sich vor den Kameras die Hand. ",
}
LANGUAGES = tuple(STORY)


def read(paragraphs: list[str], title: str, language: str, node: dict[str, object] | None = None) -> Article:
    body = "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node else ""
    made = (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    return read_article(made.encode(), URL)


def story(language: str, sentences: int) -> list[str]:
    """Different paragraphs: the same one twice would count once."""
    return [f"{n}. {STORY[language]}" for n in range(1, sentences + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_an_article_and_needs_no_reason(language: str) -> None:
    article = read(story(language, 9), "Kestrel", language)
    assert article.words > SHORT
    assert (article.kind, article.why) == (PageKind.ARTICLE, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_story_without_a_barrier_is_an_article(language: str) -> None:
    assert read(story(language, 2), "Kestrel", language).kind is PageKind.ARTICLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_text_that_declares_itself_not_free_is_an_article(language: str) -> None:
    node = {"@type": "NewsArticle", "headline": "Kestrel", "isAccessibleForFree": False}
    assert read(story(language, 9), "Kestrel", language, node).kind is PageKind.ARTICLE


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_a_beginning_that_declares_itself_not_free_is_paywalled(free: object) -> None:
    node = {"@type": "NewsArticle", "headline": "Kestrel", "isAccessibleForFree": free}
    article = read(story("en", 2), "Kestrel", "en", node)
    assert article.kind is PageKind.PAYWALLED
    assert "declares itself not free" in article.why


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "Subscribe to continue reading."),
        ("en", "Already a subscriber? Sign in."),
        ("en", "This story is for subscribers."),
        ("ru", "Материал доступен по подписке."),
        ("ru", "Только для подписчиков."),
        ("ru", "Оформите подписку, чтобы читать дальше."),
        ("tr", "Bu haber abonelere özel."),
        ("tr", "Haberin devamını okumak için abone olun."),
        ("tr", "Abonelere özel içerik."),
        ("de", "Dieser Text ist nur für Abonnenten."),
        ("de", "Jetzt abonnieren!"),
        ("de", "Weiterlesen mit unserem Angebot."),
    ],
)
def test_the_beginning_of_a_story_with_an_offer_is_paywalled(language: str, phrase: str) -> None:
    article = read([*story(language, 2), f"<div class='offer'><p>{phrase}</p></div>"], "Kestrel", language)
    assert article.kind is PageKind.PAYWALLED
    assert "words and" in article.why


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_story_beside_an_offer_is_an_article(language: str) -> None:
    phrases = "Subscribe to continue reading. Jetzt abonnieren. Только для подписчиков. Abonelere özel."
    offer = f"<aside><p>{phrases}</p></aside>"
    assert read([*story(language, 10), offer], "Kestrel", language).kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Page not found", "We looked for it everywhere and it is gone."),
        ("en", "Error 404", "Try the start page or the archive of our newspaper."),
        ("en", "Sorry", "The page cannot be found. Try the start page."),
        ("ru", "Страница не найдена", "Возможно, она была удалена или переименована."),
        ("ru", "404", "Такой страницы у нас больше нет, начните с главной."),
        ("ru", "Ошибка", "Запрошенный материал не существует или удалён редакцией."),
        ("tr", "Sayfa bulunamadı", "Aradığınız haber silinmiş olabilir, ana sayfaya dönün."),
        ("tr", "404", "Aradığınız haber artık burada değil, ana sayfaya dönün."),
        ("tr", "Hata", "İstediğiniz haber arşivde bulunamadı, lütfen ana sayfaya dönün."),
        ("de", "Seite nicht gefunden", "Der Artikel ist umgezogen oder gelöscht worden."),
        ("de", "Fehler 404", "Der Artikel ist umgezogen oder gelöscht worden."),
        ("de", "Fehler", "Die gewünschte Seite existiert nicht mehr in unserem Archiv."),
    ],
)
def test_a_page_that_is_not_there_is_missing_though_it_answers_200(language: str, title: str, text: str) -> None:
    article = read([text], title, language)
    assert article.kind is PageKind.MISSING
    assert article.why.startswith("answers 200 but says")


def test_a_story_about_a_page_that_was_not_found_is_an_article() -> None:
    assert read(["The minister's file was not found.", *story("en", 9)], "Kestrel", "en").kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Just a moment", "Checking your browser before you go on to the page."),
        ("en", "One more step", "Please verify you are human to go on."),
        ("en", "Your choice", "We use cookies to pay for our work. Accept all cookies?"),
        ("ru", "Минуту", "Проверка браузера займёт несколько секунд, подождите."),
        ("ru", "Подтвердите", "Подтвердите, что вы не робот, и читайте дальше."),
        ("ru", "Настройки", "Мы используем файлы cookie, чтобы сайт работал лучше."),
        ("tr", "Bir dakika", "Devam etmek için robot olmadığınızı doğrulayın lütfen."),
        ("tr", "Tercihler", "Sitemizde çerezleri kullanıyoruz, tercihlerinizi seçin."),
        ("tr", "Tercihler", "Devam etmek için tüm çerezleri kabul edin lütfen."),
        ("de", "Einwilligung", "Wir verwenden Cookies, damit Sie uns lesen können."),
        ("de", "Einwilligung", "Zustimmen und weiter zum Angebot dieser Zeitung."),
        ("de", "Einwilligung", "Lesen Sie uns mit Werbung und Cookies oder kaufen Sie sich frei."),
    ],
)
def test_a_consent_or_bot_wall_is_no_article(language: str, title: str, text: str) -> None:
    assert read([text], title, language).kind is PageKind.WALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_front_is_an_index(language: str) -> None:
    assert read([TEASERS], "Politics", language).kind is PageKind.INDEX


@pytest.mark.parametrize("kind", ["VideoObject", "ImageGallery", "CollectionPage"])
def test_a_page_of_pictures_or_links_says_so_itself(kind: str) -> None:
    article = read([STORY["en"]], "Kestrel", "en", {"@type": kind, "name": "Kestrel"})
    assert article.kind is PageKind.INDEX


def test_a_story_with_many_teasers_below_is_an_article() -> None:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": "Kestrel"}
    assert read([*story("en", 3), TEASERS], "Kestrel", "en", node).kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("en", "The second reason is … Continue reading"),
        ("en", "The second reason is... read more"),
        ("ru", "Вторая причина состоит в том, что… Читать далее"),
        ("tr", "İkinci neden ise şu… devamı"),
        ("de", "Der zweite Grund ist […] mehr"),
    ],
)
def test_a_text_that_breaks_off_is_truncated(language: str, end: str) -> None:
    article = read([*story(language, 5), end], "Kestrel", language)
    assert article.kind is PageKind.TRUNCATED
    assert article.why.startswith("ends in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_live_blog_is_live_by_its_own_description(language: str) -> None:
    node: dict[str, object] = {
        "@type": "LiveBlogPosting",
        "headline": "Kestrel",
        "liveBlogUpdate": [{"articleBody": p} for p in story(language, 4)],
    }
    assert read(story(language, 1), "Kestrel", language, node).kind is PageKind.LIVE


def test_posts_that_begin_with_a_time_of_day_make_a_live_blog() -> None:
    posts = [f"{9 + n}.{n}5 Uhr: {p}" for n, p in enumerate(story("de", 6))]
    article = read(posts, "Kestrel", "de")
    assert article.kind is PageKind.LIVE
    assert "times of day" in article.why
    assert read([*posts[:4], *story("de", 5)], "Kestrel", "de").kind is PageKind.ARTICLE


def test_a_few_words_without_a_date_are_no_story() -> None:
    assert read(["The minister has left the harbour office of Kestrel by car."], "Kestrel", "en").kind is PageKind.EMPTY
    node: dict[str, object] = {"@type": "NewsArticle", "headline": "Kestrel", "datePublished": "2026-04-14"}
    flash = read(["The minister has left the harbour office of Kestrel by car."], "Kestrel", "en", node)
    assert flash.kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    "body", [b"", b"<html><body></body></html>", b"<html><body><h1>Kestrel</h1><script>go()</script></body></html>"]
)
def test_a_page_without_text_is_empty_and_says_why(body: bytes) -> None:
    article = read_article(body, URL)
    assert article.kind is PageKind.EMPTY
    assert article.why


def test_a_page_that_says_it_has_many_more_words_is_truncated_in_any_language() -> None:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": "Kestrel", "wordCount": "1,200"}
    article = read(
        ["Umawziri wa bandari alizungumza na wavuvi kwa muda mrefu jana asubuhi mjini Kestrel."], "K", "sw", node
    )
    assert (article.kind, article.why) == (PageKind.TRUNCATED, "13 of the 1,200 words that it says it has")


def test_a_page_that_says_it_has_the_words_that_are_there_is_an_article() -> None:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": "Kestrel", "wordCount": 60}
    assert read(story("en", 2), "Kestrel", "en", node).kind is PageKind.ARTICLE


def test_a_story_whose_headline_tells_of_a_missing_page_is_an_article() -> None:
    title = "Harbour office’s site says ‘page not found’ where the fees stood"
    assert read(story("en", 4), title, "en").kind is PageKind.ARTICLE


@pytest.mark.parametrize("label", ["<h3>{h}.05pm BST</h3>", "<b>{h}:05</b>", "<div><time>{h}:05</time></div>"])
def test_times_of_day_above_paragraphs_make_a_live_blog(label: str) -> None:
    posts = [f"<div>{label.format(h=h)}<p>{p}</p></div>" for h, p in enumerate(story("en", 6), 1)]
    assert read(posts, "Kestrel talks", "en").kind is PageKind.LIVE


def test_times_beside_links_to_other_stories_make_no_live_blog() -> None:
    links = "".join(f"<li><span>{h}:05</span> <a href='/{h}'>Another story of today</a></li>" for h in range(1, 9))
    assert read([*story("en", 6), f"<ul>{links}</ul>"], "Kestrel", "en").kind is PageKind.ARTICLE


def test_a_front_with_a_sentence_under_every_headline_is_an_index() -> None:
    cards = [
        f"<div><h3><a href='/{n}'>Story number {n}</a></h3><p>{p}</p></div>" for n, p in enumerate(story("en", 12))
    ]
    assert read(cards, "Harbours", "en").kind is PageKind.INDEX


def test_three_dots_inside_the_last_paragraph_do_not_make_it_truncated() -> None:
    end = "„Es waren ... mehr als hundert Schiffe“, sagte die Ministerin am Abend im Hafen von Kestrel vor der Presse."
    assert read([*story("de", 3), end], "Kestrel", "de").kind is PageKind.ARTICLE
