"""Labelled lines to entries."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from .clock import Clock
from .embeds import add_embed
from .head import Head
from .label import is_standfirst, same_heading
from .layout import Layout
from .lists import listed
from .model import Block, BlockKind, Line
from .phrases import PHASE

_TEASER_WORDS = 4
_WITH_STANDFIRST = 2
_TRANSPARENT = {"byline", "updated", "caption"}


class Grouper:
    """Walks the lines of a page once and builds its blocks in reading order."""

    def __init__(self, lines: list[Line], head: Head, layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.blocks: list[Block] = []
        self.day: Clock | None = head.date
        self.place = head.size
        self.entry = Block(headline=head.headline, bylines=head.bylines)
        self.lead = self.entry

    def run(self) -> tuple[Block, ...]:
        """All blocks that say something."""
        self.blocks.append(self.entry)
        while self.place < len(self.lines):
            self._step(self.lines[self.place])
        if not (self.lead.lines or self.lead.embeds):
            # a page headline without a lead is no entry
            self.blocks.remove(self.lead)
        blocks = tuple(block for block in self.blocks if block.says_something())
        for block in blocks:
            if block.first and block.kind != "related":
                block.first.opens = True
        return blocks

    def _step(self, line: Line) -> None:
        if line.label == "heading":
            self._headings()
            return
        self.place += 1
        opens: dict[str, Callable[[Line], None]] = {
            "timestamp": self._stamp,
            "gallery": self._gallery,
            "key-points": self._points,
            "related": self._announced,
        }
        opens.get(line.label, self._add)(line)

    def _add(self, line: Line) -> None:
        match line.label:
            case "date":
                self.day = line.clock
            case "updated":
                self.entry.updated = line.clock
            case "byline":
                self.entry.bylines += [n for n in line.names if n not in self.entry.bylines]
            case "caption":
                self.entry.captions.append(line.text)
            case "related-standfirst":
                self._add_standfirst(line)
            case "embed":
                self._claim(line)
                add_embed(self.entry, line.text)
            case _:
                self._paragraph(line)

    def _paragraph(self, line: Line) -> None:
        line.label = "body"
        if not self.entry.lines and self.entry.headline == line.text:
            line.label = "repeat"
            return
        self._claim(line)
        self.entry.lines.append(line.text)

    def _claim(self, line: Line) -> None:
        self.entry.first = self.entry.first or line

    def _open(self, line: Line, kind: BlockKind = "entry", headline: str | None = None) -> Block:
        # a time that stands alone belongs to what follows it
        waiting = self.layout == "time-first" and self.entry is not self.lead
        if waiting and self.entry.clock and not self.entry.says_something():
            self.entry.kind, self.entry.headline = kind, headline
            return self.entry
        self.entry = Block(kind=kind, headline=headline, first=line)
        self.blocks.append(self.entry)
        return self.entry

    def _gallery(self, line: Line) -> None:
        self._open(line, "gallery", line.text)

    def _stamp(self, line: Line) -> None:
        fresh = self.entry is not self.lead and not self.entry.clock and not self.entry.lines
        joins = self.layout == "time-last" or (self.layout == "heading-first" and fresh)
        again = self.entry.clock and not self.entry.says_something()
        if not joins and not again:
            self.entry = Block()
            self.blocks.append(self.entry)
        if self.entry.clock is None:
            # a date line stands for the first time under it, whatever else lies between
            self.entry.clock, self.entry.day, self.day = line.clock, self.day, None
        self._claim(line)
        self.entry.bylines += line.names
        if self.layout == "time-last":
            self.entry = Block()
            self.blocks.append(self.entry)

    def _headings(self) -> None:
        run: list[Line] = []
        names: list[str] = []
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if line.label == "heading" and not names:
                run.append(line)
            elif line.label == "byline":
                names += line.names
            else:
                break
            self.place += 1
        after = self._next()
        if self.layout == "time-first" and self.entry.lines and PHASE.match(run[-1].text):
            self._titled(run)
        elif self.layout == "time-first" and self.entry.clock:
            self._under_time(run, after)
        elif (after == "timestamp" and self.layout == "heading-first") or (
            after in {"body", "embed", "caption", "updated"} and self.layout != "heading-first"
        ):
            self._titled(run)
        elif after in {"body", "embed"}:
            self._subheads(run)
        else:
            self._teasers(run)
        self.entry.bylines += [name for name in names if name not in self.entry.bylines]

    def _next(self) -> str:
        for line in self.lines[self.place : self.place + 4]:
            if line.label not in _TRANSPARENT:
                return line.label
        return self.lines[self.place].label if self.place < len(self.lines) else ""

    def _under_time(self, run: list[Line], after: str) -> None:
        if not self.entry.says_something():
            self.entry.headline = run[0].text
            rest = run[1:]
            while rest and same_heading(run[0].text, rest[0].text):
                rest.pop(0).label = "repeat"
            if after not in {"timestamp", ""}:
                self._subheads(rest)
            else:
                self._teasers(rest)
        elif after in {"body", "embed", "caption"}:
            self._subheads(run)
        else:
            self._teasers(run)

    def _titled(self, run: list[Line]) -> None:
        start = len(run) - 1
        while start and same_heading(run[start - 1].text, run[start].text):
            start -= 1
        self._teasers(run[:start])
        for line in run[start + 1 :]:
            line.label = "repeat"
        self._open(run[start], "entry", run[start].text)

    def _subheads(self, run: list[Line]) -> None:
        for line in run:
            self._paragraph(line)

    def _teasers(self, run: list[Line]) -> None:
        last: Block | None = None
        for line in run:
            if last and not last.lines and is_standfirst(last.headline or "", line.text):
                line.label = "related-standfirst"
                last.lines.append(line.text)
            elif len(line.text.split()) < _TEASER_WORDS:
                self._paragraph(line)
            else:
                line.label = "related"
                last = Block(kind="related", headline=line.text)
                self.blocks.append(last)

    def _announced(self, line: Line) -> None:
        if line.text:
            self.blocks.append(Block(kind="related", headline=line.text))
            return
        run = self._run()
        after = next((line.label for line in self.lines[self.place + len(run) :][:1]), "")
        opens = after == "body" or (after == "timestamp" and self.layout == "heading-first")
        if len(run) > 1 and opens:
            run.pop()  # the last heading opens the entry that follows
        about = run[1] if len(run) == _WITH_STANDFIRST and line.source.endswith(":") else None
        for teaser in run:
            if teaser is about and is_standfirst(run[0].text, about.text):
                self._add_standfirst(about)
            else:
                teaser.label = "related"
                self.blocks.append(Block(kind="related", headline=teaser.text))
        self.place += len(run)

    def _add_standfirst(self, line: Line) -> None:
        line.label = "related-standfirst"
        self.blocks[-1].lines.append(line.text)

    def _run(self) -> list[Line]:
        rest = self.lines[self.place :]
        return list(takewhile(lambda line: line.label == "heading", rest))

    def _points(self, line: Line) -> None:
        headline = None if line.bullet else line.text.rstrip(" :")
        block = self._open(line, line.leads or "key-points", headline)
        if line.bullet:
            block.lines.append(line.text)
        points = listed(self.lines[self.place :], self.layout)
        for point in points:
            point.label = "key-points"
            if not point.clock:
                block.lines.append(point.text)
        self.place += len(points)
        if block.lines and block.clock is None:
            self.entry = self.lead if self.lead.lines else self._spare()
        elif not block.lines and block.kind == "summary":
            line.label = "heading"  # its points are the paragraphs that follow

    def _spare(self) -> Block:
        # what follows a list belongs to the page's lead, which comes after it in the text
        if self.blocks and self.blocks[0] is self.lead and len(self.blocks) == 2:
            self.blocks.append(self.blocks.pop(0))
            return self.lead
        block = Block()
        self.blocks.append(block)
        return block
