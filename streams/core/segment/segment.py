"""The way from text to blocks."""

from __future__ import annotations

from .cut import cut, joined
from .group import group
from .model import Line, Page
from .tagger import tag


def segment(text: str) -> Page:
    """Cut page text into entries, teasers and galleries, in reading order."""
    return group(labelled(text))


def labelled(text: str) -> list[Line]:
    """The lines of a page with their labels, for measuring and for people."""
    lines = cut(text)
    tag(lines)
    return joined(lines)
