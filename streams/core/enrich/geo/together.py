"""Names read in the light of each other: one country, one region, one neighbourhood."""

from __future__ import annotations

import math
from typing import Final

from .dialect import BRITISH, dialect
from .group import Group, Votes

# What it is worth (natural logarithm of inhabitants) that all other names lie in the same country,
# that they lie in the same region, too, that one lies close by, that the text is written in the
# English of the country, and that its source is at home in it. Round numbers: half or twice as much
# changes little.
_COUNTRY: Final = 5.0
_REGION: Final = 6.0
_NEAR: Final = 2.5
_DIALECT: Final = 2.0
_HOME: Final = 1.5
_MOST_NEAR: Final = 2.0
_NEAR_DEGREES: Final = 1.0
_DOUBT: Final = 0.5
_ROUNDS: Final = 2
_OUT_OF_REACH: Final = 6.0
_LEAST_OTHERS: Final = 0.4
_LEAST_SUPPORT: Final = 0.1
_SMALL: Final = "PCS"


class Tally:
    """How much the names of a text speak for each country and region."""

    __slots__ = ("areas", "countries", "total")

    def __init__(self) -> None:
        self.countries: dict[str, float] = {}
        self.areas: dict[int, float] = {}
        self.total = 0.0

    def add(self, votes: Votes) -> None:
        """Count the votes of one name."""
        countries, areas = self.countries, self.areas
        for share, reading in votes:
            place = reading.place
            if place.country:
                countries[place.country] = countries.get(place.country, 0.0) + share
                self.total += share
            if place.area >= 0:
                areas[place.area] = areas.get(place.area, 0.0) + share


def agree(groups: list[Group], text: str, home: tuple[str, str | None] | None) -> None:
    """Settle every open name by the others, by the text's English, and by its source."""
    still_open = [group for group in groups if group.open]
    if still_open:
        _settle(still_open, groups, text, home)
    tally = _tally(groups)
    for group in groups:
        if group.best.place.kind == "P":
            group.supported = _is_supported(group, tally)


def _settle(
    still_open: list[Group], groups: list[Group], text: str, home: tuple[str, str | None] | None
) -> None:
    american = dialect(text) if any(map(_english_tells, still_open)) else 0.0
    for _ in range(_ROUNDS):
        tally, points = _tally(groups), _points(groups)
        moved = False
        for group in still_open:
            scores = _by_the_others(group, tally)
            if american:
                _by_dialect(group, scores, american)
            if home:
                _by_home(group, scores, home)
            _by_nearness(group, scores, points)
            moved = group.settle(scores) or moved
        if not moved:
            return


def _tally(groups: list[Group]) -> Tally:
    tally = Tally()
    for group in groups:
        tally.add(group.votes)
    return tally


def _is_supported(group: Group, tally: Tally) -> bool:
    own = sum(share for share, _ in group.votes)
    if tally.total - own < _LEAST_OTHERS:
        return True
    country = group.best.place.country
    here = sum(share for share, one in group.votes if one.place.country == country)
    return tally.countries.get(country, 0.0) - here > _LEAST_SUPPORT


def _by_the_others(group: Group, tally: Tally) -> list[float]:
    own = Tally()
    own.add(group.votes)
    others = (tally.total - own.total + _DOUBT) / 2
    scores = []
    for reading in group.readings:
        country, area, score = reading.place.country, reading.place.area, reading.prior
        if country in tally.countries:
            share = (tally.countries[country] - own.countries.get(country, 0.0)) / others
            score += _COUNTRY * min(1.0, share)
            if area in tally.areas:
                share = (tally.areas[area] - own.areas.get(area, 0.0)) / others
                score += _REGION * min(1.0, share)
        scores.append(score)
    return scores


def _english_tells(group: Group) -> bool:
    american = {reading.place.country == "US" for reading in group.readings}
    return len(american) > 1


def _by_dialect(group: Group, scores: list[float], american: float) -> None:
    for number, reading in enumerate(group.readings):
        if reading.place.country == "US":
            scores[number] += _DIALECT * american
        elif reading.place.country in BRITISH:
            scores[number] -= _DIALECT * american


def _by_home(group: Group, scores: list[float], home: tuple[str, str | None]) -> None:
    country, region = home
    for number, reading in enumerate(group.readings):
        if reading.place.country == country:
            scores[number] += _HOME
            if region and reading.place.region == region:
                scores[number] += 2 * _HOME


def _points(groups: list[Group]) -> list[tuple[Group, float, float, float]]:
    """Whatever a name may mean that is a point on the map, with what that counts."""
    return [
        (group, share, place.latitude, place.longitude)
        for group in groups
        for share, (_, place, _) in group.votes
        if place.kind in _SMALL and place.latitude is not None and place.longitude is not None
    ]


def _by_nearness(
    group: Group, scores: list[float], points: list[tuple[Group, float, float, float]]
) -> None:
    """Favour what lies close to places that other names mean."""
    # what is out of the race is not measured
    least = max(scores) - _OUT_OF_REACH
    for number, (_, place, _) in enumerate(group.readings):
        north, east = place.latitude, place.longitude
        if scores[number] < least or place.kind not in _SMALL or north is None or east is None:
            continue
        flat = math.cos(math.radians(north))
        close = 0.0
        for other, share, latitude, longitude in points:
            if (
                -_NEAR_DEGREES < latitude - north < _NEAR_DEGREES
                and abs(longitude - east) * flat < _NEAR_DEGREES
                and other is not group
            ):
                close += share
        scores[number] += _NEAR * min(close, _MOST_NEAR)
