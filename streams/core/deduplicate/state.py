"""What is remembered of an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas import Coverage, Model, RawEntry


class EntryState(Model):
    """The past of one entry, as the table holds it.

    Attributes:
        key: id of the entry.
        entry_id: the source's id or the derived one.
        desk: where it is matched.
        coverage: id of its live blog.
        source: who published it.
        status: ``held`` until an embargo ends; ``withdrawn`` for good.
        revision: how many changes were published, 0 while held.
        events: ids of everything published from it, oldest first.
        story: the story that it belongs to.
        headline: as last published.
        body: as last published.
        bylines: as last published.
        fingerprint: hash of what was last seen.
        words: hash of its words, where they are enough to tell a repeat.
        updated_at: the entry's own time of its last change.
        held: the entry as it will be published, while held.
        due: when the embargo ends, while held.
        touched_at: when it was last written, in the time of the log; while held, when the
            embargo ends, so that no embargo outlives the memory of its entry.
    """

    key: str
    entry_id: str
    desk: str
    coverage: str
    source: str
    status: Literal["published", "duplicated", "held", "withdrawn"]
    revision: int = 0
    events: tuple[str, ...] = ()
    story: str | None = None
    headline: str | None = None
    body: str = ""
    bylines: tuple[str, ...] = ()
    fingerprint: str = ""
    words: str | None = None
    updated_at: datetime | None = None
    held: RawEntry | None = None
    due: datetime | None = None
    touched_at: datetime

    @property
    def last_event(self) -> str | None:
        """Id of the event that stands for the entry now."""
        return self.events[-1] if self.events else None

    def release(self) -> RawEntry:
        """The input that ends this entry's embargo."""
        return RawEntry(
            desk=self.desk,
            source=self.source,
            coverage=Coverage(id=self.coverage),
            entry_id=self.entry_id,
            operation="release",
        )
