"""JSON Lines: one RawEntry a line, as producers send them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import orjson
from pydantic import ValidationError

from schemas import MAX_RECORD_BYTES, RawEntry
from streams.core.reason import reason

from .source import Context, Malformed

_LOOK = 20
_BOM = b"\xef\xbb\xbf"


class JsonLines:
    """Entries that are entries already; what a line leaves out, the context fills in."""

    name = "JSON Lines"

    def recognise(self, data: bytes) -> bool:
        """Whether one of the first lines opens an object, and not a pretty-printed one."""
        return any(_opens(line) for _, line in islice(_lines(data[: 1 << 20]), _LOOK))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """An entry, or what is wrong, for every line that is not empty; in the file's order."""
        for number, line in _lines(data):
            yield _entry(line, f"line {number}", context)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    # only \n ends a line: the rarer separators may stand inside a JSON string
    for number, line in enumerate(data.removeprefix(_BOM).split(b"\n"), 1):
        stripped = line.strip()
        if stripped:
            yield number, stripped


def _opens(line: bytes) -> bool:
    return line.startswith(b"{") and line[1:].lstrip().startswith((b'"', b"}"))


def _entry(line: bytes, where: str, context: Context) -> RawEntry | Malformed:
    if len(line) > MAX_RECORD_BYTES:
        return Malformed(line, where, f"longer than {MAX_RECORD_BYTES} bytes")
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Malformed(line, where, f"not JSON: {error.msg} at character {error.pos + 1}")
    if not isinstance(record, dict):
        return Malformed(line, where, "not a JSON object")
    if context.desk is not None:
        record["desk"] = context.desk
    if context.source is not None:
        record.setdefault("source", context.source)
    if context.fetched_at is not None:
        record.setdefault("fetched_at", context.fetched_at)
    try:
        return RawEntry.model_validate(record)
    except ValidationError as error:
        return Malformed(line, where, reason(error))


SOURCE = JsonLines()
