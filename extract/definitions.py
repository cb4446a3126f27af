"""What an analyst writes, as TOML: outlet, meeting, topic list, language. Unknown keys are errors, not silence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

ANY_LANGUAGE = "any"
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]


def _with(*names: str, all_of: bool = False) -> AfterValidator:
    """An address in which these names may stand in braces; with ``all_of`` they must."""

    def check(address: str) -> str:
        try:
            used = {name for _, name, _, _ in Formatter().parse(address) if name is not None}
        except ValueError as problem:
            raise ValueError(f"braces only around {' or '.join(names)}: {problem}") from problem
        if used - set(names) or (all_of and used != set(names)):
            raise ValueError(f"expected {'' if all_of else 'at most '}{{{'}, {'.join(names)}}} in braces, nothing else")
        return address

    return AfterValidator(check)


DatedAddress = Annotated[WebAddress, _with("year", "month", "day")]
SearchAddress = Annotated[WebAddress, _with("words", all_of=True)]


def _by_language(value: object) -> object:
    """A bare list of terms holds for every language."""
    return {ANY_LANGUAGE: value} if isinstance(value, list | tuple) else value


Terms = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}|any)$")], tuple[Text, ...]],
    BeforeValidator(_by_language),
]


class Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Outlet(Definition):
    """A publisher. One file ``outlets/<key>.toml``."""

    key: Key
    name: Text
    country: Text = Field(description="as written in the meeting's participants, so that sides can be told")
    ownership: Literal["state", "public", "private", "party"]
    ownership_source: WebAddress | None = Field(None, description="where the ownership was looked up")
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    agency: bool = Field(False, description="a newswire: others are expected to copy it")
    credits: tuple[Text, ...] = Field(
        (), description="how others credit the agency beside its name: short forms, other scripts"
    )
    sites: tuple[WebAddress, ...] = ()
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[DatedAddress, ...] = Field(
        (), description="{year}, {month}, {day} (with leading zeros) are filled in for each day of the window"
    )
    sections: tuple[WebAddress, ...] = Field((), description="pages with links to new articles")
    search: tuple[SearchAddress, ...] = Field((), description="the outlet's search page; {words}: a search word")
    also: tuple[Literal["gdelt", "wayback"], ...] = Field(
        (), description="outside services asked too; wayback also for given links that are dead"
    )
    byline_language: LanguageCode | None = Field(None, description="where bylines are in another language")
    delay: float | None = Field(None, ge=0, le=120, description="seconds between requests to one host")
    loopback: bool = Field(False, description="may be served from this machine: examples and tests only")
    source: WebAddress | None = Field(None, description="where feeds and sitemaps were found")
    checked: date | None = Field(None, description="the day on which that source was read")
    verified: bool = Field(False, description="on the day of `checked` someone fetched them, and they named articles")


class Participant(Definition):
    name: Text
    role: str = ""
    country: str = ""
    speaks: LanguageCode | None = Field(
        None, description="the language spoken at the meeting; without it, those of the own country's records are taken"
    )
    aliases: tuple[Text, ...] = Field(
        (), description="other spellings, in any script; titles that stand for the person"
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The forms that are names; a last name alone stands for each of them."""
        return (self.name, *(a for a in self.aliases if a not in self.titles))

    @property
    def titles(self) -> tuple[str, ...]:
        """Aliases such as "Turkish foreign minister": they end in a small letter or in the role's own word."""
        role = self.role.casefold().split()
        return tuple(a for a in self.aliases if a.split()[-1][0].islower() or a.split()[-1].casefold() in role)


class Topic(Definition):
    """A subject listed by the analyst; ``terms`` and ``exclude`` per language, or one list for all."""

    label: Text
    terms: Terms = Field(min_length=1)
    exclude: Terms = {}
    id: str = ""


class TopicList(Definition):
    """One file ``topics/<key>.toml``."""

    key: Key
    name: Text
    topics: tuple[Topic, ...] = Field(min_length=1)


class GivenLink(Definition):
    """Where an outlet covered the meeting, by the analyst's knowledge."""

    outlet: Key
    url: WebAddress
    relation: Literal["report", "preview", "reaction", "other"] | None = Field(
        None, description="overrules what the event gate makes of it"
    )


class SavedPages(Definition):
    """A saved page (``.html``, ``.txt``) or a folder of them, relative to the meeting's file."""

    outlet: Key
    path: Path
    relation: Literal["report", "preview", "reaction", "other"] | None = None


class Record(Definition):
    """An official transcript or readout, by address or saved file."""

    country: str = Field(description="whose record it is")
    language: LanguageCode
    url: WebAddress | None = None
    path: Path | None = None
    spoken: datetime | date | None = Field(
        None, description="when the words were spoken: what was published before cannot have them"
    )
    loopback: bool = Field(False, description="may be served from this machine: examples and tests only")

    @model_validator(mode="after")
    def _one_place(self) -> Record:
        if (self.url is None) == (self.path is None):
            raise ValueError("either url or path")
        return self


class Decision(Definition):
    """The analyst's own word on which quotations are one statement; each is named by some of its words."""

    same: tuple[Text, ...] = Field((), description="words of quotations that are one statement")
    apart: tuple[Text, ...] = Field((), description="words of quotations that are not")
    note: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Decision:
        if bool(self.same) == bool(self.apart) or len(self.same or self.apart) < 2:
            raise ValueError("either same or apart, with the words of two quotations at least")
        return self


class Meeting(Definition):
    """The event. One file ``meetings/<id>.toml``."""

    id: Key
    title: Text
    start: date
    end: date
    place: str = ""
    participants: tuple[Participant, ...] = Field(min_length=1)
    topics: tuple[Topic, ...] = ()
    topic_lists: tuple[Key, ...] = ()
    search_words: Terms = {}
    outlets: tuple[Key, ...] = Field((), description="whose feeds and sitemaps are searched, beside links and pages")
    links: tuple[GivenLink, ...] = ()
    pages: tuple[SavedPages, ...] = ()
    records: tuple[Record, ...] = ()
    decisions: tuple[Decision, ...] = Field((), description="statements joined or split by hand")
    warcs: tuple[Path, ...] = Field((), description="WARC files with pages of the outlets, relative to this file")
    gate: float = Field(2.5, ge=0, le=6, description="points for an article to be about this meeting: see relevance.py")
    days_before: int = Field(1, ge=0, le=60, description="how long before the start a page may be published")
    days_after: int = Field(3, ge=0, le=60)

    @model_validator(mode="before")
    @classmethod
    def _single_day(cls, data: object) -> object:
        """``date`` stands for a meeting of one day; ``start`` and ``end`` for a longer one."""
        if isinstance(data, dict) and "date" in data:
            rest = {k: v for k, v in data.items() if k != "date"}
            return {"start": data["date"], "end": data["date"], **rest}
        return data

    @model_validator(mode="after")
    def _in_order(self) -> Meeting:
        if self.end < self.start:
            raise ValueError("end is before start")
        return self

    @property
    def outlet_keys(self) -> tuple[str, ...]:
        """Every outlet from which coverage is expected, in the order in which the file names them."""
        named = (*self.outlets, *(x.outlet for x in self.links), *(x.outlet for x in self.pages))
        return tuple(dict.fromkeys(named))
