"""The head of a page: its headline, its standfirst, who writes, and where the entries begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .clock import Clock
from .label import same_heading
from .layout import Layout
from .model import Line

_LONGEST_STANDFIRST = 250
_SIGNED = {"byline", "date", "updated"}
_DATELINE = re.compile(r"[A-ZÀ-Þ]{3,}[\w .,/’'-]{0,40}(?:\([^()]{2,30}\)\s?)?\s?[—–-]{1,2}\s")


@dataclass(slots=True)
class Head:
    """What stands before the first entry.

    Attributes:
        headline: of the page.
        standfirst: the line under it.
        bylines: of the page's authors.
        date: of the page.
        updated: when the page changed.
        size: how many lines the head takes.
    """

    headline: str | None = None
    standfirst: str | None = None
    bylines: list[str] = field(default_factory=list)
    date: Clock | None = None
    size: int = 0


def head(lines: list[Line], layout: Layout) -> Head:
    """Read the head of a page and label its lines."""
    found = Head()
    headings: list[int] = []
    for number, line in enumerate(lines):
        if line.label == "heading":
            headings.append(number)
        elif line.label == "byline" and headings:
            found.bylines += line.names
        elif line.label in {"date", "updated"}:
            found.date = found.date or line.clock
            found.bylines += line.names
        elif line.label != "caption":
            break
        found.size = number + 1
    if not headings:
        return found
    after = lines[found.size].label if found.size < len(lines) else ""
    keeps = after == "body" and len(headings) > 2
    if after == "timestamp" and layout == "heading-first":
        keeps = len(headings) > 1
    if keeps:
        # the last heading opens the first entry
        found.size = headings.pop()
    _name(lines, headings, found)
    _sentence(lines, found)
    return found


def _name(lines: list[Line], headings: list[int], found: Head) -> None:
    first, *others = headings
    lines[first].label = "page-headline"
    found.headline = lines[first].text
    for number in others:
        if same_heading(lines[first].text, lines[number].text):
            lines[number].label = "repeat"
        elif found.standfirst is None:
            lines[number].label = "standfirst"
            found.standfirst = lines[number].text
        else:
            found.size = min(found.size, number)


def _sentence(lines: list[Line], found: Head) -> None:
    # a standfirst that ends in a full stop looks like a paragraph, but stands alone
    rest = lines[found.size : found.size + 2]
    signed = any(line.label in _SIGNED for line in lines[: found.size])
    if signed or _DATELINE.match(rest[0].text if rest else ""):
        return  # what stands under the names and the date is the lead
    if found.standfirst or len(rest) < 2 or rest[0].label != "body" or rest[0].bullet:
        return
    borders = {"timestamp", "heading", "key-points", "byline", "date", "updated"}
    if len(rest[0].text) <= _LONGEST_STANDFIRST and rest[1].label in borders:
        rest[0].label = "standfirst"
        found.standfirst = rest[0].text
        found.size += 1
        while found.size < len(lines) and lines[found.size].label in {"byline", "date", "updated"}:
            line = lines[found.size]
            found.bylines += line.names
            found.date = found.date or line.clock
            found.size += 1
