"""An event in one line, and what changed in a few below it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import islice
from typing import Final

from rich.text import Text

from schemas import Corrected, Duplicated, Event, Revised, Withdrawn
from schemas.event import Content

from .changes import change_lines
from .marks import line, marked

COLOURS: Final = {
    "published": "green",
    "revised": "cyan",
    "corrected": "yellow",
    "withdrawn": "red",
    "duplicated": "bright_black",
    "updated": "magenta",
}

_MOST_CHANGES: Final = 3
_INDENT: Final = " " * 17


def compact(event: Event, other: str | None = None, *, width: int = 120) -> Text:
    """One line of an event: time, change, urgency, desk, headline, and what was found.

    Args:
        event: to be shown.
        other: for a repeat, the headline of what it repeats, where it is known.
        width: characters after which a line of differences is cut.
    """
    found = head(event)
    if isinstance(event, Content):
        found.append_text(title(event, "bold"))
        found.append(_found(event), style="dim")
        if isinstance(event, (Revised, Corrected)):
            _add_changes(found, event, width)
    elif isinstance(event, Withdrawn):
        found.append_text(gone(event))
    elif isinstance(event, Duplicated):
        found.append_text(repeat(event, other))
    return found


def head(event: Event) -> Text:
    """The columns that every event has."""
    name = event.type.split(".")[2]
    found = Text()
    found.append(f"{when(event.occurred_at)} ", style="dim")
    found.append(f"{name:10} ", style=COLOURS[name])
    if isinstance(event, Content):
        found.append(f"{event.urgency} ", style="bold red" if event.breaking else "dim")
    else:
        found.append("  ")
    found.append(f"{event.desk:9} ", style="blue")
    return found


def when(time: datetime | None) -> str:
    """A time to the minute, in UTC; as wide where there is none."""
    return f"{time:%Y-%m-%dT%H:%M}" if time else " " * 16


def title(event: Content, style: str) -> Text:
    """The headline with its marks; without one, the first line of the body with its own."""
    if event.headline:
        return marked(event.headline, "headline", event, style)
    first = marked(event.body, "body", event, style).split("\n", allow_blank=True)[0]
    first.truncate(80, overflow="ellipsis")
    return first


def gone(event: Withdrawn) -> Text:
    """What was withdrawn, struck out, and what no longer holds."""
    found = Text(line(event.headline or event.entry), style="strike red")
    counted = Counter(one.fact for one in event.retracts)
    retracted = [f"{n} {fact}{'s' if n > 1 else ''}" for fact, n in sorted(counted.items())]
    why = [event.reason, *(["no longer holds: " + ", ".join(retracted)] if retracted else [])]
    return Text.assemble(found, (f"  [{' · '.join(why)}]", "dim"))


def repeat(event: Duplicated, other: str | None) -> Text:
    """That it repeats something, in one dim line."""
    original = event.original
    relation = {"repeat": "again", "syndicated": "syndicated", "recap": "recap"}[original.relation]
    named = f"“{line(other)}” of" if other else "an entry of"
    found = Text("= ", style="dim")
    found.append(line(event.headline or event.entry), style="dim")
    found.append(f"  [{relation}: {named} {line(original.source)}]", style="dim")
    return found


def _found(event: Content) -> str:
    parts = [
        event.kind,
        *(topic.name for topic in event.topics[:1]),
        *(person.name for person in event.people[:2]),
        *(place.name for place in event.places[:2]),
    ]
    return f"  [{' · '.join(map(line, dict.fromkeys(parts)))}]"


def _add_changes(found: Text, event: Revised | Corrected, width: int) -> None:
    lines = list(change_lines(event.deltas, width=width - len(_INDENT)))
    for one in islice(lines, _MOST_CHANGES):
        found.append("\n" + _INDENT)
        found.append_text(one)
    if len(lines) > _MOST_CHANGES:
        found.append(f"\n{_INDENT}… {len(lines) - _MOST_CHANGES} more", style="dim")
