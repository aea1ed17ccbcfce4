"""What a subscriber shows of itself: the entries that it holds."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from schemas import Model


class Held(Model):
    """One entry as a subscriber holds it.

    Attributes:
        entry: id of the entry.
        event: id of the event that the subscriber holds for it.
        revision: of that event.
        headline: of that event.
        withdrawn: true where the subscriber remembers that the entry was taken back.
        repeats: where the subscriber remembers that the entry repeats another: the other's id.
        story: id of the story that it stands in now.
    """

    entry: str = Field(min_length=1)
    event: str | None = None
    revision: int | None = None
    headline: str | None = None
    withdrawn: bool = False
    repeats: str | None = None
    story: str | None = None


class State(Model):
    """Everything that a subscriber holds. Other fields, and other entries, do not matter.

    Attributes:
        entries: one item for each entry; those withdrawn or repeated may be left out.
    """

    entries: tuple[Held, ...]


def state_schema() -> dict[str, Any]:
    """The JSON Schema of what a subscriber must show."""
    document = State.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **document}
