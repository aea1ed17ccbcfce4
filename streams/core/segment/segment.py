"""The way from text to blocks."""

from __future__ import annotations

from .group import Grouper
from .head import head
from .label import label
from .layout import layout, page_dates
from .lines import cut
from .model import Line, Page


def segment(text: str) -> Page:
    """Cut page text into entries, teasers and galleries, in reading order."""
    return _segment(text)[0]


def labelled(text: str) -> list[Line]:
    """The lines of a page with their labels, for measuring and for people."""
    return _segment(text)[1]


def _segment(text: str) -> tuple[Page, list[Line]]:
    lines = cut(text)
    label(lines)
    content = [line for line in lines if line.label != "boilerplate"]
    page_dates(content)
    manner = layout(content)
    top = head(content, manner)
    blocks = Grouper(content, top, manner).run()
    return Page(top.headline, top.standfirst, blocks), lines
