"""Where quotation marks open and close, over paragraphs and with marks left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tokens import Part

_MARK = re.compile(r"[“”\"‘’']")
_SINGLE = frozenset("‘'")
_CLOSES = {"“": '”"', '"': '"”', "‘": "’'", "'": "'’"}


@dataclass(slots=True)
class Quoted:
    """Words between quotation marks.

    Attributes:
        spans: the words without the marks, a span a paragraph.
        start: where the first mark stands.
        end: one past the last mark.
        closed: whether the last mark is there.
    """

    spans: list[tuple[int, int]]
    start: int
    end: int
    closed: bool


def quoted(part: Part) -> list[Quoted]:
    """All quotations of a text; those within another are part of it."""
    if not _MARK.search(part.text):
        return []
    found: list[Quoted] = []
    for start, end in part.paragraphs:
        # an open quotation goes on where the next paragraph opens again
        last = found[-1] if found and not found[-1].closed else None
        goes_on = last is not None and last.end >= start - 1 and part.text[start] in '“"'
        for index, item in enumerate(_paragraph(part.text, start, end)):
            if index == 0 and goes_on and last is not None and item.start == start:
                last.spans += item.spans
                last.end, last.closed = item.end, item.closed
            else:
                found.append(item)
    return found


def _paragraph(text: str, start: int, end: int) -> list[Quoted]:
    found = []
    at = start
    # whether a mark is closed does not depend on where it stands: one search for all of them
    open_ended: set[str] = set()
    while mark := _MARK.search(text, at, end):
        at = mark.end()
        if not _opens(text, mark.start(), start, end):
            continue
        close = None if mark[0] in open_ended else _close(text, at, end, mark[0])
        if close is None:
            open_ended.add(mark[0])
            if mark[0] in _SINGLE:
                continue
            # without its end only a whole paragraph is surely all quotation
            if mark.start() == start or mark[0] == "“":
                found.append(Quoted([(at, end)], mark.start(), end, closed=False))
                break
            continue
        if close > at:
            found.append(Quoted([(at, close)], mark.start(), close + 1, closed=True))
        at = close + 1
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    if mark in "”’" or at + 1 >= end or text[at + 1].isspace():
        return False
    before = text[at - 1] if at > start else " "
    if mark == "“":
        return True
    if not (before.isspace() or before in "([—–-:"):
        return False
    # ‘90s and 'em leave something out, they quote nothing
    return mark == '"' or text[at + 1].isalpha() or text[at + 1] in "$£€"


def _close(text: str, at: int, end: int, mark: str) -> int | None:
    closers = _CLOSES[mark]
    for position in range(at, end):
        character = text[position]
        if character == "“" == mark:
            return None
        if character not in closers:
            continue
        after = text[position + 1] if position + 1 < end else " "
        if mark in _SINGLE and after.isalnum():
            continue
        if mark == '"' and (text[position - 1].isspace() or after.isalnum()):
            continue
        return position
    return None
