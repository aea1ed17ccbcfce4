"""Where quotation marks open and close, over paragraphs and with marks left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tokens import Part

# what may open: a curly double mark anywhere, the others only after space, a bracket or a dash
_OPENS = re.compile(r"[“\"‘'](?=\S)(?<![^\s(\[—–:-][\"‘'])")
_SINGLE = frozenset("‘'")
_CLOSES = {
    "“": re.compile(r"[”\"“]"),
    '"': re.compile(r"(?<!\s)[”\"](?![^\W_])"),
    "‘": re.compile(r"[’'](?![^\W_])"),
    "'": re.compile(r"[’'](?![^\W_])"),
}


@dataclass(slots=True)
class Quoted:
    """Words between quotation marks.

    Attributes:
        spans: the words without the marks, a span a paragraph.
        start: where the first mark stands.
        end: one past the last mark.
        closed: whether the last mark is there.
    """

    spans: list[tuple[int, int]]
    start: int
    end: int
    closed: bool


def quoted(part: Part) -> list[Quoted]:
    """All quotations of a text; those within another are part of it."""
    if not _OPENS.search(part.text):
        return []
    found: list[Quoted] = []
    for start, end in part.paragraphs:
        # an open quotation goes on where the next paragraph opens again
        last = found[-1] if found and not found[-1].closed else None
        goes_on = last is not None and last.end >= start - 1 and part.text[start] in '“"'
        for index, item in enumerate(_paragraph(part.text, start, end)):
            if index == 0 and goes_on and last is not None and item.start == start:
                last.spans += item.spans
                last.end, last.closed = item.end, item.closed
            else:
                found.append(item)
    return found


def _paragraph(text: str, start: int, end: int) -> list[Quoted]:
    found = []
    at = start
    # whether a mark is closed does not depend on where it stands: one search for all of them
    open_ended: set[str] = set()
    while mark := _OPENS.search(text, at, end):
        at = mark.end()
        if mark[0] in _SINGLE and not _begins_word(text[at]):
            continue
        close = None if mark[0] in open_ended else _close(text, at, end, mark[0])
        if close is None:
            open_ended.add(mark[0])
            if mark[0] in _SINGLE:
                continue
            # without its end only a whole paragraph is surely all quotation
            if mark.start() == start or mark[0] == "“":
                found.append(Quoted([(at, end)], mark.start(), end, closed=False))
                break
            continue
        if close > at:
            found.append(Quoted([(at, close)], mark.start(), close + 1, closed=True))
        at = close + 1
    return found


def _begins_word(character: str) -> bool:
    """Not so in ‘90s: it leaves something out, it quotes nothing."""
    return character.isalpha() or character in "$£€"


def _close(text: str, at: int, end: int, mark: str) -> int | None:
    found = _CLOSES[mark].search(text, at, end)
    # one curly mark that opens after another: the first has no end
    return None if found is None or found[0] == "“" else found.start()
