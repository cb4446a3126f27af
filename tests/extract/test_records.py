"""Records: offsets lead to paragraphs and back."""

from hypothesis import given
from hypothesis import strategies as st

from extract.records import HEADLINE, Article

blocks = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=40)


@given(blocks, st.lists(blocks, max_size=6))
def test_every_offset_lies_in_the_paragraph_it_is_told_to(title: str, paragraphs: list[str]) -> None:
    article = Article(title, tuple(paragraphs))
    at = 0
    for index, block in enumerate((title, *paragraphs), HEADLINE):
        assert article.text[at : at + len(block)] == block
        assert article.paragraph_at(at) == index
        assert article.paragraph_at(at + len(block) - 1) == index
        at += len(block) + 2


def test_words_count_the_body_without_the_headline() -> None:
    assert Article("Two words", ("one two three", "four")).words == 4
