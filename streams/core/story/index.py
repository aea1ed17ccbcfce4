"""Which story an entry belongs to: one pass over the entries, none of them seen twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from schemas import Regroup
from streams.core.ids import story_id

from .likeness import cosine, dot, product, square
from .members import Members
from .sketch import NORM, Sketch
from .split import halves
from .tuning import Tuning

FIRST_SPLIT = 16  # entries; asked again at each doubling
LATEST = 128  # entries that a split looks at, and moves at most
COMPARED = 16  # entries of the smaller story that a merge looks at
THIN = 3  # terms; an entry with fewer tells no story by itself
ENOUGH = 0.75  # the terms that find no story by themselves may add the rest
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Choice:
    """Where an entry goes.

    Attributes:
        story: the story that it joins; ``None`` where it opens its own.
        likeness: how alike it is to the story it is most alike to, 0 to 1.
        regroups: what else it moves; to be applied before the entry is added.
    """

    story: str | None
    likeness: float
    regroups: tuple[Regroup, ...] = ()


class StoryIndex:
    """The stories of a desk, and the choice among them.

    Single-pass clustering as for topic detection and tracking (Allan et al. 1998; Yang et al.
    1998), with the nearest of the latest entries beside the centroid, merges and splits. What it
    answers follows from the entries and regroups that it holds, never from their order, so that it
    can be rebuilt from a table. It holds what was added and not removed, so the table's age limit
    is its own.
    """

    def __init__(self, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        self._members = Members()

    def add(self, key: str, story: str, sketch: Sketch, coverage: str = "") -> None:
        """Take up an entry that stands in a story, in place of what its key held."""
        self._members.add(key, story, sketch, coverage)

    def remove(self, key: str) -> None:
        """Forget an entry: the inverse of ``add``."""
        self._members.remove(key)

    def apply(self, regroups: Iterable[Regroup]) -> None:
        """Move entries between stories, those that are here and those still to be added."""
        self._members.apply(regroups)

    def current(self, story: str, key: str = "") -> str:
        """The story that stands for this one after merges, and, for an entry, after splits."""
        return self._members.redirects.place(key, story)

    def story_of(self, key: str) -> str | None:
        """Where an entry stands now."""
        member = self._members.by_key.get(key)
        return member.story if member else None

    def choose(self, sketch: Sketch, *, key: str, coverage: str = "") -> Choice:
        """Where a new entry goes. Changes nothing."""
        found = self._alike(sketch, coverage)
        likeness, best = found[0] if found else (0.0, "")
        if likeness < self._tuning.join:
            return Choice(self._nearby(sketch, coverage), likeness)
        if merge := self._merge(best, found[1:]):
            return Choice(merge.target, likeness, (merge,))
        if split := self._split(best, key, sketch):
            moved, with_entry = split
            return Choice(moved.target if with_entry else best, likeness, (moved,))
        return Choice(best, likeness)

    def _alike(self, sketch: Sketch, coverage: str) -> list[tuple[float, str]]:
        """The stories most like the sketch and how alike they are, most alike first."""
        tuning, threads, postings = self._tuning, self._members.threads, self._members.postings
        since = sketch.at - tuning.window_days * DAY if sketch.at else 0
        # the product with a story is at least that with any one of its entries, and its sum at
        # least as long as one of them: what shares less than this cannot be alike enough
        least = int(tuning.link * NORM * NORM * ENOUGH)
        shared = []
        for story, common in postings.sharing(sketch, tuning.crowded).items():
            if common < least:
                continue
            thread = threads[story]
            # an unknown time is neither early nor late
            if not since or not (last := thread.entries[-1][0]) or last >= since:
                shared.append((-common * common / thread.square, story))
        shared.sort()
        terms = dict(zip(sketch.numbers, sketch.weights, strict=True))
        found = []
        for _, story in shared[: tuning.candidates]:
            thread = threads[story]
            common = product(sketch.numbers, sketch.weights, postings.sums[story])
            score = common / (NORM * sqrt(thread.square))
            # no entry of the story can be more alike than all of them together share
            if score < tuning.join <= common / (NORM * NORM) and len(thread) > 1:
                score = max(score, self._nearest(story, terms))
            if coverage in thread.coverages:
                score += tuning.same_coverage
            if sketch.at and thread.last_at:
                away = abs(sketch.at - thread.last_at)
                score *= tuning.fade_days * DAY / (tuning.fade_days * DAY + away)
            found.append((min(score, 1.0), story))
        found.sort(key=lambda each: (-each[0], each[1]))
        return found

    def _nearest(self, story: str, terms: dict[int, int]) -> float:
        """How alike the most alike of a story's latest entries is."""
        best = 0
        by_key = self._members.by_key
        for _, key in self._members.threads[story].entries[-self._tuning.near :]:
            other = by_key[key].sketch
            best = max(best, product(other.numbers, other.weights, terms))
        return best / (NORM * NORM)

    def _nearby(self, sketch: Sketch, coverage: str) -> str | None:
        """For an entry that says too little by itself: the story its live blog is at."""
        timeline = self._members.coverages.get(coverage)
        if len(sketch.numbers) >= THIN or timeline is None:
            return None
        before = timeline.before(sketch.at)
        if before is None or (sketch.at and before[0] and sketch.at - before[0] > DAY):
            return None
        return self._members.by_key[before[1]].story

    def _merge(self, best: str, others: list[tuple[float, str]]) -> Regroup | None:
        """The younger of two stories into the older, where the entry links both."""
        threads, redirects = self._members.threads, self._members.redirects
        for likeness, other in others:
            if likeness < self._tuning.link:
                return None
            small, large = sorted((best, other), key=lambda story: (len(threads[story]), story))
            part = self._members.part(small, COMPARED)
            common = dot(part, self._members.postings.sums[large])
            if cosine(common, square(part), threads[large].square) < self._tuning.merge:
                continue
            older, younger = sorted((best, other), key=lambda story: threads[story].first)
            # what was split stays so, else its entries would go round in a circle
            if younger not in redirects.reach(older):
                return Regroup(source=younger, target=older)
        return None

    def _split(self, story: str, key: str, sketch: Sketch) -> tuple[Regroup, bool] | None:
        """The half that leaves the story, and whether the new entry is in it."""
        thread = self._members.threads[story]
        size = len(thread) + 1
        if size < FIRST_SPLIT or size & (size - 1):
            return None
        entries = self._members.latest(story, LATEST)
        found = halves([*entries, (key, sketch)], self._tuning.part)
        if found is None:
            return None
        # the half with the earliest entry keeps the story
        stays, goes = found if entries[0][0] in found[0] else found[::-1]
        moved = tuple(each for each in goes if each != key)
        target = story_id(story, min(moved))
        return Regroup(source=story, target=target, entries=moved), key not in stays
