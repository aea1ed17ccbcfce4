"""What the stages of segmentation hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .clock import Clock

Label = Literal[
    "page-headline",
    "standfirst",
    "heading",
    "repeat",
    "body",
    "byline",
    "timestamp",
    "updated",
    "date",
    "related",
    "related-standfirst",
    "gallery",
    "caption",
    "boilerplate",
    "key-points",
    "embed",
]
BlockKind = Literal["entry", "related", "gallery", "key-points", "summary"]


@dataclass(slots=True)
class Line:
    """One line of the page. Labels are given to it one stage after the other.

    Attributes:
        text: the line, space normalised.
        label: what it is; ``body`` and ``heading`` until context says better.
        clock: the time that it names, where it is a time stamp or a date.
        names: of the authors, where it carries a byline.
        bullet: it opens with a list mark, which is gone from ``text``.
        leads: what it announces, where it stands over a list: key points, a summary, teasers.
        source: its part of the page, list marks included.
        opens: an entry begins with it.
        element: what its element says it is, where the page has markup.
    """

    text: str
    label: Label = "body"
    clock: Clock | None = None
    names: tuple[str, ...] = ()
    bullet: bool = False
    leads: BlockKind | None = None
    source: str = ""
    opens: bool = False
    element: Literal["", "prose", "time"] = ""

    @property
    def prose(self) -> bool:
        """Whether its element says that it is a paragraph, so no heading."""
        return self.element == "prose"


@dataclass(slots=True)
class Block:
    """An entry of the page, or something that stands between entries.

    Attributes:
        kind: what it is.
        headline: its heading.
        lines: its paragraphs.
        bylines: its authors, as printed.
        clock: when the page says that it appeared.
        updated: when the page says that it changed.
        day: the date line over it, where one stands there.
        captions: of its pictures.
        embeds: what the page says of embedded posts.
        first: the line that it opens with.
        anchor: the id of its element, where the page has markup.
    """

    kind: BlockKind = "entry"
    headline: str | None = None
    lines: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    clock: Clock | None = None
    updated: Clock | None = None
    day: Clock | None = None
    captions: list[str] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    first: Line | None = field(default=None, repr=False, compare=False)
    anchor: str | None = None

    def says_something(self) -> bool:
        """Whether anything would be lost with it."""
        return bool(self.headline or self.lines or self.captions or self.embeds)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in reading order.

    Attributes:
        headline: of the page.
        standfirst: the line under it.
        blocks: entries, teasers, galleries.
    """

    headline: str | None
    standfirst: str | None
    blocks: tuple[Block, ...]
