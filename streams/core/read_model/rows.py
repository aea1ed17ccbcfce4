"""From a record of ``news.events`` or ``news.stories`` to what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from schemas import Regroup, Story, parse_event
from schemas.cloudevents import AnyEvent, attributes
from schemas.event import Content
from schemas.selection import names_of_places, names_of_topics, only_cosmetic

_PARTITION_BITS: Final = 10
_OFFSET_BITS: Final = 21
_OFFSETS: Final = 1 << _OFFSET_BITS


@dataclass(frozen=True, slots=True)
class EventRow:
    """What is kept of one event.

    Attributes:
        row: its number: newest last, the same whenever the log is read again.
        partition: of ``news.events``.
        offset: in it.
        id: of the event.
        entry: id of the entry.
        desk: of the entry.
        source: who published it.
        coverage: id of the live blog.
        change: what happened: ``published``, ``revised`` …
        joined: the story that the event names.
        regroups: stories that came together or apart over it.
        at_ms: the entry's own time, else that of the record; milliseconds since 1970.
        told_ms: time of the record.
        is_content: whether it carries the entry's text.
        cosmetic: a revision that changes nothing a reader would notice.
        facets: kind, urgency, topics and places, as a selection names them.
        headline: to be searched, as are the following.
        body: plain text.
        names: bylines and tags.
        document: the event as a CloudEvent in structured mode.
    """

    row: int
    partition: int
    offset: int
    id: str
    entry: str
    desk: str
    source: str
    coverage: str
    change: str
    joined: str | None
    regroups: tuple[Regroup, ...]
    at_ms: int
    told_ms: int
    is_content: bool
    cosmetic: bool
    facets: tuple[tuple[str, str], ...]
    headline: str
    body: str
    names: str
    document: bytes


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What is kept of the latest state of a story.

    Attributes:
        row: its number: the one with the latest entry last.
        partition: of ``news.stories``.
        offset: in it.
        id: of the story.
        desk: of the story.
        first_ms: time of its first entry, else that of the record.
        last_ms: time of its last entry, else that of the record.
        merged_into: the story that goes on in its place.
        entries: how many stand.
        places: as a selection names them, and by name.
        headline: to be searched, as are the following.
        names: people and places.
        document: the story's JSON.
    """

    row: int
    partition: int
    offset: int
    id: str
    desk: str
    first_ms: int
    last_ms: int
    merged_into: str | None
    entries: int
    places: tuple[str, ...]
    headline: str
    names: str
    document: bytes


def event_row(value: bytes, partition: int, offset: int, timestamp_ms: int) -> EventRow:
    """What is kept of a record of ``news.events``.

    Raises:
        pydantic.ValidationError: it is not an event.
    """
    event = parse_event(value)
    told_ms = max(timestamp_ms, 0)
    at_ms = told_ms if event.occurred_at is None else _millis(event.occurred_at)
    is_content = isinstance(event, Content)
    return EventRow(
        row=_row(at_ms, partition, offset),
        partition=partition,
        offset=offset,
        id=event.id,
        entry=event.entry,
        desk=event.desk,
        source=event.source,
        coverage=event.coverage.id,
        change=event.type.split(".")[2],
        joined=event.story,
        regroups=event.regroups,
        at_ms=at_ms,
        told_ms=told_ms,
        is_content=is_content,
        cosmetic=only_cosmetic(event),
        facets=tuple(dict.fromkeys(_facets(event))) if isinstance(event, Content) else (),
        headline=(event.headline or "") if is_content else "",
        body=event.body if isinstance(event, Content) else "",
        names="\n".join((*event.bylines, *event.tags)) if isinstance(event, Content) else "",
        document=_structured(event, value),
    )


def story_row(value: bytes, partition: int, offset: int, timestamp_ms: int) -> StoryRow:
    """What is kept of a record of ``news.stories``.

    Raises:
        pydantic.ValidationError: it is not a story.
    """
    story = Story.model_validate_json(value)
    told_ms = max(timestamp_ms, 0)
    last_ms = told_ms if story.last_at is None else _millis(story.last_at)
    named = tuple(place.name for place in story.places)
    called = {
        str(name).lower()
        for place in story.places
        for name in (place.name, place.country, place.geonames_id)
        if name is not None
    }
    return StoryRow(
        row=_row(last_ms, partition, offset),
        partition=partition,
        offset=offset,
        id=story.id,
        desk=story.desk,
        first_ms=last_ms if story.first_at is None else _millis(story.first_at),
        last_ms=last_ms,
        merged_into=story.merged_into,
        entries=story.entries,
        places=tuple(sorted(called)),
        headline=story.headline or "",
        names="\n".join((*story.people, *named)),
        document=value,
    )


def first_row_at(at_ms: int) -> int:
    """The smallest number that a row of this second, or a later one, can have."""
    seconds = at_ms // 1000
    return seconds << (_PARTITION_BITS + _OFFSET_BITS)


def next_row(row: int) -> int:
    """The number to take where one is taken: the next within its second and partition."""
    base = row & ~(_OFFSETS - 1)
    return base | (row + 1) % _OFFSETS


def _row(at_ms: int, partition: int, offset: int) -> int:
    # 32 bits of seconds, 10 of partition, 21 of offset: what is sorted by it is sorted by time, it
    # does not depend on how partitions interleave, and full-text search can walk it backwards
    return first_row_at(at_ms) | partition << _OFFSET_BITS | offset % _OFFSETS


def _facets(event: Content) -> Iterator[tuple[str, str]]:
    yield "kind", event.kind
    yield "urgency", str(event.urgency)
    for name in sorted(names_of_topics(event.topics)):
        yield "topic", name
    for name in sorted(names_of_places(event.places)):
        yield "place", name


def _structured(event: AnyEvent, value: bytes) -> bytes:
    # the record's own bytes: fields that are newer than our models are passed on
    head: dict[str, Any] = {**attributes(event), "data": orjson.Fragment(value)}
    return orjson.dumps(head)


def _millis(time: datetime) -> int:
    return round(time.timestamp() * 1000)
