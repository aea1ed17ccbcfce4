"""Which places the names of one text mean, decided together.

Every name starts with what it most likely means by itself: large places before small ones. Then the
names tell each other: places of one country, of one region, and close to each other go together, so
that a text about Lamar County means Paris in Texas (collective disambiguation with one sense per
discourse, as in Leidner 2007 and Lieberman, Samet and Sankaranarayanan 2010). What the text itself
says ("Paris, Texas") goes before everything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from .atlas import Candidate
from .confidence import confidence
from .dialect import BRITISH, dialect
from .keys import key
from .qualifiers import NOTHING, said, within
from .surfaces import Reading, readings

_COUNTRY: Final = 5.0
_REGION: Final = 6.0
_NEAR: Final = 2.5
_MOST_NEAR: Final = 2
_NEAR_DEGREES: Final = 1.0
_VOTERS: Final = 6
_ROUNDS: Final = 2
_UNSURE: Final = 0.5
_BEYOND_DOUBT: Final = 14.0
_ALONE: Final = 99.0
_HOME: Final = 1.5
_DOUBT: Final = 0.5
_WARMTH: Final = 1.0
_DIALECT: Final = 2.0


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
        latitude: degrees north, WGS 84.
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


class _Group:
    """All mentions with one name: they mean one place."""

    __slots__ = ("best", "lead", "qualified", "readings", "votes", "weight")

    def __init__(self, found: tuple[Reading, ...]) -> None:
        self.readings = found
        self.qualified = False
        self.weight = 1.0
        self.best = found[0]
        self.lead = 0.0
        self.votes: list[tuple[float, Reading]] = []
        self.settle([one.prior for one in found])

    def settle(self, scores: list[float]) -> None:
        """Take the best, and share the vote among the likeliest."""
        if len(scores) == 1:
            self.best, self.lead, self.votes = self.readings[0], _ALONE, [(1.0, self.readings[0])]
            return
        order = sorted(range(len(scores)), key=lambda n: -scores[n])[:_VOTERS]
        top = scores[order[0]]
        shares = [math.exp((scores[n] - top) / _WARMTH) for n in order]
        total = sum(shares)
        self.best = self.readings[order[0]]
        self.lead = top - scores[order[1]]
        sure = 1.0 if self.qualified or self.best.place.kind in "AR" else _UNSURE
        self.votes = [
            (sure * share / total, self.readings[n])
            for n, share in zip(order, shares, strict=True)
            if share > 0.02 * total
        ]


def resolve(
    names: Sequence[Named], home: Home | None = None, beside: Iterable[Named] = ()
) -> list[Resolved | None]:
    """The place of each name, or nothing where none is known.

    Args:
        names: those of one entry, in any order.
        home: where the text comes from, where that is known.
        beside: other names that tell what it is about, such as nationalities.
    """
    groups: dict[tuple[str, frozenset[int]], _Group] = {}
    of: list[_Group | None] = []
    first: dict[str, _Group] = {}
    for name in (*names, *beside):
        surface = name.text[name.start : name.end]
        found = readings(surface)
        if not found:
            of.append(None)
            continue
        spelt = key(surface)
        inside = _qualified(name, found) if found[0].place.kind != "A" or len(found) > 1 else found
        which = (spelt, frozenset(id(one) for one in inside) if inside is not found else frozenset())
        group = groups.get(which)
        if group is None:
            group = groups[which] = _Group(inside)
            if inside is not found:
                group.qualified = True
                group.settle([one.prior for one in inside])
        if group.qualified:
            first.setdefault(spelt, group)
        of.append(group)
    for (spelt, _), group in list(groups.items()):
        if not group.qualified and spelt in first:
            # named in full once, it means the same elsewhere
            of = [first[spelt] if one is group else one for one in of]
            del groups[spelt, frozenset()]
    _agree(list(groups.values()), home, names[0].text if names else "")
    return [_resolved(group) if group else None for group in of[: len(names)]]


def _qualified(name: Named, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that agree with what the text says of the name; all where it says nothing."""
    region = any(one.place.kind in "AR" for one in found)
    told = said(name.text, name.start, name.end, region=region)
    if told is NOTHING:
        return found
    if told.listed:
        inside = tuple(one for one in found if not within(one.place, told.inside))
    elif told.kinds:
        inside = tuple(
            one._replace(prior=one.place.size) for one in found if one.place.kind in told.kinds
        )
    else:
        inside = tuple(one for one in found if within(one.place, told.inside))
        if not inside and told.sure and not region:
            return _elsewhere(told.inside)
    return inside or found


