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

    def add(self, regroup: Regroup) -> None:
        """Take up a regroup; taking it up again changes nothing."""
        source, target = regroup.source, regroup.target
        self._targets.setdefault(source, set()).add(target)
        if not regroup.entries:
            self._merged[source] = min(target, self._merged.get(source, target))
        moved = self._split.setdefault(source, {})
        for key in regroup.entries:
            moved[key] = min(target, moved.get(key, target))

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
