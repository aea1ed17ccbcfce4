"""How stories come together and apart."""

from __future__ import annotations

from .base import Model


class Regroup(Model):
    """Entries move from one story to another: a merge when all move, a split when some do.

    Attributes:
        source: the story that they leave; after a merge it redirects to the target.
        target: the story that they join.
        entries: ids of the entries that move; empty for all of them.
    """

    source: str
    target: str
    entries: tuple[str, ...] = ()


class Redirects:
    """Where an entry stands after stories were merged and split: a graph from story to story.

    What it answers follows from the set of regroups, not from their order: an entry named in a
    split goes that way, everything else goes the way of the merge, until neither leads on.
    """

    def __init__(self) -> None:
        self._merged: dict[str, str] = {}
        self._split: dict[str, dict[str, str]] = {}
        self._targets: dict[str, set[str]] = {}

    def copy(self) -> Redirects:
        """The same regroups, to go on from."""
        copied = Redirects()
        copied._merged = dict(self._merged)
        copied._split = {story: dict(moved) for story, moved in self._split.items()}
        copied._targets = {story: set(targets) for story, targets in self._targets.items()}
        return copied

    def add(self, regroup: Regroup) -> bool:
        """Take up a regroup; whether that changes anything, as taking it up again does not."""
        source, target = regroup.source, regroup.target
        self._targets.setdefault(source, set()).add(target)
        if not regroup.entries:
            return _lead(self._merged, source, target)
        moved = self._split.setdefault(source, {})
        return sum(_lead(moved, key, target) for key in regroup.entries) > 0

    def place(self, key: str, story: str) -> str:
        """Where an entry stands that was put into ``story``; no key: what stands for the story."""
        if story not in self._targets:
            return story
        seen = {story}
        while True:
            onward = self._split.get(story, {}).get(key) or self._merged.get(story)
            if onward is None or onward in seen:
                return story
            seen.add(onward)
            story = onward

    def reach(self, story: str) -> set[str]:
        """The story and all that anything in it may have gone to."""
        seen = {story}
        ahead = [story]
        while ahead:
            onward = self._targets.get(ahead.pop(), set()) - seen
            seen |= onward
            ahead.extend(onward)
        return seen


def _lead(ways: dict[str, str], key: str, target: str) -> bool:
    """Let a key lead to the target, or to the lesser of two; whether that is new."""
    known = ways.get(key)
    ways[key] = target if known is None else min(known, target)
    return ways[key] != known
