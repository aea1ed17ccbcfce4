"""The entries that the index holds, each in the story where it stands now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas import Redirects, Regroup

from .likeness import Sum, total
from .postings import Postings
from .sketch import Sketch
from .thread import Thread, Timeline


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a story.

    Attributes:
        origin: the story that it was put into.
        story: where it stands, after merges and splits.
        sketch: what it is about.
        coverage: its live blog.
    """

    origin: str
    story: str
    sketch: Sketch
    coverage: str


class Members:
    """Entries by key, stories and live blogs as what stands in them.

    All of it follows from the set of entries and the set of regroups: no order leaves a trace.

    Attributes:
        by_key: the entries.
        threads: the stories that hold at least one.
        coverages: the live blogs that hold at least one.
        postings: what the stories are about.
        redirects: the regroups so far.
    """

    def __init__(self) -> None:
        self.by_key: dict[str, Member] = {}
        self.threads: dict[str, Thread] = {}
        self.coverages: dict[str, Timeline] = {}
        self.postings = Postings()
        self.redirects = Redirects()

    def add(self, key: str, origin: str, sketch: Sketch, coverage: str) -> None:
        """Take up an entry, in place of what its key held."""
        if key in self.by_key:
            self.remove(key)
        story = self.redirects.place(key, origin)
        self.by_key[key] = Member(origin, story, sketch, coverage)
        thread = self.threads.get(story)
        if thread is None:
            thread = self.threads[story] = Thread()
        thread.add(sketch.at, key)
        thread.part = None
        thread.square += self.postings.add(story, sketch)
        if coverage:
            thread.coverages[coverage] = thread.coverages.get(coverage, 0) + 1
            self.coverages.setdefault(coverage, Timeline()).add(sketch.at, key)

    def remove(self, key: str) -> None:
        """Forget an entry; one that is not here needs nothing."""
        member = self.by_key.pop(key, None)
        if member is None:
            return
        thread = self.threads[member.story]
        thread.remove(member.sketch.at, key)
        thread.part = None
        thread.square -= self.postings.remove(member.story, member.sketch)
        if member.coverage:
            self._leave(thread, member, key)
        if not thread.entries:
            del self.threads[member.story]

    def _leave(self, thread: Thread, member: Member, key: str) -> None:
        coverage = member.coverage
        thread.coverages[coverage] -= 1
        if not thread.coverages[coverage]:
            del thread.coverages[coverage]
        timeline = self.coverages[coverage]
        timeline.remove(member.sketch.at, key)
        if not timeline.entries:
            del self.coverages[coverage]

    def apply(self, regroups: Iterable[Regroup]) -> None:
        """Move what the regroups move, now and whenever it is added later."""
        for regroup in regroups:
            self.redirects.add(regroup)
            # what once came through the source may since have gone on: it is placed anew as well
            for story in self.redirects.reach(regroup.source) & self.threads.keys():
                for _, key in list(self.threads[story].entries):
                    member = self.by_key[key]
                    if self.redirects.place(key, member.origin) != story:
                        self.add(key, member.origin, member.sketch, member.coverage)

    def latest(self, story: str, count: int) -> list[tuple[str, Sketch]]:
        """The last entries of a story, with what they are about."""
        return [(key, self.by_key[key].sketch) for key in self.threads[story].latest(count)]

    def part(self, story: str, count: int) -> Sum:
        """The sum of a story's last entries, always of as many; kept until the story changes."""
        thread = self.threads[story]
        if thread.part is None:
            thread.part = total(sketch for _, sketch in self.latest(story, count))
        return thread.part
