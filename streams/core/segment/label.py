"""What each line is, from its own words and from the lines round it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from streams.core.text import fold

from .bylines import bare_names, byline
from .lines import LONG, is_appeal
from .model import BlockKind, Line
from .phrases import CAPTION, EMBED, FOOTER, GALLERY, KEY_POINTS, OURSELVES, RELATED, SUMMARY

_LONGEST_HEADING: Final = 170
_LONGEST_QUESTION: Final = 100
_APPEAL_GAP: Final = 3
_SHORT: Final = 120
_PROSE_END: Final = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_ASKS: Final = re.compile(r"[?!][\"'”’]?$")
_TWO_SENTENCES: Final = re.compile(r"[.!?][\"'”’]?\s+[A-Z“‘]")
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.[A-Z]\.|\b(?:[ap]\.m|Inc|Ltd|Corp|Jr|Sr|Co)\.)$")
_SAME: Final = 0.6


def label(lines: list[Line]) -> None:
    """Give every line its label, as far as it can be told without grouping."""
    for line in lines:
        if line.label == "body":
            _by_words(line)
    _appeals(lines)
    _footer(lines)
    _authors(lines)
    _quotations(lines)
    _questions(lines)


def same_heading(one: str, other: str) -> bool:
    """Whether two headings say the same in nearly the same words."""
    words, others = set(fold(one).split()), set(fold(other).split())
    if not words or not others:
        return False
    return len(words & others) / len(words | others) >= _SAME


def _by_words(line: Line) -> None:
    text = line.text
    if len(text) > LONG:
        return
    if is_appeal(text) or FOOTER.match(text) or not any(sign.isalnum() for sign in text):
        line.label = "boilerplate"
    elif names := byline(text):
        line.label, line.names = "byline", names
    elif EMBED.fullmatch(text):
        line.label = "embed"
    elif leads := _leads(text):
        line.label, line.leads = "key-points", leads
    elif GALLERY.match(text) and len(text) <= _LONGEST_HEADING:
        line.label = "gallery"
    elif found := RELATED.fullmatch(text):
        line.label, line.text = "related", found["text"] or ""
    elif CAPTION.fullmatch(text):
        line.label = "caption"
    elif not line.bullet and _like_heading(text):
        line.label = "heading"


def _leads(text: str) -> BlockKind | None:
    if KEY_POINTS.fullmatch(text):
        return "key-points"
    return "summary" if SUMMARY.fullmatch(text) else None


def _like_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or _TWO_SENTENCES.search(text):
        return False
    if text.startswith(("“", '"')) and not re.search(r"[”\"].", text[1:]):
        return False
    return not _PROSE_END.search(text) or bool(_ABBREVIATED.search(text))


def _appeals(lines: list[Line]) -> None:
    # an appeal runs over paragraphs, of which the middle ones only speak of "our reporting"
    last = -_APPEAL_GAP - 1
    for number, line in enumerate(lines):
        if line.label != "boilerplate":
            continue
        between = lines[last + 1 : number]
        if 0 < len(between) <= _APPEAL_GAP and all(_of_ourselves(item) for item in between):
            for item in between:
                item.label = "boilerplate"
        last = number


def _of_ourselves(line: Line) -> bool:
    if line.label not in {"body", "heading"} or line.text.startswith(("“", '"', "‘")):
        return False
    return len(line.text) <= LONG and bool(OURSELVES.search(line.text))


def _footer(lines: list[Line]) -> None:
    end = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.label == "boilerplate":
            end = number if FOOTER.match(line.text[:LONG]) else end
        elif line.label in {"timestamp", "updated"} or len(line.text) > _SHORT:
            break
    for line in lines[end:]:
        line.label = "boilerplate"


def _authors(lines: list[Line]) -> None:
    uses = Counter(line.text for line in lines)
    # a line of names alone is a byline beside a time; on its own it may be a heading
    for number, line in enumerate(lines):
        if line.label != "heading" or not (names := bare_names(line.text)):
            continue
        before = lines[number - 1].label if number else ""
        after = lines[number + 1].label if number + 1 < len(lines) else ""
        often = uses[line.text] > 1
        stamps = {"timestamp", "date", "updated"}
        if (after in stamps and before != "body" and number) or (
            before in stamps and (after == "heading" or often)
        ):
            line.label, line.names = "byline", names


def _quotations(lines: list[Line]) -> None:
    # each paragraph of a long quotation opens with a mark, only the last one closes it
    inside = False
    for line in lines:
        if line.label not in {"body", "heading"}:
            inside = False
            continue
        opens = line.text.startswith("“")
        if inside and opens:
            line.label = "body"
        inside = (opens or (inside and line.label == "body")) and "”" not in line.text


def _questions(lines: list[Line]) -> None:
    content = [line for line in lines if line.label != "boilerplate"]
    for line, after in pairwise(content):
        text = line.text
        if (
            line.label == "body"
            and after.label in {"body", "timestamp"}
            and not line.bullet
            and len(text) <= _LONGEST_QUESTION
            and _ASKS.search(text)
            and not text.startswith(("“", '"'))
            and not _TWO_SENTENCES.search(text)
            and not _ASKS.search(after.text)
        ):
            line.label = "heading"
