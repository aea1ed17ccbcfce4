"""What one entry adds to its story."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from schemas import Corrected, Duplicated, Model, Published, Regroup, Revised, Withdrawn

Event = Published | Revised | Corrected | Withdrawn | Duplicated

_MOST_FIGURES = 20


class PlaceName(Model):
    """A place as a contribution names it."""

    name: str
    geonames_id: int | None = None
    country: str | None = None


class FigureSaid(Model):
    """A number that an entry gives."""

    counts: str
    unit: str | None = None
    value: float
    bound: str


class Contribution(Model):
    """What one entry adds to its story, as the table holds it.

    Attributes:
        entry: id of the entry.
        story: id of the story that it joined.
        regroups: stories that came together or apart over it.
        desk: of both.
        status: ``told`` counts; ``repeated`` adds its source; ``withdrawn`` leaves the ids.
        source: who reports it.
        coverage: id of the live blog.
        headline: of the entry.
        at: its own time.
        revision: how often it was published.
        places: that it names.
        people: that it names.
        figures: that it gives.
        withdrawn: events that are no longer true.
        touched_at: when it was last written, in the time of the log.
    """

    entry: str
    story: str
    regroups: tuple[Regroup, ...] = ()
    desk: str
    status: Literal["told", "repeated", "withdrawn"]
    source: str
    coverage: str
    headline: str | None = None
    at: datetime | None = None
    revision: int = Field(ge=1)
    places: tuple[PlaceName, ...] = ()
    people: tuple[str, ...] = ()
    figures: tuple[FigureSaid, ...] = ()
    withdrawn: tuple[str, ...] = ()
    touched_at: datetime


def contribute(event: Event, now: datetime, before: Contribution | None) -> Contribution:
    """What the entry of an event contributes from now on."""
    common: dict[str, Any] = {
        "entry": event.entry,
        "story": event.story or event.coverage.id,
        "regroups": (*(before.regroups if before else ()), *event.regroups),
        "desk": event.desk,
        "source": event.source,
        "coverage": event.coverage.id,
        "headline": event.headline,
        "at": event.occurred_at,
        "revision": event.revision,
        # an entry may come back after it was withdrawn: what was untrue then stays so
        "withdrawn": before.withdrawn if before else (),
        "touched_at": now,
    }
    if isinstance(event, Withdrawn):
        gone = {*event.withdraws, *common.pop("withdrawn")}
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
        figures=_figures(event),
    )


def _figures(event: Published | Revised | Corrected) -> tuple[FigureSaid, ...]:
    named = [
        FigureSaid(
            counts=(one.casualty or one.counts or "").casefold(),
            unit=one.unit,
            value=one.value,
            bound=one.bound,
        )
        for one in event.quantities
        if one.casualty or one.counts
    ]
    return tuple(dict.fromkeys(named))[:_MOST_FIGURES]
