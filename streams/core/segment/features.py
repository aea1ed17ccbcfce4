"""What can be seen of each line: its shape, its place, and how often the page has lines like it.

Nothing here decides anything. Words count as evidence only through the vocabulary that was learned.
Signs are counted over the whole page at once; a pattern is tried only where it may match.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from .bylines import bare_names
from .model import Line
from .signs import Signs

WORDS: Final = 24
"""So many words of a line are looked at."""

LOOK: Final = 400
_SIZES: Final = (3, 12, 25, 45, 80, 130, 220)
_SHORT: Final = 80
_NEAR: Final = 320
_COLON_BY: Final = 25
_SENTENCES: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SENTENCE: Final = re.compile(r"[.!?…][\"'”’]?\s+(?=[\"“‘]?[A-ZÀ-Þ0-9])")
_DIGITS: Final = re.compile(r"\d+")
TIME_INSIDE: Final = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\bago\b|\b(?:19|20)\d\d\b")
_CREDIT: Final = re.compile(
    r"[\[(][^()\[\]]{2,60}[\])]\.?$|\S ?/ ?[A-ZÀ-Þ]\S+(?: \S+){0,3}$|"
    r"[:©|] ?[A-ZÀ-Þ][\w.’'-]+(?: [\w/.’'-]+){0,4}$"
)
_AGENCY: Final = re.compile(
    r"\b(?:AFP|AP|PA|EPA|EFE|ANSA|dpa|Reuters|REUTERS|Getty|Shutterstock|Alamy)\b"
)
_HANDLE: Final = re.compile(r"@\w{2,30}")
_SIGNED: Final = re.compile(r"[—–-]\s?[A-ZÀ-Þ]")
_BY: Final = re.compile(r"(?:[Bb]y|BY|[Ff]rom|[Pp]ar|[Vv]on|[Pp]or|[Dd]i|[Dd]e)\s?[A-ZÀ-Þ]")
_MONEY: Final = "£$€₹%"
_INNER: Final = "|/@©#→›»•+_"
_OPEN: Final = "“‘\"'„«‹"
_CLOSE: Final = "”’\"'»“›"
_BYS: Final = frozenset("bBfFpPvVdD")
_DASHES: Final = frozenset("—–-")
_CREDITED: Final = frozenset("[(/:©|")
_REPEAT: Final = 60
_FEW: Final = 8
_REACH: Final = 160
_TOP: Final = 8


def words(text: str) -> list[str]:
    """The words of a line as the vocabulary knows them, its last three among them."""
    found = _WORD.findall(text[:LOOK])
    if len(found) > WORDS:
        found = found[: WORDS - 3] + found[-3:]
    return ["0" * len(word) if word[0].isdigit() else word.lower() for word in found]


def word_ids(lines: Sequence[Line], vocabulary: Mapping[str, int]) -> Any:
    """The words of each line by number, lines by words: 0 is unknown, 1 is none."""
    get = vocabulary.get
    rows = np.ones((len(lines), WORDS), np.int32)
    for row, line in zip(rows, lines, strict=True):
        ids = [get(word, 0) for word in words(line.text)]
        row[: len(ids)] = ids
    return rows


def describe(lines: Sequence[Line]) -> Any:
    """Numbers of each line, lines by features."""
    return np.concatenate([_own(lines), _counts(lines), _places(lines), _next_to(lines)], 1)


def _own(lines: Sequence[Line]) -> Any:
    texts = [line.text[:LOOK] for line in lines]
    signs = Signs(texts)
    size = np.array([len(line.text) for line in lines])
    count = np.maximum(signs.words, 1)
    tail, last, first = signs.tail(_CLOSE + ")]"), signs.last, signs.first
    opened = signs.count("“„«") - signs.count("”»")
    digits = signs.digits
    columns = [
        np.log1p(size) / 6,
        np.log1p(count) / 4,
        *[size <= limit for limit in _SIZES],
        *[signs.is_one(tail, sign) for sign in ".?!:,"],
        signs.is_one(tail, "…") | np.array([text.endswith("...") for text in texts]),
        signs.is_one(last, _CLOSE),
        signs.is_one(last, ")]"),
        signs.alpha_at(tail),
        signs.digit_at(tail),
        signs.lower_at(first),
        signs.upper_at(first),
        signs.digit_at(first),
        signs.is_one(first, _OPEN),
        signs.is_one(first, "[("),
        signs.is_one(first, "—–-"),
        [line.bullet for line in lines],
        (signs.letters > 0) & (signs.letters == signs.uppers),
        signs.big / count,
        (signs.words > 1) & (signs.big == signs.words),
        signs.second_big,
        digits / np.maximum(size, 1),
        signs.letters == 0,
        _where(signs.stops > 0, texts, _sentences) / _SENTENCES,
        [": " in text for text in texts],
        [0 < text.find(":") < _COLON_BY for text in texts],
        *[signs.count(sign) > 0 for sign in _INNER],
        _where(signs.count("@") > 0, texts, _HANDLE.search),
        ["http" in text or "www." in text for text in texts],
        signs.count(_MONEY) > 0,
        opened > 0,
        opened < 0,
    ]
    return np.concatenate(
        [np.array(columns, np.float32).T, _told(lines, texts, size, digits, signs)], 1
    )


def _told(  # noqa: C901 - one feature after the other
    lines: Sequence[Line], texts: list[str], size: Any, digits: Any, signs: Signs
) -> Any:
    rows = np.zeros((len(lines), 18), np.float32)
    near = size < _NEAR
    agency = near & (signs.upper_pairs | _named(texts))
    credit = near & signs.any_of(_CREDITED)
    bare = (size < _SHORT) & signs.upper_at(signs.first) & (signs.words > 1)
    for number, (line, text) in enumerate(zip(lines, texts, strict=True)):
        stamp, clock, row = line.stamp, line.clock, rows[number]
        if stamp:
            row[0] = 1
            row[1], row[2], row[3] = stamp == "updated", stamp == "first", stamp == "date"
            row[8] = bool(line.names)
        elif digits[number] or "ago" in text:
            row[9] = TIME_INSIDE.search(text) is not None
        if clock is not None:
            row[4], row[5] = clock.dated, clock.ago is not None
            row[6], row[7] = clock.played is not None, clock.zoned
        if line.names and not stamp:
            row[10] = 1
        if bare[number] and bare_names(text):
            row[11] = 1
        if text[:1] in _BYS and _BY.match(text):
            row[12] = 1
        if credit[number] and _CREDIT.search(text):
            row[13] = 1
        if agency[number] and _AGENCY.search(text):
            row[14] = 1
        if text[:1] in _DASHES and _SIGNED.match(text):
            row[15] = 1
        if line.glued:
            row[16] = 1
    return rows[:, :17]


def _sentences(text: str) -> int:
    return min(_SENTENCES, len(_SENTENCE.findall(text)))


def _where(may: Any, texts: list[str], test: Any) -> Any:
    found = np.zeros(len(texts), np.float32)
    for number in np.flatnonzero(may):
        found[number] = (
            float(test(texts[number]) or 0) if test is _sentences else bool(test(texts[number]))
        )
    return found


def _named(texts: list[str]) -> Any:
    return np.array(
        [
            "dpa" in t or "Reuters" in t or "Getty" in t or "Shutter" in t or "Alamy" in t
            for t in texts
        ]
    )


def _counts(lines: Sequence[Line]) -> Any:
    # a button stands under every entry in the same words; a time in the same shape, but other words
    texts = Counter(line.text for line in lines)
    short = [line.text if len(line.text) <= _REPEAT else "" for line in lines]
    shapes = [_DIGITS.sub("0", text) if text else "" for text in short]
    firsts = [text.split(" ", 1)[0] if text.count(" ") < _FEW else "" for text in short]
    by_shape, by_first = Counter(shapes), Counter(firsts)
    total = math.log1p(len(lines))
    rows = []
    for line, shape, first in zip(lines, shapes, firsts, strict=True):
        same, alike, begun = texts[line.text], by_shape[shape], by_first[first]
        rows.append(
            [
                math.log(same) / total,
                same == 2,
                same > 2,
                math.log(alike) / total if shape else 0.0,
                bool(shape) and alike > max(2, same),
                math.log(begun) / total if first else 0.0,
                bool(first) and begun > max(2, same),
                same > 1 and line.text.count(" ") > 2,
            ]
        )
    return np.array(rows, np.float32)


def _places(lines: Sequence[Line]) -> Any:
    size = len(lines)
    stamps = [number for number, line in enumerate(lines) if line.stamp == "time"]
    odd = _out_of_order(lines, stamps)
    first, last = (stamps[0], stamps[-1]) if stamps else (size, -1)
    numbers = np.arange(size)
    timed = np.zeros(size, bool)
    timed[stamps] = True
    before = np.maximum.accumulate(np.where(timed, numbers, -size))
    later = np.minimum.accumulate(np.where(timed, numbers, 2 * size)[::-1])[::-1]
    after = np.append(later[1:], 2 * size)
    columns = [
        numbers / size,
        np.log1p(numbers) / 5,
        np.log1p(size - 1 - numbers) / 5,
        numbers == 0,
        numbers < _TOP,
        numbers < first,
        numbers > last,
        np.full(size, len(stamps) / size * 4),
        np.full(size, len(stamps) > 1),
        np.where(before >= 0, 1 / (1 + numbers - before), 0),
        np.where(later < size, 1 / (1 + later - numbers), 0),
        np.isin(numbers, list(odd)),
    ]
    del after
    return np.array(columns, np.float32).T


def _out_of_order(lines: Sequence[Line], stamps: Sequence[int]) -> set[int]:
    # the times of a page rise or fall; one that does neither may be a score or a pinned entry
    steps = []
    for one, other in pairwise(stamps):
        a, b = lines[one].clock, lines[other].clock
        if a and b and a.minutes is not None and b.minutes is not None:
            steps.append((other, (b.minutes - a.minutes + 720) % 1440 - 720))
        elif a and b and a.ago is not None and b.ago is not None:
            steps.append((other, a.ago - b.ago))
        elif a and b and a.played and b.played:
            steps.append((other, (b.played > a.played) - (b.played < a.played)))
        elif a and b:
            steps.append((other, 0))
    rising = sum((step > 0) - (step < 0) for _, step in steps) > 0
    return {number for number, step in steps if step and (step > 0) != rising}


def _next_to(lines: Sequence[Line]) -> Any:
    # how many words a line shares with the two before, and with the first long line of the page
    sets = [
        {word for word in line.text[:_REACH].lower().split() if len(word) > 3} for line in lines
    ]
    top = next((some for some in sets if len(some) > 3), set())
    rows = np.zeros((len(lines), 4), np.float32)
    none: set[str] = set()
    before = two = none
    for row, mine in zip(rows, sets, strict=True):
        if mine:
            count = len(mine)
            row[0] = len(mine & before) / count
            row[1] = len(mine & two) / count
            row[2] = len(mine & top) / count if mine is not top else 0.0
            row[3] = mine == before
        two, before = before, mine
    return rows
