"""A story is the sum of what its entries contribute; one event changes one contribution."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from pydantic import Field

from schemas import Corrected, Duplicated, Model, Published, Revised, Story, StoryPlace, Withdrawn

Event = Published | Revised | Corrected | Withdrawn | Duplicated

_MOST_PLACES = 20
_MOST_PEOPLE = 20
_UNDATED = datetime.min.replace(tzinfo=UTC)

T = TypeVar("T")


class PlaceName(Model):
    """A place as a contribution names it."""

    name: str
    geonames_id: int | None = None
    country: str | None = None


class Contribution(Model):
    """What one entry adds to its story, as the table holds it.

    Attributes:
        entry: id of the entry.
        story: id of the story.
        desk: of both.
        status: ``told`` counts; ``repeated`` adds its source; ``withdrawn`` leaves the ids.
        source: who reports it.
        coverage: id of the live blog.
        headline: of the entry.
        at: its own time.
        revision: how often it was published.
        places: that it names.
        people: that it names.
        withdrawn: events that are no longer true.
        touched_at: when it was last written, in the time of the log.
    """

    entry: str
    story: str
    desk: str
    status: Literal["told", "repeated", "withdrawn"]
    source: str
    coverage: str
    headline: str | None = None
    at: datetime | None = None
    revision: int = Field(ge=1)
    places: tuple[PlaceName, ...] = ()
    people: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    touched_at: datetime


@dataclass(slots=True)
class _Sum:
    """Running sums over the contributions of one story; adding and removing are inverse."""

    told: dict[str, Contribution] = field(default_factory=dict)
    repeated: int = 0
    revisions: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    coverages: Counter[str] = field(default_factory=Counter)
    places: Counter[PlaceName] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    in_time: list[tuple[datetime, str]] = field(default_factory=list)

    def count(self, one: Contribution, by: int) -> None:
        """Add (``by`` 1) or take away (-1) a contribution."""
        _count(self.withdrawn, one.withdrawn, by)
        if one.status == "withdrawn":
            return
        _count(self.sources, (one.source,), by)
        _count(self.coverages, (one.coverage,), by)
        if one.status == "repeated":
            self.repeated += by
            return
        place = (one.at or _UNDATED, one.entry)
        if by > 0:
            self.told[one.entry] = one
            insort(self.in_time, place)
        else:
            del self.told[one.entry]
            del self.in_time[bisect_left(self.in_time, place)]
        self.revisions += by * (one.revision - 1)
        _count(self.places, one.places, by)
        _count(self.people, one.people, by)

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Times of the first and the last dated entry."""
        dated = bisect_left(self.in_time, (_UNDATED, "\uffff"))
        if dated == len(self.in_time):
            return None, None
        return self.in_time[dated][0], self.in_time[-1][0]

    def headline(self) -> str | None:
        """The heading of the latest entry that has one."""
        latest = (self.told[entry].headline for _, entry in reversed(self.in_time))
        return next((headline for headline in latest if headline), None)


def _count(counter: Counter[T], things: tuple[T, ...], by: int) -> None:
    for thing in things:
        counter[thing] += by
        if not counter[thing]:
            del counter[thing]


class Stories:
    """The sums of all stories of a partition: derived from the contributions, never stored."""

    def __init__(self) -> None:
        self._sums: dict[str, _Sum] = {}

    def add(self, one: Contribution) -> None:
        """Take up a contribution that was written."""
        self._sums.setdefault(one.story, _Sum()).count(one, 1)

    def remove(self, one: Contribution) -> None:
        """Forget a contribution that was overwritten or aged out."""
        total = self._sums.get(one.story)
        if total is None:
            return
        total.count(one, -1)
        if not (total.told or total.repeated or total.withdrawn):
            del self._sums[one.story]

    def after(self, before: Contribution | None, now: Contribution, *, latest: str) -> Story:
        """The story as it will stand when ``now`` has taken the place of ``before``."""
        if before is not None:
            self.remove(before)
        self.add(now)
        told = self.tell(now.story, now.desk, latest)
        self.remove(now)
        if before is not None:
            self.add(before)
        return told

    def tell(self, story: str, desk: str, latest: str) -> Story:
        """The story as it stands, after the event ``latest``."""
        total = self._sums.get(story, _Sum())
        first, last = total.span()
        return Story(
            id=story,
            desk=desk,
            headline=total.headline(),
            first_at=first,
            last_at=last,
            sources=tuple(sorted(total.sources)),
            coverages=tuple(sorted(total.coverages)),
            places=tuple(
                StoryPlace(**place.model_dump(), entries=count)
                for place, count in _most(total.places, _MOST_PLACES)
            ),
            people=tuple(name for name, _ in _most(total.people, _MOST_PEOPLE)),
            entries=len(total.told),
            revisions=total.revisions,
            duplicates=total.repeated,
            withdrawn=tuple(sorted(total.withdrawn)),
            latest=latest,
        )


def _most(counter: Counter[T], limit: int) -> list[tuple[T, int]]:
    # ties by name, so that the order does not depend on what came first
    return sorted(counter.items(), key=lambda item: (-item[1], str(item[0])))[:limit]


def contribute(event: Event, now: datetime, before: Contribution | None) -> Contribution:
    """What the entry of an event contributes from now on."""
    common: dict[str, Any] = {
        "entry": event.entry,
        "story": event.story or event.coverage.id,
        "desk": event.desk,
        "source": event.source,
        "coverage": event.coverage.id,
        "headline": event.headline,
        "at": event.occurred_at,
        "revision": event.revision,
        "touched_at": now,
    }
    if isinstance(event, Withdrawn):
        gone = {*event.withdraws, *(before.withdrawn if before else ())}
        return Contribution(**common, status="withdrawn", withdrawn=tuple(sorted(gone)))
    if isinstance(event, Duplicated):
        return Contribution(**common, status="repeated")
    return Contribution(
        **common,
        status="told",
        places=tuple(
            dict.fromkeys(
                PlaceName(name=p.name, geonames_id=p.geonames_id, country=p.country)
                for p in event.places
            )
        ),
        people=tuple(dict.fromkeys(person.name for person in event.people)),
    )
