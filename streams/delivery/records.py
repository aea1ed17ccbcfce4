"""What comes from Kafka and what goes to it, without Kafka: positions, records, steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from schemas import Position
from streams.topics import Topic

POSITION_HEADER = "copydesk-position"
"""Which input caused the record: topic/partition/offset/index."""

RECEIVED_HEADER = "copydesk-received"
"""When the raw record behind it was sent, milliseconds since 1970: for latencies."""

TIME_HEADER = "copydesk-time"
"""The time of the log, milliseconds since 1970. On ``news.raw`` only a replay sets it."""

Headers = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Record:
    """One input record of an agent.

    Attributes:
        key: as on the broker.
        value: bytes, not yet decoded: a decoder that fails inside Faust loses the record.
        position: where it stands.
        timestamp_ms: of the record on the broker, milliseconds since 1970.
        headers: as on the broker.
    """

    key: bytes | None
    value: bytes | None
    position: Position
    timestamp_ms: int
    headers: Headers = ()

    def header(self, name: str) -> bytes | None:
        """The first header of that name."""
        return next((value for found, value in self.headers if found == name), None)

    @property
    def now(self) -> datetime:
        """The time of the log: what a replay says it is, else when the record was sent."""
        said = self.header(TIME_HEADER)
        milliseconds = int(said) if said and said.isdigit() else self.timestamp_ms
        return datetime.fromtimestamp(milliseconds / 1000, UTC)

    @property
    def is_replayed(self) -> bool:
        """Whether the record brings its own time along."""
        return self.header(TIME_HEADER) is not None


@dataclass(frozen=True, slots=True)
class Output:
    """One record to be sent to the partition number that its input came from."""

    topic: Topic
    key: bytes | None
    value: bytes
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Everything that follows from one input record.

    Attributes:
        outcome: for the counters: an event's change, or ``no-op``, or ``dead-letter``.
        reason: why, for no-ops and dead letters.
        outputs: records to send, in order.
        write: the key and new value of the agent's table, at most one.
    """

    outcome: str
    reason: str = ""
    outputs: tuple[Output, ...] = ()
    write: tuple[str, Any] | None = None


class Lookup(Protocol):
    """The past that an agent's step may look at."""

    index: Any

    def get(self, key: str) -> Any:
        """The value of a key before the current record; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """How an agent's table works.

    Attributes:
        table: its name.
        load: from plain JSON to the value.
        dump: from the value to plain JSON.
        new_index: makes an empty index with ``add(value)`` and ``remove(value)``.
    """

    table: str
    load: Callable[[Any], Any]
    dump: Callable[[Any], Any]
    new_index: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Agent:
    """One stage: which topic it reads, which ones it may write, what it does with a record.

    Attributes:
        name: of the stage, in counters and dead letters.
        reads: its input.
        writes: its outputs, dead letters aside.
        step: a pure function; it raises ``PermanentError`` for an input that will never be right.
        remembers: its table, if it has one.
    """

    name: str
    reads: Topic
    writes: tuple[Topic, ...]
    step: Callable[[Record, Any], Step]
    remembers: Remembered | None = None


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Which input record caused an output record, as its header says.

    Attributes:
        topic: of the input.
        partition: of the input.
        offset: of the input.
        index: 0 for the first record that the input caused in the output topic, then 1 …
    """

    topic: str
    partition: int
    offset: int
    index: int = field(default=0)

    def encode(self) -> bytes:
        """The header's value."""
        return f"{self.topic}/{self.partition}/{self.offset}/{self.index}".encode()

    @classmethod
    def decode(cls, value: bytes) -> Cause | None:
        """The header's value read back; ``None`` where it is not one."""
        parts = value.decode("utf-8", "replace").split("/")
        if len(parts) != 4 or not all(part.isdigit() for part in parts[1:]):
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]), int(parts[3]))
