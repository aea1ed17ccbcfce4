"""From what is asked to one SQL statement; the tables are those of ``tables.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas import Selection

from .query import BEGIN, END, Words
from .rows import first_row_at

Value = str | int
_SNIPPET_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with named parameters."""

    sql: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class EventSearch:
    """Which events are asked for, newest first.

    Attributes:
        selection: what must hold of them.
        words: that must be in the current text of the entry.
        since_ms: the entry's own time, from here, milliseconds since 1970.
        until_ms: and before here.
        every_state: everything that the log holds; otherwise entries as they stand, with the
            notices that one was withdrawn or repeats another.
        before: the row to go on after: that of the last event of the page before.
        limit: how many.
    """

    selection: Selection = field(default_factory=Selection)
    words: Words | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    every_state: bool = False
    before: int | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class StorySearch:
    """Which stories are asked for, the one with the latest entry first; merged ones never.

    Attributes:
        desks: of these; empty for all.
        places: that they name: ISO 3166-1 codes, GeoNames ids or names.
        words: in headline, people or places.
        since_ms: with an entry from here on, milliseconds since 1970.
        until_ms: and with one before here.
        before: the row to go on after.
        limit: how many.
    """

    desks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: Words | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    before: int | None = None
    limit: int = 20


class _Where:
    """Conditions and their values."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.values: dict[str, Value] = {}

    def add(self, condition: str, **values: Value) -> None:
        self.conditions.append(condition)
        self.values |= values

    def among(self, condition: str, name: str, wanted: Sequence[str]) -> None:
        """A condition with ``%s`` for a list of values; none where nothing is wanted."""
        if not wanted:
            return
        named = {f"{name}_{number}": value for number, value in enumerate(wanted)}
        self.add(condition % ", ".join(f":{one}" for one in named), **named)

    def rows(
        self, row: str, before: int | None, since_ms: int | None, until_ms: int | None
    ) -> None:
        """Bounds of the row's number, which is made of its second."""
        bounds = [] if before is None else [before]
        if until_ms is not None:
            bounds.append(first_row_at(until_ms + 999))
        if bounds:
            self.add(f"{row} < :row_end", row_end=min(bounds))
        if since_ms is not None:
            self.add(f"{row} >= :row_start", row_start=first_row_at(since_ms))

    def sql(self) -> str:
        return " AND ".join(self.conditions) or "1"


def event_statement(search: EventSearch) -> Statement:
    """Rows of ``row, snippet, state, told_ms, document``."""
    where = _Where()
    by_words = search.words is not None
    row = "texts.rowid" if by_words else "e.row"
    if search.words is not None:
        where.add("texts MATCH :words", words=search.words.expression())
    where.rows(row, search.before, search.since_ms, search.until_ms)
    if search.since_ms is not None:
        where.add("e.at_ms >= :since", since=search.since_ms)
    if search.until_ms is not None:
        where.add("e.at_ms < :until", until=search.until_ms)
    if not search.every_state:
        where.add("e.state = 'current'")
    _select(where, search.selection, every_revision=search.every_state)
    shown = (
        f"snippet(texts, -1, '{BEGIN}', '{END}', '…', {_SNIPPET_TOKENS})" if by_words else "NULL"
    )
    source = "texts JOIN events e ON e.row = texts.rowid" if by_words else "events e"
    return Statement(
        f"SELECT e.row, {shown}, e.state, e.told_ms, d.document FROM {source} "  # noqa: S608 - no value of a client is in it
        f"JOIN documents d ON d.row = e.row "
        f"WHERE {where.sql()} ORDER BY {row} DESC LIMIT :limit",
        {**where.values, "limit": search.limit},
    )


def story_statement(search: StorySearch) -> Statement:
    """Rows of ``row, document``."""
    where = _Where()
    by_words = search.words is not None
    row = "story_texts.rowid" if by_words else "s.row"
    if search.words is not None:
        where.add("story_texts MATCH :words", words=search.words.expression())
    where.rows(row, search.before, search.since_ms, None)
    if search.since_ms is not None:
        where.add("s.last_ms >= :since", since=search.since_ms)
    if search.until_ms is not None:
        where.add("s.first_ms < :until", until=search.until_ms)
    where.add("s.merged_into IS NULL AND s.entries > 0")
    where.among("s.desk IN (%s)", "desk", search.desks)
    where.among(
        "s.row IN (SELECT row FROM story_places WHERE value IN (%s))",
        "place",
        _lower(search.places),
    )
    source = "story_texts JOIN stories s ON s.row = story_texts.rowid" if by_words else "stories s"
    return Statement(
        f"SELECT s.row, s.document FROM {source} "  # noqa: S608 - no value of a client is in it
        f"WHERE {where.sql()} ORDER BY {row} DESC LIMIT :limit",
        {**where.values, "limit": search.limit},
    )


def _select(where: _Where, selection: Selection, *, every_revision: bool) -> None:
    where.among("e.desk IN (%s)", "desk", selection.desks)
    where.among("e.source IN (%s)", "source", selection.sources)
    where.among("e.coverage IN (%s)", "coverage", selection.coverages)
    where.among("e.change IN (%s)", "type", selection.types)
    if every_revision and not selection.cosmetic:
        # where entries are shown as they stand, one must not vanish over a comma
        where.add("NOT e.cosmetic")
    where.among(
        "e.entry IN (SELECT entry FROM entries WHERE story IN (%s))", "story", selection.stories
    )
    for name, values in _facets(selection):
        where.among(
            f"e.about IN (SELECT row FROM facets WHERE name = '{name}' AND value IN (%s))",  # noqa: S608 - a constant
            name,
            values,
        )


def _facets(selection: Selection) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "kind", selection.kinds
    yield "topic", _lower(selection.topics)
    yield "place", _lower(selection.places)
    if selection.urgency is not None and selection.urgency < 8:
        yield "urgency", tuple(map(str, range(1, selection.urgency + 1)))


def _lower(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.lower() for value in values)
