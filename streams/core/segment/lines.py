"""Text to lines: glued ones cut apart, time stamps parted from what follows on their line."""

from __future__ import annotations

import re
from typing import Final

from streams.core.text import plain

from . import clock
from .bylines import bare_names, byline
from .glue import LONG, top_appeal, unglued
from .model import Line

_BULLET: Final = re.compile(r"(?:[•‣▪●◦■►▶*·]\s*|[-–]\s+)(?=\S)")
_BEFORE_TIME: Final = re.compile(
    r"(?:(?P<updated>(?:last )?(?:updated|modified|edited|amended)|mis[e]? à jour(?: le)?|modificato(?: il)?|aktualisiert(?: am)?|actualizado(?: el)?|aggiornato(?: il)?)|"
    r"(?P<first>(?:first )?(?:published|posted))|publié(?: le| à)?|veröffentlicht(?: am)?|created|today|heute|aujourd[’']hui|hoy|oggi|stand|live at|at)\b(?:,?\s?(?:on|at|um|à|a las|alle))?\s?:?,?\s?|[\[(]",
    re.IGNORECASE,
)
# zones that are not one place's leave the time without a zone
_NOTHING: Final = {"", "ago", "read", "update", "updated", "ist", "cst", "ast", "bdt", "wat", "uk"}
_CHANGED: Final = re.compile(
    r"[(\[]?(?:modifica\w*|modifié\w*|aggiornat\w*|updated|edited|aktualisiert|actualizado)\b[^.]{0,40}",
    re.IGNORECASE,
)
# most lines hold no time; these are passed over quickly
_MAY_TELL: Final = re.compile(r"\d|(?i:now|\bago\b|\bfa\b|hace|vor |il y a)")
_TIME_BY: Final = 60
_AFTER_TIME: Final = re.compile(r"\s?[\])]?\s?(?:[,:;|/·•–—-]\s?)?")
_SEPARATED: Final = re.compile(r"\s?(?:[\])]|[:|·•–—-])\s")


def cut(text: str) -> list[Line]:
    """The lines of a page; those that are times carry them, an appeal over the lead its label."""
    raws = plain(text).split("\n")
    appeal = top_appeal(raws)
    lines: list[Line] = []
    for number, raw in enumerate(raws):
        own, rest = "", raw
        if appeal and appeal[0] <= number <= appeal[1]:
            size = appeal[2] if number == appeal[1] else len(raw)
            own, rest = raw[:size], raw[size:]
        if own:
            lines.append(Line(own, "boilerplate", source=own))
        if rest or not own:
            lines += [_line(part) for part in unglued(rest)]
    inline = [found for line in lines if (found := _inline(line))]
    # one line that opens with a time may be prose; several are the page's manner
    return [part for line in lines for part in _parted(line)] if len(inline) > 1 else lines


def lines_of(text: str) -> list[Line]:
    """The lines of a paragraph whose element is known."""
    return [_line(part) for raw in plain(text).split("\n") for part in unglued(raw)]


def _line(text: str) -> Line:
    line = _read(text)
    line.source = text
    return line


def _read(text: str) -> Line:
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
    if not _MAY_TELL.search(text[:_TIME_BY]):
        return None
    before = _BEFORE_TIME.match(text)
    found = clock.read(text[before.end() :] if before else text)
    if found is None:
        return None
    time, rest = found
    rest = rest[_end(_AFTER_TIME, rest) :].strip()
    again = clock.read(rest) if rest else None
    if again and again[0].timed and time.timed and not again[1].strip():
        # "7h ago / 9:50 AM EST": the exact one of the two
        time, rest = (time if time.ago is None else again[0]), ""
    if rest.casefold() in _NOTHING or _CHANGED.fullmatch(rest):
        names: tuple[str, ...] = ()
    elif not time.timed:
        return None
    else:
        names = byline(rest) or bare_names(rest)
        if not names:
            return None
    if before and before["updated"]:
        return Line(text, "updated", time, names)
    bare_date = not time.timed or bool(before and before["first"] and time.dated)
    return Line(text, "date" if bare_date else "timestamp", time, names)


def _inline(line: Line) -> tuple[Line, Line] | None:
    if line.label != "body" or len(line.text) > LONG or not _MAY_TELL.search(line.text[:_TIME_BY]):
        return None
    before = re.match(r"[\[(]", line.text)
    found = clock.read(line.text[before.end() :] if before else line.text)
    if found is None or not found[0].timed:
        return None
    time, rest = found
    start = line.text[: len(line.text) - len(rest)]
    # "10.15 per cent" and "5pm curfew" are prose; a zone, a separator or a colon says otherwise
    if not (time.zoned or ":" in start or _SEPARATED.match(rest)):
        return None
    rest = rest[_end(_AFTER_TIME, rest) :].strip()
    if not rest or (not rest[0].isupper() and rest[0] not in "“‘\"'" and not rest[0].isdigit()):
        return None
    begin = line.source[: -len(rest)]
    return Line(start, "timestamp", time, source=begin), Line(rest, source=rest)


def _parted(line: Line) -> tuple[Line, ...]:
    return _inline(line) or (line,)


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
