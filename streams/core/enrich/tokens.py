"""A text cut up once, for all the rules that read it: words, sentences, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, partial
from itertools import accumulate
from typing import Literal, NamedTuple

from schemas import Span
from streams.core.text import sentences

# "U.S." and "U.K." are one word; a possessive ending is a word of its own, so that the name
# before it stands alone; a hyphen or apostrophe within a word belongs to it ("Ha-kyou", "O’Brien").
_WORD = re.compile(r"((?:[A-Z]\.){2,}|['’]s\b|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*)")
_LINE = re.compile(r"[^\n]+")

Field = Literal["headline", "body"]


class Word(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool


# a word is made some 150 times an entry: the named constructor takes twice as long
_word = partial(tuple.__new__, Word)


class Part:
    """The headline or the body of an entry.

    Attributes:
        field: which of the two.
        text: as the event carries it.
        words: its words in order.
        starts: where each word starts.
        lowers: each word in lower case.
        gaps: what stands before each word, and at last after them all; a newline at either end.
    """

    def __init__(self, field: Field, text: str) -> None:
        self.field = field
        self.text = text
        # what stands between the words and the words themselves, in turn
        pieces = _WORD.split(text)
        found = pieces[1::2]
        edges = list(accumulate(map(len, pieces)))
        self.starts = edges[:-1:2]
        self.lowers = list(map(str.lower, found))
        capitals = [word[0].isupper() for word in found]
        self.words: list[Word] = list(
            map(_word, zip(self.starts, edges[1::2], found, self.lowers, capitals, strict=True))
        )
        # the newline at either end spares the rules a check of the bounds
        self.gaps = ["\n", *pieces[2:-1:2], "\n"]

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each line."""
        return [match.span() for match in _LINE.finditer(self.text)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence; none goes over the end of a line."""
        found = []
        for start, end in self.paragraphs:
            found += [(start + a, start + b) for a, b in sentences(self.text[start:end])]
        return found

    @cached_property
    def sentence_starts(self) -> frozenset[int]:
        """Where the first word of each sentence starts."""
        found = set()
        starts = self.starts
        for start, end in self.sentences:
            index = bisect_left(starts, start)
            if index < len(starts) and starts[index] < end:
                found.add(starts[index])
        return frozenset(found)

    @cached_property
    def title_case(self) -> bool:
        """Whether capitals say nothing, because nearly every word has one."""
        long = [word for word in self.words if len(word.text) > 3]
        if self.field != "headline" or len(long) < 4:
            return False
        return sum(word.capital for word in long) >= 0.8 * len(long)

    @cached_property
    def breaks(self) -> list[int]:
        """Indices of the words before which there is something else than one space."""
        return [index for index, gap in enumerate(self.gaps[:-1]) if gap != " "]

    def at_or_after(self, offset: int) -> int:
        """Index of the first word that starts at the offset or later."""
        return bisect_left(self.starts, offset)

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it; a newline at either end."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else "\n"

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds the offset."""
        index = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        return self.sentences[max(index, 0)] if self.sentences else (0, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """Evidence in this part."""
        # positions come from the text itself: nothing to validate, and this is the hottest call
        return Span.model_construct(field=self.field, start=start, end=end)
