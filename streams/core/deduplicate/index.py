"""What is looked up across entries: derived from the states, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from schemas import Original, RawEntry, Regroup
from streams.core.ids import story_id
from streams.core.near import CONTAINED, Verdict

from .content import Content
from .desk import Desk, Known, kin_once, sketch_once, text_once
from .state import EntryState, Heir

_RECAP = "shared-sentences/1"


class Place(NamedTuple):
    """Where an entry belongs.

    Attributes:
        story: its story.
        regroups: stories that come together or apart over it.
    """

    story: str
    regroups: tuple[Regroup, ...] = ()


class Index:
    """Finds what an entry repeats, which story it belongs to, and what waits for its time.

    It holds what the states say and nothing besides, so that rebuilding it from them in any
    order gives the same answers.

    Args:
        memory: for how long an entry is remembered.
        window: for how long a repeat of it is looked for; not longer than it is remembered.
        share: of the shorter text that a copy has in common, 0.6 to 1.

    Attributes:
        held: entries under embargo, by key.
        expiring: entries whose time will be over, by key.
    """

    def __init__(
        self,
        memory: timedelta = timedelta(days=14),
        window: timedelta = timedelta(hours=72),
        share: float = CONTAINED,
    ) -> None:
        self._share = share
        self._memory = memory
        self._desks: defaultdict[str, Desk] = defaultdict(lambda: Desk(memory, window))
        self._copies: defaultdict[str, dict[str, EntryState]] = defaultdict(dict)
        self._heirs: defaultdict[str, dict[str, tuple[Heir, datetime]]] = defaultdict(dict)
        self._repeats: dict[str, EntryState] = {}
        self.held: dict[str, EntryState] = {}
        self.expiring: dict[str, EntryState] = {}

    def add(self, state: EntryState) -> None:
        """Take up a state that was written."""
        for heir in state.heirs:
            self._heirs[heir.entry][state.key] = heir, state.touched_at
            self._rise(heir.entry)
        if state.held is not None:
            self.held[state.key] = state
        if state.expires_at is not None:
            self.expiring[state.key] = state
        if state.original is not None:
            self._copies[state.original][state.key] = state
        if state.status == "duplicated":
            self._repeats[state.key] = state
        desk = self._desks[state.desk]
        if (standing := self.standing(state)).stands:
            desk.add(standing)
        desk.stories.apply(state.regroups)

    def remove(self, state: EntryState) -> None:
        """Forget a state that was overwritten or aged out."""
        self.held.pop(state.key, None)
        self.expiring.pop(state.key, None)
        if state.original is not None:
            self._copies[state.original].pop(state.key, None)
            if not self._copies[state.original]:
                del self._copies[state.original]
        if self.standing(state).stands:
            self._desks[state.desk].remove(state.key)
        self._repeats.pop(state.key, None)
        for heir in state.heirs:
            self._fall(heir.entry)
            del self._heirs[heir.entry][state.key]
            if not self._heirs[heir.entry]:
                del self._heirs[heir.entry]
            self._rise(heir.entry)

    def standing(self, state: EntryState) -> EntryState:
        """A state as it is by now: a copy may have taken the place of what it repeats.

        That is remembered with the entry that was taken back, for a record writes one state.
        """
        if state.status != "duplicated":
            return state
        for heir, at in self._heirs.get(state.key, {}).values():
            if heir.event is not None and heir.revision == state.revision + 1:
                risen = {
                    "status": "published",
                    "revision": heir.revision,
                    "events": (*state.events, heir.event),
                    "original": None,
                    "spare": None,
                    "touched_at": max(state.touched_at, at),
                }
                return state.model_copy(update=risen)
        return state

    def copies_of(self, key: str) -> list[EntryState]:
        """What repeats an entry, or what the entry came after; the first one first."""
        found = [c for c in self._all_copies(key) if self.standing(c).status == "duplicated"]
        return sorted(found, key=lambda copy: (copy.touched_at, copy.key))

    def _all_copies(self, key: str) -> Iterator[EntryState]:
        """What ever repeated an entry or those whose place it took."""
        ahead, seen = [key], {key}
        while ahead:
            one = ahead.pop()
            if one in self._copies:
                yield from self._copies[one].values()
            before = self._heirs[one].keys() - seen if one in self._heirs else set()
            seen |= before
            ahead.extend(before)

    def _rise(self, key: str) -> None:
        """Take up a copy that has become news."""
        if (copy := self._repeats.get(key)) and (standing := self.standing(copy)).stands:
            self._desks[copy.desk].add(standing)

    def _fall(self, key: str) -> None:
        if (copy := self._repeats.get(key)) and self.standing(copy).stands:
            self._desks[copy.desk].remove(key)

    def forget(self, desk: str, now: datetime) -> None:
        """Look at a desk as it is at this time of the log: forget what is too old."""
        self._desks[desk].forget(now)

    def kin(self, raw: RawEntry, content: Content) -> tuple[str, Known] | None:
        """The standing entry without an id that an entry without an id is a version of."""
        desk = self._desks[raw.desk]
        said = kin_once(content.headline, content.body, _utc(raw.published_at))
        key = desk.kin.find(raw.coverage.id, said)
        return (key, desk.known[key]) if key is not None else None

    def stands(self, desk: str, key: str) -> bool:
        """Whether an entry stands."""
        return key in self._desks[desk].known

    def original_of(
        self, key: str, content: Content, raw: RawEntry, now: datetime
    ) -> Original | None:
        """What an entry repeats, if it does."""
        if found := self.copied_from(key, content, raw):
            other, verdict = found
            return self._original(raw, (other,), verdict.measure, verdict.method, now)
        desk = self._desks[raw.desk]
        text = text_once(content.headline, content.body)
        coverage = raw.coverage.id

        def is_earlier(other: str) -> bool:
            return other != key and desk.known[other].coverage == coverage

        if keys := desk.near.recap_of(text, among=is_earlier):
            return self._original(raw, keys, 1.0, _RECAP, now)
        return None

    def copied_from(
        self, key: str, content: Content, raw: RawEntry, *, besides: str = ""
    ) -> tuple[str, Verdict] | None:
        """The standing entry of which this one is a copy, leaving one out."""
        text = text_once(content.headline, content.body)
        found = self._desks[raw.desk].near.best(text, but=key, nor=besides)
        if found is None or found[1].relation not in {"repeat", "near"}:
            return None
        return found if found[1].measure >= self._share else None

    def story_now(self, state: EntryState) -> str | None:
        """The story that an entry is in, after all that became of it."""
        stories = self._desks[state.desk].stories
        return stories.current(state.story, state.key) if state.story else None

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
        about = sketch_once(content.headline, content.body, _moment(raw))
        choice = stories.choose(about, key=key, coverage=raw.coverage.id)
        return Place(choice.story or story_id(raw.desk, key), choice.regroups)

    def _original(
        self, raw: RawEntry, keys: tuple[str, ...], measure: float, method: str, now: datetime
    ) -> Original:
        first, *rest = keys
        known = self._desks[raw.desk].known[first]
        copies = self._all_copies(first)
        lately = {copy.source for copy in copies if copy.touched_at + self._memory >= now}
        relation = "repeat" if known.source == raw.source else "syndicated"
        return Original(
            entry=first,
            event=known.event,
            source=known.source,
            relation="recap" if method == _RECAP else relation,  # type: ignore[arg-type]  # both are
            measure=measure,
            method=method,
            also=tuple(rest),
            reported_by=tuple(sorted({known.source, raw.source, *lately})),
        )


def _moment(raw: RawEntry) -> datetime | None:
    return _utc(raw.updated_at or raw.published_at)


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None
