"""What is looked up across entries: derived from the states, never stored."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from schemas import Original, RawEntry, Regroup
from streams.core.ids import story_id
from streams.core.near import NearIndex, text_of
from streams.core.story import StoryIndex, Tuning, sketch

from .content import Content
from .kinship import KinIndex, kin_of
from .state import EntryState

_RECAP = "shared-sentences/1"
_STORY_WINDOW = timedelta(days=Tuning().window_days)

# a decision and the state that it leads to look at the same text: it is taken apart once
_text_of = lru_cache(maxsize=8)(text_of)
_sketch = lru_cache(maxsize=8)(sketch)


class Place(NamedTuple):
    """Where an entry belongs.

    Attributes:
        story: its story.
        regroups: stories that come together or apart over it.
    """

    story: str
    regroups: tuple[Regroup, ...] = ()


class Known(NamedTuple):
    """What is looked up of an entry that stands."""

    entry_id: str
    event: str
    source: str
    coverage: str


@dataclass(slots=True)
class Desk:
    """The standing entries of one desk, by what they say."""

    near: NearIndex = field(default_factory=NearIndex)
    stories: StoryIndex = field(default_factory=StoryIndex)
    known: dict[str, Known] = field(default_factory=dict)
    touched: dict[str, datetime] = field(default_factory=dict)
    repeatable: list[tuple[datetime, str]] = field(default_factory=list)
    threadable: list[tuple[datetime, str]] = field(default_factory=list)

    def forget(self, repeats_before: datetime, stories_before: datetime) -> None:
        """Take entries out of the search that were last touched before these times.

        It goes by the time of the log, so that it comes at the same record every time.
        """
        for key in self._older(self.repeatable, repeats_before):
            self.near.remove(key)
        for key in self._older(self.threadable, stories_before):
            self.stories.remove(key)

    def _older(self, heap: list[tuple[datetime, str]], than: datetime) -> Iterator[str]:
        while heap and heap[0][0] < than:
            touched_at, key = heapq.heappop(heap)
            if self.touched.get(key) == touched_at:
                yield key


class Index:
    """Finds what an entry repeats, which story it belongs to, and what waits for its time.

    It holds what the states say and nothing besides, so that rebuilding it from them in any
    order gives the same answers.

    Args:
        window: for how long a repeat is looked for.

    Attributes:
        held: entries under embargo, by key.
        expiring: entries whose time will be over, by key.
    """

    def __init__(self, window: timedelta = timedelta(hours=72)) -> None:
        self._window = window
        self._desks: defaultdict[str, Desk] = defaultdict(Desk)
        self._kin = KinIndex()
        self._copies: dict[str, dict[str, str]] = {}
        self.held: dict[str, EntryState] = {}
        self.expiring: dict[str, EntryState] = {}

    def add(self, state: EntryState) -> None:
        """Take up a state that was written."""
        if state.held is not None:
            self.held[state.key] = state
        if state.expires_at is not None:
            self.expiring[state.key] = state
        if state.original is not None:
            self._copies.setdefault(state.original, {})[state.key] = state.source
        desk = self._desks[state.desk]
        if state.stands:
            self._add_standing(desk, state)
        desk.stories.apply(state.regroups)

    def remove(self, state: EntryState) -> None:
        """Forget a state that was overwritten or aged out."""
        self.held.pop(state.key, None)
        self.expiring.pop(state.key, None)
        if state.original is not None and (copies := self._copies.get(state.original)):
            copies.pop(state.key, None)
            if not copies:
                del self._copies[state.original]
        if state.stands:
            desk = self._desks[state.desk]
            desk.near.remove(state.key)
            desk.stories.remove(state.key)
            desk.known.pop(state.key, None)
            desk.touched.pop(state.key, None)
            if not state.has_own_id:
                self._kin.remove(_place(state.desk, state.coverage), state.key)

    def kin(self, raw: RawEntry, content: Content) -> tuple[str, Known] | None:
        """The standing entry without an id that an entry without an id is a version of."""
        said = kin_of(content.headline, content.body, raw.published_at)
        key = self._kin.find(_place(raw.desk, raw.coverage.id), said)
        return (key, self._desks[raw.desk].known[key]) if key is not None else None

    def stands(self, desk: str, key: str) -> bool:
        """Whether an entry stands."""
        return key in self._desks[desk].known

    def original_of(
        self, key: str, content: Content, raw: RawEntry, now: datetime
    ) -> Original | None:
        """What an entry repeats, if it does."""
        desk = self._desks[raw.desk]
        desk.forget(now - self._window, now - _STORY_WINDOW)
        text = _text_of(content.headline, content.body)
        if found := desk.near.best(text, but=key):
            other, verdict = found
            if verdict.relation in {"repeat", "near"}:
                return self._original(desk, raw, (other,), verdict.measure, verdict.method)
        coverage = raw.coverage.id

        def is_earlier(other: str) -> bool:
            return other != key and desk.known[other].coverage == coverage

        if keys := desk.near.recap_of(text, among=is_earlier):
            return self._original(desk, raw, keys, 1.0, _RECAP)
        return None

    def story_of(
        self,
        key: str,
        content: Content,
        raw: RawEntry,
        *,
        before: EntryState | None,
        original: Original | None,
    ) -> Place:
        """Where an entry belongs: where it was, with its original, or where it is most at home."""
        stories = self._desks[raw.desk].stories
        if before is not None and before.story:
            return Place(stories.current(before.story, key))
        if original is not None and (story := stories.story_of(original.entry)):
            return Place(story)
        about = _sketch(content.headline, content.body, _moment(raw))
        choice = stories.choose(about, key=key, coverage=raw.coverage.id)
        return Place(choice.story or story_id(raw.desk, key), choice.regroups)

    def _add_standing(self, desk: Desk, state: EntryState) -> None:
        key = state.key
        desk.known[key] = Known(
            state.entry_id, state.last_event or "", state.source, state.coverage
        )
        desk.near.add(key, _text_of(state.headline, state.body))
        desk.touched[key] = state.touched_at
        heapq.heappush(desk.repeatable, (state.touched_at, key))
        heapq.heappush(desk.threadable, (state.touched_at, key))
        if state.story:
            at = state.stamp.changed_at or state.published_at
            about = _sketch(state.headline, state.body, at)
            desk.stories.add(key, state.story, about, state.coverage)
        if not state.has_own_id:
            said = kin_of(state.headline, state.body, state.published_at)
            self._kin.add(_place(state.desk, state.coverage), key, said)

    def _original(
        self, desk: Desk, raw: RawEntry, keys: tuple[str, ...], measure: float, method: str
    ) -> Original:
        first, *rest = keys
        known = desk.known[first]
        sources = {known.source, raw.source, *self._copies.get(first, {}).values()}
        relation = "repeat" if known.source == raw.source else "syndicated"
        return Original(
            entry=first,
            event=known.event,
            source=known.source,
            relation="recap" if method == _RECAP else relation,  # type: ignore[arg-type]  # both are
            measure=measure,
            method=method,
            also=tuple(rest),
            reported_by=tuple(sorted(sources)),
        )


def _place(desk: str, coverage: str) -> str:
    return f"{desk}/{coverage}"


def _moment(raw: RawEntry) -> datetime | None:
    at = raw.updated_at or raw.published_at
    return at.astimezone(UTC) if at else None
