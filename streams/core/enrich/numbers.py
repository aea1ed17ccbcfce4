"""Numbers as English writes them: digits, words, scales, fractions, shares and vague plurals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 20 + 10 * index for index, word in enumerate(_TENS)
}
SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "lakhs": 200_000,
          "millions": 2_000_000, "crores": 20_000_000, "billions": 2_000_000_000}  # fmt: skip
_VAGUE_OF = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
_VAGUE_LEAD = {"tens": 20, "hundreds": 200}

_ONE = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
_DIGIT = "|".join(_ONES[1:10])
_SCALE = "|".join(SCALES)
_PART = "|".join(_PARTS)
_CHUNK = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{_DIGIT})\b|(?:{_ONE})\b)"
_DIGITS = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d\d)*(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+\b(?![.,]\d)"
    r"|\d+(?:\.\d+)?)"
    r"(?: ?(?:(?P<over>\d)/(?P<under>\d\d?)\b|(?P<glyph>[½⅓⅔¼¾⅕⅛])))?"
    r"(?:(?P<suffix>bn|tn|mn|k|m|M|B)(?![\w/]))?"
    rf"(?:[ -]?(?P<scales>(?:{_SCALE}|bn|m)\b(?: (?:{_SCALE})\b)?))?"
)
_FRACTION = re.compile(r"(?P<over>\d)/(?P<under>\d\d?)\b|(?P<glyph>[½⅓⅔¼¾⅕⅛])")
_WORDS = re.compile(
    rf"(?:(?:an?|half an?|half|quarter) (?=(?:{_SCALE})\b)|(?P<chunk>{_CHUNK})(?P<half> and a half)?"
    rf"(?: point(?P<decimals>(?: (?:{_ONE}))+)\b)?)"
    rf"(?:[ -]?(?:{_SCALE})\b(?:,? (?:and )?{_CHUNK}(?! in\b))?)*",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?:(?P<whole>{_CHUNK}|an?)[- ])?(?P<part>{_PART})s?\b(?: of)?"
    rf"(?P<scale> an? (?:{_SCALE})\b| (?:{_SCALE})\b)?",
    re.IGNORECASE,
)
_WHO = (
    "people|persons?|wom[ae]n|m[ae]n|adults?|children|child|voters?|pupils?|students?|households?|deaths?"
    "|cases?|patients?|babies|families|of them"
)
_RATIO = re.compile(
    rf"(?P<over>\d+|{_CHUNK})(?: (?:{_WHO}))?(?: out of| in)(?: every)? (?P<under>\d+|{_CHUNK})(?![\w%]|[.,:/-]\d)"
    r"(?! (?:seconds|minutes|hours|days|weeks|months|years|decades|games|matches|innings)\b)",
    re.IGNORECASE,
)
_VAGUELY = re.compile(
    rf"(?:(?P<lead>{'|'.join(_VAGUE_LEAD)}) of (?P<of>{'|'.join(_VAGUE_OF)})"
    rf"|(?P<plural>{'|'.join(_VAGUE)})"
    r"|(?P<few>several|a few|a couple of) (?P<scale>hundred|dozen|thousand|million|billion|lakh|crore))\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"a single\b", re.IGNORECASE)
_ARTICLE = re.compile(r"an?\b", re.IGNORECASE)
STARTS = (
    frozenset(SMALL)
    | frozenset(_VAGUE)
    | frozenset(_VAGUE_LEAD)
    | frozenset(_PARTS)
    | {"a", "an", "several"}
)
"""Words that can start a number in words."""

ARTICLES = frozenset({"a", "an"})
_AFTER_ARTICLE = (
    frozenset(SCALES)
    | frozenset(_PARTS)
    | frozenset(
        "few couple single hour minute day week month year decade century fortnight inch foot metre meter kilometre"
        " kilometer km mile cent percentage tonne ton litre liter pint gallon acre hectare kilo kilogram further"
        " additional".split()
    )
)
Form = Literal["digits", "words", "share", "ratio", "vague", "article"]


class Number(NamedTuple):
    """A number and where it stands.

    Attributes:
        start: of its first character.
        end: behind its last one.
        value: what it comes to.
        form: how it is written; ``article`` is a mere "a" or "an".
        scaled: whether a scale or suffix belongs to it ("two million", "3bn").
    """

    start: int
    end: int
    value: float
    form: Form
    scaled: bool = False
    vague: Literal["at-least", "about"] | None = None


def starts(word: str) -> bool:
    """Whether a number, or a sign with digits glued to it, may start with a word."""
    return (
        word in STARTS
        or "0" <= word[0] <= "9"
        or "0" <= word[-1] <= "9"
        or ("-" in word and word.split("-", 1)[0] in STARTS)
    )


def follows_article(word: str) -> bool:
    """Whether "a" before a word can be a number: "a dozen", "a third", "a mile"."""
    return word.split("-", 1)[0] in _AFTER_ARTICLE


def digits_at(text: str, start: int) -> Number | None:
    """The number in digits that starts there."""
    match = _DIGITS.match(text, start)
    if match is None:
        return None
    # "1 in 5" has a space, "1/5" a slash
    if " " in text[start + 1 : match.end() + 1] and (ratio := _RATIO.match(text, start)):
        return _ratio(ratio)
    if (
        text[start + 1 : start + 2] == "/"
        and (fraction := _FRACTION.match(text, start))
        and text[fraction.end() : fraction.end() + 1] != "/"
    ):
        return Number(start, fraction.end(), _fraction(fraction), "share")
    value = float(re.sub(r"[,\s]", "", match["digits"]))
    if match["over"] or match["glyph"]:
        value += _fraction(match)
    if match["suffix"]:
        value *= SUFFIXES[match["suffix"].lower()]
    for scale in (match["scales"] or "").split():
        value *= SCALES.get(scale) or SUFFIXES[scale]
    scaled = bool(match["suffix"] or match["scales"])
    return Number(start, match.end(), round(value, 6), "digits", scaled)


def words_at(text: str, start: int, word: str) -> Number | None:
    """The number in words that starts there, with that word."""
    for pattern, made in _WAYS_OF.get(word.lower().split("-", 1)[0], _WAYS):
        match = pattern.match(text, start)
        number = made(match) if match else None
        if number:
            return number
    return None


def value_of(words: str) -> float | None:
    """The number that words say ("two hundred and six", "forty-two"), or nothing."""
    total = current = 0.0
    seen = point = 0
    for word in words.lower().replace("-", " ").replace(",", "").split():
        if word == "point":
            point = 1
            continue
        if word in SMALL and point:
            current += SMALL[word] / 10**point
            point += 1
        elif word in SMALL:
            current += SMALL[word]
        elif word in {"a", "an"}:
            current = current or 1
            continue
        elif word in _PARTS:
            current = current + 1 / _PARTS[word]
        elif word in SCALES:
            scale = SCALES[word]
            if scale > 100:
                total, current = total + (current or 1) * scale, 0
            else:
                current = (current or 1) * scale
            point = 0
        elif word != "and":
            return None
        seen += word != "and"
    return round(total + current, 6) if seen else None


def _fraction(match: re.Match[str]) -> float:
    if match["glyph"]:
        return _GLYPHS[match["glyph"]]
    return int(match["over"]) / (int(match["under"]) or 1)


def _ratio(match: re.Match[str]) -> Number | None:
    over, under = (
        float(said) if said.isdigit() else value_of(said) or 0.0
        for said in (match["over"], match["under"])
    )
    if not 0 < over < under:
        return None
    return Number(match.start(), match.end(), round(over / under, 6), "ratio")


def _share(match: re.Match[str]) -> Number | None:
    if not (match["whole"] or match["scale"] or match["part"].lower() == "half"):
        return None
    said = (match["whole"] or "one").lower()
    whole = 1.0 if said in {"a", "an"} else value_of(said) or 1.0
    value, end = whole / _PARTS[match["part"].lower()], match.end("part")
    if match.string[end : end + 1] == "s":
        end += 1
    if match["scale"]:
        value, end = value * SCALES[match["scale"].split()[-1].lower()], match.end()
        return Number(match.start(), end, round(value, 6), "words", scaled=True)
    return Number(match.start(), end, round(value, 6), "share")


def _vague(match: re.Match[str]) -> Number:
    start, end = match.span()
    if match["few"]:
        least = match["few"].lower() == "several"
        times = 2 if least or "couple" in match["few"].lower() else 3
        value = times * SCALES[match["scale"].lower()]
        return Number(start, end, value, "vague", True, "at-least" if least else "about")
    if match["lead"]:
        value = _VAGUE_LEAD[match["lead"].lower()] * _VAGUE_OF[match["of"].lower()]
        return Number(start, end, value, "vague", True, "at-least")
    return Number(start, end, _VAGUE[match["plural"].lower()], "vague", True, "at-least")


def _spelled(match: re.Match[str]) -> Number | None:
    value = value_of(match[0])
    if value is None:
        return None
    plain = (match["chunk"] or "").lower() == match[0].lower()
    return Number(match.start(), match.end(), value, "words", scaled=not plain)


def _single(match: re.Match[str]) -> Number:
    return Number(match.start(), match.end(), 1, "words")


def _article(match: re.Match[str]) -> Number:
    return Number(match.start(), match.end(), 1, "article")


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Number | None]], ...] = (
    (_VAGUELY, _vague),
    (_RATIO, _ratio),
    (_SINGLE, _single),
    (_SHARE, _share),
    (_WORDS, _spelled),
    (_ARTICLE, _article),
)
_WAYS_OF = {
    first: tuple(way for way in _WAYS if way[0] in patterns)
    for firsts, patterns in (
        ((*_VAGUE, *_VAGUE_LEAD, "several"), {_VAGUELY}),
        (ARTICLES, {_VAGUELY, _SINGLE, _SHARE, _WORDS, _ARTICLE}),
        (_PARTS, {_SHARE, _WORDS}),
        (SMALL, {_RATIO, _SHARE, _WORDS}),
    )
    for first in firsts
}
"""Those of the ways in which a number can begin with a word."""
