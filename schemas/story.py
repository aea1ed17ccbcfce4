"""The latest state of a story on the compacted topic ``news.stories``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import DeskName, Model, UtcTime


class StoryPlace(Model):
    """A place of a story and how many of its entries name it."""

    name: str
    geonames_id: int | None = None
    country: str | None = None
    entries: int = Field(ge=1)


class FigureValue(Model):
    """One value of a figure: who says so, and when.

    Attributes:
        value: the number.
        bound: ``exactly``, ``at-least``, ``at-most`` or ``about``.
        source: who reports it.
        entry: id of the entry that says so.
        at: the entry's own time.
    """

    value: float
    bound: str
    source: str
    entry: str
    at: UtcTime | None = None


class Figure(Model):
    """What is counted in a story, with every value that stands, the latest first.

    Attributes:
        counts: what is counted, as the entries say, or ``killed``, ``injured``, ``missing``.
        unit: of the values, where they have one.
        values: side by side, for they may conflict.
    """

    counts: str
    unit: str | None = None
    values: tuple[FigureValue, ...]


class Story(Model):
    """The thread of events, across coverages and sources of a desk, about one happening.

    Attributes:
        id: stable.
        headline: of the entry that stands for the story.
        first_at: time of its first entry.
        last_at: time of its last entry.
        sources: who reports it.
        coverages: ids of the live blogs it stands in.
        places: where, most named first.
        people: who, most named first.
        entries: how many entries stand, withdrawn and repeated ones left out.
        revisions: how often they were revised or corrected.
        duplicates: how many repeats were seen.
        withdrawn: ids of the events that are no longer true.
        figures: what is counted in it, most reported first.
        merged_into: the story that goes on in its place; nothing else is told of it then.
        latest: id of the last event that changed the story.
    """

    type: Literal["copydesk.story.updated.v1"] = "copydesk.story.updated.v1"
    id: str
    desk: DeskName
    headline: str | None = None
    first_at: UtcTime | None = None
    last_at: UtcTime | None = None
    sources: tuple[str, ...] = ()
    coverages: tuple[str, ...] = ()
    places: tuple[StoryPlace, ...] = ()
    people: tuple[str, ...] = ()
    entries: int = Field(ge=0)
    revisions: int = Field(ge=0)
    duplicates: int = Field(ge=0)
    withdrawn: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    merged_into: str | None = None
    latest: str
