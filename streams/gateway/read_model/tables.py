"""The tables. All of it is derived from the log, and may be deleted at any time."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
"""Of the tables and of what is in them: a file of another version is built anew."""

FILE: Final = f"read-model-v{VERSION}.sqlite"

APPLICATION: Final = 0x434F5059
"""``COPY`` in ASCII: the file is ours."""

TABLES: Final = """
CREATE TABLE logs (              -- as far as the log has been read; written with the rows
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  next INTEGER NOT NULL,         -- offset to go on with
  last INTEGER NOT NULL,         -- offset of the last record that was read, and its digest:
  digest BLOB NOT NULL,          -- another record there means that it is another log
  PRIMARY KEY (topic, partition)
) WITHOUT ROWID;

CREATE TABLE progress (          -- one row: whether the end of the log was ever reached
  complete INTEGER NOT NULL
);

CREATE TABLE events (            -- narrow, because it is walked through
  row INTEGER PRIMARY KEY,       -- made of second, partition and offset
  partition INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  entry TEXT NOT NULL,
  desk TEXT NOT NULL,
  source TEXT NOT NULL,
  coverage TEXT NOT NULL,
  change TEXT NOT NULL,          -- published, revised, corrected, withdrawn, duplicated
  at_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  content INTEGER NOT NULL,      -- whether it carries text
  cosmetic INTEGER NOT NULL,
  about INTEGER,                 -- the row whose facets say what it is about
  state TEXT NOT NULL            -- current, superseded, withdrawn
);
CREATE INDEX events_by_offset ON events (partition, offset);
CREATE INDEX events_by_entry ON events (entry, offset);

CREATE TABLE documents (         -- events as CloudEvents
  row INTEGER PRIMARY KEY,
  document BLOB NOT NULL
);

CREATE TABLE facets (            -- kind, urgency, topic, place
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (name, value, row)
) WITHOUT ROWID;
CREATE INDEX facets_by_row ON facets (row);

CREATE VIRTUAL TABLE texts USING fts5 (  -- of what stands: the current revision of each entry
  headline, body, names, tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE entries (
  entry TEXT PRIMARY KEY,
  desk TEXT NOT NULL,
  state TEXT NOT NULL,           -- standing, withdrawn, duplicate
  latest INTEGER NOT NULL,       -- row of its last event
  content INTEGER,               -- row of its last event with text
  joined TEXT,                   -- the story that its last event names
  story TEXT                     -- the story that it is in now
) WITHOUT ROWID;
CREATE INDEX entries_by_story ON entries (story, entry);

CREATE TABLE moves (             -- entries that went to another story
  entry TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  partition INTEGER NOT NULL,    -- of the event that says so, as in mergers
  offset INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE mergers (           -- stories that went on as another
  source TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  partition INTEGER NOT NULL,
  offset INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE stories (           -- the latest state of each
  row INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  desk TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  merged_into TEXT,
  entries INTEGER NOT NULL,
  document BLOB NOT NULL
);

CREATE TABLE story_places (
  value TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (value, row)
) WITHOUT ROWID;
CREATE INDEX story_places_by_row ON story_places (row);

CREATE VIRTUAL TABLE story_texts USING fts5 (
  headline, names, tokenize = "unicode61 remove_diacritics 2"
);

INSERT INTO progress VALUES (0);
"""
