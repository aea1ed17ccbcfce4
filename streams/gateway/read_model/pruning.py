"""What the log no longer holds is forgotten: what is left is what a new read model would hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from streams.gateway.following import Place
from streams.topics import EVENTS

from . import regrouping
from .writing import remove_story, transaction

_OLDER = "SELECT row FROM events WHERE partition = ? AND offset < ?"


def prune(connection: sqlite3.Connection, beginnings: Mapping[Place, int]) -> int:
    """Forget everything before these offsets; returns how many events and stories went."""
    gone = 0
    with transaction(connection):
        for place, beginning in beginnings.items():
            older = (place.partition, beginning)
            if place.topic == EVENTS.name:
                gone += _prune_events(connection, older)
            else:
                found = connection.execute(
                    "SELECT id FROM stories WHERE partition = ? AND offset < ?", older
                ).fetchall()
                gone += sum(remove_story(connection, story) for (story,) in found)
    return gone


def _prune_events(connection: sqlite3.Connection, older: tuple[int, int]) -> int:
    if connection.execute(f"{_OLDER} LIMIT 1", older).fetchone() is None:
        return 0
    for table, row in (("texts", "rowid"), ("facets", "row"), ("documents", "row")):
        connection.execute(f"DELETE FROM {table} WHERE {row} IN ({_OLDER})", older)  # noqa: S608 - constants
    connection.execute(f"DELETE FROM entries WHERE latest IN ({_OLDER})", older)  # noqa: S608 - a constant
    for table, column in (("entries", "content"), ("events", "about")):
        connection.execute(
            f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({_OLDER})",  # noqa: S608 - constants
            older,
        )
    gone = connection.execute("DELETE FROM events WHERE partition = ? AND offset < ?", older)
    regrouping.prune(connection, older)
    return gone.rowcount
