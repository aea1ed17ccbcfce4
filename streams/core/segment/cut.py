"""Text to lines, cut wherever two things may stand on one; what belongs together is joined later."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from streams.core.text import plain

from . import clock
from .bylines import bare_names, byline
from .model import LABELS, Label, Line, Stamp

LONG: Final = 1_000
"""Longer lines are paragraphs, whatever they hold; no pattern is tried on them."""

_BULLET: Final = re.compile(r"(?:[•‣▪●◦■►▶*·]\s*|[-–]\s+)(?=\S)")
_BEFORE_TIME: Final = re.compile(
    r"(?:(?P<updated>(?:last |zuletzt |ultimo )?(?:updated?|modified|edited|amended|mis[e]? à jour|modifié|"
    r"modificato|aktualisiert|actualizado|aggiornato|aggiornamento)(?: le| il| am| el| alle)?)|"
    r"(?P<first>(?:first )?(?:published|posted)|publi[ée]|publicado|pubblicato|veröffentlicht)|"
    r"created|today|heute|aujourd[’']hui|hoy|oggi|stand|live at|at|à)\b"
    r"(?:,?\s?(?:on|at|um|à|a las|alle|le|el|il|am))?\s?:?,?\s?|[\[(]",
    re.IGNORECASE,
)
# "+++ 19:41", "Ore 18:12 -", "UPDATE (9:45 p.m.):" and "[17:05]" before what they are the time of
_LEADS: Final = re.compile(
    r"(?P<frame>[+*#=]{1,4}\s)?(?:(?:(?:original (?:story|report|post)|(?:latest )?update|breaking|latest|"
    r"aggiornamento|aktualisierung|ore|alle|um|kl\.?|klo|hrs|at)\b\s?[:,]?\s?)?[\[(]?)",
    re.IGNORECASE,
)
# zones that are not one place's leave the time without a zone
_NOTHING: Final = frozenset(
    "ago read update updated ist cst ast bdt wat uk time local - – — | : •".split()
) | {"", "local time"}
_CHANGED: Final = re.compile(
    r"[(\[]?(?:modifica\w*|modifié\w*|aggiornat\w*|updated|edited|aktualisiert|actualizado)\b[^.]{0,40}",
    re.IGNORECASE,
)
# most lines hold no time; these are passed over quickly
_DIGIT: Final = re.compile(r"\d")
_AGO: Final = ("now", "ago", " fa", "hace", "vor ", "il y a")
_TIME_BY: Final = 60
_AFTER_TIME: Final = re.compile(r"\s?[\])]?\s?(?:[,:;|/·•–—-]\s?)?(?:by\s)?")
_NAMED: Final = re.compile(
    r"(?P<names>[A-ZÀ-Þ].{3,40}?)(?:\s[|·•–—-]\s|,\s|\s)(?=\d{1,2}[:.h\d]|\d+\s?[mh])"
)
_ANY_GLUE: Final = re.compile(
    r"[a-zà-ÿ\d)%]{2}[.!?…][”’\"']?(?=[A-ZÀ-Þ“‘\"](?:[\w’']|\s[a-z]))|[a-zà-ÿ]{3}(?=[A-ZÀ-Þ“‘][a-zà-ÿ’']*\s)"
)
# a sentence that several papers put before the lead, with a space or without
_SUPPORT: Final = re.compile(r"Your support makes all the difference\.\s*(?=\S)")
# names that are written so: WhatsApp, LinkedIn, MacBride
_ONE_WORD: Final = re.compile(
    r"\b(?:Whats|You|Linked|Tik|Face|Pay|Snap|Air|Mac|Fitz|Blue|Sound|Eco|Net|Master|Black)$"
)
# what stands for pictures is no teaser for an article
_SHOWS: Final = re.compile(
    r"(?:in (?:pics|pictures|photos)|pictured|photos|(?:photo )?gallery|watch|video|en images?|"
    r"bildergalerie|in bildern|en imágenes|le foto|fotogaler\w+)\s?[:|]\s?\S",
    re.IGNORECASE,
)
# links for those who listen to the page; they have the words of the heading that they pass
_SKIPS: Final = re.compile(r"(?:skip|jump) (?:next|past|over|to|section)\b", re.IGNORECASE)
_OWN_WORDS: Final = frozenset[Label](["boilerplate"])
_NO_TEASER: Final = frozenset[Label](LABELS) - {"related", "related-standfirst"}
_MOST: Final = 8
_FIRST: Final = 250
_LEAST: Final = 20


def cut(text: str) -> list[Line]:
    """The lines of a page, cut at every place where something else may begin."""
    return [line for raw in plain(text).split("\n") for line in lines_of(raw)]


def lines_of(raw: str) -> list[Line]:
    """One line of a page, cut the same way."""
    if len(raw) <= LONG and _tells(raw):
        told = stamped(raw)
        if told:
            return [told]
        timed = _timed(raw)
        if timed:
            return [timed[0], *_framed(timed[0].text, _parts(timed[1], glued=True))]
    return _parts(raw, glued=False)


def _tells(text: str) -> bool:
    head = text[:_TIME_BY]
    if _DIGIT.search(head):
        return True
    low = head.lower()
    return any(word in low for word in _AGO)


def stamped(text: str) -> Line | None:
    """A line that names a time and says nothing else but who writes."""
    before = _BEFORE_TIME.match(text)
    found = clock.read(text[before.end() :] if before else text)
    if found is None:
        return _after_names(text)
    time, rest = found
    rest = rest[_AFTER_TIME.match(rest).end() :].strip()  # type: ignore[union-attr]
    twice = _BEFORE_TIME.match(rest)
    again = clock.read(rest[twice.end() :] if twice else rest) if rest else None
    if again and again[1].strip(" )]").casefold() in _NOTHING:
        # "7h ago / 9:50 AM EST": the exact one of the two
        time, rest = (again[0] if time.ago is not None or not time.timed else time), ""
    names: tuple[str, ...] = ()
    if rest.casefold() not in _NOTHING and not _CHANGED.fullmatch(rest):
        names = byline(rest) or bare_names(rest)
        if not time.timed or not names:
            return None
    kind: Stamp = "time" if time.timed else "date"
    if before and before["updated"]:
        kind = "updated"
    elif before and before["first"]:
        kind = "first"
    return Line(text, text, stamp=kind, clock=time, names=names)


def _after_names(text: str) -> Line | None:
    found = _NAMED.match(text) if len(text) <= _TIME_BY else None
    names = bare_names(found["names"]) if found else ()
    time = clock.read(text[found.end() :]) if found and names else None
    if time is None or time[1].strip(" )]").casefold() not in _NOTHING or not time[0].timed:
        return None
    return Line(text, text, stamp="time", clock=time[0], names=names)


def _timed(text: str) -> tuple[Line, str] | None:
    # whether "17.48 The bridge" opens an entry or a sentence is told later
    before = _LEADS.match(text)
    found = clock.read(text[before.end() :] if before else text)
    if found is None or not found[0].timed:
        return None
    time, rest = found
    rest = rest[_AFTER_TIME.match(rest).end() :].strip()  # type: ignore[union-attr]
    if not rest or not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "“‘\"'„«"):
        return None
    begin = text[: len(text) - len(rest)]
    return Line(begin.strip(), begin, stamp="time", clock=time), rest


def _framed(begin: str, parts: list[Line]) -> list[Line]:
    # "+++ 19:41 Bridge closed +++": what closes the line is not news either
    frame = _LEADS.match(begin)["frame"]  # type: ignore[index]
    if frame:
        parts[-1].text = parts[-1].text.removesuffix(frame.strip()).rstrip()
    return parts


def _parts(text: str, *, glued: bool) -> list[Line]:
    lines: list[Line] = []
    start = 0
    if own := _SUPPORT.match(text):
        start = own.end()
        lines.append(line_of(text[:start], glued=glued))
    for glue in islice(_ANY_GLUE.finditer(text[: LONG + 1]), _MOST):
        end = glue.end()
        if end <= start:
            continue
        bare = glue[0].isalpha()
        if bare and (end > _FIRST or len(text) - end < _LEAST or _ONE_WORD.search(text[:end])):
            continue
        lines.append(line_of(text[start:end], glued=glued or start > 0))
        start = end
    lines.append(line_of(text[start:], glued=glued or start > 0))
    return lines


def line_of(text: str, *, glued: bool = False) -> Line:
    """A line that is not cut."""
    bullet = _BULLET.match(text) if not glued else None
    if bullet and "(@" not in text:
        return Line(text[bullet.end() :].strip(), text, glued, bullet=True)
    short = text.strip()
    line = Line(short, text, glued, names=byline(short))
    if _SHOWS.match(short):
        line.kinds = _NO_TEASER
    elif _SKIPS.match(short) and short[-1:] != ".":
        line.kinds = _OWN_WORDS
    return line


def joined(lines: list[Line]) -> list[Line]:
    """The lines again, put together where no seam was found between their parts."""
    whole: list[Line] = []
    for line in lines:
        last = whole[-1] if whole else None
        if last and line.glued and not line.opens and line.label == last.label:
            gap = last.source[len(last.source.rstrip()) :]
            last.source += line.source
            last.text += (gap or " " if last.stamp else gap) + line.text
            last.stamp = ""  # a time alone it is no more
            last.clock, last.names = last.clock or line.clock, last.names or line.names
        else:
            whole.append(line)
    return whole
