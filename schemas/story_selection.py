"""Which states of stories a subscriber wants: the part of a selection that stories have."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from .selection import Selection
from .story import Story

_REMEMBERED: Final = 100_000


class FollowingStories:
    """Applies a selection to the states of stories, in their order.

    As with entries, a story that was let through stays so. Of one whose earlier states were not
    seen, a state that takes something back is let through: it was merged, or lost an entry.

    Args:
        selection: what is wanted.
        remembered: stories of which the decision is kept; the oldest are forgotten first.
    """

    def __init__(self, selection: Selection, remembered: int = _REMEMBERED) -> None:
        self._selection = selection
        self._remembered = remembered
        self._wanted: OrderedDict[str, bool] = OrderedDict()

    def wants(self, story: Story) -> bool:
        """Whether the subscriber gets the state. To be asked once for each, in order."""
        if not _among((story.desk,), self._selection.desks):
            return False
        if not _among((story.id,), self._selection.stories):
            return False
        takes_back = story.merged_into is not None or bool(story.withdrawn)
        known = self._wanted.get(story.id, takes_back)
        wanted = self._wanted[story.id] = known or self._fits(story)
        self._wanted.move_to_end(story.id)
        if len(self._wanted) > self._remembered:
            self._wanted.popitem(last=False)
        return wanted

    def _fits(self, story: Story) -> bool:
        selection = self._selection
        places = {
            str(name).lower()
            for place in story.places
            for name in (place.country, place.geonames_id)
            if name is not None
        }
        return (
            _among(story.sources, selection.sources)
            and _among(story.coverages, selection.coverages)
            and _among(places, tuple(place.lower() for place in selection.places))
        )


def _among(values: Iterable[str], wanted: tuple[str, ...]) -> bool:
    return not wanted or any(value in wanted for value in values)
