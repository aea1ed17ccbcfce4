"""From a request's body to entries: all of them, or what is wrong with each. Pure."""

from __future__ import annotations

from typing import Any, Final

import orjson
from pydantic import ValidationError

from schemas import MAX_RECORD_BYTES, RawEntry
from streams.core.reason import reason
from streams.errors import RequestRefused

JSON: Final = frozenset({"application/json"})
LINES: Final = frozenset({"application/x-ndjson", "application/jsonl", "application/x-jsonlines"})
MOST_ENTRIES: Final = 500
MOST_BYTES: Final = 8 * 1024 * 1024
_MOST_REASONS: Final = 50


def read(body: bytes, media_type: str) -> list[RawEntry]:
    """The entries of a body: one object, an array of them, or one a line.

    Raises:
        RequestRefused: 400 it is not JSON; 413 too many; 422 with a reason for each wrong entry.
    """
    items = _lines(body) if media_type in LINES else _document(body)
    if not items:
        raise RequestRefused(422, "there are no entries in it")
    if len(items) > MOST_ENTRIES:
        raise RequestRefused(
            413, f"{len(items)} entries at once are too many; send {MOST_ENTRIES} at most"
        )
    entries: list[RawEntry] = []
    wrong: list[tuple[int, str]] = []
    for index, item in enumerate(items):
        found = _entry(item)
        if isinstance(found, str):
            wrong.append((index, found))
        else:
            entries.append(found)
    if wrong:
        raise RequestRefused(
            422,
            f"{len(wrong)} of {len(items)} entries do not hold; nothing was taken",
            items=tuple(wrong[:_MOST_REASONS]),
        )
    return entries


def _document(body: bytes) -> list[Any]:
    found = _loads(body)
    if isinstance(found, _NotJson):
        raise RequestRefused(400, found.said)
    return found if isinstance(found, list) else [found]


def _lines(body: bytes) -> list[Any]:
    # only \n ends a line: the rarer separators may stand inside a JSON string
    lines = [line for line in body.split(b"\n") if line.strip()]
    if len(lines) > MOST_ENTRIES:
        return lines  # too many: nobody will look at them
    return [_loads(line) for line in lines]


def _entry(item: Any) -> RawEntry | str:
    if isinstance(item, _NotJson):
        return item.said
    if not isinstance(item, dict):
        return "not a JSON object"
    try:
        entry = RawEntry.model_validate(item)
    except ValidationError as error:
        return reason(error)
    size = len(entry.to_json())
    if size > MAX_RECORD_BYTES:
        return f"it has {size} bytes, at most {MAX_RECORD_BYTES} are taken"
    return entry


class _NotJson:
    def __init__(self, error: orjson.JSONDecodeError) -> None:
        self.said = f"not JSON: {error.msg} at character {error.pos + 1}"


def _loads(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return _NotJson(error)
