"""A cue with who speaks inside the marks of what is said: « Le port, assure une élue, doit rouvrir »."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.quotes.language import Language, load_language
from extract.quotes.naming import either, inverted


@lru_cache(maxsize=32)
def inserted(code: str) -> re.Pattern[str] | None:
    """Russian leaves the marks open around the cue: «Это шаг, — сказал он, — но не последний»."""
    language = load_language(code)
    if language.inverts:  # « C'est un pas, a-t-elle dit, mais pas le dernier »
        return re.compile(rf",\s+(?:{inverted(code)}|{_told_by(language)})(?!\w){_insertion(language)}", re.I)
    if language.dash:
        who = rf"(?-i:{either(language.pronouns)}|[А-ЯЁ]\w+)"  # whatever the verb: ", — развела руками министр, —"
        cue = rf"(?:[^«»—–]{{0,60}}?\b)?(?:{either(language.cues)})|[а-яё]+(?:л|ла|ли|[юея]т|[лт]ся|лась|лись)\s{who}"
        return re.compile(rf"[,.!?…]?\s+[—–-]\s*(?:{cue})\b[^«»—–]{{0,80}}?(?:[,.]\s+[—–-]\s+|\s*[—–][,.]?\s+)", re.I)
    return None


def _insertion(language: Language) -> str:
    """A pattern for who speaks, with what commas set off: ", dit une élue, qui a quitté le parti," "…, mère de trois".

    A noun without an article is apposed, as no clause goes on with one; "qui" may go on with what is said unless a
    comma ends it ("C'est lui, dit le maire, qui …"). "M." ends nothing.
    """
    lists = (language.content.function, language.prepositions, language.articles, language.determiners)
    forms = (*lists, language.conjunctions, language.adverbs, language.contrasts)
    goes_on = either({word for words in forms for word in words})
    behind = either(language.prepositions)
    noun = rf"(?!(?:{goes_on})(?:\s|(?<=['’])))[a-zà-ÿ][\w-]+(?<!ment)(?<!ez)(?<!ons)\s(?:{behind})\b"
    apposed = rf",\s(?:(?:qui|dont)\s[^«»,.]{{0,80}}(?=,)|(?-i:(?:sous|lors)\s|\d\d?\sans|{noun})[^«»,.]{{0,80}})"
    return rf"[^«»,]{{0,80}}?(?:{apposed})*(?<!\WM)(?<!\WMM)[,.]\s+"


def _told_by(language: Language) -> str:
    """A pattern for a cue right before its subject: ", souffle un élu"."""
    words = either([*language.articles, *language.indefinite, *language.titles])
    return rf"(?:{either(language.cues)})(?=\s(?:(?-i:[A-ZÀ-Þ])|(?:{words})(?:[\s.]|(?<=['’]))))"
