"""The rules of ninjs 2.0 to 3.1: text in lists such as ``bodies``; names in lower case."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from .ninjs_parts import Common, Contact, Percent, Standard, Strict
from .ninjs_plans import Concept, EventDetails, NewsType, Organisation, Party, Planned, Rendition

_GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
_COLLECTIONS = {"FeatureCollection": "features", "GeometryCollection": "geometries"}


def _geojson(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("type") != "Feature":
        return _shape(value)
    inside = value.get("geometry")
    if "properties" not in value or not isinstance(inside, (dict, type(None))):
        raise ValueError("a Feature needs a geometry and properties")
    if inside:
        _shape(inside)
    return value


def _shape(value: dict[str, Any]) -> dict[str, Any]:
    kind = str(value.get("type"))
    needed = _COLLECTIONS.get(kind, "coordinates")
    if kind not in _GEOMETRIES and kind not in _COLLECTIONS:
        raise ValueError("its type is none of GeoJSON's")
    if not isinstance(value.get(needed), list):
        raise ValueError(f"GeoJSON of this type needs {needed}")  # noqa: TRY004 - pydantic turns only ValueError into a validation error
    return value


GeoJson = Annotated[dict[str, Any], AfterValidator(_geojson)]


class _Text(Strict):
    role: str | None = None
    contenttype: str | None = None
    value: str


class _Body(_Text):
    charcount: float | None = None
    wordcount: float | None = None


class _Event(Concept):
    id: str | None = None


class _Place(Party):
    geojson: GeoJson | None = None


class _Subject(Concept):
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


class Listed(Common, Strict):
    """An item of ninjs 2 or 3, its property names in lower case."""

    type: NewsType | None = None
    representationtype: Literal["full", "partial"] | None = None
    embargoeduntil: str | None = None
    descriptions: list[_Text] | None = None
    bodies: list[_Body] | None = None
    headlines: list[_Text] | None = None
    people: list[Party] | None = None
    organisations: list[Organisation] | None = None
    places: list[_Place] | None = None
    subjects: list[_Subject] | None = None
    events: list[_Event] | None = None
    eventdetails: EventDetails | None = None
    plannedcoverage: list[Planned] | None = None
    objects: list[Concept] | None = None
    infosources: list[_InfoSource] | None = None
    genres: list[_Genre] | None = None
    by: str | None = None
    renditions: list[Rendition] | None = None
    associations: list[Associated] | None = None
    altids: list[_Role] | None = None
    trustindicators: list[_Trust] | None = None
    standard: Standard | None = Field(default=None)


class Associated(Listed):
    """An item that belongs to another one."""

    name: str
    rel: str | None = None
