"""How a page arranges its entries: with times over, inside or under them, or without times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .model import Line

Layout = Literal["no-times", "time-first", "heading-first", "time-last"]

_CONTENT = {"body", "heading", "gallery", "embed", "caption", "key-points", "related"}


def layout(lines: Sequence[Line]) -> Layout:
    """The manner of the page; a single time says nothing about its entries."""
    stamps = [number for number, line in enumerate(lines) if line.label == "timestamp"]
    if len(stamps) < 2:
        return "no-times"
    said = [line.label in _CONTENT for line in lines]
    if not any(said[stamps[-1] :]) and "body" in {line.label for line in lines[: stamps[0]]}:
        return "time-last"
    under = over = 0
    for stamp in stamps:
        before = _neighbour(lines, stamp, -1)
        after = _neighbour(lines, stamp, 1)
        under += before == "heading" and after != "heading"
        over += after == "heading" or before != "heading"
    return "heading-first" if under > over else "time-first"


def page_dates(lines: Sequence[Line]) -> None:
    """Tell the page's own date from the times of its entries, and label it so."""
    stamps = [line for line in lines if line.label == "timestamp"]
    if not stamps or not stamps[0].clock:
        return
    first = lines.index(stamps[0])
    undated = sum(1 for line in stamps[1:] if line.clock and not line.clock.dated)
    after = lines[first + 1].label if first + 1 < len(lines) else ""
    # when a page appeared and when it changed stand together, before anything is told
    above = after == "updated" and sum(line.label == "body" for line in lines[:first]) < 2
    alone = len(stamps) == 1 or after == "timestamp" or above
    if stamps[0].clock.dated and (alone or undated * 2 > len(stamps) - 1):
        stamps[0].label = "date"


def _neighbour(lines: Sequence[Line], start: int, step: int) -> str:
    number = start + step
    while 0 <= number < len(lines):
        if lines[number].label not in {"byline", "updated", "caption", "date"}:
            return lines[number].label
        number += step
    return ""
