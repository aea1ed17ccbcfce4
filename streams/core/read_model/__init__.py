"""What the gateway can be asked for, as rows and queries: pure, without SQLite."""

from .query import Words, marked
from .rows import EventRow, StoryRow, event_row, first_row_at, story_row
from .search import EventSearch, Statement, StorySearch, event_statement, story_statement

__all__ = [
    "EventRow",
    "EventSearch",
    "Statement",
    "StoryRow",
    "StorySearch",
    "Words",
    "event_row",
    "event_statement",
    "first_row_at",
    "marked",
    "story_row",
    "story_statement",
]
