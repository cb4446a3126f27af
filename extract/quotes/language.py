"""A language as the quotation steps need it: one TOML file, nothing in code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from extract.catalog import read_definition
from extract.definitions import Definition, LanguageCode
from extract.quotes.forms import with_forms

FOLDER = Path(__file__).parent.parent / "languages"
DEFAULT = "und"
Form = Annotated[str, StringConstraints(min_length=1, max_length=60)]


def _listed(value: object) -> object:
    """Long lists of single words may be written as one string."""
    return tuple(value.split()) if isinstance(value, str) else value


Forms = Annotated[tuple[Form, ...], BeforeValidator(_listed)]
Words = Annotated[frozenset[Form], BeforeValidator(_listed)]
Value = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]


class GateWords(Definition):
    """Words by which the event gate tells a report from a preview, a reaction, a call; see ``extract.phrases``."""

    meets: Forms = Field((), description="told after the event: 'after the talks', 'told reporters'")
    foresees: Forms = Field((), description="told before it: 'will meet', 'ahead of'")
    reacts: Forms = Field((), description="told by others: 'criticised', 'opposition'")
    judges: Forms = Field((), description="told by others where the outcome is named: 'denounced', 'cheered'")
    outcomes: Forms = Field((), description="what the talks are or leave behind: 'accord', 'summit'")
    calls: Forms = Field((), description="not face to face: 'by phone', 'video conference'")
    elsewhen: Forms = Field((), description="of another year or month: 'last year', 'next spring'")
    months: tuple[Forms, ...] = Field((), description="words for each month, January first")


class ContentWords(Definition):
    """What the comparison of two wordings goes by; see ``reports.claims``."""

    function: Words = Field(frozenset(), description="carry no proposition; a short list, the weights do the rest")
    negations: Words = frozenset()
    no_negations: Forms = Field((), description="phrases that look like one: 'not only'")
    negated: str = Field("", max_length=300, description="pattern in the words of a language that negates by a suffix")
    denials: Forms = Field((), description="cues by which what they report is said not to be: 'deny'")
    possible: Words = Field(frozenset(), description="say that something may be: 'perhaps'")
    certain: Words = Field(frozenset(), description="say that it will or has to be: 'must'")
    numbers: dict[Value, Words] = Field({}, description="by value, the words for it")
    amounts: dict[Value, Forms] = Field({}, description="by value, the phrases for it: 'a third of', 'half a dozen'")
    voices: Words = Field(
        frozenset(), description="by which a body or a person speaks: 'spokesman', 'office', 'report'"
    )
    each: Forms = Field((), description="say that a number is meant for each of two sides: 'from each side'")
    opposites: tuple[tuple[Words, Words], ...] = Field((), description="words of which one contradicts the other")


class FactWords(Definition):
    """What dates, amounts, bodies and meetings are told by; see ``reports.facts``."""

    months: tuple[Words, ...] = Field((), description="twelve, each in all its forms")
    weekdays: tuple[Words, ...] = Field((), description="seven from Monday on, each in all its forms")
    up_to: Words = Field(frozenset(), description="before an amount that is reached: 'to 100 billion'")
    up_by: Words = Field(frozenset(), description="before an amount that is added: 'by 100 billion'")
    bodies: Words = Field(frozenset(), description="nouns that end the name of a body: 'monitoring centre'")
    held: Forms = Field((), description="beginnings of words that say that people met: 'met', 'talks'")
    at: str = Field(
        "", max_length=300, description="pattern of a place's name where people met, the name its group 'at'"
    )


class PageWords(Definition):
    """What outlets print in place of a story, and around it; see ``extract.phrases``."""

    paywall: Forms = Field((), description="an offer where the text ends: 'subscribe to continue'")
    missing: Forms = Field((), description="a page that is not there: 'page not found'")
    wall: Forms = Field((), description="a consent or bot wall: 'we use cookies', 'verify you are human'")
    truncated: Forms = Field((), description="after an ellipsis at the end: 'continue reading'")
    read_more: Forms = Field((), description="begins what asks the reader to do something: 'read more', 'photo:'")
    byline: Forms = Field((), description="before the author's name: 'by'")
    joined: Forms = Field((), description="between two authors' names: 'and'")


class Language(Definition):
    """One file ``languages/<code>.toml``; ``und.toml`` serves every language without a file.

    A table ``[forms.cues]`` adds forms to a list: ``"~л ~ла" = "заяви отмети"``, see ``extract.quotes.forms``.
    """

    _forms = model_validator(mode="before")(with_forms)

    code: LanguageCode
    name: str
    quality: Literal["full", "marks"] = Field(description="marks: by few words, and measured on few texts")
    direction: Literal["ltr", "rtl"] = "ltr"
    marks: tuple[tuple[Form, Form], ...] = Field(min_length=1, description="opening and closing quotation mark")
    capital_nouns: bool = Field(False, description="every noun is written with a capital, so a capital makes no name")
    dash: bool = Field(False, description="a paragraph may open direct speech with a dash")
    open_dash: bool = Field(False, description="no second dash stands before the cue: '— Bien, répond-il'")
    cues: Words = Field(frozenset(), description="verbs of speech: lemmas in English, word forms elsewhere")
    participles: Words = Field(frozenset(), description="cues that need an auxiliary: 'a déclaré', 'ha dicho'")
    auxiliaries: Words = Field(frozenset(), description="that stand before participles")
    adverbs: Forms = Field((), description="that may stand between the two: 'a toutefois reconnu'")
    inverts: bool = Field(False, description="a pronoun may end the cue: 'dit-il', 'a-t-elle déclaré'")
    proclitics: Words = Field(frozenset(), description="letters written before a cue as one word: Arabic 'and'")
    unspaced: bool = Field(False, description="written without spaces between words")
    subject_first: bool = Field(False, description="the speaker opens the sentence, the cue ends it, as in Turkish")
    relative_cues: Words = Field(frozenset(), description="cues right before their speaker: 'diyen Bakan'")
    prepositions: Words = Field(frozenset(), description="before a name that is not the subject")
    postpositions: Words = Field(frozenset(), description="the same behind a name")
    articles: Words = Field(frozenset(), description="articles and possessives between a preposition and a name")
    article_genders: dict[Form, Literal["m", "f"]] = Field({}, description="before an office: 'la ministre'")
    case_marks: str = Field(
        "", max_length=200, description="pattern of endings that an office has where it is no subject"
    )
    name_marks: str = Field("", max_length=200, description="the same for names")
    never_marks: str = Field("", max_length=200, description="of those the ones that a speaker never has")
    hears: Forms = Field((), description="words before a name that does not speak: 'told', 'by' (English only)")
    speaking: Words = Field(frozenset(), description="pronouns in the form that speaks: 'he' (English only)")
    acting: str = Field("", max_length=200, description="pattern of a verb behind marks and who speaks (English only)")
    hearers: Words = Field(frozenset(), description="who is told: 'journalistes', folded")
    offices: dict[Form, Forms] = Field({}, description="by the role in a meeting's file, the words for it")
    countries: dict[Form, Forms] = Field({}, description="by English name, folded stems: 'турци' and 'турецк'")
    links: Forms = Field((), description="between an office and its body: 'de la', 'des'")
    role_tail: str = Field("", max_length=900, description="pattern of words behind an office that belong to it")
    role_last: bool = Field(False, description="country and body stand before the office, as in Turkish")
    indefinite: Words = Field(frozenset(), description="before an office that is nobody known: 'ein', 'un'")
    gendered: dict[Form, Literal["m", "f"]] = Field({}, description="endings of cues that tell the speaker's gender")
    name_endings: Words = Field(frozenset(), description="that cases add to family names, without apostrophe")
    mood: Words = Field(frozenset(), description="verb forms that report without a cue: 'habe', 'sei'")
    leads: str = Field("", max_length=900, description="pattern of an adverbial before a reported clause")
    clause_participles: Words = Field(frozenset(), description="participles among the clause cues")
    subjectless: bool = Field(False, description="a cue without a subject has the speaker of the one before: 'agregó'")
    endings: int = Field(0, ge=0, le=6, description="letters that cases add to an office: 'des Ministeriums'")
    case_endings: Words = Field(frozenset(), description="the same, listed, where other endings make other words")
    comma_clause: bool = Field(False, description="a clause after a cue and a comma is reported: 'sagte, man werde'")
    clause_cues: Words = Field(frozenset(), description="cues whose object is reported if it has words in marks")
    object_cues: Words = Field(frozenset(), description="cues whose object alone is reported: 'negó los rumores'")
    infinitive: str = Field("", max_length=400, description="pattern of an infinitive that may follow some cues")
    mute: Words = Field(frozenset(), description="nouns that say nothing behind 'according to': 'selon le calendrier'")
    narrative: Words = Field(frozenset(), description="infinitives that tell: 'Et l'élu de conclure : « … »'")
    perfect: str = Field("", max_length=200, description="pattern of an infinitive that any cue takes: 'dit avoir lu'")
    infinitive_gap: str = Field("", max_length=200, description="pattern of who is told between: 'pidió a Morvia'")
    infinitive_cues: Words = Field(frozenset(), description="cues that an infinitive may follow: 'призвал не искать'")
    nominal: str = Field("", max_length=200, description="pattern of the end of a clause made a noun: '-dığını'")
    groups: Words = Field(frozenset(), description="roles that never mean one person")
    papers: Words = Field(frozenset(), description="nouns of papers through which a writer speaks")
    same_papers: dict[Form, Form] = Field({}, description="other words for one paper: suit = lawsuit")
    titles: Words = Field(frozenset(), description="words before a name that are no part of it, folded")
    titles_of_men: Words = frozenset()
    titles_of_women: Words = frozenset()
    plurals: dict[Form, Form] = Field({}, description="roles in the plural that may mean known persons: the singular")
    several: Words = Field(frozenset(), description="what persons who spoke together are called: 'the pair'")
    numbers: dict[Form, int] = Field({}, description="words for how many speak together: both, two, three")
    mirrors: Words = Field(frozenset(), description="roles that mean the one with the same office on the other side")
    same_roles: dict[Form, Form] = Field({}, description="other words for one office")
    same_offices: dict[Form, Form] = Field({}, description="phrases for an office: 'top diplomat'")
    epithets: Words = Field(frozenset(), description="adjectives that tell no office from another: 'visiting'")
    same_bodies: dict[Form, Form] = Field({}, description="other names for one body, folded: 'number 10'")
    body_kinds: dict[Form, Form] = Field({}, description="folded words for one sort of body: 'cartera' = 'ministerio'")
    men: Words = Field(frozenset(), description="first names")
    same_names: dict[Form, Form] = Field({}, description="short first names that begin otherwise: bob = robert")
    women: Words = Field(frozenset(), description="first names")
    plain_names: Words = Field(frozenset(), description="surnames that are no words, one of each length (English only)")
    uttered: Words = Field(frozenset(), description="cues that cannot be but in words: 'deny' (English only)")
    directives: Words = Field(
        frozenset(), description="cues before somebody and an infinitive: 'encourage' (English only)"
    )
    silent: Words = Field(frozenset(), description="cues that report no words: 'decline', 'se manifestó'")
    phrases: Forms = Field((), description="cues of several words: 'обратил внимание'")
    calling: Words = Field(frozenset(), description="cues that call something a name: 'назвал', 'tildó'")
    noun_cues: Words = Field(frozenset(), description="nouns that may report speech: statement, claim (English only)")
    conjunctions: Forms = Field((), description="words that open indirect speech after a cue")
    subordinators: Words = Field(
        frozenset(), description="open a clause behind a cue's comma that is not reported: 'weil'"
    )
    relatives: Words = Field(frozenset(), description="the same behind a noun, if no verb reports: 'die'")
    times: Words = Field(frozenset(), description="nouns of time beside the weekdays: 'la veille', 'la semana'")
    contrasts: Forms = Field((), description="join a cue to another as 'and' does: 'но', 'aber'")
    apposed: str = Field("", max_length=200, description="pattern of a participle or 'who' with what belongs to it")
    finite: str = Field("", max_length=200, description="pattern of verbs: without one a clause goes on behind its cue")
    chained: str = Field(
        "", max_length=200, description="pattern of a cue that a comma joins to another: 'добавив', 'ajoutant'"
    )
    of_whom: Words = Field(frozenset(), description="cues whose object stands right behind: 'accuse le gouvernement'")
    plural_cues: str = Field("", max_length=200, description="pattern of cues of several: one person is no subject")
    separable: dict[Form, Words] = Field({}, description="by the words of which one must stand behind, cues: gibt … zu")
    verbatim: str = Field("", max_length=300, description="pattern of cues before which marked words are direct speech")
    cue_pattern: str = Field("", max_length=500, description="pattern of cues told by their build: 'diye … etti'")
    told_back: Forms = Field((), description="with a cue report the sentence before: 'об этом сообщил'")
    determiners: Words = Field(frozenset(), description="open a noun's phrase: 'une annonce' is no cue")
    signs: Words = Field(frozenset(), description="on which words stand that nobody says: 'плакат', 'cartel'")
    as_word: str = Field("", max_length=20, description="opens a sentence that tells its source first: 'wie'")
    told_as: str = Field("", max_length=20, description="with a cue the same as 'according to': 'как отметил'")
    according: Forms = Field((), description="forms before a source: 'according to'")
    trailing: Forms = Field((), description="cues that stand after indirect speech they belong to")
    pronouns: dict[Form, Literal["m", "f", "n", "p", "r"]] = Field({}, description="m, f, n, p(lural), r(elative)")
    possessives: dict[Form, Literal["m", "f", "n", "p"]] = Field({}, description="inside a cue: 'по его словам'")
    roles: Words = Field(frozenset(), description="nouns that name a speaker by office")
    impersonal: Forms = Field((), description="cues without a subject: who spoke before speaks: 'heißt es'")
    agents: Words = Field(frozenset(), description="before who made a source: 'selon un bilan publié par …'")
    citing: Forms = Field((), description="between who brings words and whose they are: 'unter Berufung auf'")
    opinion: Forms = Field((), description="open a sentence whose marked words are a person's: 'Pour X, « … »'")
    laws: Words = Field(frozenset(), description="parts of a law, with their number: what they say nobody says")
    abbreviations: Forms = Field((), description="forms whose full stop does not end a sentence, without the stop")
    gate: GateWords = GateWords()
    pages: PageWords = PageWords()
    content: ContentWords = ContentWords()
    facts: FactWords = FactWords()
    stop_names: Words = Field(frozenset(), description="capitalised words that are no names: weekdays, months")


@lru_cache(maxsize=64)
def load_language(code: str) -> Language:
    """The definition of a language, or the default one."""
    path = FOLDER / f"{code}.toml"
    if len(code) > 3 or not code.isalpha() or not path.is_file():
        path = FOLDER / f"{DEFAULT}.toml"
    return read_definition(path, Language)


def supported() -> dict[str, Language]:
    """Every language that has a file of its own, by code."""
    return {p.stem: load_language(p.stem) for p in sorted(FOLDER.glob("*.toml")) if p.stem != DEFAULT}


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """Every language's words at once: what a page is has to be known before its language is."""
    every = [load_language(code).pages for code in (*supported(), DEFAULT)]
    return PageWords(
        **{name: tuple(w for words in every for w in getattr(words, name)) for name in PageWords.model_fields}
    )
