"""From a record of an output topic to what clients are sent: made once, for all of them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from pydantic import ValidationError

from schemas import Story, parse_event, to_structured
from schemas.cloudevents import AnyEvent, attributes
from streams.delivery.records import RECEIVED_HEADER, Record
from streams.topics import ALERTS, EVENTS, STORIES, Topic

from .cursor import Of

TOPICS: Final[dict[Of, Topic]] = {"events": EVENTS, "stories": STORIES, "alerts": ALERTS}
_READ: Final[dict[str, Callable[[bytes], AnyEvent | Story]]] = {
    EVENTS.name: parse_event,
    ALERTS.name: parse_event,
    STORIES.name: Story.model_validate_json,
}
_DATA: Final = b',"data":'
_ID_HEADER: Final = "ce_id"


class Unreadable(ValueError):
    """A record holds nothing that this version knows."""


@dataclass(frozen=True, slots=True)
class Item:
    """An event as clients get it.

    Attributes:
        topic: name of the topic that it stands on.
        partition: where in it.
        offset: of the record.
        id: of the CloudEvent.
        type: of the CloudEvent.
        json: the CloudEvent in structured mode, on one line; its ``recordedtime`` says when the
            input behind it reached Kafka.
    """

    topic: str
    partition: int
    offset: int
    id: str
    type: str
    json: bytes

    def event(self) -> AnyEvent | Story:
        """The event itself; not kept with the item, for it takes many times the memory."""
        return _event(self.topic, self.json)


@lru_cache(maxsize=64)  # clients that are abreast ask for the same one
def _event(topic: str, json: bytes) -> AnyEvent | Story:
    # inside a string of the attributes the quotes would be escaped
    return _READ[topic](json[json.index(_DATA) + len(_DATA) : -1])


def id_of(record: Record) -> str | None:
    """The id of a record's event; ``None`` where it has none."""
    header = record.header(_ID_HEADER)
    if header is not None:
        return header.decode("utf-8", "replace")
    try:
        item = item_of(record)
    except Unreadable:
        return None
    return item.id if item else None


def item_of(record: Record) -> Item | None:
    """What clients get of a record; ``None`` for the end of a key on a compacted topic.

    Raises:
        Unreadable: the value is not what the topic holds.
    """
    if record.value is None:
        return None
    position = record.position
    try:
        event = _READ[position.topic](record.value)
    except ValidationError as error:
        raise Unreadable(f"{error.error_count()} errors") from error
    named = attributes(event)
    return Item(
        position.topic,
        position.partition,
        position.offset,
        named["id"],
        named["type"],
        _dated(to_structured(event), record),
    )


def _dated(json: bytes, record: Record) -> bytes:
    """The event with CloudEvents' extension Recorded Time, by which a client knows its delay."""
    received = record.header(RECEIVED_HEADER)
    if received is None or not received.isdigit():
        return json
    when = datetime.fromtimestamp(int(received) / 1000, UTC).isoformat(timespec="milliseconds")
    said = f',"recordedtime":"{when.replace("+00:00", "Z")}"'.encode()
    at = json.index(_DATA)
    return json[:at] + said + json[at:]
