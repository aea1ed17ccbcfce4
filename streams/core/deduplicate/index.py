"""What is looked up across entries: derived from the states, never stored."""

from __future__ import annotations

from datetime import datetime

from .state import EntryState


class Index:
    """Finds the entry that first said something, and the entries that wait for their time.

    It holds what the states say and nothing besides, so that rebuilding it from them in any
    order gives the same answers.
    """

    def __init__(self) -> None:
        self._by_words: dict[tuple[str, str], dict[str, EntryState]] = {}
        self.held: dict[str, EntryState] = {}

    def add(self, state: EntryState) -> None:
        """Take up a state that was written."""
        if state.status == "held":
            self.held[state.key] = state
        if state.status == "published" and state.words:
            found = self._by_words.setdefault((state.desk, state.words), {})
            found[state.key] = state

    def remove(self, state: EntryState) -> None:
        """Forget a state that was overwritten or aged out."""
        self.held.pop(state.key, None)
        place = (state.desk, state.words or "")
        if found := self._by_words.get(place):
            found.pop(state.key, None)
            if not found:
                del self._by_words[place]

    def original(self, desk: str, words: str, *, but: str, since: datetime) -> EntryState | None:
        """The entry other than ``but`` that stands with these words, the one with the least key.

        Entries untouched ``since`` then are forgotten.
        """
        found = self._by_words.get((desk, words), {})
        keys = [k for k, state in found.items() if k != but and state.touched_at >= since]
        return found[min(keys)] if keys else None
