"""The word lists of the comparison, as TOML: packaged beside ``reports/``, extended by the analyst's in the home."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from extract.definitions import Definition, LanguageCode, Terms, Text


def _listed(value: object) -> object:
    """Long lists of single words may be written as one string."""
    return tuple(value.split()) if isinstance(value, str) else value


Listed = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
ByLanguage = dict[LanguageCode, Listed]


class LabelGroup(Definition):
    """Words between which an outlet chooses when it names a thing of one kind."""

    kind: Literal["person", "territory", "group", "act", "document"]
    label: Text
    terms: Terms = Field(min_length=1)
    exclude: Terms = {}
    one: bool = Field(False, description="its words mean one and the same thing, as the analyst knows")


class NameLinks(Definition):
    """Where a thing's own name stands beside the word for it."""

    before: tuple[LanguageCode, ...] = Field((), description="languages that write 'the Veresk militants'")
    direct: tuple[LanguageCode, ...] = Field((), description="languages whose case endings alone join word and name")
    behind: ByLanguage = Field({}, description="words between: 'fighters from Veresk'")
    acts: ByLanguage = Field({}, description="the same for acts and documents only: 'sanctions on Veresk'")

    def of(self, language: str, kind: str) -> tuple[str, ...]:
        more = self.acts.get(language, ()) if kind in ("act", "document") else ()
        return (*self.behind.get(language, ()), *more)


class Labels(Definition):
    """What outlets call things: ``reports/labels.toml``, and ``words/labels.toml`` in the home."""

    verbs: ByLanguage = Field({}, description="endings of forms that are no noun's")
    names: NameLinks = NameLinks()
    groups: tuple[LabelGroup, ...] = ()

    def extended(self, own: Labels) -> Labels:
        """With the analyst's groups before the packaged ones; one of the same kind and label replaces it."""
        replaced = {(g.kind, g.label) for g in own.groups}
        rest = (g for g in self.groups if (g.kind, g.label) not in replaced)
        names = NameLinks(
            before=own.names.before or self.names.before,
            direct=own.names.direct or self.names.direct,
            behind=self.names.behind | own.names.behind,
            acts=self.names.acts | own.names.acts,
        )
        return Labels(verbs=self.verbs | own.verbs, names=names, groups=(*own.groups, *rest))


class Vague(Definition):
    """Words that say nothing of what a text is about: ``reports/vague.toml``, and ``words/vague.toml`` in the home."""

    words: ByLanguage = Field({}, description="in their dictionary form")
    endings: ByLanguage = Field({}, description="of words that are seldom nouns")
    telling: ByLanguage = Field({}, description="listed words that do say something at the analyst's meetings")


class WordLists(Definition):
    """The analyst's own lists."""

    labels: Labels = Labels()
    vague: Vague = Vague()


NO_WORDS = WordLists()
