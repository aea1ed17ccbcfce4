"""CloudEvents 1.0: binary mode on Kafka (``ce_`` headers), structured mode everywhere else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .event import Corrected, Duplicated, Published, Revised, Withdrawn, parse_event
from .story import Story

AnyEvent = Published | Revised | Corrected | Withdrawn | Duplicated
Headers = list[tuple[str, bytes]]


def attributes(event: AnyEvent | Story) -> dict[str, str]:
    """The CloudEvents context attributes of an event, in a fixed order.

    ``id`` of a story is its id joined with the event that changed it: a state, not a thing.
    """
    if isinstance(event, Story):
        return {
            "specversion": "1.0",
            "id": f"{event.id}.{event.latest}",
            "source": f"/desks/{event.desk}",
            "type": event.type,
            "subject": event.id,
            "datacontenttype": "application/json",
        }
    found = {
        "specversion": "1.0",
        "id": event.id,
        "source": f"/desks/{event.desk}",
        "type": event.type,
        "subject": event.entry,
    }
    if event.occurred_at is not None:
        found["time"] = event.occurred_at.isoformat().replace("+00:00", "Z")
    return {**found, "datacontenttype": "application/json"}


def to_binary(event: AnyEvent | Story) -> tuple[Headers, bytes]:
    """Kafka headers and value of an event in binary mode."""
    named = attributes(event)
    content_type = named.pop("datacontenttype")
    headers = [(f"ce_{name}", value.encode()) for name, value in named.items()]
    return [*headers, ("content-type", content_type.encode())], event.to_json()


def from_binary(headers: Iterable[tuple[str, bytes]], value: bytes) -> AnyEvent | Story:
    """The event of a Kafka record in binary mode.

    Raises:
        pydantic.ValidationError: the value is not what its ``ce_type`` header says.
    """
    kind = dict(headers).get("ce_type", b"").decode("utf-8", "replace")
    return _parse(kind, value)


def to_structured(event: AnyEvent | Story) -> bytes:
    """The event as one line of structured-mode JSON, without the newline."""
    head = json.dumps(attributes(event), ensure_ascii=False, separators=(",", ":")).encode()
    return head[:-1] + b',"data":' + event.to_json() + b"}"


def from_structured(line: bytes | str | Mapping[str, Any]) -> AnyEvent | Story:
    """The event of a structured-mode document.

    Raises:
        ValueError: the line is not a JSON object with ``type`` and ``data``.
        pydantic.ValidationError: the data is not what ``type`` says.
    """
    document = line if isinstance(line, Mapping) else json.loads(line)
    if not isinstance(document, Mapping) or "data" not in document:
        raise ValueError("not a CloudEvent in structured mode: it needs 'type' and 'data'")
    return _parse(str(document.get("type")), json.dumps(document["data"]).encode())


def _parse(kind: str, value: bytes) -> AnyEvent | Story:
    if kind.startswith("copydesk.story."):
        return Story.model_validate_json(value)
    return parse_event(value)
