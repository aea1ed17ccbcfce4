"""The entries of one story, in order of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from .likeness import Sum


class Timeline:
    """Entries by time, then by key, so that the order is the same however they came."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        self.entries: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, at: int, key: str) -> None:
        """Take up an entry."""
        insort(self.entries, (at, key))

    def remove(self, at: int, key: str) -> None:
        """Forget an entry."""
        del self.entries[bisect_left(self.entries, (at, key))]

    def latest(self, count: int) -> list[str]:
        """Keys of the last so many entries."""
        return [key for _, key in self.entries[-count:]]

    def before(self, at: int) -> tuple[int, str] | None:
        """The last entry not later than a time; the very last where the time is unknown (0)."""
        upto = bisect_right(self.entries, at, key=lambda each: each[0]) if at else len(self)
        return self.entries[upto - 1] if upto else None


class Thread(Timeline):
    """What stands in one story.

    Attributes:
        entries: time and key of each, in order.
        square: the square of the length of the sum of their sketches.
        coverages: how many of its entries each live blog holds.
        part: the sum of its latest entries, while it is known.
    """

    __slots__ = ("coverages", "part", "square")

    def __init__(self) -> None:
        super().__init__()
        self.square = 0
        self.coverages: dict[str, int] = {}
        self.part: Sum | None = None

    @property
    def first(self) -> tuple[int, str]:
        """Its beginning: the story whose beginning is least is the older one."""
        return self.entries[0]

    @property
    def last_at(self) -> int:
        """Time of its last entry."""
        return self.entries[-1][0]
