"""The name tagger with what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from streams.core.names.agree import agreed
from streams.core.names.features import Known, Lists
from streams.core.names.tagger import Name, Type, find

from .gazetteer import Hit, body_named, capitals, demonyms, first_names, named
from .lexicon import PARTICLES
from .tokens import Part

LISTS: Final = Lists(first_names(), demonyms())
_LARGE: Final = 200_000
_COMPASS: Final = frozenset({"North", "South", "East", "West"})
# A country after one of these does not act.
_PLACING: Final = frozenset({"in", "from", "of", "across", "inside", "into", "for", "near"})
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
    found = [_mended(part, some) for (part, _), some in zip(parts, found, strict=True)]
    found = agreed([part.text for part, _ in parts], found, acts=_acts)
    return [_with_listed(some, hits) for some, (_, hits) in zip(found, parts, strict=True)]


def _mended(part: Part, names: list[Name]) -> list[Name]:
    """The names in one piece over their particles, without nationalities and points of the compass."""
    told: list[Name] = []
    for name in names:
        text = part.text[name.start : name.end]
        if text in _COMPASS or (text in demonyms() and not named(text) and not body_named(text)):
            continue
        if name.type == "org" and _is_country(text) and _before(part, name) in _PLACING:
            name = name._replace(type="loc")  # noqa: PLW2901 - the same name, read better
        last = told[-1] if told else None
        if (
            last
            and "per" in {last.type, name.type}
            and _is_particles(part.text[last.end : name.start])
        ):
            told[-1] = Name(last.start, name.end, "per", min(last.margin, name.margin))
        else:
            told.append(name)
    return told


def _before(part: Part, name: Name) -> str:
    """The small word before a name, an article left out."""
    at = part.at_or_after(name.start) - 1
    if at >= 0 and part.words[at].lower == "the":
        at -= 1
    return part.words[at].lower if at >= 0 else ""


@lru_cache(maxsize=4096)
def _is_country(name: str) -> bool:
    return any(place.kind == "A" for place in named(name))


def _is_particles(between: str) -> bool:
    """Whether only particles stand between two pieces of a name: "Greta von" "der" "Heide"."""
    words = between.split()
    return "\n" not in between and bool(words) and all(word in PARTICLES for word in words)


def _with_listed(names: list[Name], hits: Sequence[Hit]) -> list[Name]:
    """The names with the long ones of countries and bodies of which no other name holds more."""
    for hit in hits:
        if hit.end - hit.start < _LONG:
            continue
        country = any(place.kind == "A" for place in hit.places)
        if not country and (hit.body is None or hit.body.kind == "company"):
            continue
        near = [name for name in names if name.start < hit.end and hit.start < name.end]
        longer = any(name.start < hit.start or hit.end < name.end for name in near)
        whole = any((name.start, name.end) == (hit.start, hit.end) for name in near)
        if (near or country) and not longer and not whole:
            kind: Type = "loc" if country else "org"
            names = sorted([
                *(name for name in names if name not in near),
                Name(hit.start, hit.end, kind, 0),
            ])  # fmt: skip
    return names


def _acts(name: str) -> bool:
    return name in capitals() or _is_country(name)


def known(hits: Sequence[Hit]) -> list[Known]:
    """What the tagger is told of names that the gazetteer has."""
    return [
        Known(hit.start, hit.end, hit.body.kind if hit.body else _sort(hit.name)) for hit in hits
    ]


@lru_cache(maxsize=4096)
def _sort(name: str) -> str:
    places = named(name)
    kinds = {place.kind for place in places}
    if "A" in kinds:
        return "country"
    if "R" in kinds:
        return "region"
    large = any(place.population >= _LARGE and not place.flags for place in places)
    return "city" if large else "town"


def confidence(name: Name) -> float:
    """How often a name that the tagger is as sure of is right, as measured on held-out entries."""
    steps = _MEASURED[name.type]
    return next(sure for margin, sure in steps if name.margin >= margin)
