"""Above the first entry and below the last: section names, authors, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .bylines import bare_names, located, post
from .model import Line

_ZONE: Final = 14
_SECTION_WORDS: Final = 2
_HEADLINE_WORDS: Final = 6
_NAME_WORDS: Final = 3
_BIO: Final = 320
_LEADS: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_STAMPS: Final = {"timestamp", "date", "updated"}
_TRADE: Final = re.compile(
    r"\b(?:correspondent|editor|reporter|journalist|columnist|photographer|writes|writer|covers|"
    r"covered|corresponsal|periodista|redactora?|giornalista|redakteur(?:in)?|journaliste|"
    r"korrespondent(?:in)?|inviat[oa])\b",
    re.IGNORECASE,
)

_IS: Final = re.compile(r"(?:(?:she|he|they) )?(?:is|are|es|est|è|ist|war|was) ", re.IGNORECASE)


def ends(lines: Sequence[Line]) -> None:
    """Label the section's name over a headline, authors under it, and their lives at the end."""
    zone = _zone(lines)
    _sections(zone)
    _authors([line for line in zone if line.label != "boilerplate"])
    _lives(lines)


def _zone(lines: Sequence[Line]) -> Sequence[Line]:
    for number, line in enumerate(lines[:_ZONE]):
        timed = line.label == "timestamp" and not (line.clock and line.clock.dated)
        lead = line.label == "body" and number > 1 and _LEADS.search(line.text)
        if timed or line.label == "key-points" or lead:
            return lines[:number]
    return lines[:_ZONE]


def _sections(zone: Sequence[Line]) -> None:
    # "Cities", "Pune": words of the menu stand over a headline of more words and a standfirst
    size = 0
    while size < len(zone) and _section(zone[size]):
        size += 1
    if not size or size >= len(zone) or len(zone[size].text.split()) < _HEADLINE_WORDS:
        return
    plain = len(zone[0].text.split()) == 1 and len(zone[size].text.split()) > _HEADLINE_WORDS + 1
    below = zone[size + 1].label if size + 1 < len(zone) else ""
    if zone[size].label == "heading" and (
        size > 1 or plain or below in {"heading", *_STAMPS, "byline"}
    ):
        for line in zone[:size]:
            line.label = "boilerplate"


def _section(line: Line) -> bool:
    short = len(line.text.split()) <= _SECTION_WORDS and not _LEADS.search(line.text)
    return (
        short and line.label == "heading" and not line.element and "live" not in line.text.lower()
    )


def _authors(zone: Sequence[Line]) -> None:
    for number, line in enumerate(zone):
        if not number or line.label != "heading" or line.element:
            continue
        names = bare_names(line.text)
        if any(len(name.split()) > _NAME_WORDS for name in names):
            names = ()
        after = zone[number + 1].label if number + 1 < len(zone) else ""
        if not names and after in _STAMPS:
            names = located(line.text)
        if names and not bare_names(zone[0].text):
            line.label, line.names = "byline", names
        elif zone[number - 1].label == "byline" and post(line.text):
            line.label = "byline"


def _lives(lines: Sequence[Line]) -> None:
    # behind the last entry: a name, a post, and a paragraph about that person
    start = len(lines)
    while start and lines[start - 1].label not in {"timestamp", "gallery"}:
        start -= 1
    known: set[str] = set()
    for before, line in pairwise(lines[start:]):
        known |= {word for name in before.names for word in name.split()}
        if line.label not in {"body", "heading"} or len(line.text) > _BIO:
            continue
        if not _TRADE.search(line.text):
            continue
        if before.label == "heading" and (names := bare_names(before.text)):
            before.label, before.names = "byline", names
            known |= {word for name in names for word in name.split()}
        said = _IS.match(line.text) or line.text.split()[0] in known or post(line.text)
        if before.label == "byline" and said:
            line.label = "byline"
