"""What a client asked for: the parameters of the address, checked. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from pydantic import ValidationError

from schemas import Following, Selection, Story
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
        if self.of == "stories":
            stories = FollowingStories(self.selection)
            return lambda item: stories.wants(cast("Story", item.event()))
        entries = Following(self.selection, _REMEMBERED)
        return lambda item: entries.wants(item.event())  # type: ignore[arg-type] # not of stories


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


class FollowingStories:
    """Applies a selection to the states of stories, in their order.

    As with entries, a story that was let through stays so. Of one whose earlier states were not
    seen, a state that takes something back is let through: it was merged, or lost an entry.

    Args:
        selection: what is wanted.
        remembered: stories of which the decision is kept; the oldest are forgotten first.
    """

    def __init__(self, selection: Selection, remembered: int = _REMEMBERED) -> None:
        self._selection = selection
        self._remembered = remembered
        self._wanted: OrderedDict[str, bool] = OrderedDict()

    def wants(self, story: Story) -> bool:
        """Whether the subscriber gets the state. To be asked once for each, in order."""
        if not _among((story.desk,), self._selection.desks):
            return False
        if not _among((story.id,), self._selection.stories):
            return False
        takes_back = story.merged_into is not None or bool(story.withdrawn)
        known = self._wanted.get(story.id, takes_back)
        wanted = self._wanted[story.id] = known or self._fits(story)
        self._wanted.move_to_end(story.id)
        if len(self._wanted) > self._remembered:
            self._wanted.popitem(last=False)
        return wanted

    def _fits(self, story: Story) -> bool:
        selection = self._selection
        places = {
            str(name).lower()
            for place in story.places
            for name in (place.country, place.geonames_id)
            if name is not None
        }
        return (
            _among(story.sources, selection.sources)
            and _among(story.coverages, selection.coverages)
            and _among(places, tuple(place.lower() for place in selection.places))
        )


def _among(values: Iterable[str], wanted: tuple[str, ...]) -> bool:
    return not wanted or any(value in wanted for value in values)
