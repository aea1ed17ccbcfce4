"""Which places the names of one text mean, decided together.

Every name starts with what it most likely means by itself: large places before small ones. What the
text says of it goes before everything ("Paris, Texas"). Then the names tell each other: places of one
country, of one region, and close to each other go together, so that a text about Lamar County means
Paris in Texas; and a name means the same wherever the text has it (collective disambiguation with one
sense per discourse: Leidner 2007; Lieberman, Samet and Sankaranarayanan 2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .atlas import WORD, Candidate
from .confidence import confidence
from .group import Group, alone
from .qualifiers import NOTHING, said, within
from .surfaces import Reading
from .together import agree


class Named(NamedTuple):
    """A name of a place in a text.

    Attributes:
        text: all of the text.
        start: first character of the name.
        end: one past its last.
    """

    text: str
    start: int
    end: int


class Home(NamedTuple):
    """Where a text comes from, as far as known.

    Attributes:
        country: ISO 3166-1 alpha-2.
        region: ISO 3166-2.
    """

    country: str
    region: str | None = None


class Resolved(NamedTuple):
    """The place that a name means.

    Attributes:
        id: at GeoNames, where known.
        country: ISO 3166-1 alpha-2, where it lies in one.
        region: ISO 3166-2, where known.
        latitude: degrees north, WGS 84; absent where only its region or country is known.
        longitude: degrees east, WGS 84.
        feature: GeoNames feature class: ``A`` country, region or county, ``P`` town, ``L`` area,
            ``H`` water, ``T`` height or island, ``S`` building or square.
        confidence: 0 to 1.
    """

    id: int | None
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    feature: str
    confidence: float


def resolve(
    names: Sequence[Named], home: Home | None = None, beside: Iterable[Named] = ()
) -> list[Resolved | None]:
    """The place of each name, or nothing where none is known.

    Args:
        names: those of one entry, in any order.
        home: where the text comes from, where that is known.
        beside: other names that tell what it is about, such as nationalities.
    """
    groups: dict[tuple[str, int], Group] = {}
    of: list[Group | None] = []
    told: dict[str, Group] = {}
    for text, start, end in (*names, *beside):
        known = alone(text[start:end])
        if known is None:
            of.append(None)
            continue
        found = known.readings if known.sure else _told(text, start, end, known.readings)
        qualified = found is not known.readings
        which = known.spelt, id(found[0].place) if qualified else 0
        group = groups.get(which)
        if group is None:
            group = groups[which] = Group(found, None if qualified else known.settled)
        if qualified:
            told.setdefault(known.spelt, group)
        of.append(group)
    # named in full once, a name means the same elsewhere
    for spelt, group in told.items():
        plain = groups.pop((spelt, 0), None)
        if plain:
            of = [group if one is plain else one for one in of]
    agree(list(groups.values()), names[0].text if names else "", home)
    return [_resolved(group) if group else None for group in of[: len(names)]]


def _told(text: str, start: int, end: int, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that agree with what the text says of the name; all where it says nothing."""
    region = any(one.place.kind in "AR" for one in found)
    what = said(text, start, end, region=region)
    if what is NOTHING:
        return found
    if what.kinds:
        # the word that says what it is makes up for the name that lacks it
        inside = tuple(
            one._replace(prior=one.place.size) for one in found if one.place.kind in what.kinds
        )
    elif what.listed:
        inside = tuple(one for one in found if not within(one.place, what.inside))
    else:
        inside = tuple(one for one in found if within(one.place, what.inside))
        if not inside and what.sure and not region and not found[0].place.known:
            return (_somewhere(what.inside[0]),)
    return inside if (inside and len(inside) < len(found)) or (what.kinds and inside) else found


def _somewhere(larger: Candidate) -> Reading:
    """A place that is not known, in a region or country that is: "Orient, Ohio"."""
    place = larger._replace(kind="P", feature="P", id=0, latitude=None, longitude=None)
    return Reading(larger.size, place, inside=False)


def _resolved(group: Group) -> Resolved | None:
    place = group.best.place
    if not (group.qualified or place.known) and place.flags & WORD:
        # "Earth" is a town in Texas, too
        return None
    return _place(group.best, confidence(group))


@lru_cache(maxsize=8192)
def _place(reading: Reading, sure: float) -> Resolved:
    place = reading.place
    return Resolved(
        None if reading.inside else place.id or None,
        place.country or None,
        place.region,
        place.latitude,
        place.longitude,
        "S" if reading.inside else place.feature,
        sure,
    )
