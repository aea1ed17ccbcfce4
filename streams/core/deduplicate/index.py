"""What is looked up across entries: derived from the states, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas import Original, RawEntry, Regroup
from streams.core.ids import story_id

from .content import Content, words_of
from .state import EntryState


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry belongs.

    Attributes:
        story: its story.
        regroups: stories that come together or apart over it.
    """

    story: str
    regroups: tuple[Regroup, ...] = ()


class Index:
    """Finds the entry that first said something, and the entries that wait for their time.

    It holds what the states say and nothing besides, so that rebuilding it from them in any
    order gives the same answers.
    """

    def __init__(self) -> None:
        self._by_words: dict[tuple[str, str], dict[str, EntryState]] = {}
        self._sources: dict[str, dict[str, str]] = {}
        self.held: dict[str, EntryState] = {}
        self.expiring: dict[str, EntryState] = {}

    def add(self, state: EntryState) -> None:
        """Take up a state that was written."""
        if state.held is not None:
            self.held[state.key] = state
        if state.expires_at is not None:
            self.expiring[state.key] = state
        if state.original is not None:
            self._sources.setdefault(state.original, {})[state.key] = state.source
        if state.stands and (words := _words(state)):
            self._by_words.setdefault((state.desk, words), {})[state.key] = state

    def remove(self, state: EntryState) -> None:
        """Forget a state that was overwritten or aged out."""
        self.held.pop(state.key, None)
        self.expiring.pop(state.key, None)
        if state.original is not None:
            _take(self._sources, state.original, state.key)
        if words := _words(state):
            _take(self._by_words, (state.desk, words), state.key)

    def original_of(
        self, key: str, content: Content, raw: RawEntry, *, since: datetime
    ) -> Original | None:
        """What an entry repeats, if it does.

        Entries untouched ``since`` then are forgotten, whether or not they are deleted yet: when
        that happens depends on commits, and the same input must always give the same answer.
        """
        if content.words is None:
            return None
        found = self._by_words.get((raw.desk, content.words), {})
        young = (other for other, state in found.items() if state.touched_at >= since)
        first = min((other for other in young if other != key), default=None)
        if first is None:
            return None
        original = found[first]
        others = {original.source, raw.source, *self._sources.get(first, {}).values()}
        return Original(
            entry=original.key,
            event=original.last_event or "",
            source=original.source,
            relation="repeat" if original.source == raw.source else "syndicated",
            measure=1.0,
            method="same-words/1",
            reported_by=tuple(sorted(others)),
        )

    def story_of(
        self,
        key: str,
        content: Content,
        raw: RawEntry,
        *,
        before: EntryState | None,
        original: Original | None,
    ) -> Place:
        """Where an entry belongs: where it was, with its original, or with its live blog."""
        if before is not None and before.story:
            return Place(before.story)
        return Place(story_id(raw.desk, raw.coverage.id))


def _words(state: EntryState) -> str | None:
    return words_of(state.headline, state.body)


def _take(places: dict[Any, dict[str, Any]], place: object, key: str) -> None:
    if found := places.get(place):
        found.pop(key, None)
        if not found:
            del places[place]
