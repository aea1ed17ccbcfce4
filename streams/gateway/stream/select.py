"""What a client asked for: the parameters of the address, checked. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from pydantic import ValidationError

from schemas import Following, Selection
from schemas.selection import PARAMETERS
from streams.core.reason import reason
from streams.errors import RequestRefused

from .cursor import BadCursor, Cursor, Of
from .hub import Wants

Begin = Literal["now", "earliest"]

_OF_STORIES: Final = frozenset({"desk", "source", "coverage", "story", "place"})
_REMEMBERED: Final = 4_000
"""Entries of which each client's decision is kept: some hours of a busy newsroom, half a MB."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asked for.

    Attributes:
        of: which stream.
        begin: where to begin.
        selection: what is wanted of it.
    """

    of: Of
    begin: Begin | Cursor
    selection: Selection

    def wants(self) -> Wants | None:
        """Decides for one client, from now on; ``None`` where everything is wanted."""
        if self.selection == Selection():
            return None
        following = Following(self.selection, _REMEMBERED)
        return lambda item: following.wants(item.event())


def asked(pairs: Iterable[tuple[str, str]], last_event_id: str | None) -> Asked:
    """Read the parameters of an address.

    Args:
        pairs: ``of`` is the stream: ``events`` (default), ``stories`` or ``alerts``; ``from`` where
            to begin: ``now`` (default), ``earliest`` or a cursor; the others select.
        last_event_id: the header of that name; it comes first.

    Raises:
        RequestRefused: 400, with what is wrong.
    """
    given = list(pairs)
    named = dict(given)
    if unknown := sorted(named.keys() - PARAMETERS - {"of", "from"}):
        raise RequestRefused(
            400, f"there is no parameter {unknown[0]}; there are of, from, {', '.join(_sorted())}"
        )
    of = named.get("of", "events")
    if of not in get_args(Of):
        raise RequestRefused(400, f"of is one of {', '.join(get_args(Of))}")
    if of == "stories" and (wrong := sorted((named.keys() & PARAMETERS) - _OF_STORIES)):
        raise RequestRefused(400, f"stories have no {wrong[0]} to select by")
    try:
        selection = Selection.from_query(given)
    except ValidationError as error:
        raise RequestRefused(400, reason(error)) from None
    where = (
        ("Last-Event-ID", last_event_id) if last_event_id else ("from", named.get("from", "now"))
    )
    return Asked(cast("Of", of), _begin(*where, of), selection)


def _begin(name: str, text: str, of: str) -> Begin | Cursor:
    if text in get_args(Begin):
        return cast("Begin", text)
    try:
        cursor = Cursor.parse(text)
    except BadCursor as error:
        raise RequestRefused(400, f"{name} is no cursor: {error}") from None
    if cursor.of != of:
        raise RequestRefused(400, f"{name} is a cursor of {cursor.of}, and {of} were asked for")
    return cursor


def _sorted() -> list[str]:
    return sorted(PARAMETERS)
