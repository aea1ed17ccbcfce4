"""Lines on which the paper's own words and news stand without anything between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from .buttons import BUTTON
from .offers import offers
from .phrases import FURNITURE, NOTICE, addresses, asks

LONG: Final = 1_000
"""Longer lines are paragraphs, whatever they hold; no pattern is tried on them."""

_GLUE: Final = re.compile(r"[.!?][”’\"']?(?=[A-ZÀ-Þ“‘\"][\w’'])")
_WORD_GLUE: Final = re.compile(r"[a-zà-ÿ]{2}(?:[.!?][”’\"']?|)(?=[A-ZÀ-Þ“‘\"][\w’']*\s)")
_GLUED_OWN: Final = re.compile(
    r"(?:(?:Advertisement|ADVERTISEMENT)(?=[A-ZÀ-Þ“‘][\w’' ])|"
    r"(?:Your support makes all the difference|Thank you for your support)[.!]\s*(?=\S))"
)
# names that are written so: WhatsApp, YouTube, MacBride, DeMarco
_ONE_WORD: Final = re.compile(
    r"\b(?:Whats|You|Linked|Tik|Face|Pay|Snap|Air|Mac|De|Le|La|Di|Da|Van|Fitz|Blue|Sound|Eco|Net)$"
)
_MOST_GLUE: Final = 50
_LONGEST_BUTTON: Final = 120
_LABEL: Final = 60
_TOP: Final = 14
_BACK: Final = 6
_GAP: Final = 2
_LONGEST_END: Final = 250
_LEAST_NEWS: Final = 40


def is_appeal(text: str) -> bool:
    """Whether a text asks for something on the paper's behalf, outside quotation marks."""
    if len(text) > LONG or text.startswith(("“", '"', "‘")):
        return False
    if len(text) <= _LONGEST_BUTTON and FURNITURE.match(text):
        return True
    if len(text) <= _LABEL and BUTTON.fullmatch(text):
        return True
    return bool(NOTICE.match(text)) or asks(text)


def unglued(text: str) -> list[str]:
    """The parts of a line."""
    parts = []
    for _ in range(_MOST_GLUE):
        seam = _seam(text)
        if not seam:
            break
        parts.append(text[:seam].rstrip())
        text = text[seam:]
    return [*parts, text]


def top_appeal(texts: Sequence[str]) -> tuple[int, int, int] | None:
    """An appeal at the top of a page, the end of which is glued to the lead.

    Its words differ from paper to paper. That a paragraph goes on without a space, and that the
    lines over it speak of the paper to its readers, is what they share.

    Returns:
        Its first line, its last, and where on that line it ends.
    """
    for number, text in enumerate(texts[:_TOP]):
        if number < 1:
            continue
        for glue in islice(_WORD_GLUE.finditer(text[: _LONGEST_END + 1]), _MOST_GLUE):
            end = glue.end()
            if len(text) - end < _LEAST_NEWS:
                break
            ends = glue[0][-1] in ".!?”’\"'"
            start = _start(texts, number, text[:end])
            if ends and start is not None:
                return start, number, end
    return None


def _start(texts: Sequence[str], number: int, end: str) -> int | None:
    # upwards from the glued line, over a line or two that speak of nothing in particular
    start = number if addresses(end) else None
    for place in range(number - 1, max(0, number - _BACK), -1):
        if (number if start is None else start) - place > _GAP:
            break
        if addresses(texts[place][:LONG]):
            start = place
    return start


def _seam(text: str) -> int:
    own = _GLUED_OWN.match(text)
    if own:
        return own.end()
    for glue in islice(_GLUE.finditer(text), _MOST_GLUE):
        head, tail = text[: glue.end()], text[glue.end() :]
        # only where a side is the paper's own: "the U.S.Army" and "node.js" stay whole
        if any(is_appeal(side) or offers(side) for side in (head[-LONG:], tail)):
            return glue.end()
    # a call without a point at its end: "Sign up hereThe bridge is closed."
    for glue in islice(_WORD_GLUE.finditer(text[: _LONGEST_END + 1]), _MOST_GLUE):
        call = text[: glue.end()]
        if _ONE_WORD.search(call):
            continue
        if len(text) - glue.end() >= _LEAST_NEWS and (NOTICE.match(call) or offers(call)):
            return glue.end()
    return 0
