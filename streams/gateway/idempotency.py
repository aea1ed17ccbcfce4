"""Answers by ``Idempotency-Key``, so that a client may repeat a request that it lost sight of.

They are kept in the memory of one process, for a day, as long as there is room. That is a
courtesy: an entry that is pushed twice is known to the pipeline, and makes no second event.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from streams.errors import RequestRefused

_KEEP_S: Final = 86_400.0
_LONGEST_KEY: Final = 255


@dataclass(slots=True)
class _Answer:
    fingerprint: bytes
    until: float
    body: bytes | None = None


class Kept:
    """A bounded memory of answers; the one that was used least recently goes first.

    Args:
        most: how many are kept.
        most_bytes: how much their bodies may hold together.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        most: int = 10_000,
        most_bytes: int = 32 * 1024 * 1024,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._clock = clock
        self._answers: OrderedDict[tuple[str, str], _Answer] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def claim(self, client: str, key: str, fingerprint: bytes) -> bytes | None:
        """The answer that was given to the same request, or nothing: then it is ours to answer.

        Raises:
            RequestRefused: the key belongs to another request, or to one that is on its way.
        """
        name = (client, key)
        known = self._answers.get(name)
        if known is not None and known.until <= self._clock():
            self.release(client, key)
            known = None
        if known is None:
            self._answers[name] = _Answer(fingerprint, self._clock() + _KEEP_S)
            return None
        if known.fingerprint != fingerprint:
            raise RequestRefused(
                422, "this Idempotency-Key came with another body; give each request its own"
            )
        if known.body is None:
            raise RequestRefused(
                409, "the same request is on its way; ask again for its answer", retry_after_s=1
            )
        self._answers.move_to_end(name)
        return known.body

    def keep(self, client: str, key: str, body: bytes) -> None:
        """Remember the answer to a request that was claimed."""
        self._answers[client, key].body = body
        self._answers.move_to_end((client, key))
        self._bytes += len(body)
        while len(self._answers) > self._most or self._bytes > self._most_bytes:
            oldest = next((name for name, it in self._answers.items() if it.body is not None), None)
            if oldest is None:
                return
            self.release(*oldest)

    def release(self, client: str, key: str) -> None:
        """Forget a request: the next one with its key is answered anew."""
        gone = self._answers.pop((client, key), None)
        if gone is not None and gone.body is not None:
            self._bytes -= len(gone.body)


def checked(key: str | None) -> str | None:
    """An idempotency key as the client gave it.

    Raises:
        RequestRefused: it cannot be one.
    """
    if key is None:
        return None
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise RequestRefused(
            400, f"an Idempotency-Key has 1 to {_LONGEST_KEY} printable ASCII characters"
        )
    return key
