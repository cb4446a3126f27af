"""What the report prints of the wording; the data edition has all."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Coverage
from reports.choices import Choice, word_choices
from reports.labels import label_names
from reports.once import once
from reports.wording import Names, Telling, Verbs, person_names, reporting_verbs, telling_words, topic_names


@dataclass(frozen=True, slots=True)
class WordingView:
    verbs: tuple[Verbs, ...]
    topics: tuple[Names, ...]
    persons: tuple[Names, ...]
    labels: tuple[Names, ...]
    telling: tuple[Telling, ...]
    choices: tuple[Choice, ...]


@once
def wording_view(coverage: Coverage) -> WordingView:
    return WordingView(
        reporting_verbs(coverage),
        topic_names(coverage),
        person_names(coverage),
        label_names(coverage),
        telling_words(coverage),
        word_choices(coverage),
    )
