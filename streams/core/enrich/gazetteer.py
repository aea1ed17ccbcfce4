"""The names that are known beforehand, found in one pass over the text.

The data are loaded when first needed and stay in memory. Countries and regions have no position
at GeoNames' export: theirs is the mean of their cities' positions, weighted by population. That is
good enough to put a pin on a map, not to draw a border.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import ahocorasick_rs

from .tokens import Part

_DATA = Path(__file__).parent / "data"


class Candidate(NamedTuple):
    """A place that a name may mean.

    Attributes:
        kind: ``A`` country, ``R`` first-level region, ``P`` city.
        flags: ``w`` the name is also a word, ``p`` it is also a person's name, ``b`` the name
            stands for the region only beside a word such as "Oblast", ``a`` another spelling.
    """

    kind: Literal["A", "R", "P"]
    id: int
    country: str
    region: str | None
    latitude: float | None
    longitude: float | None
    population: int
    flags: str
    name: str

    @property
    def size(self) -> float:
        """Order of magnitude of its population."""
        return math.log(self.population + 1)


class Body(NamedTuple):
    """An organisation that is known by name."""

    name: str
    kind: Literal["body", "metonym", "outlet", "company"]
    seat: str | None


class Hit(NamedTuple):
    """A known name in the text."""

    start: int
    end: int
    places: tuple[Candidate, ...]
    body: Body | None


@dataclass(slots=True)
class _Known:
    names: list[str]
    rows: dict[str, list[str]]
    bodies: dict[str, Body]
    automaton: ahocorasick_rs.AhoCorasick


def lines(name: str) -> Iterator[list[str]]:
    """Rows of a table that the package ships."""
    path = _DATA / name
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return (line.split("\t") for line in text.splitlines() if line and line[0] != "#")


@cache
def _known() -> _Known:
    rows: dict[str, list[str]] = {}
    # rows stay text until they are asked for: 38,000 objects would take half a second
    for line in gzip.decompress((_DATA / "places.tsv.gz").read_bytes()).decode().splitlines():
        for name in line[line.rindex("\t") + 1 :].split("|"):
            rows.setdefault(name, []).append(line)
    bodies = {}
    for kind, seat, names in lines("organisations.tsv"):
        first, *_ = spellings = names.split("|")
        for name in spellings:
            bodies[name] = Body(first, kind, seat or None)  # type: ignore[arg-type]
    everything = sorted({*rows, *bodies})
    automaton = ahocorasick_rs.AhoCorasick(
        everything,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return _Known(everything, rows, bodies, automaton)


@cache
def _places(name: str) -> tuple[Candidate, ...]:
    found = []
    for line in _known().rows.get(name, ()):
        kind, geoname, country, region, latitude, longitude, population, flags, names = line.split(
            "\t"
        )
        first, *_ = spellings = names.split("|")
        if name != first:
            # a region's short name is its second spelling; a city's are other spellings
            flags += "b" if kind == "R" and name in spellings[0] else "a" if kind == "P" else ""
        found.append(
            Candidate(
                kind,  # type: ignore[arg-type]
                int(geoname),
                country,
                region or None,
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                int(population),
                flags,
                first,
            )
        )
    return tuple(found)


def named(name: str) -> tuple[Candidate, ...]:
    """The places that a name may mean."""
    return _places(name)


def body_named(name: str) -> Body | None:
    """The organisation of that name."""
    return _known().bodies.get(name)


def hits(part: Part) -> list[Hit]:
    """Every known name that stands in the text as words of its own, longest first."""
    known = _known()
    starts = {word.start for word in part.words if word.capital or word.lower == "dpa"}
    ends = {word.end for word in part.words}
    found = []
    for index, start, end in known.automaton.find_matches_as_indexes(part.text):
        if start in starts and end in ends:
            name = known.names[index]
            found.append(Hit(start, end, _places(name), known.bodies.get(name)))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Countries by the words for their people ("Ukrainian")."""
    return dict(lines("demonyms.tsv.gz"))


@cache
def capitals() -> dict[str, str]:
    """Countries by the name of their seat of government."""
    return dict(lines("capitals.tsv.gz"))


@cache
def first_names() -> frozenset[str]:
    """First names, in the spelling of English text."""
    return frozenset(row[0] for row in lines("first_names.txt.gz"))
