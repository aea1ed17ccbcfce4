"""What is asked of the tables. Each function is run in a reading thread."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from streams.core.read_model import (
    EventSearch,
    StorySearch,
    event_statement,
    marked,
    story_statement,
)


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One event.

    Attributes:
        row: its number, newest last; in an entry, its offset.
        state: ``current``, ``superseded`` or ``withdrawn``.
        document: a CloudEvent in structured mode.
        told_ms: when it came, milliseconds since 1970; 0 where that was not asked.
        snippet: text round the words that were looked for, and their spans in it.
    """

    row: int
    state: str
    document: bytes
    told_ms: int = 0
    snippet: tuple[str, tuple[tuple[int, int], ...]] | None = None


@dataclass(frozen=True, slots=True)
class FoundStory:
    """One story.

    Attributes:
        row: its number, the one with the latest entry last.
        document: its JSON.
        merged_into: the story that goes on in its place.
    """

    row: int
    document: bytes
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """How an entry stands.

    Attributes:
        desk: of the entry.
        state: ``standing``, ``withdrawn`` or ``duplicate``.
        story: the story that it is in now.
        events: of it, in the order of the log.
    """

    desk: str
    state: str
    story: str | None
    events: list[FoundEvent]


def search_events(connection: sqlite3.Connection, search: EventSearch) -> list[FoundEvent]:
    """Events, newest first."""
    statement = event_statement(search)
    return [
        FoundEvent(row, state, document, told_ms, None if snippet is None else marked(snippet))
        for row, snippet, state, told_ms, document in connection.execute(
            statement.sql, statement.values
        )
    ]


def search_stories(connection: sqlite3.Connection, search: StorySearch) -> list[FoundStory]:
    """Stories, the one with the latest entry first."""
    statement = story_statement(search)
    return [FoundStory(*found) for found in connection.execute(statement.sql, statement.values)]


def event(connection: sqlite3.Connection, identity: str) -> FoundEvent | None:
    """One event by its id."""
    found = connection.execute(
        "SELECT row, state, document, told_ms FROM events JOIN documents USING (row) WHERE id = ?",
        (identity,),
    ).fetchone()
    return found and FoundEvent(*found)


def entry(
    connection: sqlite3.Connection, identity: str, after: int | None, limit: int
) -> FoundEntry | None:
    """An entry by its id, with its events from after an offset on."""
    found = connection.execute(
        "SELECT desk, state, story FROM entries WHERE entry = ?", (identity,)
    ).fetchone()
    if found is None:
        return None
    events = connection.execute(
        "SELECT offset, state, document, told_ms FROM events JOIN documents USING (row) "
        "WHERE entry = ? AND offset > ? ORDER BY offset LIMIT ?",
        (identity, -1 if after is None else after, limit),
    )
    desk, state, story_now = found
    return FoundEntry(desk, state, story_now, [FoundEvent(*one) for one in events])


def story(connection: sqlite3.Connection, identity: str) -> FoundStory | None:
    """The latest state of a story by its id."""
    found = connection.execute(
        "SELECT row, document, merged_into FROM stories WHERE id = ?", (identity,)
    ).fetchone()
    return found and FoundStory(*found)


def timeline(
    connection: sqlite3.Connection, identity: str, after: int | None, limit: int
) -> list[FoundEvent]:
    """The events of the entries that are in a story now, oldest first."""
    found = connection.execute(
        "SELECT e.row, e.state, d.document, e.told_ms FROM entries n "
        "JOIN events e ON e.entry = n.entry JOIN documents d ON d.row = e.row "
        "WHERE n.story = ? AND e.row > ? ORDER BY e.row LIMIT ?",
        (identity, -1 if after is None else after, limit),
    )
    return [FoundEvent(*one) for one in found]
