"""Moments: pieces of time that stand together and name one point or period, with what limits it."""

from __future__ import annotations

import re
from typing import NamedTuple

from .starts import starts
from .time_words import Atom, atoms
from .tokens import Part

_TO_DAY = frozenset(
    {
        " ",
        ", ",
        " on ",
        ", on ",
        " on the ",
        " of ",
        " this ",
        " (",
        " local time on ",
        " local time ",
    }
)
_TO_CLOCK = frozenset(
    {
        " at ",
        " ",
        ", at ",
        " at about ",
        " at around ",
        " at exactly ",
        ", ",
    }
)
_TO_PART = frozenset({" at ", " before ", " in the ", " "})
_BRACKET = frozenset({" ("})
_DATES = frozenset({"dmy", "mdy", "of_month", "iso"})
_TO_DATE = frozenset({" ", ", ", ", the ", " the "})
_SHADES = re.compile(
    r"\b(?P<shade>early|late|mid|beginning of|start of|end of|close of|middle of|early hours of|dawn on|turn of)(?P<link>-| on | in | |)(?:the )?$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?P<which>this coming|this past|the coming|this|last|next|past)(?: early| late)? $",
    re.IGNORECASE,
)
_LEADS = frozenset("this last next past coming early late mid of on in the".split())
_PART_LEAD = re.compile(
    r"\b(?:in the|during the|through the|before|until|since|by|after|from|into the|early|late) $",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """A point or period, with its words.

    Attributes:
        start: of its first character.
        end: behind its last one.
        main: the piece that fixes it.
        day: the day of a clock time or a part of the day.
        part: of the day.
        clock: the time of day.
        which: "this", "last" or "next" before a day or month.
        shade: "early", "late", "start", "end" and so on.
    """

    start: int
    end: int
    main: Atom
    day: Atom | None = None
    part: str | None = None
    clock: Atom | None = None
    which: str | None = None
    shade: str | None = None


def moments(part: Part) -> list[Moment]:
    """All of one part, in order."""
    found: list[Moment] = []
    pieces = _Pieces(part.text, atoms(part, starts(part).times))
    while first := pieces.take():
        moment = _moment(pieces, first)
        if moment:
            floor = found[-1].end if found else 0
            found.append(_modified(part.text, moment, floor))
    return found


class _Pieces:
    """The pieces of a text, taken one by one."""

    def __init__(self, text: str, pieces: list[Atom]) -> None:
        self.text = text
        self._pieces = pieces
        self._index = 0

    def take(self) -> Atom | None:
        """The next piece, which is then past; none at the end."""
        if self._index == len(self._pieces):
            return None
        self._index += 1
        return self._pieces[self._index - 1]

    def after(self, end: int, gaps: frozenset[str]) -> Atom | None:
        """The next piece, if one of those gaps is before it."""
        if self._index == len(self._pieces):
            return None
        piece = self._pieces[self._index]
        return piece if self.text[end : piece.start] in gaps else None


def _moment(pieces: _Pieces, first: Atom) -> Moment | None:
    if first.kind == "part":
        return _part_alone(pieces.text, first)
    if first.kind == "clock":
        return _clock(pieces, first)
    if first.kind == "day":
        return _dated(pieces, first)
    return Moment(first.start, first.end, first)


def _part_alone(text: str, first: Atom) -> Moment | None:
    """A part of the entry's own day: "in the morning"."""
    if not _PART_LEAD.search(text, max(0, first.start - 12), first.start):
        return None
    part = first.match["word"].lower()
    if part in {"night", "sunset", "dusk"} or text.startswith(" of", first.end):
        return None
    return Moment(first.start, first.end, first, part=part)


def _clock(pieces: _Pieces, first: Atom) -> Moment:
    """A clock time, with the same in another zone and with its day."""
    end = first.end
    other = pieces.after(end, _BRACKET)
    if other and other.kind == "clock" and pieces.text[other.end : other.end + 1] == ")":
        end = other.end + 1
        pieces.take()
    day = pieces.after(end, _TO_DAY)
    if day is None or not _is_day(day):
        return Moment(first.start, end, first, clock=first)
    pieces.take()
    date = _date_of(pieces, day)
    return Moment(first.start, date.end, first, day=date, clock=first)


def _dated(pieces: _Pieces, first: Atom) -> Moment:
    """A day, with the time or part of it: "tomorrow at 7.30 pm", "Tuesday at dawn"."""
    day = _date_of(pieces, first)
    end = day.end
    clock = pieces.after(end, _TO_CLOCK)
    comma = pieces.text[end : end + 1] == ","
    if clock and clock.kind == "clock" and (not comma or clock.how == "clock"):
        pieces.take()
        return Moment(first.start, clock.end, first, day=day, clock=clock)
    part = pieces.after(end, _TO_PART)
    if part and part.kind == "part":
        pieces.take()
        return Moment(first.start, part.end, first, day=day, part=part.match["word"].lower())
    return Moment(first.start, end, first, day=day)


def _date_of(pieces: _Pieces, day: Atom) -> Atom:
    """The date behind a weekday, which says more: "Thursday, 3 May"."""
    date = pieces.after(day.end, _TO_DATE) if day.how == "weekday" else None
    if date is None or date.kind != "day" or date.how not in _DATES:
        return day
    pieces.take()
    return date


def _is_day(atom: Atom) -> bool:
    return atom.kind == "day" or (
        atom.kind == "period" and atom.how == "period" and bool(atom.match["part"])
    )


def _modified(text: str, moment: Moment, floor: int) -> Moment:
    """The moment with the words before it that shift it."""
    head = text[max(floor, moment.start - 24) : moment.start]
    start, which, shade = moment.start, None, None
    if head.rstrip(" -").rpartition(" ")[2].lower().strip('(“"‘—–') not in _LEADS:
        return moment
    kind = moment.main.kind
    if (
        kind in {"day", "month"}
        and moment.main.how in {"weekday", "month"}
        and (found := _WHICH.search(head))
    ):
        which = found["which"].lower().split()[-1]
        start -= len(head) - found.start()
        head = head[: found.start()]
    found = _SHADES.search(head)
    if found and _shades(found, moment.main):
        shade = found["shade"].lower().removesuffix(" of").removesuffix(" hours")
        start -= len(head) - found.start()
        article = head[: found.start()].endswith("the ") and shade not in {"late", "mid"}
        start -= 4 * (article and found["shade"].lower() != "early")
    if moment.main.how == "quarter" and head.endswith("the "):
        start -= 4
    return moment._replace(start=start, which=which, shade=shade)


def _shades(found: re.Match[str], main: Atom) -> bool:
    """Whether "early", "the end of" and the like can shift what follows."""
    if main.kind not in {"day", "month", "year", "period"}:
        return False
    if found["link"] == " on ":
        return main.kind == "day"
    whole = main.kind != "period" or main.match.groupdict().get("unit") is not None
    return whole or found["shade"].lower() not in {"early", "late"}
