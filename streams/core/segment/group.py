"""Labelled lines to entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .bylines import bare_names, located
from .clock import Clock
from .model import Block, BlockKind, Line, Page

_SIGNATURE: Final = re.compile(r"[—–-]\s?.{1,80}\(@\w{1,30}\)")
_ANNOUNCED: Final = re.compile(r"(?P<over>[^:|>→]{3,28}?)\s?(?:[:|>→]|[–—-]\s)\s?(?P<title>\S.*)")
_SUMMARY: Final = re.compile(
    r"(?:\w+ )?(?:summary|recap|round-?up)(?: of the day| so far)?\s?:?", re.IGNORECASE
)
_OVER_WORDS: Final = 4


def group(lines: Sequence[Line], anchors: dict[int, str | None] | None = None) -> Page:
    """The blocks of a page in reading order.

    Args:
        lines: with their labels.
        anchors: ids of elements, by the number of the line that opens the entry.
    """
    return _Grouper(lines, anchors or {}).run()


def title(line: Line) -> str:
    """Of the article that a teaser is for, without what announces it."""
    found = _ANNOUNCED.fullmatch(line.text)
    over = found["over"].casefold() if found else ""
    return found["title"] if found and over in _OVER else line.text


_OVER: Final = frozenset(
    "read more|read next|read also|also read|see also|more|more on this|related|related article|"
    "related story|full story|full report|further reading|recommended|in depth|lire aussi|"
    "à lire aussi|à lire|lesen sie auch|lesen sie mehr|mehr dazu|mehr zum thema|auch interessant|"
    "lee también|lea también|más información|leggi anche|leggi|czytaj też|czytaj także".split("|")
)


class _Grouper:
    """Walks the lines of a page once."""

    def __init__(self, lines: Sequence[Line], anchors: dict[int, str | None]) -> None:
        self.lines, self.anchors = lines, anchors
        self.headline: str | None = None
        self.standfirst: str | None = None
        self.blocks: list[Block] = []
        self.names: list[str] = []
        self.day: Clock | None = None
        self.entry: Block | None = None
        self.lead: Block | None = None

    def run(self) -> Page:
        for number, line in enumerate(self.lines):
            if line.opens:
                self._open(line)
                if self.entry and self.anchors:
                    self.entry.anchor = self.anchors.get(number)
            self._add(number, line)
        found = tuple(block for block in self.blocks if block.says_something())
        return Page(self.headline, self.standfirst, found)

    def _open(self, line: Line) -> None:
        kind: BlockKind = "entry"
        if line.label == "key-points":
            kind = "summary" if _SUMMARY.fullmatch(line.text) else "key-points"
        block = Block(kind=kind)
        if line.label == "body" and not any(one.kind == "entry" for one in self.blocks):
            block = self._lead()
        self.blocks.append(block)
        self.entry = block

    def _lead(self) -> Block:
        self.lead = Block(headline=self.headline, bylines=self.names)
        return self.lead

    def _here(self) -> Block:
        # what follows a list of points and opens nothing goes on with what stood before it
        if self.entry is None or self.entry.kind in {"key-points", "summary"}:
            self.entry = self.lead or self._lead()
            if self.entry not in self.blocks:
                self.blocks.append(self.entry)
        return self.entry

    def _add(self, number: int, line: Line) -> None:
        match line.label:
            case "page-headline" | "standfirst" | "date" | "updated" | "byline":
                self._about(line)
            case "timestamp":
                self._time(line)
            case "key-points":
                self._point(line)
            case "related" | "related-standfirst":
                self._teaser(number, line)
            case "caption" if self.entry:
                self.entry.captions.append(line.text)
            case "embed":
                _embed(self._here(), line.text)
            case "heading" | "gallery" | "body":
                self._text(line)
            case _:
                pass  # furniture, and what says the same again

    def _about(self, line: Line) -> None:
        if line.label == "page-headline":
            self.headline = self.headline or line.text
        elif line.label == "standfirst":
            self.standfirst = self.standfirst or line.text
        elif line.label == "date":
            self.day = line.clock or self.day
        elif line.label == "updated" and self.entry:
            self.entry.updated = line.clock
        else:
            names = self.names if self.entry is None else self.entry.bylines
            names += [name for name in _authors(line) if name not in names]
            self.day = self.day or (line.clock if line.label == "updated" else None)

    def _time(self, line: Line) -> None:
        block = self._here()
        if block.clock is None:
            # a date line stands for the first time under it, whatever else lies between
            block.clock, block.day, self.day = line.clock, self.day, None
        block.bylines += [name for name in line.names if name not in block.bylines]

    def _text(self, line: Line) -> None:
        block = self._here()
        if line.label == "body" or block.headline or block.lines:
            block.lines.append(line.text)
            return
        block.headline = line.text
        if line.label == "gallery":
            block.kind = "gallery"

    def _point(self, line: Line) -> None:
        if self.entry is None or self.entry.kind not in {"key-points", "summary"}:
            self._open(line)
        block = self.entry
        if block is None or line.stamp:
            return
        if line.opens and not line.bullet:
            block.headline = line.text.rstrip(" :")
        else:
            block.lines.append(line.text)

    def _leans(self, number: int) -> bool:
        # "Her win comes as …" stands under a teaser, and is none
        line, before = self.lines[number], self.lines[number - 1] if number else None
        return bool(before and before.label == "related" and _LEANS.match(line.text))

    def _teaser(self, number: int, line: Line) -> None:
        if line.label == "related-standfirst" or self._leans(number):
            line.label = "related-standfirst"
            if self.blocks and self.blocks[-1].kind == "related":
                self.blocks[-1].lines.append(line.text)
            return
        after = self.lines[number + 1].label if number + 1 < len(self.lines) else ""
        short = len(line.text.split()) <= _OVER_WORDS
        if (short and after == "related") or line.text.endswith(":"):
            return  # announces those that follow
        self.blocks.append(Block(kind="related", headline=title(line)))


_LEANS: Final = re.compile(
    r"(?:his|her|their|its|he|she|they|it|this|these|those)\b", re.IGNORECASE
)


def _authors(line: Line) -> tuple[str, ...]:
    # where a line is a byline, names alone are enough
    if line.label != "byline":
        return line.names
    return line.names or bare_names(line.text) or located(line.text)


def _embed(block: Block, text: str) -> None:
    # a signature belongs to the text over it
    if block.embeds and _SIGNATURE.match(text):
        block.embeds[-1] += f" {text}"
    else:
        block.embeds.append(text)
