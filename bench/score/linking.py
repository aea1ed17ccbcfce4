"""How well states of entries are linked: what both scorers of revisions share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from streams.core.deduplicate.kinship import KinIndex, kin_of


@dataclass(frozen=True, slots=True)
class State:
    """One state of an entry, as it arrives.

    Attributes:
        entry: which entry it is, in truth.
        headline: as given.
        body: as given.
        published_at: as given.
        edit: what was done to it; empty where nobody knows.
    """

    entry: str
    headline: str | None
    body: str
    published_at: datetime | None = None
    edit: str = ""


@dataclass(slots=True)
class Counts:
    """Links that were found rightly, wrongly, and those that were there."""

    right: int = 0
    found: int = 0
    there: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0


def is_dev(entry: str) -> bool:
    """Whether an entry belongs to the half that thresholds are set on."""
    return crc32(f"dev {entry}".encode()) % 2 == 0


def link(
    states: Iterable[State], missed: list[tuple[State, str | None]] | None = None
) -> dict[bool, Counts]:
    """Counts of the half that thresholds are set on (true) and of the other one.

    A state that is linked replaces the one that it is linked to, rightly or not, as it would in
    service; any other stands for itself.
    """
    counts = {True: Counts(), False: Counts()}
    index = KinIndex()
    truth: dict[str, str] = {}
    for number, state in enumerate(states):
        kin = kin_of(state.headline, state.body, state.published_at)
        found = index.find("c", kin)
        count = counts[is_dev(state.entry)]
        is_revision = state.entry in truth.values()
        is_right = found is not None and truth[found] == state.entry
        count.there += is_revision
        count.found += found is not None
        count.right += is_right
        is_wrong = is_revision != (found is not None) or (found is not None and not is_right)
        if missed is not None and is_wrong:
            missed.append((state, found and truth[found]))
        key = found or f"{number:06}"
        truth[key] = state.entry
        index.remove("c", key)
        index.add("c", key, kin)
    return counts
