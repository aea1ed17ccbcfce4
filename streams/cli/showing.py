"""One line of colour per record of any topic, for people; events have more in `streams.terminal`."""

from __future__ import annotations

import json
from typing import Any

from rich.text import Text

from streams.terminal.compact import COLOURS
from streams.terminal.marks import line as one_line
from streams.topics import Topic


def line_for(topic: Topic, value: bytes | None) -> Text:
    """A record as one line: time, change, urgency, desk, headline, and what was found."""
    try:
        data = json.loads(value or b"null")
    except ValueError:
        data = None
    if not isinstance(data, dict):
        return Text(f"{topic.name}: {(value or b'')[:200]!r}", style="red")
    if "stage" in data and "error" in data:
        return _dead_letter(data)
    change = str(data.get("type") or data.get("change") or topic.name).split(".")
    name = change[2] if len(change) > 2 else change[-1]
    line = Text()
    line.append(
        f"{str(data.get('occurred_at') or data.get('last_at') or '')[:16]:16} ", style="dim"
    )
    line.append(f"{name:10} ", style=COLOURS.get(name, "white"))
    line.append(
        f"{data.get('urgency') or ' '} ", style="bold red" if data.get("breaking") else "dim"
    )
    line.append(f"{one_line(str(data.get('desk', ''))):9} ", style="blue")
    line.append(one_line(str(data.get("headline") or _first_words(data))), style="bold")
    line.append(one_line(_found(data)), style="dim")
    return line


def _found(data: dict[str, Any]) -> str:
    parts = [str(data.get("kind") or "")]
    parts += [str(topic["name"]) for topic in data.get("topics", ())[:1]]
    parts += [
        str(person["name"]) for person in data.get("people", ())[:2] if isinstance(person, dict)
    ]
    parts += [str(place["name"]) for place in data.get("places", ())[:2]]
    if data.get("entries") is not None:
        parts.append(f"{data['entries']} entries")
    named = [part for part in dict.fromkeys(parts) if part]
    return f"  [{' · '.join(named)}]" if named else ""


def _first_words(data: dict[str, Any]) -> str:
    return str(data.get("body") or data.get("entry") or "").split("\n")[0][:80]


def _dead_letter(data: dict[str, Any]) -> Text:
    place = data.get("position", {})
    where = f"{place.get('topic')}/{place.get('partition')}/{place.get('offset')}"
    said = f"dead letter  {data['stage']}  {where}  {data['error']}: {data.get('message')}"
    return Text(one_line(said), style="red")
