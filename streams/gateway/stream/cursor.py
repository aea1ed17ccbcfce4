"""Where a client is in a topic: the offset of the next record of each partition. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, Self, get_args

Of = Literal["events", "stories", "alerts"]
"""What there is to follow."""

Offsets = tuple[int, ...]
"""The offset of the next record of each partition, in the order of their numbers."""

_VERSION: Final = "1"
_LETTERS: Final[dict[str, Of]] = {of[0]: of for of in get_args(Of)}
_FORM: Final = re.compile(r"([0-9]+)([a-z])-([0-9a-f]{1,16}(?:\.[0-9a-f]{1,16}){0,1023})")
_LARGEST: Final = 2**63 - 1


class BadCursor(ValueError):
    """A text is no cursor; it says why."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a stream, as clients keep it: ``1e-2f.0.1a3.7``.

    The version of the form, the stream's first letter, and the offsets in hexadecimal.

    Attributes:
        of: which stream.
        offsets: of the next record of each partition.
    """

    of: Of
    offsets: Offsets

    def __str__(self) -> str:
        return written(self.of, self.offsets)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a cursor that this or another gateway gave.

        Raises:
            BadCursor: it is none.
        """
        form = _FORM.fullmatch(text)
        if form is None:
            raise BadCursor("it is not of the form 1e-2f.0.1a3.7; give an id of the stream back")
        version, letter, numbers = form.groups()
        if version != _VERSION:
            raise BadCursor(f"it is of version {version}, and this gateway knows {_VERSION}")
        if letter not in _LETTERS:
            raise BadCursor(f"it is of no stream that there is: {letter}")
        offsets = tuple(int(number, 16) for number in numbers.split("."))
        if max(offsets) > _LARGEST:
            raise BadCursor("an offset in it is larger than Kafka has them")
        return cls(_LETTERS[letter], offsets)


@lru_cache(maxsize=4096)  # clients that are abreast all write the same one
def written(of: Of, offsets: Offsets) -> str:
    """The text of a cursor."""
    return f"{_VERSION}{of[0]}-{'.'.join(format(offset, 'x') for offset in offsets)}"


def later(one: Offsets, other: Offsets) -> Offsets:
    """For each partition the later of two places."""
    return tuple(map(max, one, other))
