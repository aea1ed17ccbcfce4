"""What is remembered of an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from schemas import Coverage, Media, Model, Operation, RawEntry, Regroup
from streams.core.deltas import Said


class Stamp(Model):
    """By what two versions of an entry are put in order: number, then time, then fetch.

    Attributes:
        version: the source's own number.
        changed_at: the entry's own time of its last change, UTC.
        fetched_at: when a producer saw it, UTC.
    """

    version: int | None = None
    changed_at: datetime | None = None
    fetched_at: datetime | None = None

    def is_before(self, other: Stamp) -> bool:
        """Whether this version is surely older; ``False`` where nothing tells."""
        return _is_before(
            (*self._by_source(), self.fetched_at), (*other._by_source(), other.fetched_at)
        )

    def is_said_before(self, other: Stamp) -> bool:
        """The same by what the source says alone: seeing an old version late proves nothing."""
        return _is_before(self._by_source(), other._by_source())

    @property
    def is_timeless(self) -> bool:
        """Whether the source says nothing by which to put it in order."""
        return self.version is None and self.changed_at is None

    def _by_source(self) -> tuple[Any, ...]:
        return self.version, self.changed_at


def _is_before(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    for mine, other in zip(ours, theirs, strict=True):
        if mine is not None and other is not None and mine != other:
            return bool(mine < other)
    return False


class Heir(Model):
    """What is there instead of an entry that was taken back, where another source reports it too.

    Attributes:
        entry: the key of the other entry.
        event: id of the event that published it; absent where it stood already.
        revision: of that event.
    """

    entry: str
    event: str | None = None
    revision: int = 0


class EntryState(Model):
    """The past of one entry, as the table holds it.

    Attributes:
        key: id of the entry.
        entry_id: the source's id or the derived one.
        desk: where it is matched.
        coverage: id of its live blog.
        source: who published it.
        language: as its source says.
        has_own_id: whether the source gave an id.
        status: what subscribers have of it: nothing (``unseen``), the entry, word that it
            repeats another, or word that it is gone.
        stamp: of the newest version seen.
        revision: how many events were published.
        events: their ids, oldest first.
        original: of a repeat, the key of what it repeats.
        spare: of a copy of another source's entry, what it says: it takes the place of the original
            where that is taken back.
        heirs: what took this entry's place each time that it was taken back.
        story: the story that it joined when it was last published.
        regroups: stories that came together or apart over it.
        headline: as last published.
        body: as last published.
        bylines: as last published.
        media: as last published.
        key_event: as last published.
        pinned: as last published.
        published_at: the entry's own time of its first publication, UTC.
        fingerprint: hash of what was last seen, held or not.
        held: the newest version, while it is under embargo.
        due: when the embargo ends, while held.
        expires_at: when its time is over, UTC.
        touched_at: when it was last written, in the time of the log; while held, when the
            embargo ends, so that no embargo outlives the memory of its entry.
    """

    key: str
    entry_id: str
    desk: str
    coverage: str
    source: str
    language: str | None = None
    has_own_id: bool = True
    status: Literal["unseen", "published", "duplicated", "withdrawn", "expired"] = "unseen"
    stamp: Stamp
    revision: int = 0
    events: tuple[str, ...] = ()
    original: str | None = None
    spare: RawEntry | None = None
    heirs: tuple[Heir, ...] = ()
    story: str | None = None
    regroups: tuple[Regroup, ...] = ()
    headline: str | None = None
    body: str = ""
    bylines: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    key_event: bool = False
    pinned: bool = False
    published_at: datetime | None = None
    fingerprint: str = ""
    held: RawEntry | None = None
    due: datetime | None = None
    expires_at: datetime | None = None
    touched_at: datetime

    @property
    def said(self) -> Said:
        """What readers saw last."""
        return Said(self.headline, self.body, self.bylines, self.media, self.key_event, self.pinned)

    @property
    def last_event(self) -> str | None:
        """Id of the event that stands for the entry now."""
        return self.events[-1] if self.events else None

    @property
    def stands(self) -> bool:
        """Whether subscribers have it as news of its own."""
        return self.status == "published"

    @property
    def is_gone(self) -> bool:
        """Whether it was taken back or its time is over."""
        return self.status in {"withdrawn", "expired"}

    def tick(self, operation: Operation) -> RawEntry:
        """The input that ends this entry's embargo, or its time."""
        return RawEntry(
            desk=self.desk,
            source=self.source,
            coverage=Coverage(id=self.coverage),
            entry_id=self.entry_id,
            operation=operation,
        )
