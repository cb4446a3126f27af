"""Where the words of a language's definition stand in a text: cues, names, offices, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import groupby

from extract.definitions import Participant
from extract.phrases import NEVER
from extract.quotes.language import Language, load_language
from extract.records import Span
from extract.words import fold, latin, words

_ELISION = re.compile(r"(?:(?:[DLdl]|[Qq]u)['’])?")  # "L'ambassadeur" begins no name
_APPOSED = re.compile(r",\s(?:der|die)\s")  # "Beyli, der Präsident der Handelskammer, …"
_ADVERBIAL = re.compile(r"[dt][ae]n?$")  # "Açıklamada, …" says where, not who
_BEFORE = re.compile(r"(\w[\w-]*)\s$")


def either(forms: Collection[str]) -> str:
    """A pattern for any of some forms, the longer first."""
    return _any_of(frozenset(forms))


@lru_cache(maxsize=512)
def _any_of(forms: frozenset[str]) -> str:
    """What forms begin with in common is written once: thousands of them are told from other words at their start."""
    return _branches(sorted(forms), 0) or "(?!)"


def _letter(char: str) -> str:
    return "['’]" if char == "'" else re.escape(char)


def _branches(forms: Sequence[str], at: int) -> str:
    """A pattern for what follows the first ``at`` letters, which all the forms, in order, share."""
    ends = bool(forms) and len(forms[0]) == at
    groups = groupby(forms[1:] if ends else forms, key=lambda f: f[at])
    branches = [_letter(first) + _branches(list(group), at + 1) for first, group in groups]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if ends else whole


@lru_cache(maxsize=32)
def compound(code: str) -> str:
    """A pattern for an auxiliary and its participle: "a déclaré", "a-t-elle ensuite ajouté", "ha dicho"."""
    language = load_language(code)
    if not language.participles:
        return "(?!)"
    subject = rf"(?:-(?:t-)?(?:{either(language.pronouns)}))?" if language.inverts else ""
    between = rf"(?:,?\s+(?:{either(language.adverbs)}),?){{0,2}}"
    joined = (
        rf"|(?<=\bet\s)(?:{either(language.participles)})(?=\s(?:que|qu['’]|à|au|aux)\b)" if language.inverts else ""
    )
    return rf"(?:{either(language.auxiliaries)}){subject}{between}\s+(?:{either(language.participles)}){joined}"


@lru_cache(maxsize=32)
def inverted(code: str) -> str:
    """A pattern for a cue that holds its subject: "raconte-t-il", "a-t-elle déclaré"."""
    language = load_language(code)
    if not language.inverts:
        return "(?!)"
    subject = rf"-(?:t-)?(?:{either(language.pronouns)})"
    plain = rf"(?:{either([c for c in language.cues if '-' not in c])}){subject}"
    tag = rf"(?<=[»”\"],\s)(?:s['’]|se\s)?[^\W\d_]{{3,}}{subject}"  # behind marks, whatever the verb: "», élude-t-il"
    return rf"{plain}|{tag}|{compound(code)}"


@lru_cache(maxsize=32)
def cues_of(code: str) -> re.Pattern[str]:
    language = load_language(code)
    forms = {
        *language.cues,
        *language.phrases,
        *language.clause_cues,
        *language.trailing,
        *language.according,
        *language.silent,
        *language.narrative,
    }
    forms |= {form for parted in language.separable.values() for form in parted}
    if not forms:
        return NEVER
    if language.unspaced:
        return re.compile(either(forms))
    ahead = f"(?:{either(language.proclitics)})?" if language.proclitics else ""
    built = f"{language.cue_pattern}|" if language.cue_pattern else ""
    return re.compile(rf"(?<!\w){ahead}({built}{inverted(code)}|{compound(code)}|{either(forms)})(?!\w)", re.I)


class Within:
    """Whether an offset lies in one of some spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans

    def __contains__(self, at: int) -> bool:
        n = bisect_right(self.spans, at, key=lambda s: s[0]) - 1
        return n >= 0 and self.spans[n][0] <= at < self.spans[n][1]


def names_of(text: str, language: Language, participants: Sequence[Participant]) -> list[Span]:
    """Capitalised runs; in a script without capitals, the participants' names as the meeting's file spells them."""
    small = (*language.according, *language.conjunctions, *language.prepositions, *language.articles)
    stops = language.stop_names | {form.split()[0].capitalize() for form in (*small, *language.content.function)}
    inside = Within(roles_of(text, language))
    runs: list[Span] = []
    for word in words(text):
        elided = _ELISION.match(word.group())
        if not word.group()[elided.end() if elided else 0].isupper() or word.group() in stops:
            continue
        start = word.start() + (elided.end() if elided else 0)
        bare = text[start : word.end()]
        if not bare[0].isupper() or bare in stops or fold(bare) in language.titles or start in inside:
            continue
        whole = runs and text[runs[-1][1] : start] == " "
        if whole and not country_of(text[runs[-1][0] : runs[-1][1]], language, participants):
            runs[-1] = (runs[-1][0], word.end())
        else:  # "Остмарка Мира Халворсен": the country belongs to the office before
            runs.append((start, word.end()))
    if language.capital_nouns:
        runs = _known(text, runs, participants, language)
    if language.name_endings:
        runs = [part for run in runs for part in _apart(text, run, language)]
    forms = [f for p in participants for f in (p.name, *p.aliases) if not (f[0].isupper() or f[0].islower())]
    forms += [last for f in forms if len(last := f.split()[-1]) > 2]
    found = [m.span() for m in re.finditer(either(forms), text)] if forms else []
    return sorted({*_telling(text, runs, inside, language, participants), *found})


