"""What a subscriber asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import Unreadable
from .schemas import Selection
from .start import From

OnUnreadable = Literal["warn", "raise"] | Callable[[Unreadable], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscriber asked for.

    Attributes:
        topic: to read.
        brokers: where Kafka is, host:port with commas.
        group: consumer group; without one nothing is committed, and nobody else is affected.
        selection: what is wanted of it; ``None`` for everything.
        from_: where to begin where the group has committed nothing.
        until_end: whether to stop at what is the end now.
        on_unreadable: what becomes of a record that is no event of this contract.
        remember: how many records of a partition back a repeat is recognised.
        kafka: more for aiokafka's consumer, such as login and certificates.
    """

    topic: str
    brokers: str
    group: str | None
    selection: Selection | None
    from_: From
    until_end: bool
    on_unreadable: OnUnreadable
    remember: int
    kafka: Mapping[str, Any] = field(default_factory=dict)
