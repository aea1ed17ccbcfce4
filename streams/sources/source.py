"""The one interface that every format implements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas import RawEntry


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows of a file that the file itself may not say.

    Attributes:
        desk: where the entries go; absent: where the file says, otherwise to ``main``.
        name: of the file, as the caller named it; only for messages and as a last resort id.
        source: who published it, where the file does not say.
        url: where it came from, where the file does not say.
        fetched_at: when it was fetched; absent where nobody knows.
        format: its format, where that is promised: a name of ``registry.NAMES``. Otherwise the
            content tells.
    """

    desk: str | None = None
    name: str = "-"
    source: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A part of a file that holds no entry, kept whole so that it can become a dead letter.

    Attributes:
        value: its bytes.
        where: where it stands, for people ("line 7").
        reason: what is wrong.
    """

    value: bytes
    where: str
    reason: str


class Source(Protocol):
    """A format. Modules of this package each offer one, named ``SOURCE``.

    ``recognise`` looks at the content alone and must be cheap. ``parse`` yields entries oldest
    first where the format has times, otherwise in reading order; it raises ``SourceError`` with
    one line that says what to do where the whole file is unusable, and nothing else.
    """

    @property
    def name(self) -> str:
        """What people call the format."""

    def recognise(self, data: bytes) -> bool:
        """Whether the content is of this format."""

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """The entries of the content."""
