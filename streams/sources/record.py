"""From the fields that a format found to an entry, or to what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pydantic import ValidationError

from schemas import RawEntry
from streams.core.reason import reason

from .order import oldest_first
from .source import Context, Malformed

# The contract's limits: the two-hundredth picture is worth less than the entry.
_MOST: Final = {"bylines": 50, "media": 200, "links": 500, "tags": 200}
_CONTENT: Final = frozenset({"headline", "body", "bylines", "media", "links", "tags", "kind"})


def checked(record: dict[str, Any], value: Any, where: str) -> RawEntry | Malformed:
    """The entry, or ``value`` as malformed.

    Args:
        record: fields of a RawEntry.
        value: what the source gave, kept where it is no entry.
        where: where it stands, for people.
    """
    for name, most in _MOST.items():
        if len(record.get(name) or ()) > most:
            record[name] = list(record[name])[:most]
    if record.get("operation") == "withdraw" and record.get("entry_id"):
        # what was taken back, or was never meant to be seen, is named and not repeated
        record = {name: record[name] for name in record if name not in _CONTENT}
    if record.get("kind") is None and only_embeds(record):
        record["kind"] = "embed"
    try:
        return RawEntry.model_validate(record)
    except ValidationError as error:
        return Malformed(as_json(value), where, reason(error))


def only_embeds(record: dict[str, Any]) -> bool:
    """Whether the entry is nothing but somebody else's post or player."""
    media = record.get("media") or ()
    if record.get("headline") or record.get("body"):
        return False
    return bool(media) and all(item["kind"] == "embed" for item in media)


def as_json(value: Any) -> bytes:
    """A part of a source as bytes, whatever it holds."""
    if isinstance(value, bytes):
        return value
    # not orjson, which refuses what the json module has read: half characters, huge numbers
    try:
        return json.dumps(value, separators=(",", ":")).encode()
    except RecursionError:
        return b""


def shared(context: Context, source: str | None = None) -> dict[str, Any]:
    """The fields that all entries of a file have alike."""
    return {
        "desk": context.desk or "main",
        "source": source or context.source or "unknown",
        "fetched_at": context.fetched_at,
    }


def ordered(items: Iterable[RawEntry | Malformed]) -> list[RawEntry | Malformed]:
    """Entries oldest first, then what is malformed."""
    found = list(items)
    entries = oldest_first([item for item in found if isinstance(item, RawEntry)])
    return [*entries, *(item for item in found if isinstance(item, Malformed))]
