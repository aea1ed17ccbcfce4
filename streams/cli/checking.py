"""Comparing what came out with the golden events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from streams.cli.reading import Reader
from streams.errors import SourceError
from streams.sources.files import GOLDEN
from streams.structured import structured_line
from streams.topics import EVENTS

_PATIENCE_S = 20.0


class Golden:
    """The golden events of some coverages.

    Attributes:
        expected: how many there are.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._wanted = {json.loads(line)["id"]: line for line in lines}
        self.expected = len(self._wanted)

    @classmethod
    def beside(cls, names: list[str]) -> Self:
        """Those that lie beside the files.

        Raises:
            SourceError: a file has none.
        """
        return cls(line for name in names for line in golden_file(name).read_bytes().splitlines())

    async def differences(self, reader: Reader) -> list[str]:
        """What differs from the golden events, for people; waits while events still come.

        Events are compared by id and byte for byte, and per desk they must come in the order
        of the files. Raw repeats of an event are differences, too.
        """
        found: dict[str, bytes] = {}
        order: list[str] = []
        quiet = 0.0
        while quiet < (_PATIENCE_S if len(found) < self.expected else 1.0):
            batch = await reader.batch(0.5)
            quiet = 0.0 if batch else quiet + 0.5
            for record in batch:
                line = structured_line(EVENTS, record.value)
                event = json.loads(line)["id"]
                found[event] = line
                order.append(event)
            await asyncio.sleep(0)
        return self.compare(found, order)

    def compare(self, found: dict[str, bytes], order: list[str]) -> list[str]:
        """What differs between the golden events and these, for people."""
        lines = [
            f"missing: {_name(self._wanted[event])}" for event in self._wanted if event not in found
        ]
        lines += [
            f"unexpected: {_name(line)}"
            for event, line in found.items()
            if event not in self._wanted
        ]
        lines += [
            f"came {order.count(event)} times: {_name(found[event])}"
            for event in found
            if order.count(event) > 1
        ]
        for event, wanted in self._wanted.items():
            if event in found and found[event] != wanted:
                lines.append(f"different: {_name(wanted)}")
                lines += [
                    f"    {change}"
                    for change in _changes(json.loads(wanted), json.loads(found[event]))
                ]
        if not lines:
            lines += self._out_of_order(found, order)
        return lines

    def _out_of_order(self, found: dict[str, bytes], order: list[str]) -> list[str]:
        lines = []
        for desk in sorted({_desk(line) for line in self._wanted.values()}):
            wanted = [event for event, line in self._wanted.items() if _desk(line) == desk]
            came = [event for event in order if _desk(found[event]) == desk]
            first = next(
                (i for i, pair in enumerate(zip(wanted, came, strict=True)) if pair[0] != pair[1]),
                None,
            )
            if first is not None:
                lines.append(
                    f"out of order on desk {desk}: {_name(found[came[first]])} came before "
                    f"{_name(found[wanted[first]])}"
                )
        return lines


def golden_file(name: str) -> Path:
    """The file of golden events beside a coverage: ``storm.jsonl`` → ``storm.events.jsonl``.

    Raises:
        SourceError: there is none.
    """
    path = Path(name)
    found = path.with_name(path.name.split(".")[0] + GOLDEN)
    if not found.exists():
        raise SourceError(
            f"{name}: there are no golden events; make them with: copydesk process {name} > {found}"
        )
    return found


def _desk(line: bytes) -> str:
    return str(json.loads(line)["data"]["desk"])


def _name(line: bytes) -> str:
    event = json.loads(line)
    return f"{event['type']} {event['data'].get('headline')!r} ({event['id'][:8]})"


def _changes(wanted: Any, found: Any, path: str = "") -> list[str]:
    """Differences of two JSON values, a line each."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = [*wanted, *(key for key in found if key not in wanted)]
        return [
            line
            for key in keys
            for line in _changes(wanted.get(key), found.get(key), f"{path}.{key}".lstrip("."))
        ]
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [
            line
            for index, pair in enumerate(zip(wanted, found, strict=True))
            for line in _changes(*pair, f"{path}[{index}]")
        ]
    if wanted == found:
        return []
    return [f"{path}: expected {_short(wanted)}, got {_short(found)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "..."
