"""The name tagger with what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streams.core.names.agree import agreed
from streams.core.names.features import Known, Lists
from streams.core.names.tagger import Name, find

from .gazetteer import Hit, capitals, demonyms, first_names, named
from .tokens import Part

LISTS: Final = Lists(first_names(), demonyms())
_LARGE: Final = 200_000
_LONG: Final = len("New Zealand")

_MEASURED: Final = {
    "per": ((11792, 0.97), (8030, 0.97), (4670, 0.75), (0, 0.59)),
    "org": ((5954, 0.98), (3408, 0.9), (1389, 0.73), (0, 0.49)),
    "loc": ((9027, 0.97), (6094, 0.97), (3390, 0.7), (0, 0.57)),
}
"""How often names of a type are right whose margin is at least so large."""


def names(parts: Sequence[tuple[Part, Sequence[Hit]]]) -> list[list[Name]]:
    """The names in each part of one entry."""
    found = find([(part.text, known(hits)) for part, hits in parts], LISTS)
    found = agreed([part.text for part, _ in parts], found, acts=_acts)
    return [_with_countries(some, hits) for some, (_, hits) in zip(found, parts, strict=True)]


def _with_countries(names: list[Name], hits: Sequence[Hit]) -> list[Name]:
    """The names with the long ones of countries, of which no other name holds more: these are sure."""
    for hit in hits:
        if hit.end - hit.start < _LONG or not any(place.kind == "A" for place in hit.places):
            continue
        near = [name for name in names if name.start < hit.end and hit.start < name.end]
        longer = any(name.start < hit.start or hit.end < name.end for name in near)
        whole = any((name.start, name.end) == (hit.start, hit.end) for name in near)
        if not longer and not whole:
            names = sorted([*(name for name in names if name not in near), _country(hit)])
    return names


def _country(hit: Hit) -> Name:
    return Name(hit.start, hit.end, "loc", 0)


def _acts(name: str) -> bool:
    return name in capitals() or any(place.kind == "A" for place in named(name))


def known(hits: Sequence[Hit]) -> list[Known]:
    """What the tagger is told of names that the gazetteer has."""
    return [Known(hit.start, hit.end, _sort(hit)) for hit in hits]


def _sort(hit: Hit) -> str:
    if hit.body:
        return hit.body.kind
    kinds = {place.kind for place in hit.places}
    if "A" in kinds:
        return "country"
    if "R" in kinds:
        return "region"
    large = any(place.population >= _LARGE and not place.flags for place in hit.places)
    return "city" if large else "town"


def confidence(name: Name) -> float:
    """How often a name that the tagger is as sure of is right, as measured on held-out entries."""
    steps = _MEASURED[name.type]
    return next(sure for margin, sure in steps if name.margin >= margin)
