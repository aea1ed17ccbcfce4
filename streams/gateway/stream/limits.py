"""How many clients may follow at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from streams.errors import RequestRefused

_TRY_AGAIN_S: Final = 10


class Clients:
    """Lets clients in while there is room.

    Args:
        most: at once.
        most_each: of them with the same name: one token, or one address.
    """

    def __init__(self, most: int, most_each: int) -> None:
        self._most = most
        self._most_each = most_each
        self._each: Counter[str] = Counter()

    @contextmanager
    def admitted(self, name: str) -> Iterator[None]:
        """Take a place.

        Raises:
            RequestRefused: 429, this name has too many; 503, all are taken.
        """
        if self._each[name] >= self._most_each:
            raise RequestRefused(
                429, f"{self._most_each} streams at once are yours", retry_after_s=_TRY_AGAIN_S
            )
        if self._each.total() >= self._most:
            raise RequestRefused(503, "all streams are taken", retry_after_s=_TRY_AGAIN_S)
        self._each[name] += 1
        try:
            yield
        finally:
            self._each[name] -= 1
            if not self._each[name]:
                del self._each[name]
