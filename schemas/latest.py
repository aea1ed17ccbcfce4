"""What stands now: events in any order and any number become the same current state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from .event import Content, Corrected, Duplicated, Published, Revised, Withdrawn
from .regroup import Redirects
from .story import Story

_Event = Published | Revised | Corrected | Withdrawn | Duplicated

# Between two events of one entry and revision, which the pipeline does not write: any order will
# do that does not depend on which came first, and a withdrawal must hold.
_RANK: Final = {Withdrawn: 2, Duplicated: 1}


class Latest(Mapping[str, Content]):
    """The entries that stand, by id: published and neither withdrawn nor repeats of others.

    Of an entry the event with the highest revision counts, whatever came first and however often
    it comes. What is withdrawn is remembered, so that a late event cannot bring it back: only a
    newer one can. So the same set of events gives the same view.

    A story's states bear no number: of stories, the one that was applied last counts, which is
    the newest in the order of the topic; only a merger is never undone.

    Attributes:
        stories: the states of stories, by id, merged ones among them.
    """

    def __init__(self) -> None:
        self._newest: dict[str, _Event] = {}
        self._standing: dict[str, Content] = {}
        self._redirects = Redirects()
        self.stories: dict[str, Story] = {}

    def apply(self, event: _Event | Story) -> bool:
        """Take up an event or a state of a story; whether the view may have changed by it."""
        if isinstance(event, Story):
            return self._apply_story(event)
        for regroup in event.regroups:
            self._redirects.add(regroup)
        before = self._newest.get(event.entry)
        if before is not None and _order(event) <= _order(before):
            return bool(event.regroups)
        self._newest[event.entry] = event
        if isinstance(event, Content):
            self._standing[event.entry] = event
        else:
            self._standing.pop(event.entry, None)
        return True

    def newest(self, entry: str) -> _Event | None:
        """The event that counts for an entry: of one withdrawn, the withdrawal."""
        return self._newest.get(entry)

    def withdrawn(self) -> dict[str, Withdrawn]:
        """The entries that are withdrawn, each with what withdrew it."""
        return {k: one for k, one in self._newest.items() if isinstance(one, Withdrawn)}

    def repeats(self) -> dict[str, Duplicated]:
        """The entries that repeat others, each with what says so."""
        return {k: one for k, one in self._newest.items() if isinstance(one, Duplicated)}

    def story_of(self, entry: str) -> str | None:
        """The story that an entry stands in, after all mergers and splits."""
        found = self._newest.get(entry)
        if found is None or found.story is None:
            return None
        return self._redirects.place(entry, found.story)

    def in_story(self, story: str) -> list[Content]:
        """The entries that stand in a story or in what it was merged into, the oldest first."""
        current = self._redirects.place("", story)
        found = [one for key, one in self._standing.items() if self.story_of(key) == current]
        return sorted(found, key=lambda one: (_time(one), one.entry))

    def forget(self, before: datetime) -> None:
        """Drop every entry and story whose own time lies before this, to bound the memory.

        A late event of a forgotten entry is taken for news: keep more than can still come. Copydesk
        itself forgets an entry after ``COPYDESK_STATE_DAYS`` and begins again with revision 1, so
        keep not much more, either.
        """
        old = [k for k, one in self._newest.items() if one.occurred_at and one.occurred_at < before]
        for entry in old:
            del self._newest[entry]
            self._standing.pop(entry, None)
        ended = [k for k, one in self.stories.items() if one.last_at and one.last_at < before]
        for story in ended:
            del self.stories[story]

    def __getitem__(self, entry: str) -> Content:
        return self._standing[entry]

    def __iter__(self) -> Iterator[str]:
        return iter(self._standing)

    def __len__(self) -> int:
        return len(self._standing)

    def _apply_story(self, story: Story) -> bool:
        before = self.stories.get(story.id)
        if before is not None and before.merged_into and not story.merged_into:
            return False
        self.stories[story.id] = story
        return story != before


def _order(event: _Event) -> tuple[int, int, str]:
    return event.revision, _RANK.get(type(event), 0), event.id


def _time(event: Content) -> float:
    return event.occurred_at.timestamp() if event.occurred_at else 0.0
