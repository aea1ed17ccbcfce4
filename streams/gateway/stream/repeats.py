"""Which records repeat an earlier one. Pure.

A worker that was cut off can write a record that its successor has written, too. Whether a record
is such a repeat depends on the log alone, on the ``WINDOW`` offsets before it. So every reader
decides alike, wherever it began: live, catching up, on this gateway or on the next.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

WINDOW: Final = 1024
"""Offsets that are looked back over."""


class Repeats:
    """Remembers the ids of one partition's last records.

    Args:
        window: offsets that are looked back over.
    """

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._last: OrderedDict[str, int] = OrderedDict()  # oldest first

    def saw(self, offset: int, event_id: str) -> bool:
        """Take in the next record; whether the same id stands within the window before it."""
        before = self._last.get(event_id)
        self._last[event_id] = offset
        self._last.move_to_end(event_id)
        oldest = offset - self._window
        while next(iter(self._last.values())) < oldest:
            self._last.popitem(last=False)
        return before is not None and before >= oldest

    def copy(self) -> Repeats:
        """The same memory, to go on by itself."""
        made = Repeats(self._window)
        made._last = self._last.copy()
        return made
