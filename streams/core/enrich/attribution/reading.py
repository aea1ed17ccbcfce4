"""A text as the rules of attribution read it: clauses outside of quotation marks, and the marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from streams.core.enrich.quote_marks import Quoted, quoted
from streams.core.enrich.tokens import Part

from .verbs import ADJUNCTS, CUES

# a dateline as agencies and dailies have it: BANGKOK –, LUBBOCK, Texas —
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([^()]{2,20}\))? ?[–—-] )"
)
_BULLET = re.compile(r"\s*(?:[•*▪●■–—-]|\d{1,2}[.)])\s+")
_INNER = re.compile(r"[\w“\"‘'£$€₹#(¥](?:.*[\w”\"’'%)°])?", re.DOTALL)

_LONGEST: Final = 300


class Clause(NamedTuple):
    """A sentence, or what a semicolon cuts it into.

    Attributes:
        start: first character, after a bullet or dateline.
        end: one past the last character.
        first: index of the first word.
        last: one past the index of the last word.
        sentence: start and end of the whole sentence.
        paragraph: start of the paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    sentence: tuple[int, int]
    paragraph: int


class Reading:
    """A part with its quotations and clauses.

    Attributes:
        part: the text.
        items: what stands between marks, in order.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self.items = quoted(part)
        self._starts = [item.start for item in self.items]
        self._within = bytearray(len(part.words) + 1)  # also past the last word
        for item in self.items:
            first, last = part.at_or_after(item.start), part.at_or_after(item.end)
            self._within[first:last] = b"\1" * (last - first)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses in order."""
        return self._clauses()

    def outside(self, word: int) -> bool:
        """Whether a word stands outside of all quotation marks."""
        return not self._within[word]

    def items_in(self, start: int, end: int) -> list[Quoted]:
        """The quotations that start within a stretch."""
        return self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def inner(self, start: int, end: int) -> tuple[int, int]:
        """A stretch without space and punctuation at its ends; quotation marks stay."""
        match = _INNER.search(self.part.text, start, end)
        if match is None:
            return start, start
        return match.span()

    def _clauses(self) -> list[Clause]:
        found: list[Clause] = []
        for start, end, paragraph in self._sentences():
            text = self.part.text
            begin = start
            if begin == paragraph:
                bullet = _BULLET.match(text, begin, end)
                begin = bullet.end() if bullet else begin
                dateline = _DATELINE.match(text, begin, end)
                begin = dateline.end() if dateline else begin
            at = begin
            while True:
                cut = text.find("; ", at, end)
                if cut >= 0 and self._quoted_at(cut):
                    at = cut + 1
                    continue
                stop = end if cut < 0 else cut + 1
                found += self._cut(begin, stop, (start, end), paragraph)
                if cut < 0:
                    break
                begin = at = cut + 2
        return found

    def _cut(
        self, start: int, stop: int, sentence: tuple[int, int], paragraph: int
    ) -> Iterator[Clause]:
        """One clause; a run of words that no writer ends is cut, so that rules stay fast on it."""
        first, last = self.part.at_or_after(start), self.part.at_or_after(stop)
        while last - first > _LONGEST:
            at = first + _LONGEST
            cut = self.part.words[at].start
            yield Clause(start, cut, first, at, sentence, paragraph)
            start, first = cut, at
        if first < last:
            yield Clause(start, stop, first, last, sentence, paragraph)

    def _quoted_at(self, offset: int) -> bool:
        index = bisect_left(self._starts, offset) - 1
        return index >= 0 and offset < self.items[index].end - 1

    def _asks(self, end: int) -> bool:
        """Whether a cue follows a question: “Who is there?” Ada Lim asked."""
        text, words = self.part.text, self.part.words
        if text[end - 2 : end - 1] not in {"?", "!"} or text[end : end + 1] != " ":
            return False
        index = self.part.at_or_after(end)
        for at in range(index, min(index + 14, len(words))):
            if not self.outside(at) or "\n" in self.part.gap(at):
                return False
            after = self.part.gap(at + 1)
            if words[at].lower in CUES and at > index:
                last = at + 1 >= len(words) or after[:1] in {".", ",", ":", "\n"}
                return last or words[at + 1].lower in ADJUNCTS
            if after[:1] == ".":
                return False
        return False

    def _sentences(self) -> list[tuple[int, int, int]]:
        """Sentences, those within one quotation as one, with the start of their paragraph."""
        found: list[tuple[int, int, int]] = []
        paragraphs = self.part.paragraphs
        at = 0
        joined = False
        for start, end in self.part.sentences:
            while paragraphs[at][1] <= start:
                at += 1
                joined = False
            if joined:
                found[-1] = (found[-1][0], end, found[-1][2])
            else:
                found.append((start, end, paragraphs[at][0]))
            joined = bool(self.items) and (self._quoted_at(end) or self._asks(end))
        return found
