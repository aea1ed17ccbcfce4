"""From a Kafka record to a typed event, or to what is wrong with it."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from .errors import Unreadable
from .schemas import (
    Corrected,
    Duplicated,
    Published,
    Revised,
    Story,
    Withdrawn,
    from_binary,
)

AnyEvent = Published | Revised | Corrected | Withdrawn | Duplicated

_KNOWN: Final = frozenset(
    str(model.model_fields["type"].default)
    for model in (Published, Revised, Corrected, Withdrawn, Duplicated, Story)
)


def id_of(record: Any) -> str | None:
    """The event's id, from the headers alone."""
    return _header(record, "ce_id")


def read(record: Any) -> AnyEvent | Story | Unreadable:
    """The event of a record; where it is none, an ``Unreadable`` that says why."""
    kind = _header(record, "ce_type")
    if record.value is None:
        return _unreadable(record, kind, "it has no value")
    if kind is None:
        return _unreadable(record, kind, "it has no header ce_type, so it is no CloudEvent")
    if kind not in _KNOWN:
        return _unreadable(record, kind, f"{kind} is not known here; a newer client may know it")
    try:
        return from_binary(record.headers, record.value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        return _unreadable(record, kind, f"{where}: {first['msg']}" if where else first["msg"])


def _header(record: Any, name: str) -> str | None:
    value = next((value for key, value in record.headers if key == name), None)
    return None if value is None else bytes(value).decode("utf-8", "replace")


def _unreadable(record: Any, kind: str | None, reason: str) -> Unreadable:
    return Unreadable(
        record.topic,
        record.partition,
        record.offset,
        type=kind,
        key=record.key,
        value=record.value,
        reason=reason,
    )
