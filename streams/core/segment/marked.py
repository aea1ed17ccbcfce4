"""Pages whose markup says where entries begin and what is a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .embeds import add_embed
from .group import Grouper
from .head import head
from .label import label, same_heading
from .layout import layout, page_dates
from .lines import lines_of
from .model import Block, Label, Line, Page

Role = Literal["", "page-headline", "heading", "body", "caption", "time"]
_LABELS: dict[Role, Label] = {"heading": "heading", "caption": "caption"}
_ELEMENTS: dict[Role, Literal["", "prose", "time"]] = {"body": "prose", "time": "time"}
_LEAST_POINT = 4


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
    groups: list[tuple[str | None, list[Line]]] = [(None, [])]
    for mark in marks[start:]:
        if mark.opens:
            groups.append((mark.anchor, []))
        groups[-1][1].extend(_lines(mark))
    label([line for _, lines in groups for line in lines])
    page_dates([line for _, lines in groups for line in lines if line.label != "boilerplate"])
    if len(groups) == 1:
        return _told_from_text(groups[0][1])
    _only_regular_times([lines for _, lines in groups[1:]])
    headline, standfirst, above = _above(groups[0][1])
    blocks = [*above, *(_block(anchor, lines) for anchor, lines in groups[1:])]
    return Page(headline, standfirst, tuple(block for block in blocks if block.says_something()))


def _only_regular_times(groups: Sequence[list[Line]]) -> None:
    # where most entries have no time, "21:12" is a score, unless its element says otherwise
    stamps = [
        [line for line in lines if line.label == "timestamp" and line.element != "time"]
        for lines in groups
    ]
    if sum(map(bool, stamps)) * 2 < len(groups):
        for line in (line for lines in stamps for line in lines):
            line.label, line.clock = "body", None


def _above(lines: Sequence[Line]) -> tuple[str | None, str | None, list[Block]]:
    """Headline, standfirst, lead and key points; tables and scores of that place are no news."""
    headline = next((line.text for line in lines if line.label == "heading"), None)
    points = Block(kind="key-points")
    lead = Block(headline=headline)
    for line in lines:
        if line.label == "key-points" and line.leads and not line.bullet:
            points.headline = line.text.rstrip(" :")
        elif line.bullet and line.label in {"key-points", "body"}:
            points.lines.append(line.text)
        elif line.label == "byline":
            lead.bylines += line.names
        elif line.label == "body" and line.prose:
            lead.lines.append(line.text)
    standfirst = lead.lines.pop() if len(lead.lines) == 1 else None
    found = [lead] if lead.lines else []
    # lists of two words each are the facts of a match or a menu
    said = all(len(point.split()) >= _LEAST_POINT for point in points.lines)
    return headline, standfirst, [*found, points] if points.lines and said else found


def _lines(mark: Mark) -> list[Line]:
    if mark.role in {"heading", "caption"}:
        return [Line(mark.text, _LABELS[mark.role], source=mark.text)]
    if mark.role == "page-headline":
        return [Line(mark.text, "heading", source=mark.text)]
    lines = lines_of(mark.text)
    for line in lines:
        line.element = _ELEMENTS.get(mark.role, "")
    return lines


def _told_from_text(lines: list[Line]) -> Page:
    content = [line for line in lines if line.label != "boilerplate"]
    manner = layout(content)
    top = head(content, manner)
    return Page(top.headline, top.standfirst, Grouper(content, top, manner).run())


def _block(anchor: str | None, lines: list[Line]) -> Block:
    content = [line for line in lines if line.label != "boilerplate"]
    block = Block(anchor=anchor)
    for line in content:
        _add(block, line)
    kinds = {line.label for line in content}
    if block.headline and not block.lines and "gallery" in kinds:
        block.kind = "gallery"
    elif leads := next((line.leads for line in content if line.leads), None):
        block.kind = leads
    elif kinds and kinds <= {"related", "timestamp"}:
        block.kind = "related"
    return block


def _add(block: Block, line: Line) -> None:
    match line.label:
        case "timestamp" | "date":
            block.clock = block.clock or line.clock
            block.bylines += line.names
        case "updated":
            block.updated = line.clock
        case "byline":
            block.bylines += [name for name in line.names if name not in block.bylines]
        case "caption":
            block.captions.append(line.text)
        case "embed":
            add_embed(block, line.text)
        case "related":
            # another article; the entry has words of its own
            if not block.headline and not block.lines and line.text:
                block.headline = line.text
        case "heading" | "gallery" | "key-points" if not block.headline and not block.lines:
            block.headline = line.text
        case _:
            if not (block.headline and not block.lines and same_heading(block.headline, line.text)):
                block.lines.append(line.text)
