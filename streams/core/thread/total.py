"""Running sums over the contributions of one story; adding and removing are inverse."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import nsmallest
from typing import Any, TypeVar

from schemas import Figure, FigureValue, Story, StoryPlace

from .contribution import Contribution, PlaceName

_MOST_PLACES = 20
_MOST_PEOPLE = 20
_MOST_FIGURES = 10
_MOST_VALUES = 5
_UNDATED = datetime.min.replace(tzinfo=UTC)

T = TypeVar("T")
# plain tuples: they are hashed and sorted at every event
_PlaceKey = tuple[str, int, str]
_Said = tuple[datetime, str, float, str]


@dataclass(slots=True)
class Total:
    """One story: its contributions and what they come to."""

    members: dict[str, Contribution] = field(default_factory=dict)
    told: int = 0
    repeated: int = 0
    revisions: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    coverages: Counter[str] = field(default_factory=Counter)
    places: Counter[_PlaceKey] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    in_time: list[tuple[datetime, str]] = field(default_factory=list)
    figures: dict[tuple[str, str | None], list[_Said]] = field(default_factory=dict)

    def add(self, one: Contribution) -> None:
        """Count a contribution in."""
        self.members[one.entry] = one
        self._count(one, 1)

    def remove(self, one: Contribution) -> None:
        """Count a contribution out."""
        del self.members[one.entry]
        self._count(one, -1)

    def story(self, story: str, desk: str, latest: str) -> Story:
        """The story as it stands."""
        first, last = self._span()
        return Story(
            id=story,
            desk=desk,
            headline=self._headline(),
            first_at=first,
            last_at=last,
            sources=tuple(sorted(self.sources)),
            coverages=tuple(sorted(self.coverages)),
            places=tuple(
                StoryPlace(name=name, geonames_id=number or None, country=land or None, entries=n)
                for (name, number, land), n in _most(self.places, _MOST_PLACES)
            ),
            people=tuple(name for name, _ in _most(self.people, _MOST_PEOPLE)),
            entries=self.told,
            revisions=self.revisions,
            duplicates=self.repeated,
            withdrawn=tuple(sorted(self.withdrawn)),
            figures=self._figures(),
            latest=latest,
        )

    def _count(self, one: Contribution, by: int) -> None:
        _add(self.withdrawn, one.withdrawn, by)
        if one.status == "withdrawn":
            return
        _add(self.sources, (one.source,), by)
        _add(self.coverages, (one.coverage,), by)
        if one.status == "repeated":
            self.repeated += by
            return
        self.told += by
        self.revisions += by * (one.revision - 1)
        _add(self.places, tuple(map(_place_key, one.places)), by)
        _add(self.people, one.people, by)
        _place(self.in_time, (one.at or _UNDATED, one.entry), by)
        for said in one.figures:
            values = self.figures.setdefault((said.counts, said.unit), [])
            _place(values, (one.at or _UNDATED, one.entry, said.value, said.bound), by)
            if not values:
                del self.figures[said.counts, said.unit]

    def _span(self) -> tuple[datetime | None, datetime | None]:
        dated = bisect_left(self.in_time, (_UNDATED, "\uffff"))
        if dated == len(self.in_time):
            return None, None
        return self.in_time[dated][0], self.in_time[-1][0]

    def _headline(self) -> str | None:
        """The heading of the latest entry that has one."""
        latest = (self.members[entry].headline for _, entry in reversed(self.in_time))
        return next((headline for headline in latest if headline), None)

    def _figures(self) -> tuple[Figure, ...]:
        ordered = nsmallest(
            _MOST_FIGURES,
            self.figures.items(),
            key=lambda item: (-len(item[1]), item[0][0], item[0][1] or ""),
        )
        return tuple(
            Figure(
                counts=counts,
                unit=unit,
                values=tuple(self._value(said) for said in reversed(values[-_MOST_VALUES:])),
            )
            for (counts, unit), values in ordered
        )

    def _value(self, said: _Said) -> FigureValue:
        at, entry, value, bound = said
        return FigureValue(
            value=value,
            bound=bound,
            source=self.members[entry].source,
            entry=entry,
            at=None if at == _UNDATED else at,
        )


def _place_key(place: PlaceName) -> _PlaceKey:
    return place.name, place.geonames_id or 0, place.country or ""


def _add(counter: Counter[T], things: tuple[T, ...], by: int) -> None:
    for thing in things:
        counter[thing] += by
        if not counter[thing]:
            del counter[thing]


def _place(ordered: list[Any], thing: Any, by: int) -> None:
    """Insert into, or delete from, a sorted list."""
    if by > 0:
        insort(ordered, thing)
    else:
        del ordered[bisect_left(ordered, thing)]


def _most(counter: Counter[T], limit: int) -> list[tuple[T, int]]:
    # ties by name, so that the order does not depend on what came first
    return nsmallest(limit, counter.items(), key=lambda item: (-item[1], item[0]))
