"""A record of an output topic as one line of JSON: CloudEvents where it is an event."""

from __future__ import annotations

from collections.abc import Callable

from schemas import Story, parse_event, to_structured
from streams.topics import ALERTS, EVENTS, STORIES, Topic

_READ: dict[str, Callable[[bytes], object]] = {
    EVENTS.name: parse_event,
    ALERTS.name: parse_event,
    STORIES.name: Story.model_validate_json,
}


def structured_line(topic: Topic, value: bytes) -> bytes:
    """The record's value in structured mode; other topics' values are JSON as they are.

    Raises:
        pydantic.ValidationError: the value is not what the topic holds.
    """
    read = _READ.get(topic.name)
    return to_structured(read(value)) if read else value  # type: ignore[arg-type]
