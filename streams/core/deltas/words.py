"""A text as words and numbers, with what makes two of them the same."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from streams.core.enrich.numbers import SCALES, SMALL, SUFFIXES, value_of

_SPELLED = "|".join(sorted(SMALL, key=len, reverse=True))
_SCALED = "|".join(SCALES)
_TOKEN = re.compile(
    # 1,300 · 7.8 · £1.2bn · 9:30 · 2-1 · 31st · 20%, and a scale after it
    r"(?P<digits>(?<![^\W\d_])(?:(?:US|A|C|NZ)?[$£€¥])?\d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,:]\d+)*)*"
    rf"(?:(?:bn|tn|mn|m|k|st|nd|rd|th|pc)\b| ?%| per ?cent\b| (?:{_SCALED})\b)?)"
    # six · twenty-one · two hundred and six · a million
    rf"|(?P<spelled>\b(?:(?:{_SPELLED})|a(?= (?:{_SCALED})\b))\b"
    rf"(?:[- ](?:and )?(?:{_SPELLED}|{_SCALED})\b)*(?!s\b))"
    r"|(?P<own>['’]s\b)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*)",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<money>\D*)(?P<plain>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<suffix>bn|tn|mn|m|k)?(?: (?P<scale>{_SCALED}))?(?P<rest> ?%| ?pc| per ?cent|st|nd|rd|th)?"
)
_PRECISE = 15
_SHARE = {"%": "%", "pc": "%", "per cent": "%", "percent": "%"}


class Token(NamedTuple):
    """A word or number and where it stands.

    Attributes:
        start: in its text.
        end: in its text.
        text: as printed.
        key: equal for tokens that say the same: "6" and "six", "Post" and "post".
        is_number: whether it is one.
        capital: whether it begins with a capital letter.
    """

    start: int
    end: int
    text: str
    key: str
    is_number: bool
    capital: bool


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text, in order; marks between them do not count."""
    found = []
    for match in _TOKEN.finditer(text):
        printed = match[0]
        if match["own"]:
            continue
        is_number = match["word"] is None
        key = _number(printed) if is_number else _word(printed)
        found.append(
            Token(*match.span(), printed, key, is_number, not is_number and printed[0].isupper())
        )
    return found


def _word(printed: str) -> str:
    if printed.isascii():
        key = printed.lower()
    else:
        key = unicodedata.normalize("NFKC", printed).casefold().replace("’", "'")
    return key.replace(".", "") if "." in key else key


def _number(printed: str) -> str:
    """A number's value as text, with its currency and unit: "£1.2bn" is "£1200000000"."""
    text = printed.casefold()
    if not any(character.isdigit() for character in text):
        value = value_of(text)
        return f"{value:g}" if value is not None and value < 1e6 else f"{value or text}"
    match = _DIGITS.fullmatch(text)
    if (
        match is None or len(match["plain"]) > _PRECISE
    ):  # a score, a range, a time of day: said by its digits
        return text.replace("–", "-").replace(":", ".")
    value = float(match["plain"].replace(",", ""))
    if match["suffix"]:
        value *= SUFFIXES[match["suffix"]]
    if match["scale"]:
        value *= SCALES[match["scale"]]
    # the day and the rank are said by the same figure: 3 May, 3rd May
    unit = _SHARE.get((match["rest"] or "").strip(), "")
    value = round(value, 6)
    return f"{match['money']}{value:g}{unit}" if value < 1e6 else f"{match['money']}{value}{unit}"
