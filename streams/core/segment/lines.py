"""Text to lines: glued ones cut apart, time stamps parted from what follows on their line."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from streams.core.text import plain

from . import clock
from .bylines import bare_names, byline
from .model import Line
from .phrases import FURNITURE, NOTICE, asks

LONG: Final = 1_000
"""Longer lines are paragraphs, whatever they hold; no pattern is tried on them."""

_BULLET: Final = re.compile(r"(?:[•‣▪●◦■►▶*·]\s*|[-–]\s+)(?=\S)")
_GLUE: Final = re.compile(r"[.!?][”’\"']?(?=[A-ZÀ-Þ“‘\"][\w’'])")
_GLUED_OWN: Final = re.compile(
    r"(?:(?:Advertisement|ADVERTISEMENT)(?=[A-ZÀ-Þ“‘][\w’' ])|"
    r"(?:Your support makes all the difference|Thank you for your support)[.!]\s*(?=\S))"
)
_BEFORE_TIME: Final = re.compile(
    r"(?:(?P<updated>(?:last )?(?:updated|modified|edited|amended))|"
    r"(?P<first>(?:first )?(?:published|posted))|live at|at)\b(?:\s?(?:on|at))?\s?:?\s?|[\[(]",
    re.IGNORECASE,
)
_AFTER_TIME: Final = re.compile(r"\s?[\])]?\s?(?:[,:;|·•–—-]\s?)?")
_SEPARATED: Final = re.compile(r"\s?(?:[\])]|[:|·•–—-])\s")
_MOST_GLUE: Final = 50


def cut(text: str) -> list[Line]:
    """The lines of a page; those that are times carry them."""
    lines: list[Line] = []
    for raw in plain(text).split("\n"):
        lines += [_line(part) for part in _unglued(raw)]
    inline = [found for line in lines if (found := _inline(line))]
    # one line that opens with a time may be prose; several are the page's manner
    return [part for line in lines for part in _parted(line)] if len(inline) > 1 else lines


def is_appeal(text: str) -> bool:
    """Whether a text asks for something on the paper's behalf, outside quotation marks."""
    if len(text) > LONG or text.startswith(("“", '"', "‘")):
        return False
    return bool(FURNITURE.match(text) or NOTICE.match(text)) or asks(text)


def _unglued(text: str) -> list[str]:
    parts = []
    for _ in range(_MOST_GLUE):
        seam = _seam(text)
        if not seam:
            break
        parts.append(text[:seam].rstrip())
        text = text[seam:]
    return [*parts, text]


def _seam(text: str) -> int:
    own = _GLUED_OWN.match(text)
    if own:
        return own.end()
    for glue in islice(_GLUE.finditer(text), _MOST_GLUE):
        head, tail = text[: glue.end()], text[glue.end() :]
        # only where a side is the paper's own: "the U.S.Army" and "node.js" stay whole
        if is_appeal(head[-LONG:]) or is_appeal(tail):
            return glue.end()
    return 0


def _line(text: str) -> Line:
    if len(text) > LONG:
        return Line(text)
    stamped = _stamped(text)
    if stamped:
        return stamped
    bullet = _BULLET.match(text)
    if bullet and "(@" not in text:
        return Line(text[bullet.end() :], bullet=True)
    return Line(text)


def _stamped(text: str) -> Line | None:
    before = _BEFORE_TIME.match(text)
    found = clock.read(text[before.end() :] if before else text)
    if found is None:
        return None
    time, rest = found
    rest = rest[_end(_AFTER_TIME, rest) :].strip()
    if rest.casefold() in {"", "ago", "read", "update", "updated"}:
        names: tuple[str, ...] = ()
    elif time.minutes is None and time.ago is None:
        return None
    else:
        names = byline(rest) or bare_names(rest)
        if not names:
            return None
    if before and before["updated"]:
        return Line(text, "updated", time, names)
    bare_date = time.minutes is None and time.ago is None
    return Line(text, "date" if bare_date else "timestamp", time, names)


def _inline(line: Line) -> tuple[Line, Line] | None:
    if line.label != "body" or len(line.text) > LONG:
        return None
    before = re.match(r"[\[(]", line.text)
    found = clock.read(line.text[before.end() :] if before else line.text)
    if found is None or (found[0].minutes is None and found[0].ago is None):
        return None
    time, rest = found
    start = line.text[: len(line.text) - len(rest)]
    # "10.15 per cent" and "5pm curfew" are prose; a zone, a separator or a colon says otherwise
    if not (time.zoned or ":" in start or _SEPARATED.match(rest)):
        return None
    rest = rest[_end(_AFTER_TIME, rest) :].strip()
    if not rest or (not rest[0].isupper() and rest[0] not in "“‘\"'" and not rest[0].isdigit()):
        return None
    return Line(start, "timestamp", time), Line(rest)


def _parted(line: Line) -> tuple[Line, ...]:
    return _inline(line) or (line,)


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
