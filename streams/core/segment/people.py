"""Lines of names, of what these people are, and of what they posted elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .bylines import bare_names, post
from .model import Line
from .phrases import SIGNATURE

_MANNER = 3
_STAMPS = {"timestamp", "date", "updated"}


def people(lines: Sequence[Line]) -> None:
    """Label bare names beside times, the posts under names, and the text of embedded posts."""
    _authors(lines)
    _posts(lines)
    _embedded(lines)


def _authors(lines: Sequence[Line]) -> None:
    uses = Counter(line.text for line in lines)
    # a line of names alone is a byline beside a time; on its own it may be a heading
    signed = sum(
        one.label == "timestamp" and other.label == "heading" and bool(bare_names(other.text))
        for one, other in pairwise(lines)
    )
    for number, line in enumerate(lines):
        if line.label != "heading" or not (names := bare_names(line.text)):
            continue
        before = lines[number - 1].label if number else ""
        after = lines[number + 1].label if number + 1 < len(lines) else ""
        often = uses[line.text] > 1
        above = number > 1 and lines[number - 2].label == "timestamp"
        described = number + 1 < len(lines) and post(lines[number + 1].text)
        if (
            (after in _STAMPS and before != "body" and number)
            or (before in _STAMPS and (after == "heading" or often or signed >= _MANNER))
            or (above and before in {"heading", "body"} and (after == "body" or described))
        ):
            line.label, line.names = "byline", names


def _posts(lines: Sequence[Line]) -> None:
    for before, line in pairwise(lines):
        if before.label == "byline" and line.label in {"heading", "body"} and post(line.text):
            line.label = "byline"


def _embedded(lines: Sequence[Line]) -> None:
    # the signature of an embedded post stands under its text
    for before, line in pairwise(lines):
        signed = line.label == "embed" and SIGNATURE.match(line.text)
        if signed and before.label in {"body", "heading"}:
            before.label = "embed"
