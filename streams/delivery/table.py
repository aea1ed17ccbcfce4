"""A Faust table whose changelog is written by the agent's own delivery, and awaited."""

from __future__ import annotations

from typing import Any

from faust import Table


class DeliveredTable(Table):  # type: ignore[misc]  # Faust ships no types
    """A table that writes locally and leaves the changelog record to the stage.

    Faust would put the changelog record into a buffer and forget it: the input could be
    committed before the state that it made is safe.
    """

    def on_key_set(self, key: str, value: Any) -> None:
        """Do nothing: the stage sends the changelog record."""

    def on_key_del(self, key: str) -> None:
        """Do nothing: the stage sends the changelog record."""

    def encode(self, key: str) -> bytes:
        """Key of the changelog record as Faust's recovery will read it; values are bytes."""
        dump = self.app.serializers.dumps_key
        encoded: bytes = dump(self.key_type, key, serializer=self.key_serializer)
        return encoded
