"""What a scenario is: what arrives, in which order, and what must stand in the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Self

from schemas import Event
from schemas.cloudevents import Headers, attributes


@dataclass(frozen=True, slots=True)
class Arrival:
    """A CloudEvent on its way to a subscriber.

    Attributes:
        attributes: its context attributes.
        data: the event, as JSON.
    """

    attributes: dict[str, str]
    data: bytes

    @classmethod
    def of(
        cls, event: Event, *, type_: str | None = None, more: dict[str, Any] | None = None
    ) -> Self:
        """The arrival of an event; with another type or more fields, one of a newer sender."""
        said = attributes(event)
        data = {**json.loads(event.to_json()), **(more or {})}
        if type_ is not None:
            said, data = {**said, "type": type_}, {**data, "type": type_}
        return cls(said, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())

    @property
    def id(self) -> str:
        """Of the event."""
        return self.attributes["id"]

    def binary(self) -> tuple[Headers, bytes]:
        """Kafka headers and value."""
        named = dict(self.attributes)
        content_type = named.pop("datacontenttype")
        headers = [(f"ce_{name}", value.encode()) for name, value in named.items()]
        return [*headers, ("content-type", content_type.encode())], self.data

    def structured(self) -> bytes:
        """One JSON document."""
        head = json.dumps(self.attributes, ensure_ascii=False, separators=(",", ":")).encode()
        return head[:-1] + b',"data":' + self.data + b"}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a subscriber must hold of one entry.

    Attributes:
        name: of the entry within the scenario, for people.
        entry: its id.
        event: the event that counts; ``None`` where the entry must not stand.
        revision: of that event.
        headline: of that event.
        repeats: where it must not stand because it repeats another: the other's id.
        story: where it must stand; ``None`` where the scenario is not about stories.
    """

    name: str
    entry: str
    event: str | None = None
    revision: int | None = None
    headline: str | None = None
    repeats: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Events for a subscriber, and what follows from them.

    Attributes:
        name: short.
        says: what the subscriber must be able to do.
        arrivals: in the order of sending.
        expected: what must be held in the end, whatever the order was.
    """

    name: str
    says: str
    arrivals: tuple[Arrival, ...]
    expected: tuple[Expected, ...]
