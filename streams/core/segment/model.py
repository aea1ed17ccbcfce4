"""What the stages of segmentation hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from .clock import Clock

Label = Literal[
    "body",
    "heading",
    "timestamp",
    "byline",
    "boilerplate",
    "related",
    "related-standfirst",
    "key-points",
    "caption",
    "embed",
    "gallery",
    "page-headline",
    "standfirst",
    "updated",
    "date",
    "repeat",
]
LABELS: tuple[Label, ...] = get_args(Label)
BlockKind = Literal["entry", "related", "gallery", "key-points", "summary"]
Stamp = Literal["", "time", "date", "updated", "first"]


@dataclass(slots=True)
class Line:
    """One line of the page, or a part of one on which two things stand.

    Attributes:
        text: its words, space normalised, without a list mark.
        source: its part of the page, list mark included.
        glued: it stands on the same line of the page as the one before.
        bullet: it opens with a list mark.
        stamp: how it names a time, where it does nothing else.
        clock: that time.
        names: of authors, where it is nothing but a byline.
        label: what it is, once that is told.
        opens: an entry begins with it.
        kinds: the only labels that its element allows, where the page has markup.
    """

    text: str
    source: str = ""
    glued: bool = False
    bullet: bool = False
    stamp: Stamp = ""
    clock: Clock | None = None
    names: tuple[str, ...] = ()
    label: Label = "body"
    opens: bool = False
    kinds: frozenset[Label] = frozenset()


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
