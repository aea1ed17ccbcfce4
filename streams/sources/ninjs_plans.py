"""Parts of ninjs 2 and 3 that items, events and plans share; names in lower case."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, model_validator

from .ninjs_parts import Contact, PubStatus, Strict, Symbol, Urgency, Whole

_TRUNCATED = re.compile(
    r"-?\d{4,}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12]\d)"
    r"(?:T(?:2[0-3]|[01]\d):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:2[0-3]|[01]\d):[0-5]\d)?)?)?)?"
)

NewsType = Literal[
    "text",
    "audio",
    "video",
    "picture",
    "graphic",
    "composite",
    "component",
    "event",
    "planning",
]


def _truncated(value: str) -> str:
    if not _TRUNCATED.fullmatch(value):
        raise ValueError("must be a date that may end early, such as 2024-02")
    return value


Truncated = Annotated[str, AfterValidator(_truncated)]


class Concept(Strict):
    """A person, place, subject or thing."""

    name: str | None = None
    rel: str | None = None
    uri: str | None = None
    literal: str | None = None


class Party(Concept):
    """Somebody who can be reached."""

    contactinfo: list[Contact] | None = None


class Organisation(Party):
    """A body that may be listed at exchanges."""

    symbols: list[Symbol] | None = None


class _Point(Strict):
    x: Whole
    y: Whole


class Rendition(Strict):
    """One form of a picture, video or sound."""

    name: str
    href: str | None = None
    contenttype: str | None = None
    title: str | None = None
    width: float | None = None
    height: float | None = None
    sizeinbytes: float | None = None
    duration: float | None = None
    format: str | None = None
    aspectratio: str | None = None
    videocodec: str | None = None
    framerate: float | None = None
    poi: _Point | None = None
    transportprotocol: str | None = None
    scantype: Literal["progressive", "interlaced"] | None = None
    bitrate: str | None = None


class _Rule(Strict):
    frequency: (
        Literal["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"] | None
    ) = None
    interval: Whole | None = None
    until: str | None = None
    count: Whole | None = None


class _Recurrence(Strict):
    recurrencedates: Any = None
    recurrencerules: list[_Rule] | None = None


class _Dates(Strict):
    startdate: str | None = None
    enddate: str | None = None
    expectedstartdate: Truncated | None = None
    expectedenddate: Truncated | None = None
    expectedduration: str | None = None
    recurrence: _Recurrence | None = None

    @model_validator(mode="after")
    def _one_start_or_one_end(self) -> Self:
        starts = (self.startdate is None) != (self.expectedstartdate is None)
        ends = (self.enddate is None) != (self.expectedenddate is None)
        if not (starts or ends):
            raise ValueError("needs one start or one end, either certain or expected")
        return self


class EventDetails(Strict):
    """When an event is, and who holds it."""

    eventstatus: str | None = None
    plannedcoveragestatus: str | None = None
    dates: _Dates | None = None
    organiser: Organisation | None = None


class _Reference(Strict):
    name: str | None = None
    value: str | None = None


class _Commissioned(Strict):
    by: str | None = None
    on: str | None = None
    references: list[_Reference] | None = None


class _Audience(Strict):
    audience: str | None = None
    significance: Whole | None = None


class _Range(Strict):
    rangefrom: Whole | None = None
    rangeto: Whole | None = None


class Planned(Strict):
    """What an agency means to send of an event."""

    uri: str | None = None
    title: str | None = None
    pubstatus: PubStatus | None = None
    type: NewsType | None = None
    commissioned: _Commissioned | None = None
    dates: _Dates | None = None
    audiences: list[_Audience] | None = None
    exclaudience: list[str] | None = None
    ednote: str | None = None
    urgency: Urgency | None = None
    language: str | None = None
    itemcount: _Range | None = None
    wordcount: Whole | None = None
    renditions: list[Rendition] | None = None
