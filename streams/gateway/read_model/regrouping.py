"""Which story an entry is in now: as stories merge and split, like ``streams.core.thread``."""

from __future__ import annotations

import sqlite3

from schemas import Regroup


def present(connection: sqlite3.Connection, entry: str, joined: str | None) -> str | None:
    """The story that an entry is in, which joined one once."""
    moved = connection.execute("SELECT target FROM moves WHERE entry = ?", (entry,)).fetchone()
    story = moved[0] if moved else joined
    return None if story is None else current(connection, story)


def current(connection: sqlite3.Connection, story: str) -> str:
    """The story that goes on in its place, after all mergers."""
    seen: set[str] = set()
    while story not in seen:
        seen.add(story)
        merged = connection.execute(
            "SELECT target FROM mergers WHERE source = ?", (story,)
        ).fetchone()
        if merged is not None and merged[0] not in seen:
            story = merged[0]
    return story


def apply(connection: sqlite3.Connection, regroup: Regroup, partition: int, offset: int) -> None:
    """Entries move to another story: some of one, or all of them and those still to come."""
    if regroup.entries:
        connection.executemany(
            "INSERT OR REPLACE INTO moves VALUES (?, ?, ?, ?)",
            [(entry, regroup.target, partition, offset) for entry in regroup.entries],
        )
        leaving = [(entry,) for entry in regroup.entries]
    else:
        before = connection.execute(
            "SELECT target FROM mergers WHERE source = ?", (regroup.source,)
        ).fetchone()
        connection.execute(
            "INSERT OR REPLACE INTO mergers VALUES (?, ?, ?, ?)",
            (regroup.source, regroup.target, partition, offset),
        )
        # one that goes on elsewhere than was said first may concern entries further on
        anywhere = before is not None and before[0] != regroup.target
        leaving = connection.execute(
            "SELECT entry FROM entries WHERE story = ? OR ?", (regroup.source, anywhere)
        ).fetchall()
    _place(connection, leaving)


def prune(connection: sqlite3.Connection, older: tuple[int, int]) -> None:
    """Forget what events say that the log no longer holds."""
    gone = 0
    for table in ("moves", "mergers"):
        gone += connection.execute(
            f"DELETE FROM {table} WHERE partition = ? AND offset < ?",  # noqa: S608 - a constant
            older,
        ).rowcount
    if gone:
        _place(connection, connection.execute("SELECT entry FROM entries").fetchall())


def _place(connection: sqlite3.Connection, entries: list[tuple[str]]) -> None:
    for (entry,) in entries:
        found = connection.execute(
            "SELECT joined FROM entries WHERE entry = ?", (entry,)
        ).fetchone()
        if found is not None:
            connection.execute(
                "UPDATE entries SET story = ? WHERE entry = ?",
                (present(connection, entry, found[0]), entry),
            )
