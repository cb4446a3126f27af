"""One name for one speaker over a meeting's articles, and only where they leave one reading."""

from __future__ import annotations

from extract.agreed import agree
from extract.definitions import Participant
from extract.quotes import find_quotations, place
from extract.records import Article, ArticleQuotation


def article(name: str, *paragraphs: str) -> Article:
    return Article(
        id=name, outlet=name, url=f"https://{name}.example/1", title="", paragraphs=paragraphs, language="en"
    )


def persons(*articles: Article, participants: tuple[Participant, ...] = ()) -> list[str | None]:
    said: list[ArticleQuotation] = []
    for each in articles:
        said += place(each, find_quotations(each.text, "en", participants))
    return [q.person for q in agree(articles, said, participants)]


def test_an_office_is_the_one_whom_another_article_names_beside_it() -> None:
    one = article("one", "The harbour will stay open, the Ostmarkian ambassador to Vestria said.")
    two = article("two", "Ostmarkian ambassador to Vestria Sir Robert Marsh said he was pleased with the harbour.")
    assert persons(one, two) == ["Robert Marsh", "Robert Marsh"]


def test_an_office_that_two_names_are_given_stays_an_office() -> None:
    one = article("one", "The harbour will stay open, the Ostmarkian ambassador to Vestria said.")
    two = article("two", "Ostmarkian ambassador to Vestria Robert Marsh said he was pleased with the harbour.")
    six = article("six", "Ostmarkian ambassador to Vestria Susan Field said she was pleased with the harbour.")
    assert persons(one, two, six)[0] == "Ostmarkian ambassador to Vestria"


def test_an_initial_more_makes_nobody_else() -> None:
    one = article("one", "Robert Marsh said the harbour would stay open.")
    two = article("two", "Robert J. Marsh said the harbour would close.")
    assert len(set(persons(one, two))) == 1


def test_two_of_one_last_name_stay_two_and_the_last_name_alone_stays_alone() -> None:
    one = article("one", "Robert Marsh said the harbour would stay open.")
    two = article("two", "Susan Marsh said the harbour would close.")
    six = article("six", "Marsh said the harbour would sink.")
    assert persons(one, two, six) == ["Robert Marsh", "Susan Marsh", "Marsh"]


def test_the_mention_stays_as_printed() -> None:
    one = article("one", "The harbour will stay open, the Ostmarkian ambassador to Vestria said.")
    two = article("two", "Ostmarkian ambassador to Vestria Robert Marsh said he was pleased with the harbour.")
    said = [q for each in (one, two) for q in place(each, find_quotations(each.text, "en"))]
    assert agree((one, two), said, ())[0].mention == "the Ostmarkian ambassador to Vestria"
