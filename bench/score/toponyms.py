"""Places of local and world news articles, resolved: LGL and GeoWebNews (Gritta et al. 2019).

A place is right within 161 km (100 miles) of the annotated one, the usual limit, or with its GeoNames
id: a large country's or region's middle depends on how it is reckoned. Annotations without an id
are left out. GeoWebNews also has "Turkish" and "French" resolved, which are no places here; so two
figures from end to end: of those that are found as places, and of all. Two more are given the annotated
names, as systems that only resolve are measured: ours, and the largest place of that name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from streams.core.enrich.facts import extract
from streams.core.enrich.geo.atlas import Candidate, candidates
from streams.core.enrich.geo.resolve import Named, Resolved, resolve

from .linking import is_dev
from .score import Score, mean

LIMIT_KM: Final = 161
_FOLDER: Final = Path("places", "geoparsing", "data")
_FILES: Final = {"LGL": Path("Corpora", "lgl.xml"), "GeoWebNews": Path("GWN.xml")}
_GOALS: Final = {"LGL": 0.82, "GeoWebNews": 0.92}
_EARTH_KM: Final = 6371.0
_FOUND: Final = "places, {}, {}: within 161 km, of those found"
_ALL: Final = "places, {}, {}: within 161 km, of all"
_GIVEN: Final = "places, {}, {}: within 161 km, names given"
_LARGEST: Final = "places, {}, {}: within 161 km, names given, largest of the name"


class Toponym(NamedTuple):
    """A place as annotated; degrees, WGS 84."""

    start: int
    end: int
    geonames_id: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its places."""

    key: str
    text: str
    toponyms: tuple[Toponym, ...]


def scores(eval_data: Path | None) -> list[Score]:
    """Figures of both sets, in halves by article."""
    return [score for name in _FILES for score in _set(name, eval_data)]


def right(
    toponym: Toponym, geonames_id: int | None, latitude: float | None, longitude: float | None
) -> bool:
    """Whether a place is the annotated one."""
    if geonames_id == toponym.geonames_id:
        return True
    if latitude is None or longitude is None:
        return False
    return distance_km(toponym.latitude, toponym.longitude, latitude, longitude) <= LIMIT_KM


def distance_km(latitude: float, longitude: float, other: float, and_other: float) -> float:
    """Along a great circle, by haversines; degrees in."""
    one, two = math.radians(latitude), math.radians(other)
    turn = math.sin(math.radians(and_other - longitude) / 2) ** 2
    return (
        2
        * _EARTH_KM
        * math.asin(
            math.sqrt(math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * turn)
        )
    )


def judge(article: Article) -> list[bool | None]:
    """Of each annotated place whether it is right; nothing where none was resolved there."""
    found = extract("", article.text, at=None, bylines=())
    # a name that is no place of the atlas is given without id and country: nothing is claimed
    mentions = [
        (span, place)
        for place in found.places
        if place.geonames_id is not None or place.country
        for span in place.mentions
    ]
    return [
        next(
            (
                right(toponym, place.geonames_id, place.latitude, place.longitude)
                for span, place in mentions
                if span.start < toponym.end and toponym.start < span.end
            ),
            None,
        )
        for toponym in article.toponyms
    ]


def judge_resolved(article: Article) -> list[bool | None]:
    """The same where the names are given, and only have to be resolved."""
    places = resolve([Named(article.text, one.start, one.end) for one in article.toponyms])
    return [_known(one, place) for one, place in zip(article.toponyms, places, strict=True)]


def judge_largest(article: Article) -> list[bool | None]:
    """The same of the largest place of each name."""
    return [
        _known(one, next(iter(candidates(article.text[one.start : one.end])), None))
        for one in article.toponyms
    ]


def _known(toponym: Toponym, place: Resolved | Candidate | None) -> bool | None:
    return right(toponym, place.id, place.latitude, place.longitude) if place else None


def _set(name: str, eval_data: Path | None) -> list[Score]:
    path = eval_data / _FOLDER / _FILES[name] if eval_data else None
    there = path is not None and path.is_file()
    articles = list(_articles(path)) if path and there else []
    found = []
    for half in ("dev", "test"):
        half_of_them = [one for one in articles if is_dev(f"{name} {one.key}") == (half == "dev")]
        judged = [one for article in half_of_them for one in judge(article)]
        resolved = [one for one in judged if one is not None]
        data = f"{name}, {len(half_of_them)} articles"
        goal = _GOALS[name] if half == "test" else None
        share = mean(one is not None for one in judged)
        found += [
            Score(
                _FOUND.format(name, half),
                mean(resolved) if there else None,
                goal,
                len(resolved),
                data,
                f"{share:.3f} of the annotated ones are found",
            ),
            Score(
                _ALL.format(name, half),
                mean(bool(one) for one in judged) if there else None,
                None,
                len(judged),
                data,
            ),
            _given(_GIVEN.format(name, half), judge_resolved, half_of_them, data),
            _given(_LARGEST.format(name, half), judge_largest, half_of_them, data),
        ]
    return found


def _given(
    title: str,
    judge_one: Callable[[Article], list[bool | None]],
    articles: list[Article],
    data: str,
) -> Score:
    judged = [one for article in articles for one in judge_one(article)]
    answered = [one for one in judged if one is not None]
    goal = None
    if judge_one is judge_resolved and ", test:" in title:
        goal = next(least for name, least in _GOALS.items() if name in title)
    return Score(
        title,
        mean(bool(one) for one in judged) if articles else None,
        goal,
        len(judged),
        data,
        f"{mean(bool(one) for one in answered):.3f} of the {len(answered)} that are resolved",
    )


def _articles(path: Path) -> Iterator[Article]:
    for number, article in enumerate(etree.parse(path).iter("article")):
        yield Article(str(number), article.findtext("text"), tuple(_toponyms(article)))


def _toponyms(article: etree._Element) -> Iterator[Toponym]:
    for one in article.iter("toponym"):
        tag = one.find("gaztag")
        id_ = one.findtext("geonamesID") if tag is None else tag.get("geonameid")
        where = one if tag is None else tag
        latitude = where.findtext("latitude") or where.findtext("lat")
        longitude = where.findtext("longitude") or where.findtext("lon")
        if id_ and latitude and longitude:
            yield Toponym(
                int(one.findtext("start")),
                int(one.findtext("end")),
                int(id_),
                float(latitude),
                float(longitude),
            )
