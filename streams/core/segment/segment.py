"""The way from text to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .cut import cut, joined
from .group import group
from .model import Line, Page
from .tagger import tag

_NEWS: Final = frozenset({"body", "heading", "gallery", "embed", "timestamp"})


def segment(text: str) -> Page:
    """Cut page text into entries, teasers and galleries, in reading order."""
    return group(labelled(text))


def labelled(text: str) -> list[Line]:
    """The lines of a page with their labels, for measuring and for people."""
    lines = cut(text)
    tag(lines)
    lines = joined(lines)
    _begin(lines)
    _one_lead(lines)
    return lines


def _one_lead(lines: Sequence[Line]) -> None:
    # a page has one lead: a paragraph amid an appeal, before the lead opens, is of the appeal
    said = [n for n, line in enumerate(lines) if line.label not in {"boilerplate", "caption"}]
    leads = [n for n in said if lines[n].opens and lines[n].label == "body"]
    for one, other in pairwise(leads[:2]):
        between = said[said.index(one) : said.index(other)]
        amid = one and lines[one - 1].label == lines[other - 1].label == "boilerplate"
        if amid and all(lines[n].label == "body" for n in between):
            for number in between:
                lines[number].label, lines[number].opens = "boilerplate", False


def _begin(lines: Sequence[Line]) -> None:
    # the first news of a page opens its first entry
    for line in lines:
        if line.label in _NEWS:
            line.opens = True
        if line.opens and line.label != "key-points":
            return
