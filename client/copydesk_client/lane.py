"""One partition of a subscription: what of it is handed out, and how far it was."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from .errors import Unreadable
from .records import AnyEvent, id_of, read
from .schemas import Following, Selection, Story

_REMEMBERED_ENTRIES = 20_000


class Lane:
    """Looks at a partition's records in their order.

    A repeat is a record whose id stands among the last so many records before it. Reading begins
    that many records before the place to resume at, so what counts as a repeat is a matter of the
    log alone, not of when a subscriber was started. Decisions of the selection are made anew in
    the same way.

    Args:
        resume_at: offset of the first record that may be handed out.
        end: offset behind the last record when the partition was taken up.
        window: how many records back a repeat is recognised.
        selection: what is wanted; ``None`` for everything.

    Attributes:
        taken: the offset behind everything that was handed out or passed over.
        committed: the offset that the group is known to have committed.
    """

    def __init__(
        self, resume_at: int, end: int, *, window: int, selection: Selection | None
    ) -> None:
        self.taken = resume_at
        self.committed = resume_at
        self.end = end
        self._resume_at = resume_at
        self._window = window
        self._following = (
            None if selection is None else Following(selection, remembered=_REMEMBERED_ENTRIES)
        )
        self._seen: OrderedDict[str, int] = OrderedDict()

    def see(self, record: Any) -> AnyEvent | Story | Unreadable | None:
        """What the caller gets of a record; ``None`` where that is nothing.

        The record counts as taken only after ``take``.
        """
        is_new = record.offset >= self._resume_at
        if self._is_repeat(record) or not (is_new or self._following):
            return None
        event = read(record)
        if isinstance(event, Unreadable):
            return event if is_new else None
        wanted = self._following is None or self._following.wants(event)
        return event if wanted and is_new else None

    def take(self, record: Any) -> None:
        """The record is handed out or passed over."""
        self.taken = max(self.taken, record.offset + 1)

    def _is_repeat(self, record: Any) -> bool:
        name = id_of(record)
        if name is None:
            return False
        before = self._seen.pop(name, None)
        self._seen[name] = record.offset
        while len(self._seen) > self._window:
            self._seen.popitem(last=False)
        return before is not None and before >= record.offset - self._window


@dataclass(frozen=True, slots=True)
class Untold:
    """A record that cannot be read, before anybody was told."""

    found: Unreadable
    lane: Lane
    record: Any
