"""Lists of main points: under a heading that says so, or with list marks at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from .layout import Layout, layout
from .model import Line
from .phrases import DEPENDENT

_LONGEST_LEAD: Final = 60
_FEWEST: Final = 2
_MOST: Final = 40
_ROW: Final = re.compile(r"[^:.]{2,30}: \S")  # "Workers: about 800 could go without pay."
_ASIDE: Final = {"byline", "date", "updated", "caption"}
_CREDITS: Final = {"byline", "caption", "updated"}


def point_lists(lines: Sequence[Line]) -> None:
    """Label lists of main points that are not told from their heading alone."""
    for number, line in enumerate(lines):
        if line.label == "key-points" and line.leads:
            _timed_points(lines, number + 1)
    _top_list(lines)


def _timed_points(lines: Sequence[Line], start: int) -> None:
    # a list of times and headings, of which none has a text, is a table of contents; its times
    # are of one form, and behind the last pair stands the next time, not a text
    order = [line.label for line in lines[start : start + 2]]
    if set(order) != {"timestamp", "heading"}:
        return
    place = start
    while [line.label for line in lines[place : place + 2]] == order:
        pair = lines[place : place + 2]
        if _form(pair) != _form(lines[start : start + 2]) or (
            _told(lines, place + 2) and not _again(pair, lines[place + 2 :])
        ):
            return
        for line in pair:
            line.label = "key-points"
        place += 2


def _again(pair: Sequence[Line], rest: Sequence[Line]) -> bool:
    # the heading stands over its entry too, further down
    headings = {line.text for line in pair if not line.clock}
    return any(line.text in headings for line in rest)


def _form(lines: Sequence[Line]) -> tuple[bool, bool, bool]:
    clock = next((line.clock for line in lines if line.clock), None)
    if clock is None:
        return False, False, False
    return clock.minutes is None, clock.dated, clock.zoned


def _told(lines: Sequence[Line], start: int) -> bool:
    # whether a text follows, be it under the name of who wrote it
    after = next((line.label for line in lines[start:] if line.label not in _CREDITS), "")
    pictured = start < len(lines) and lines[start].label == "caption"
    return after in {"body", "embed"} or pictured


def listed(rest: Sequence[Line], manner: Layout) -> list[Line]:
    """The points under what announces them, from the lines that follow it."""
    for found in (
        list(takewhile(lambda line: line.label == "key-points" and not line.leads, rest)),
        list(takewhile(lambda line: line.bullet, rest)),
    ):
        if found:
            return found
    rows = list(takewhile(lambda line: _ROW.match(line.text), rest))
    if len(rows) >= _FEWEST:
        return rows
    run = list(takewhile(lambda line: line.label == "heading", rest))
    after = rest[len(run)].label if len(run) < len(rest) else ""
    opens = after == "body" or (after == "timestamp" and manner == "heading-first")
    # the last heading opens the entry that follows
    return run[:-1] if run and opens and manner != "time-first" else run


def colon_lists(lines: Sequence[Line]) -> None:
    """Short lines under a paragraph that ends in a colon are its list, not headings."""
    manner = layout(lines)
    for number, line in enumerate(lines):
        if line.label != "body" or not line.text.endswith(":"):
            continue
        run = list(
            takewhile(lambda item: item.label == "heading", lines[number + 1 : number + 1 + _MOST])
        )
        after = lines[number + 1 + len(run)] if number + 1 + len(run) < len(lines) else None
        if run and after and not _goes_on(run, after, manner):
            run.pop()  # the heading of the next entry
        if len(run) >= _FEWEST or manner == "time-first":
            for item in run:
                item.label = "body"


def _goes_on(run: Sequence[Line], after: Line, manner: Layout) -> bool:
    # whether the paragraph after a list belongs to the same entry as the list
    if manner == "time-first" or after.label not in {"body", "timestamp", "byline", "embed"}:
        return True
    shared = {line.text.split()[0] for line in run[:-1]} & {run[-1].text.split()[0]}
    return after.label == "body" and bool(shared or DEPENDENT.match(after.text))


def _top_list(lines: Sequence[Line]) -> None:
    # before the first entry only: further down, list items are an entry's text
    for number, line in enumerate(lines):
        if line.label in {"timestamp", "key-points"}:
            return
        if not line.bullet:
            continue
        size = 0
        while number + size < len(lines) and lines[number + size].bullet:
            size += 1
        if size < _FEWEST or line.label != "body":
            return
        before = lines[number - 1] if number else None
        if before and number > 1 and _leads(before):
            before.label, before.leads = "key-points", "key-points"
        elif before and before.label not in {*_ASIDE, "heading"}:
            return
        else:
            line.leads = "key-points"
        for point in lines[number : number + size]:
            point.label = "key-points"
        return


def _leads(line: Line) -> bool:
    short = len(line.text) <= _LONGEST_LEAD
    return short and (line.label == "heading" or line.text.endswith(":"))