def _elsewhere(larger: tuple[Candidate, ...]) -> tuple[Reading, ...]:
    """A place that is not known, in a region or country that is: "Orient, Ohio"."""
    return tuple(
        Reading(
            one.size,
            one._replace(kind="P", feature="P", id=0, latitude=None, longitude=None),
            False,
        )
        for one in larger[:1]
    )


def _agree(groups: list[_Group], home: Home | None, text: str) -> None:
    """Let every name be read in the light of the others, and of where the text comes from."""
    open_ones = [group for group in groups if group.lead < _BEYOND_DOUBT]
    if not open_ones:
        return
    american = dialect(text)
    for _ in range(_ROUNDS):
        countries: dict[str, float] = {}
        areas: dict[int, float] = {}
        for group in groups:
            _count(group, countries, areas, 1.0)
        total = sum(countries.values())
        for group in open_ones:
            own: dict[str, float] = {}
            own_areas: dict[int, float] = {}
            _count(group, own, own_areas, 1.0)
            others = total - sum(own.values()) + _DOUBT
            near = [vote for one in groups if one is not group for vote in one.votes]
            scores = []
            for reading in group.readings:
                place = reading.place
                share = (countries.get(place.country, 0.0) - own.get(place.country, 0.0)) / others
                score = reading.prior + _COUNTRY * min(1.0, 2 * share)
                if place.area >= 0:
                    share = (areas.get(place.area, 0.0) - own_areas.get(place.area, 0.0)) / others
                    score += _REGION * min(1.0, 2 * share)
                if american:
                    if place.country == "US":
                        score += _DIALECT * american
                    elif place.country in BRITISH:
                        score -= _DIALECT * american
                if home and place.country == home.country:
                    score += _HOME + (_HOME * 2 if place.region == home.region else 0)
                scores.append(score)
            _add_nearness(group, scores, near)
            group.settle(scores)


def _count(
    group: _Group, countries: dict[str, float], areas: dict[int, float], sign: float
) -> None:
    for share, reading in group.votes:
        place = reading.place
        if place.country:
            countries[place.country] = countries.get(place.country, 0.0) + sign * share
        if place.area >= 0:
            areas[place.area] = areas.get(place.area, 0.0) + sign * share


def _add_nearness(
    group: _Group, scores: list[float], near: list[tuple[float, Reading]]
) -> None:
    top = max(scores)
    points = [
        (share, one.place.latitude, one.place.longitude)
        for share, one in near
        if one.place.kind in "PCS" and one.place.latitude is not None
    ]
    if not points:
        return
    for number, reading in enumerate(group.readings):
        place = reading.place
        # what is out of the race is not measured
        if scores[number] < top - 6 or place.kind not in "PCS" or place.latitude is None:
            continue
        flat = math.cos(math.radians(place.latitude))
        close = 0.0
        for share, latitude, longitude in points:
            if abs(latitude - place.latitude) < _NEAR_DEGREES:
                if abs(longitude - place.longitude) * flat < _NEAR_DEGREES:
                    close += share
        scores[number] += _NEAR * min(close, _MOST_NEAR)


def _resolved(group: _Group) -> Resolved:
    reading, place = group.best, group.best.place
    return Resolved(
        None if reading.inside else place.id or None,
        place.country or None,
        place.region,
        place.latitude,
        place.longitude,
        "S" if reading.inside else place.feature,
        confidence(group.lead, place, qualified=group.qualified, inside=reading.inside),
    )
