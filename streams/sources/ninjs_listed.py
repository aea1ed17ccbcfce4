"""The rules of ninjs 2.0 to 3.1: text in lists such as ``bodies``; names in lower case."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from .ninjs_parts import (
    Common,
    Contact,
    Percent,
    PubStatus,
    Standard,
    Strict,
    Symbol,
    Urgency,
    Whole,
)

_GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
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


def _geometry(value: dict[str, Any]) -> dict[str, Any]:
    kind = value.get("type")
    if kind == "Feature":
        inside = value.get("geometry")
        if "properties" not in value or not (inside is None or isinstance(inside, dict)):
            raise ValueError("a Feature needs a geometry and properties")
        return _geometry(inside) if inside else value
    needed = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(
        kind if isinstance(kind, str) else "", "coordinates"
    )
    if needed == "coordinates" and kind not in _GEOMETRIES:
        raise ValueError("its type is none of GeoJSON's")
    if not isinstance(value.get(needed), list):
        raise ValueError(f"GeoJSON of this type needs {needed}")
    return value


def _truncated(value: str) -> str:
    if not _TRUNCATED.fullmatch(value):
        raise ValueError("must be a date that may end early, such as 2024-02")
    return value


Truncated = Annotated[str, AfterValidator(_truncated)]
GeoJson = Annotated[dict[str, Any], AfterValidator(_geometry)]


class _Text(Strict):
    role: str | None = None
    contenttype: str | None = None
    value: str


class _Body(_Text):
    charcount: float | None = None
    wordcount: float | None = None


class _Concept(Strict):
    name: str | None = None
    rel: str | None = None
    uri: str | None = None
    literal: str | None = None


class _Event(_Concept):
    id: str | None = None


class _Party(_Concept):
    contactinfo: list[Contact] | None = None


class _Organisation(_Party):
    symbols: list[Symbol] | None = None


class _Place(_Party):
    geojson: GeoJson | None = None


class _Subject(_Concept):
    creator: str | None = None
    relevance: Percent | None = None
    confidence: Percent | None = None


class _InfoSource(Strict):
    name: str | None = None
    role: str | None = None
    uri: str | None = None
    literal: str | None = None
    contactinfo: list[Contact] | None = None


class _Role(Strict):
    role: str | None = None
    value: str | None = None


class _Trust(Strict):
    role: str | None = None
    title: str | None = None
    href: str | None = None


class _Genre(Strict):
    name: str | None = None
    uri: str | None = None
    literal: str | None = None


class _Point(Strict):
    x: Whole
    y: Whole


class _Rendition(Strict):
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


class _EventDetails(Strict):
    eventstatus: str | None = None
    plannedcoveragestatus: str | None = None
    dates: _Dates | None = None
    organiser: _Organisation | None = None


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


class _Planned(Strict):
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
    renditions: list[_Rendition] | None = None


class Listed(Common, Strict):
    """An item of ninjs 2 or 3, its property names in lower case."""

    type: NewsType | None = None
    representationtype: Literal["full", "partial"] | None = None
    embargoeduntil: str | None = None
    descriptions: list[_Text] | None = None
    bodies: list[_Body] | None = None
    headlines: list[_Text] | None = None
    people: list[_Party] | None = None
    organisations: list[_Organisation] | None = None
    places: list[_Place] | None = None
    subjects: list[_Subject] | None = None
    events: list[_Event] | None = None
    eventdetails: _EventDetails | None = None
    plannedcoverage: list[_Planned] | None = None
    objects: list[_Concept] | None = None
    infosources: list[_InfoSource] | None = None
    genres: list[_Genre] | None = None
    by: str | None = None
    renditions: list[_Rendition] | None = None
    associations: list[Associated] | None = None
    altids: list[_Role] | None = None
    trustindicators: list[_Trust] | None = None
    standard: Standard | None = Field(default=None)


class Associated(Listed):
    """An item that belongs to another one."""

    name: str
    rel: str | None = None
