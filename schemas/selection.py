"""Which events a subscriber wants: one language for clients, HTTP streams, webhooks and `tail`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Annotated, Final, Literal, Self

from pydantic import Field

from .base import DeskName, Identifier, Model
from .event import Content, Event
from .facts import Kind, Place, Topic
from .story import Story

_REMEMBERED: Final = 100_000
_SINGLE: Final = frozenset({"urgency", "cosmetic"})
_SINGULAR: Final = {
    "desk": "desks",
    "source": "sources",
    "coverage": "coverages",
    "story": "stories",
    "type": "types",
    "kind": "kinds",
    "topic": "topics",
    "place": "places",
    "urgency": "urgency",
    "cosmetic": "cosmetic",
}

PARAMETERS: Final = frozenset(_SINGULAR)
"""The names that a query string may have for a selection."""


class Selection(Model):
    """What must hold of an event. Values of one attribute are alternatives, attributes add up.

    Of a story only desks, sources, coverages, stories and places can be asked; what else is asked
    says nothing of it.

    Attributes:
        desks: the desks to follow; empty for all, here as everywhere below.
        sources: who published the entry.
        coverages: ids of live blogs.
        stories: ids of stories.
        types: what happened: ``published``, ``revised``, ``corrected``, ``withdrawn``,
            ``duplicated``.
        kinds: of the entry.
        topics: IPTC codes (``medtop:16000000``, or the number alone) or names.
        places: ISO 3166-1 codes (``UA``), ISO 3166-2 codes (``UA-30``) or GeoNames ids.
        urgency: at least as urgent as this: 1 (most) to 8.
        cosmetic: whether revisions that change nothing a reader would notice are wanted.
    """

    desks: tuple[DeskName, ...] = ()
    sources: tuple[Identifier, ...] = ()
    coverages: tuple[Identifier, ...] = ()
    stories: tuple[Identifier, ...] = ()
    types: tuple[Literal["published", "revised", "corrected", "withdrawn", "duplicated"], ...] = ()
    kinds: tuple[Kind, ...] = ()
    topics: tuple[Identifier, ...] = ()
    places: tuple[Identifier, ...] = ()
    urgency: Annotated[int, Field(ge=1, le=8)] | None = None
    cosmetic: bool = True

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """The selection that a query string asks for: ``desk=world&topic=04000000,sport``.

        Names are those of the attributes in the singular; one that comes several times, or has
        commas in it, gives alternatives. Other names are left alone.

        Raises:
            pydantic.ValidationError: a value cannot be.
        """
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name in _SINGULAR:
                parts = [part.strip() for part in value.split(",")]
                given.setdefault(_SINGULAR[name], []).extend(part for part in parts if part)
        single = {name: values[-1] for name, values in given.items() if name in _SINGLE and values}
        return cls.model_validate({**given, **single})

    def covers(self, event: Event) -> bool:
        """Whether the event stands where the subscriber looks: desk, source, coverage, type."""
        return (
            _among(event.desk, self.desks)
            and _among(event.source, self.sources)
            and _among(event.coverage.id, self.coverages)
            and _among(event.type.split(".")[2], self.types)
            and (self.cosmetic or not only_cosmetic(event))
        )

    def describes(self, event: Content) -> bool:
        """Whether the entry is what the subscriber asks for: story, kind, topic, place, urgency."""
        return (
            _among(event.story, self.stories)
            and _among(event.kind, self.kinds)
            and (self.urgency is None or event.urgency <= self.urgency)
            and (not self.topics or _meets(self.topics, names_of_topics(event.topics)))
            and (not self.places or _meets(self.places, names_of_places(event.places)))
        )

    def takes_in(self, story: Story) -> bool:
        """Whether a story is what the subscriber asks for: source, coverage, place."""
        places = {
            str(name).lower()
            for place in story.places
            for name in (place.country, place.geonames_id)
            if name is not None
        }
        return (
            (not self.sources or not set(self.sources).isdisjoint(story.sources))
            and (not self.coverages or not set(self.coverages).isdisjoint(story.coverages))
            and (not self.places or _meets(self.places, places))
        )


class Following:
    """Applies a selection to events in their order, so that nobody is left with what is no longer so.

    An entry that was let through stays so: its revisions, corrections, repeats and withdrawal
    follow, even if they no longer fit. Of an entry whose beginning was not seen, everything that
    may change what a subscriber has is let through. So it is with stories and their states.

    Args:
        selection: what is wanted.
        remembered: for how many entries the decision is kept; the oldest are forgotten first.
    """

    def __init__(self, selection: Selection, remembered: int = _REMEMBERED) -> None:
        self.selection = selection
        self._remembered = remembered
        self._wanted: OrderedDict[str, bool] = OrderedDict()

    def wants(self, event: Event | Story) -> bool:
        """Whether the subscriber gets the event, or a story's new state. To be asked in order."""
        if isinstance(event, Story):
            return self._wants_story(event)
        if isinstance(event, Content):
            fits = self.selection.describes(event)
            known = self._wanted.get(event.entry, event.revision > 1)
            self._remember(event.entry, fits or known)
        else:
            known = self._wanted.get(event.entry, True)
            fits = False
        return (fits or known) and self.selection.covers(event)

    def _wants_story(self, story: Story) -> bool:
        selection = self.selection
        if not (_among(story.desk, selection.desks) and _among(story.id, selection.stories)):
            return False
        # a state that takes something back may change what a subscriber has: merged, or less of it
        takes_back = story.merged_into is not None or bool(story.withdrawn)
        wanted = self._wanted.get(story.id, takes_back) or selection.takes_in(story)
        self._remember(story.id, wanted)
        return wanted

    def _remember(self, entry: str, wanted: bool) -> None:
        self._wanted[entry] = wanted
        self._wanted.move_to_end(entry)
        if len(self._wanted) > self._remembered:
            self._wanted.popitem(last=False)


def _among(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _meets(wanted: Iterable[str], names: set[str]) -> bool:
    return any(one.lower() in names for one in wanted)


def only_cosmetic(event: Event) -> bool:
    """Whether the event is a revision that changes nothing a reader would notice."""
    deltas = getattr(event, "deltas", ())
    return bool(deltas) and all(delta.type == "cosmetic" for delta in deltas)


def names_of_topics(topics: Iterable[Topic]) -> set[str]:
    """What a selection may call these topics, in lower case."""
    return {name for topic in topics for name in (topic.code, topic.code[7:], topic.name.lower())}


def names_of_places(places: Iterable[Place]) -> set[str]:
    """What a selection may call these places, in lower case."""
    return {
        str(name).lower()
        for place in places
        for name in (place.country, place.region, place.geonames_id)
        if name is not None
    }
