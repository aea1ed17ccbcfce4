"""JSON as the formats of newsrooms come in it: one document, a list, or one document a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from streams.errors import SourceError

Item = dict[str, Any]

_BOM: Final = b"\xef\xbb\xbf"
_MOST_LINES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file.

    Attributes:
        where: where it stands, for people.
        value: what it says; its bytes where it is no JSON.
    """

    where: str
    value: Any


def opens(data: bytes) -> bool:
    """Whether the content begins as a JSON object or list does."""
    return data[:4096].removeprefix(_BOM).lstrip().startswith((b"{", b"["))


def first(data: bytes) -> Any:
    """The whole document, or that of the first line, or nothing where it is no JSON."""
    data = data.removeprefix(_BOM)
    value = _loads(data)
    if value is None:
        # most lines are short; a cut one is no JSON, and then the format is another
        value = _loads(data.lstrip()[: 1 << 20].split(b"\n", 1)[0])
    return value


def parts(data: bytes) -> list[Part]:
    """Every document of the content.

    Raises:
        SourceError: there is none.
    """
    data = data.removeprefix(_BOM)
    whole = _loads(data)
    if isinstance(whole, list):
        return [Part(f"item {number}", value) for number, value in enumerate(whole, 1)]
    if whole is not None:
        return [Part("the document", whole)]
    found = []
    for number, line in enumerate(data.split(b"\n", _MOST_LINES), 1):
        if stripped := line.strip():
            value = _loads(stripped)
            found.append(Part(f"line {number}", stripped if value is None else value))
    if not any(isinstance(part.value, (dict, list)) for part in found):
        raise SourceError("it is not JSON: fetch it again")
    return found


def known(data: bytes, names: tuple[bytes, ...], test: Callable[[Item], bool]) -> bool:
    """Whether the content is JSON whose first object passes the test.

    Args:
        data: the content.
        names: keys that must all stand in it; looked for first, because that is cheap.
        test: of the first object.
    """
    if not opens(data) or not all(b'"' + name + b'"' in data for name in names):
        return False
    value = first(data)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), None)
    return isinstance(value, dict) and test(value)


def dicts(value: Any) -> Iterator[Item]:
    """The objects of a list; an object alone is a list of one."""
    items = value if isinstance(value, list) else [value]
    return (item for item in items if isinstance(item, dict))


def at(item: Any, *path: str) -> Any:
    """What stands at the end of a path of keys; nothing where the path breaks off."""
    for key in path:
        item = item.get(key) if isinstance(item, dict) else None
    return item


def text(item: Any, *names: str) -> str:
    """The first of the properties that is a string with something in it."""
    for name in names:
        value = at(item, name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def number(value: Any) -> int | None:
    """A whole number, also where it is written as a string."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def since_1970(value: Any) -> datetime | None:
    """The instant so many milliseconds after 1970 in UTC, where that lies in the web's time."""
    milliseconds = number(value)
    if milliseconds is None or not 631_152_000_000 <= milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def flag(value: Any) -> bool:
    """Whether a value says yes: APIs write ``true`` and ``"true"``."""
    return value is True or (isinstance(value, str) and value.strip().casefold() == "true")


def _loads(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


def why_not(data: bytes) -> str | None:
    """What is wrong with JSON that is none, for people; nothing where it is JSON."""
    try:
        json.loads(data.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        return str(error) or "nested too deeply"
    return None
