"""The standing entries of one desk, by what they say."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from streams.core.ages import Ages
from streams.core.near import NearIndex, text_of
from streams.core.story import StoryIndex, Tuning, sketch

from .kinship import KinIndex, kin_of
from .state import EntryState

_STORY_WINDOW = timedelta(days=Tuning().window_days)

# a decision and the state that it leads to look at the same text: it is taken apart once
text_once = lru_cache(maxsize=8)(text_of)
sketch_once = lru_cache(maxsize=8)(sketch)
kin_once = lru_cache(maxsize=8)(kin_of)


class Known(NamedTuple):
    """What is looked up of an entry that stands."""

    entry_id: str
    event: str
    source: str
    coverage: str


class Desk:
    """The standing entries of one desk, by what they say.

    What is too old is taken out by the time of the log, before a lookup: so it is out at the
    same record every time, whenever the table gets round to deleting it.
    """

    def __init__(self, memory: timedelta, window: timedelta) -> None:
        self.near = NearIndex()
        self.stories = StoryIndex()
        self.kin = KinIndex()
        self.known: dict[str, Known] = {}
        self._touched: dict[str, datetime] = {}
        self._repeats = Ages(min(window, memory))
        self._threads = Ages(min(_STORY_WINDOW, memory))
        self._known = Ages(memory)

    def add(self, state: EntryState) -> None:
        """Take up an entry that stands."""
        key, touched_at = state.key, state.touched_at
        event = state.last_event or ""
        self.known[key] = Known(state.entry_id, event, state.source, state.coverage)
        self.near.add(key, text_once(state.headline, state.body))
        if state.story:
            at = state.stamp.changed_at or state.published_at
            about = sketch_once(state.headline, state.body, at)
            self.stories.add(key, state.story, about, state.coverage)
        if not state.has_own_id:
            said = kin_once(state.headline, state.body, state.published_at)
            self.kin.add(state.coverage, key, said)
        self._touched[key] = touched_at
        for ages in (self._repeats, self._threads, self._known):
            ages.add(key, touched_at)

    def remove(self, key: str) -> None:
        """Forget an entry."""
        self.near.remove(key)
        self.stories.remove(key)
        self._touched.pop(key, None)
        if known := self.known.pop(key, None):
            self.kin.remove(known.coverage, key)

    def forget(self, now: datetime) -> None:
        """Forget what is too old."""
        for key in self._repeats.older(now, self._touched):
            self.near.remove(key)
        for key in self._threads.older(now, self._touched):
            self.stories.remove(key)
        for key in self._known.older(now, self._touched):
            self.remove(key)