def _apart(text: str, run: Span, language: Language) -> list[Span]:
    """ "Пресс-секретарь Текина Мерт Унал": the name in the genitive belongs to the office before, not to the next."""
    parts = text[slice(*run)].split(" ")
    listed = {fold(n) for n in (*language.men, *language.women)}
    if len(parts) < 3 or fold(parts[0]) in listed or not re.search(r"(?:а|я|ии|ой|ого)$", parts[0]):
        return [run]
    cut = run[0] + len(parts[0])
    return [(run[0], cut), (cut + 1, run[1])]


def _telling(
    text: str, runs: Sequence[Span], roles: Within, language: Language, participants: Sequence[Participant]
) -> list[Span]:
    """Without single words whose capital only says that a sentence begins: "Asimismo, …"."""
    known = {fold(w) for p in participants for form in p.names for w in form.split()}
    titled = _titled(language.code)
    runs_open = {a for a, _ in runs if _opens(text, a) and not titled.search(text, max(0, a - 8), a)}
    inside = {_bare_name(text[a:b]) for a, b in runs if a not in runs_open}
    inside |= {word for a, b in runs if " " in text[a:b] for word in _bare_name(text[a:b]).split()}
    cues = cues_of(language.code)
    return [
        (a, b)
        for a, b in runs
        if " " in text[a:b]
        or (word := _bare_name(text[a:b])) in inside
        or fold(word) in known
        or a not in runs_open
        or cues.match(text, b + 1)
        or b + 1 in roles
        or language.capital_nouns
        and _APPOSED.match(text, b)
        or text[b : b + 2] == ", "
        and language.subject_first
        and not _ADVERBIAL.search(text[a:b])
        or text[b : b + 2] != ", "
        and not text[b : b + 1].isspace()
        and text[b : b + 1] not in "?!"
    ]


def _bare_name(name: str) -> str:
    return re.split(r"['’]", name)[0] if re.search(r"\w{3}['’]\w", name) else name


@lru_cache(maxsize=32)
def _titled(code: str) -> re.Pattern[str]:
    """A title or an initial whose full stop ends no sentence: "M. Tarkine"."""
    language = load_language(code)
    short = either([*language.abbreviations, *(t.capitalize() for t in language.titles)])
    return re.compile(rf"(?<!\w)(?:[^\W\d_a-zа-яё]|{short})\.\s$")


def _opens(text: str, at: int) -> bool:
    """Whether a word stands at the beginning of a sentence or line."""
    before = text[max(0, at - 3) : at].rstrip(" \t«\"“„—–-¿¡'’")
    return not before or before[-1] in ".!?…:\n»”"


def country_of(word: str, language: Language, participants: Sequence[Participant]) -> str | None:
    """The country that a word or its adjective names: a participant's, in any script and case, or a listed one."""
    plain, folded = latin(word).replace("w", "v"), fold(word)
    for country in (p.country for p in participants):
        if len(country) > 3 and plain.startswith(fold(country).replace("w", "v")[: max(4, len(country) - 2)]):
            return country
    return next((c for c, stems in language.countries.items() if folded.startswith(tuple(stems))), None)


def _known(text: str, runs: Sequence[Span], participants: Sequence[Participant], language: Language) -> list[Span]:
    """Where every noun has a capital: runs of two words, single words that end one of those, or stand at a cue."""
    full = [text[a:b] for a, b in runs if " " in text[a:b]] + [form for p in participants for form in p.names]
    last = {form.split()[-1] for form in full}
    cues = [m.span() for m in cues_of(language.code).finditer(text)]
    sources = {form.casefold() for form in language.according if " " not in form}  # "laut Vorhersage" names nobody
    starts, ends = {a - 1 for a, _ in cues}, {b + 1 for a, b in cues if text[a:b].casefold() not in sources}
    opens = {a for a, _ in runs if not text[max(0, a - 2) : a].strip(" \n.")}
    return [
        (a, b)
        for a, b in runs
        if " " in text[a:b] or text[a:b] in last or a in ends or a in opens and (b in starts or _APPOSED.match(text, b))
    ]


def roles_of(text: str, language: Language) -> list[Span]:
    bases = set(language.roles)
    if language.name_endings:  # "министерство": "министерств" and an ending
        bases |= {base for f in language.roles if len(base := f.rstrip("аяоеьй")) > 4}
    cased = f"(?:{either(language.case_endings)})?" if language.case_endings else rf"\w{{0,{language.endings}}}"
    return _forms(text, bases, cased, language.capital_nouns)


def pronouns_of(text: str, language: Language) -> list[Span]:
    return _forms(text, language.pronouns, unspaced=language.unspaced)


def _forms(
    text: str, forms: Collection[str], cased: str = "", compounds: bool = False, unspaced: bool = False
) -> list[Span]:
    """Where the forms stand, the longer first; those of five letters and more also with case endings."""
    if not forms:
        return []
    if unspaced:
        return [m.span() for m in re.finditer(either(forms), text)]
    ahead = r"[\w-]*?" if compounds else ""  # "Außenministeriumssprecherin", "UN-Botschafter"
    long = f"{ahead}(?:{either([f for f in forms if len(f) > 4])}){cased}"
    short = either([f for f in forms if len(f) <= 4])
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{long}|{short})(?!\w)", text, re.I)]
