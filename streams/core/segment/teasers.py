"""Teasers and galleries, told from what stands round them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .layout import layout
from .model import Line
from .phrases import DEPENDENT

_LONGEST: Final = 170
_MOST: Final = 8
_TEXT: Final = 60
_ASKS: Final = re.compile(r"[?!][\"'”’]?$")
_QUESTION: Final = re.compile(r"\?(?:\s|$)")
_IN_BRACKETS: Final = re.compile(
    r".{35,200} \([A-ZÀ-Þ][\w.&’'-]+(?:[ /][A-ZÀ-Þ&][\w.&’'-]*){1,4}\)"
)
_AMID: Final = {"body", "heading", "caption", "timestamp", "related", "gallery", "byline"}
_AFTER: Final = {"heading", "gallery", "related"}


def others(lines: Sequence[Line]) -> None:
    """Under what announces other articles, a question is one; so is one with a line about it."""
    for number, line in enumerate(lines):
        if line.label != "related" or line.text:
            continue
        if number + 1 == len(lines):
            line.label = "boilerplate"
        for other in lines[number + 1 : number + 1 + _MOST]:
            asks = (
                other.label == "body" and len(other.text) <= _LONGEST and _ASKS.search(other.text)
            )
            if asks and not other.bullet:
                other.label = "heading"
            elif other.label != "heading":
                break
    _explained(lines)


def credits_in_brackets(lines: Sequence[Line]) -> None:
    """A line amid news that ends in a name in brackets is a caption."""
    for (before, line), after in zip(pairwise(lines), [*lines[2:], None], strict=False):
        amid = before.label in {"body", "caption"} and (not after or after.label in _AMID)
        if line.label == "heading" and amid and _IN_BRACKETS.fullmatch(line.text):
            line.label = "caption"


def own_text(lines: Sequence[Line]) -> None:
    """A picture's or video's line with paragraphs of its own under it is a heading."""
    manner = layout(lines)
    aside = {"caption", "byline"} | ({"timestamp"} if manner == "heading-first" else set())
    for number, line in enumerate(lines):
        if line.label != "gallery":
            continue
        after = next(
            (other for other in lines[number + 1 : number + 1 + _MOST] if other.label not in aside),
            None,
        )
        if after and after.label == "body" and len(after.text) >= _TEXT:
            line.label = "heading"


def _explained(lines: Sequence[Line]) -> None:
    # "Who is she? The rise of …" and one sentence that leans on it, before something else begins
    if layout(lines) != "no-times":
        return
    triples = zip(pairwise(lines), lines[2:], strict=False)
    for (line, about), after in triples:
        if (
            line.label == "heading"
            and _QUESTION.search(line.text)
            and about.label == "body"
            and len(about.text) <= _LONGEST
            and DEPENDENT.match(about.text)
            and after.label in _AFTER
        ):
            line.label, about.label = "related", "related-standfirst"
