"""Pages whose markup says where entries begin and what is a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from .cut import joined, line_of, lines_of
from .group import group
from .model import LABELS, Label, Line, Page
from .tagger import tag

Role = Literal["", "page-headline", "heading", "body", "caption", "time"]
_TITLES: Final = frozenset[Label]({"heading", "page-headline", "gallery"})
_ALLOWED: Final[dict[Role, frozenset[Label]]] = {
    "": frozenset(),
    "page-headline": frozenset({"page-headline"}),
    "heading": _TITLES | {"standfirst", "key-points", "related", "repeat", "boilerplate", "byline"},
    "body": frozenset(LABELS) - _TITLES,
    "caption": frozenset({"caption", "boilerplate"}),
    "time": frozenset({"timestamp", "date", "updated", "boilerplate"}),
}
_WITHIN: Final = frozenset[Label]({"body", "boilerplate", "byline", "timestamp", "date", "updated"})
"""What a line without an element of its own can be inside an element that holds an entry."""
_SAID: Final = frozenset[Label]({"body", "boilerplate"})
_ABOVE: Final = frozenset[Label]({"boilerplate", "byline", "date", "updated", "key-points"})
"""The same above the first entry, where line-ups and scores stand."""
_ENTRY_TITLES: Final = frozenset[Label]({"heading", "gallery"})
_BYLINE: Final = frozenset[Label]({"byline"})
_NEWS: Final = frozenset({"body", "heading", "gallery", "embed", "caption", "key-points"})
_NOT_OWN: Final = frozenset({"boilerplate", "related", "related-standfirst"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a page, with what its markup says of it.

    Attributes:
        text: of the line.
        role: what its element is; empty where that says nothing.
        opens: an element that holds one entry begins here.
        anchor: the id of that element.
    """

    text: str
    role: Role = ""
    opens: bool = False
    anchor: str | None = None


def segment_marked(marks: Sequence[Mark]) -> Page:
    """The entries of a page with markup; where that shows no borders, they are told from text."""
    start = next((n for n, mark in enumerate(marks) if mark.role == "page-headline"), 0)
    lines: list[Line] = []
    borders: dict[int, str | None] = {}
    titled = True
    for mark in marks[start:]:
        if mark.opens:
            borders[len(lines)], titled = mark.anchor, False
        found = _lines(mark)
        if mark.role == "heading" and not titled:
            found[0].kinds, titled = _ENTRY_TITLES, True
        lines += found
    _narrow(lines, min(borders, default=None))
    tag(lines)
    if not borders:
        return group(joined(lines))
    return group(lines, _opened(lines, borders))


def _lines(mark: Mark) -> list[Line]:
    titled = mark.role in {"heading", "caption", "page-headline"}
    lines = [line_of(mark.text)] if titled else lines_of(mark.text)
    for line in lines:
        # "Ann Lee 3" is a score
        names = line.names and not line.stamp and not any(sign.isdigit() for sign in line.text)
        line.kinds = _BYLINE if names else _ALLOWED[mark.role]
    return lines


def _narrow(lines: Sequence[Line], first: int | None) -> None:
    # where elements hold the entries, what stands in none of its own is no heading of one
    if first is not None:
        for number, line in enumerate(lines):
            if number < first and line.kinds in {_ALLOWED[""], _ALLOWED["heading"]}:
                line.kinds = _ABOVE
            if not line.kinds:
                line.kinds = _WITHIN if line.names or line.stamp else _SAID


def _opened(lines: Sequence[Line], borders: dict[int, str | None]) -> dict[int, str | None]:
    # the first line of an element that is the entry's own opens it, and no other does
    anchors: dict[int, str | None] = {}
    places = [*sorted(borders), len(lines)]
    texts = Counter(line.text for line in lines)
    _only_regular_times(lines, places)
    for place, end in pairwise(places):
        for line in lines[place:end]:
            line.opens = False
        if not any(line.label in _NEWS for line in lines[place:end]):
            # an element that holds an entry holds some news
            for line in lines[place:end]:
                line.label = "body" if line.kinds == _ALLOWED["body"] else line.label
        own = [n for n in range(place, end) if lines[n].label not in _NOT_OWN]
        if own and not (len(own) == 1 and _asks(lines[own[0]].text, texts)):
            lines[own[0]].opens = True
            points = lines[own[0]].label == "key-points"
            for line in lines[place:end]:
                line.label = "body" if line.label == "key-points" and not points else line.label
            anchors[own[0]] = borders[place]
    return anchors


def _asks(text: str, texts: Counter[str]) -> bool:
    # "Vote here:", again and again, and nothing after it: a form was there
    return text.endswith(":") and texts[text] > 1


def _only_regular_times(lines: Sequence[Line], places: Sequence[int]) -> None:
    # where most entries have no time, "21:12" is a score, unless its element says otherwise
    times = [
        [line for line in lines[place:end] if line.label == "timestamp" and not _is_time(line)]
        for place, end in pairwise(places)
    ]
    if sum(map(bool, times)) * 2 < len(times):
        for line in (line for some in times for line in some):
            line.label, line.clock = "body", None


def _is_time(line: Line) -> bool:
    return line.kinds == _ALLOWED["time"]
