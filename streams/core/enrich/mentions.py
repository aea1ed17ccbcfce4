"""Who is named where: what the rules for people, organisations and places tell each other."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .tokens import Part


class Mention(NamedTuple):
    """A name in the text.

    Attributes:
        start: first character.
        end: one past the last.
        kind: what sort of thing is named; ``other`` keeps words from being read as a name.
        name: the fullest form that the entry gives.
    """

    start: int
    end: int
    kind: Literal["person", "organisation", "place", "other"]
    name: str


@dataclass(slots=True)
class Mentions:
    """The names found so far in one part; they never overlap.

    Attributes:
        part: the text.
        found: in order.
    """

    part: Part
    found: list[Mention] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether no name stands there yet."""
        index = bisect_left(self.found, (end,))
        return index == 0 or self.found[index - 1].end <= start

    def add(self, mention: Mention) -> bool:
        """Take the place, if it is free."""
        if not self.free(mention.start, mention.end):
            return False
        insort(self.found, mention)
        return True

    def ending_at(self, offset: int) -> Mention | None:
        """The name that ends there."""
        index = bisect_left(self.found, (offset,)) - 1
        mention = self.found[index] if index >= 0 else None
        return mention if mention and mention.end == offset else None

    def starting_at(self, offset: int) -> Mention | None:
        """The name that starts there."""
        index = bisect_left(self.found, (offset,))
        mention = self.found[index] if index < len(self.found) else None
        return mention if mention and mention.start == offset else None

    def within(self, start: int, end: int) -> list[Mention]:
        """The names that stand wholly inside."""
        first = bisect_left(self.found, (start,))
        last = bisect_left(self.found, (end,))
        return [mention for mention in self.found[first:last] if mention.end <= end]
