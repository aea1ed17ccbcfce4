"""A story is the sum of what its entries contribute; one event changes one contribution."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta

from schemas import Redirects, Regroup, Story
from streams.core.ages import Ages

from .contribution import Contribution
from .total import Total


class Stories:
    """The stories of a partition: derived from the contributions, never stored.

    It holds what the contributions say and nothing besides, so that rebuilding it from them in
    any order gives the same stories.

    Args:
        memory: for how long a contribution counts.
    """

    def __init__(self, memory: timedelta = timedelta(days=14)) -> None:
        self._memory = memory
        self._ages = Ages(memory)
        self._touched: dict[str, datetime] = {}
        self._totals: dict[str, Total] = {}
        self._home: dict[str, str] = {}
        self._redirects = Redirects()

    def add(self, one: Contribution) -> None:
        """Take up a contribution that was written."""
        self._put(one)
        self._touched[one.entry] = one.touched_at
        self._ages.add(one.entry, one.touched_at)
        for regroup in one.regroups:
            self._regroup(regroup)

    def remove(self, one: Contribution) -> None:
        """Forget a contribution that was overwritten or aged out."""
        home = self._home.pop(one.entry, None)
        if home is not None:
            self._totals[home].remove(self._totals[home].members[one.entry])
            if not self._totals[home].members:
                del self._totals[home]

    def forget(self, now: datetime) -> None:
        """Look at the stories as they are at this time of the log: forget what is too old."""
        for entry in list(self._ages.older(now, self._touched)):
            if (home := self._home.get(entry)) is not None:
                self.remove(self._totals[home].members[entry])
            self._touched.pop(entry, None)

    def after(
        self, before: Contribution | None, now: Contribution, latest: str
    ) -> tuple[Story, ...]:
        """The stories that change when ``now`` takes the place of ``before``, as they will stand.

        The story that the entry is in comes last. One that is merged into another says so, and
        nothing else.
        """
        known = len(before.regroups) if before else 0
        touched = {name for new in now.regroups[known:] for name in (new.source, new.target)}
        if before is not None:
            touched.add(self._home.get(before.entry, before.story))
        if len(now.regroups) > known:
            # a regrouping cannot be undone by its inverse: it is tried out on a copy
            trial = self._with_copies_of(touched)
            if before is not None:
                trial.remove(before)
            trial.add(now)
            return trial._told(now, touched, latest)  # noqa: SLF001 - of this class
        if before is not None:
            self.remove(before)
        self._put(now)
        told = self._told(now, touched, latest)
        self.remove(now)
        if before is not None:
            self._put(before)
        return told

    def _told(self, now: Contribution, touched: set[str], latest: str) -> tuple[Story, ...]:
        home = self._home[now.entry]
        names = (*sorted(touched - {home}), home)
        return tuple(self.tell(name, now.desk, latest) for name in names)

    def tell(self, story: str, desk: str, latest: str) -> Story:
        """One story as it stands, after the event ``latest``."""
        into = self.current(story)
        if into != story:
            return Story(
                id=story,
                desk=desk,
                entries=0,
                revisions=0,
                duplicates=0,
                merged_into=into,
                latest=latest,
            )
        return self._totals.get(story, Total()).story(story, desk, latest)

    def current(self, story: str) -> str:
        """The story that goes on in its place, after all mergers."""
        return self._redirects.place("", story)

    def _put(self, one: Contribution) -> None:
        home = self._redirects.place(one.entry, one.story)
        self._home[one.entry] = home
        self._totals.setdefault(home, Total()).add(one)

    def _regroup(self, regroup: Regroup) -> None:
        if not self._redirects.add(regroup):
            return  # an entry that is revised brings its regroups again
        for story in self._redirects.reach(regroup.source):
            total = self._totals.get(story)
            for one in list(total.members.values()) if total else ():
                if self._redirects.place(one.entry, one.story) != story:
                    self.remove(one)
                    self._put(one)

    def _with_copies_of(self, stories: set[str]) -> Stories:
        trial = Stories(self._memory)
        trial._totals = {
            name: copy.deepcopy(self._totals[name]) for name in stories if name in self._totals
        }
        trial._home = {e: name for name, total in trial._totals.items() for e in total.members}
        trial._redirects = self._redirects.copy()
        return trial
