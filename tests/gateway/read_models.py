"""Read models in a folder of a test, and all that is in one."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager

from streams.gateway.read_model import writing
from streams.gateway.read_model.tables import TABLES

DERIVED = {
    "logs": "*",
    "events": "*",
    "documents": "*",
    "facets": "*",
    "texts": "rowid, *",
    "entries": "*",
    "moves": "*",
    "mergers": "*",
    "stories": "*",
    "story_places": "*",
    "story_texts": "rowid, *",
}


@contextmanager
def empty():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(TABLES)
        yield connection
    finally:
        connection.close()


@contextmanager
def built(*batches):
    with empty() as connection:
        for batch in batches:
            writing.apply(connection, batch)
        yield connection


def everything(connection, without=()):
    """All rows of all tables, in an order of their own."""
    return {
        table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
        for table, columns in DERIVED.items()
        if table not in without
    }


def found_by_words(connection, table="texts"):
    """What full-text search finds of each row: its index must say what its content says."""
    connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    return sorted(row for (row,) in connection.execute(f"SELECT rowid FROM {table}"))
