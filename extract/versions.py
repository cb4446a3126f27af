"""What an outlet changed in an article after it was first fetched."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Article, ArticleQuotation, Version


def changes(
    old: Article, new: Article, old_said: Sequence[ArticleQuotation], new_said: Sequence[ArticleQuotation]
) -> Version | None:
    """What differs in headline and quotations between two copies of one article; None when nothing does.

    Pages change with every advertisement: only what a reader of the article would notice counts.
    """
    before, after = _contents(old_said), _contents(new_said)
    removed = tuple(text for text in before if text not in after)
    added = tuple(text for text in after if text not in before)
    title = old.title if old.title != new.title else None
    if (title is None and not removed and not added) or old.fetched is None or new.fetched is None:
        return None
    return Version(new.id, old.fetched, new.fetched, title, removed, added, old.words, new.words)


def _contents(said: Sequence[ArticleQuotation]) -> dict[str, None]:
    return dict.fromkeys(q.content for q in said)
