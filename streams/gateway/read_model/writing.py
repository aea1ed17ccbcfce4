"""Rows into tables. One transaction holds a batch and how far the log has been read with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from pydantic import ValidationError

from streams.core.read_model import EventRow, StoryRow, event_row, story_row
from streams.core.read_model.rows import next_row
from streams.delivery.records import Record
from streams.errors import ReadModelStale
from streams.gateway.following import Place
from streams.topics import EVENTS

from . import regrouping

_STATES: Final = {"withdrawn": "withdrawn", "duplicated": "duplicate"}


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a partition has been read.

    Attributes:
        next: offset to go on with.
        last: offset of the last record that was read.
        digest: of its value.
    """

    next: int
    last: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a batch.

    Attributes:
        rows: records that were taken up.
        repeats: records whose event was there already.
        skipped: records that are no events or stories.
    """

    rows: int = 0
    repeats: int = 0
    skipped: int = 0


def marks(connection: sqlite3.Connection) -> dict[Place, Mark]:
    """How far each partition has been read."""
    found = connection.execute("SELECT topic, partition, next, last, digest FROM logs")
    return {Place(topic, number): Mark(*rest) for topic, number, *rest in found}


def is_complete(connection: sqlite3.Connection) -> bool:
    """Whether the end of the log was ever reached."""
    return bool(connection.execute("SELECT complete FROM progress").fetchone()[0])


def complete(connection: sqlite3.Connection) -> None:
    """Note that the end of the log was reached."""
    connection.execute("UPDATE progress SET complete = 1")


def apply(connection: sqlite3.Connection, records: Iterable[Record]) -> Applied:
    """Take up records, in the order of their partitions, all of them or none.

    Raises:
        ReadModelStale: the log is not the one that the rows came from.
    """
    rows = repeats = skipped = 0
    with transaction(connection):
        known = marks(connection)
        for record in records:
            place = Place(record.position.topic, record.position.partition)
            offset = record.position.offset
            digest = blake2b(record.value or b"", digest_size=16).digest()
            mark = known.get(place)
            if mark is not None and offset < mark.next:
                if offset == mark.last and digest != mark.digest:
                    raise ReadModelStale(f"{place.topic}/{place.partition} is another log")
                continue
            known[place] = Mark(offset + 1, offset, digest)
            try:
                taken = _take(connection, record)
            except ValidationError:
                skipped += 1
                continue
            rows += taken
            repeats += not taken
        connection.executemany(
            "INSERT OR REPLACE INTO logs VALUES (?, ?, ?, ?, ?)",
            [(*place, mark.next, mark.last, mark.digest) for place, mark in known.items()],
        )
    return Applied(rows, repeats, skipped)


def _take(connection: sqlite3.Connection, record: Record) -> bool:
    place = (record.position.partition, record.position.offset, record.timestamp_ms)
    if record.position.topic == EVENTS.name:
        return _put_event(connection, event_row(record.value or b"", *place))
    if record.value is None:  # how a compacted topic says that a key is gone
        return remove_story(connection, (record.key or b"").decode("utf-8", "replace"))
    return _put_story(connection, story_row(record.value, *place))


def _put_event(connection: sqlite3.Connection, event: EventRow) -> bool:
    if connection.execute("SELECT 1 FROM events WHERE id = ?", (event.id,)).fetchone():
        return False
    row = event.row
    while connection.execute("SELECT 1 FROM events WHERE row = ?", (row,)).fetchone():
        row = next_row(row)
    before = connection.execute(
        "SELECT content FROM entries WHERE entry = ?", (event.entry,)
    ).fetchone()
    content = before[0] if before else None
    if before:
        _end_of_before(connection, event, content)
    if event.is_content:
        content = row
    connection.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current')",
        (
            row,
            event.partition,
            event.offset,
            event.id,
            event.entry,
            event.desk,
            event.source,
            event.coverage,
            event.change,
            event.at_ms,
            event.told_ms,
            event.is_content,
            event.cosmetic,
            content,
        ),
    )
    connection.execute("INSERT INTO documents VALUES (?, ?)", (row, event.document))
    if event.is_content:
        connection.execute(
            "INSERT INTO texts (rowid, headline, body, names) VALUES (?, ?, ?, ?)",
            (row, event.headline, event.body, event.names),
        )
        connection.executemany(
            "INSERT INTO facets VALUES (?, ?, ?)", [(*facet, row) for facet in event.facets]
        )
    connection.execute(
        "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.entry,
            event.desk,
            _STATES.get(event.change, "standing"),
            row,
            content,
            event.joined,
            regrouping.present(connection, event.entry, event.joined),
        ),
    )
    for regroup in event.regroups:
        regrouping.apply(connection, regroup, event.partition, event.offset)
    return True


def _end_of_before(connection: sqlite3.Connection, event: EventRow, content: int | None) -> None:
    """What was said of the entry before is no longer how it stands."""
    connection.execute(
        "UPDATE events SET state = 'superseded' WHERE entry = ? AND state = 'current'",
        (event.entry,),
    )
    if event.change == "withdrawn":
        connection.execute(
            "UPDATE events SET state = 'withdrawn' WHERE entry = ? AND content", (event.entry,)
        )
    if content is not None:
        connection.execute("DELETE FROM texts WHERE rowid = ?", (content,))


def _put_story(connection: sqlite3.Connection, story: StoryRow) -> bool:
    remove_story(connection, story.id)
    row = story.row
    while connection.execute("SELECT 1 FROM stories WHERE row = ?", (row,)).fetchone():
        row = next_row(row)
    connection.execute(
        "INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row,
            story.partition,
            story.offset,
            story.id,
            story.desk,
            story.first_ms,
            story.last_ms,
            story.merged_into,
            story.entries,
            story.document,
        ),
    )
    connection.execute(
        "INSERT INTO story_texts (rowid, headline, names) VALUES (?, ?, ?)",
        (row, story.headline, story.names),
    )
    connection.executemany(
        "INSERT INTO story_places VALUES (?, ?)", [(place, row) for place in story.places]
    )
    return True


def remove_story(connection: sqlite3.Connection, story: str) -> bool:
    """Forget a story; says whether it was there."""
    found = connection.execute("SELECT row FROM stories WHERE id = ?", (story,)).fetchone()
    if found is None:
        return False
    connection.execute("DELETE FROM stories WHERE row = ?", found)
    connection.execute("DELETE FROM story_texts WHERE rowid = ?", found)
    connection.execute("DELETE FROM story_places WHERE row = ?", found)
    return True


class transaction:  # noqa: N801 - used like a function
    """Everything within is written, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")
