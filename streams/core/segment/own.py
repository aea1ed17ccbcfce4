"""What a paper says on its own behalf, told from whole blocks of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from .buttons import polls, tags
from .bylines import bare_names
from .glue import LONG
from .layout import layout
from .model import Line
from .offers import offer_runs
from .phrases import FOOTER, NOTICE, OURSELVES, PROMO, PROMO_END, addresses, asks

_APPEAL_GAP: Final = 3
_PROMO_GAP: Final = 4
_SHORT: Final = 120
_CALL: Final = 2
_BUTTON: Final = 40
_BUTTON_WORDS: Final = 4
_OFTEN: Final = 3
_TAIL_GAP: Final = 3
_PROSE: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_TIMES: Final = {"timestamp", "updated", "date"}


def own_words(lines: list[Line]) -> None:
    """Label what surrounds recognised furniture and belongs to it."""
    _buttons(lines)
    polls(lines)
    tags(lines)
    offer_runs(lines)
    _appeals(lines)
    _promos(lines)
    _footer(lines)


def _buttons(lines: Sequence[Line]) -> None:
    # what stands under each entry in the same few words is a button, in any language
    uses = Counter(line.text for line in lines if len(line.text) <= _BUTTON)
    for line in lines:
        if (
            line.label in {"heading", "body"}
            and uses[line.text] >= _OFTEN
            and len(line.text.split()) <= _BUTTON_WORDS
            and not line.bullet
            and not _PROSE.search(line.text.rstrip("!"))
            and not bare_names(line.text)
        ):
            line.label = "boilerplate"


def _appeals(lines: Sequence[Line]) -> None:
    # an appeal runs over paragraphs, of which the middle ones only speak of "our reporting"
    last = -_APPEAL_GAP - 1
    for number, line in enumerate(lines):
        if line.label != "boilerplate":
            continue
        between = lines[last + 1 : number]
        offered = _offers(line) or (last >= 0 and _offers(lines[last]))
        near = 0 < len(between) <= _APPEAL_GAP
        if near and offered and all(_of_ourselves(item) for item in between):
            _mark(between)
        last = number


def _offers(line: Line) -> bool:
    # a button between two entries says nothing about what stands round it
    text = line.text[:LONG]
    return bool(NOTICE.match(text)) or asks(text) or addresses(text)


def _of_ourselves(line: Line) -> bool:
    if line.label not in {"body", "heading"} or line.text.startswith(("“", '"', "‘")):
        return False
    return len(line.text) <= LONG and (bool(OURSELVES.search(line.text)) or addresses(line.text))


def _promos(lines: list[Line]) -> None:
    # an offer is a call and a line or two about it, up to where the page says that it ends
    under = layout(lines) == "heading-first"
    for number, line in enumerate(lines):
        if line.label != "boilerplate" or not PROMO.match(line.text[:LONG]):
            continue
        rest = lines[number + 1 : number + 2 + _PROMO_GAP]
        size = 0
        for place, other in enumerate(rest):
            if other.label in _TIMES or len(other.text) > 2 * _SHORT:
                break
            if PROMO_END.match(other.text):
                size = place
        if not size:
            # a single line about it, before the next entry begins
            size = int(len(line.text.split()) > _CALL and len(rest) > 1 and _about(rest, under))
        _mark(rest[:size])


def _about(rest: Sequence[Line], under: bool) -> bool:
    # where times stand under headings, a line over a time is a heading
    line, after = rest[0], rest[1]
    plain = line.label in {"heading", "body"} and len(line.text) <= _SHORT and not line.bullet
    return plain and (after.label == "boilerplate" or (after.label in _TIMES and not under))


def _footer(lines: Sequence[Line]) -> None:
    # from the end upwards: short lines between furniture, until news or a time is met
    end = start = len(lines)
    gap = 0
    while start and gap <= _TAIL_GAP:
        line = lines[start - 1]
        if line.label == "boilerplate":
            gap = 0
            end = start - 1
        elif line.label in _TIMES or not _tail(line):
            break
        else:
            gap += 1
        start -= 1
    while start:
        # a list of other articles may be longer, under what announces it
        line = lines[start - 1]
        if line.label in _TIMES or len(line.text) > _SHORT:
            break
        if line.label == "boilerplate" and FOOTER.match(line.text):
            end = min(end, start - 1)
        start -= 1
    _mark(_footing(lines[end:]))


def _footing(lines: Sequence[Line]) -> list[Line]:
    # a list of other articles amid the footer stays one
    kept: list[Line] = []
    listing = False
    for line in lines:
        title = line.label in {"heading", "body"} and len(line.text.split()) > _BUTTON_WORDS
        listing = line.label == "related" or (listing and title)
        if not listing:
            kept.append(line)
    return kept


def _tail(line: Line) -> bool:
    if line.label not in {"heading", "body"} or len(line.text) > _SHORT:
        return False
    return line.label == "heading" or addresses(line.text)


def _mark(lines: Sequence[Line]) -> None:
    for line in lines:
        line.label = "boilerplate"
