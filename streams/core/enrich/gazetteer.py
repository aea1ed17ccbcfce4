"""The names that are known beforehand, found in one pass over the text.

The data are loaded when first needed and stay in memory. Places are those of the atlas that are large
enough to be looked for: a village is only believed where something else says that it is a place.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import ahocorasick_rs

from .geo import atlas
from .geo.atlas import HIDDEN, Candidate, candidates
from .tokens import Part

_DATA = Path(__file__).parent / "data"


class Body(NamedTuple):
    """An organisation that is known by name."""

    name: str
    kind: Literal["body", "metonym", "outlet", "company"]
    seat: str | None


class Hit(NamedTuple):
    """A known name in the text."""

    start: int
    end: int
    name: str
    places: tuple[Candidate, ...]
    body: Body | None


@dataclass(slots=True)
class _Known:
    names: list[str]
    places: frozenset[str]
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
    bodies = {}
    for kind, seat, names in lines("organisations.tsv"):
        first, *_ = spellings = names.split("|")
        for name in spellings:
            bodies[name] = Body(first, kind, seat or None)  # type: ignore[arg-type]
    places = frozenset(atlas.spellings())
    everything = sorted({*places, *bodies})
    automaton = ahocorasick_rs.AhoCorasick(
        everything,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return _Known(everything, places, bodies, automaton)


@lru_cache(maxsize=16384)
def _places(name: str) -> tuple[Candidate, ...]:
    if name not in _known().places:
        return ()
    return tuple(one for one in candidates(name) if one.known and not one.flags & HIDDEN)


def named(name: str) -> tuple[Candidate, ...]:
    """The larger places that a name may mean, the largest first."""
    return _places(name)


def country_names() -> frozenset[str]:
    """Every name of a country."""
    return frozenset(
        name for name in _known().places if any(one.kind == "A" for one in _places(name))
    )


def body_named(name: str) -> Body | None:
    """The organisation of that name."""
    return _known().bodies.get(name)


def hits(part: Part) -> list[Hit]:
    """Every known name that stands in the text as words of its own, longest first."""
    known, words = _known(), part.words
    found = []
    for index, start, end in known.automaton.find_matches_as_indexes(part.text):
        at = part.at_or_after(start)
        if at == len(words) or words[at].start != start:
            continue
        first, last = words[at], words[part.at_or_after(end) - 1]
        if last.end == end and (first.capital or first.lower == "dpa"):
            name = known.names[index]
            found.append(Hit(start, end, name, _places(name), known.bodies.get(name)))
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
