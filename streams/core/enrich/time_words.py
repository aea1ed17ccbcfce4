"""The pieces that times are made of: clock times, days, dates, months, years, periods, lengths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, NamedTuple

from . import time_fits as fits
from . import time_patterns as patterns
from .numbers import SMALL
from .tokens import Part

Kind = Literal["clock", "part", "day", "month", "year", "period", "length", "ago"]
_Fits = Callable[[str, re.Match[str], str], bool]


class Atom(NamedTuple):
    """A piece of a time.

    Attributes:
        kind: what it fixes.
        start: of its first character.
        end: behind its last one.
        how: which way of naming it is.
        match: what was read.
    """

    kind: Kind
    start: int
    end: int
    how: str
    match: re.Match[str]


class _Way(NamedTuple):
    """A way of naming a time."""

    how: str
    kind: Kind
    pattern: re.Pattern[str]
    fits: _Fits


_WEEKDAY = (_Way("weekday", "day", patterns.WEEKDAY, fits.weekday),)
_MONTH = (
    _Way("mdy", "day", patterns.MDY, fits.date),
    _Way("month", "month", patterns.MONTH_YEAR, fits.month),
    _Way("month", "month", patterns.MONTH, fits.month),
)
_NEAR = (_Way("near", "day", patterns.NEAR, fits.near),)
_QUARTER = (_Way("quarter", "period", patterns.QUARTER, fits.quarter),)
_PERIOD = (*_NEAR, *_QUARTER, _Way("period", "period", patterns.PERIOD, fits.period))
_FEAST = (_Way("feast", "day", patterns.FEAST, fits.feast),)
_WAYS: Final[dict[str, tuple[_Way, ...]]] = {
    word: ways
    for words, ways in (
        ((*patterns.DAYS, *"mon tue tues wed thu thur thurs fri sat sun".split()), _WEEKDAY),
        ((*patterns.MONTHS, *patterns.SHORT_MONTHS, "sept"), _MONTH),
        ("today tonight yesterday tomorrow overnight day".split(), _NEAR),
        ("this last next past the same following previous coming".split(), _PERIOD),
        ("first second third fourth final".split(), _QUARTER),
        ("christmas new boxing halloween".split(), _FEAST),
    )
    for word in words
}
_COUNTS = frozenset({"a", "an", "few", "several", "half", *SMALL})
_LENGTHS = frozenset(
    "hours days weeks months years decades minutes centuries hour day week month year".split()
)
_STARTS = (
    frozenset(_WAYS)
    | _COUNTS
    | _LENGTHS
    | frozenset(patterns.PARTS)
    | frozenset(patterns.NOON)
    | {"quarter"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_AFTER_ARTICLE = _LENGTHS | frozenset(
    "same following previous coming first second third fourth last final afternoon weekend half few"
    " couple quarter fortnight minute".split()
)
_DIGITS = re.compile(r"\d+")
_ORDINAL = (("days", patterns.DAYS_MONTH), ("dmy", patterns.DMY))
_SLASHED = (("slashed", patterns.SLASHED),)
_DATED: Final[dict[str, tuple[tuple[str, re.Pattern[str]], ...]]] = {
    " ": _ORDINAL,
    "–": _ORDINAL,
    "-": (("iso", patterns.ISO), *_ORDINAL, *_SLASHED),
    "/": _SLASHED,
    ".": _SLASHED,
}
"""The ways of writing a date by what follows its first digits; a letter makes an ordinal of them."""
_COUNTING = frozenset({" ", "-", ","})
_DASHED = re.compile(r"twenty-|mid-|early-|late-")
_AT = re.compile(r"\bat $")
_THEN = re.compile(r" (?:on (?:the|[A-Z\d])|tomorrow|today|tonight|yesterday)")
_DAY_AT = re.compile(
    r"(?:tonight|today|tomorrow|yesterday|morning|afternoon|evening|day|night) at $"
)
_ENDS = re.compile(r"[.,;:!?)”\n]|$| (?:and|in|at|with|when|as|by|for)\b")


def atoms(part: Part, starts: Iterable[int]) -> list[Atom]:
    """The pieces in order; none overlaps another.

    Args:
        part: the text.
        starts: indices of the words at which one may start.
    """
    found: list[Atom] = []
    words, done = part.words, 0
    # few words can start a piece; "the" and "a", which many can follow, are asked for the next one
    for index in starts:
        word = words[index]
        if word.start < done:
            continue
        if word.lower in _ARTICLES and (
            index + 1 == len(words) or words[index + 1].lower not in _AFTER_ARTICLE
        ):
            continue
        atom = next(_at(part, index), None)
        if atom:
            found.append(atom)
            done = atom.end
    return found


def starts(word: str) -> bool:
    """Whether a piece may start with a word."""
    return word in _STARTS or "0" <= word[0] <= "9" or ("-" in word and bool(_DASHED.match(word)))


def _at(part: Part, index: int) -> Iterator[Atom]:
    """What may start with a word, the longest first."""
    word, text = part.words[index], part.text
    start, lower = word.start, word.lower
    if word.text[0].isdigit():
        yield from _numeric(text, start)
        return
    shade, dash, rest = lower.partition("-")
    if dash and shade in {"mid", "early", "late"}:
        lower, start = rest, start + len(shade) + 1
    before = part.words[index - 1].lower if index and part.gap(index) in {" ", "-"} else ""
    for way in _WAYS.get(lower, ()):
        match = way.pattern.match(text, start)
        if match and way.fits(text, match, before):
            yield Atom(way.kind, start, match.end(), way.how, match)
    if (lower in patterns.PARTS or lower in patterns.NOON) and (
        match := patterns.WORD.match(text, start)
    ):
        yield Atom(
            "part" if lower in patterns.PARTS else "clock", start, match.end(), "bare", match
        )
    if lower in _COUNTS or lower in _LENGTHS:
        yield from _length(text, start)
    if shade == "twenty" or lower == "quarter" or (lower in _COUNTS and lower not in _ARTICLES):
        yield from _spoken(text, start)


def _numeric(text: str, start: int) -> Iterator[Atom]:
    before, second = text[start - 1 : start] if start else "", text[max(0, start - 2) : start - 1]
    if before and (before in "$£€¥₹#/" or (before in ".,:" and second.isdigit())):
        return
    digits = _DIGITS.match(text, start)
    if digits is None:
        return
    # how many digits there are, and what follows, decides which patterns are worth a try
    end = digits.end()
    count, follows = end - start, text[end : end + 1]
    if count <= 2 or (count == 4 and follows == "-"):
        yield from _date(text, start, follows)
    if count <= 2:
        match = patterns.CLOCK.match(text, start)
        leaning = match and match[0].isdigit() and _is_leaning(text, start, match.end())
        if match and int(match["hour"]) <= 24 and (leaning or fits.clock(text, match)):
            yield Atom("clock", start, match.end(), "clock", match)
    elif count == 4:
        match = patterns.YEAR.match(text, start)
        if match and fits.year(text, match):
            yield Atom("year", start, match.end(), "decade" if match["decade"] else "year", match)
    if follows in _COUNTING:
        yield from _length(text, start)
    if count <= 2 and follows.isalpha():
        yield from _of_month(text, start)


def _date(text: str, start: int, follows: str) -> Iterator[Atom]:
    for how, pattern in _DATED.get(follows, _ORDINAL if follows.isalpha() else ()):
        if match := pattern.match(text, start):
            yield Atom("day", start, match.end(), how, match)


def _of_month(text: str, start: int) -> Iterator[Atom]:
    """The day of a month that is not named: "on the 14th"."""
    match = patterns.OF_MONTH.match(text, start) if text.endswith("the ", 0, start) else None
    if match and int(match["day"]) <= 31:
        yield Atom("day", start, match.end(), "of_month", match)


def _length(text: str, start: int) -> Iterator[Atom]:
    match = patterns.LENGTH.match(text, start)
    if match is None:
        return
    follows = text[match.end() : match.end() + 1]
    if follows.isalnum() or (follows in {"-", "’", "'"} and not match["ago"]):
        return
    if match["count"] and (match["ago"] or "").strip() == "ago":
        yield Atom("ago", start, match.end(), "ago", match)
        return
    end = match.start("ago") if match["ago"] else match.end()
    yield Atom("length", start, end, "length", match)


def _spoken(text: str, start: int) -> Iterator[Atom]:
    """Clock times in words: "half past ten", "six o'clock", "at eight tomorrow"."""
    match = patterns.SPOKEN.match(text, start)
    if match is None:
        return
    clocked = match["past"] or match["part"] or "clock" in match[0]
    if clocked or _is_leaning(text, start, match.end()):
        yield Atom("clock", start, match.end(), "spoken", match)


def _is_leaning(text: str, start: int, end: int) -> bool:
    """Whether a bare hour has its day beside it: "at eight tomorrow", "tonight at 8"."""
    if not _AT.search(text, max(0, start - 3), start):
        return False
    day = _THEN.match(text, end) or (
        _DAY_AT.search(text, max(0, start - 16), start) and _ENDS.match(text, end)
    )
    return bool(day)
