"""How sure a place is: a table of how far it is ahead, and of what sort it is.

The steps were set by reading what came out on the half of bench/gold that rules are written on: the sets
of places with answers are only there to measure.
"""

from __future__ import annotations

from typing import Final

from .group import Group

# how far it is ahead of places elsewhere (natural logarithm), and the confidence from there on
_BY_LEAD: Final = ((4.0, 0.95), (2.0, 0.85), (1.0, 0.75), (0.5, 0.6), (0.0, 0.5))
_SMALL: Final = 9.6
_LARGE: Final = 13.0
_LESS_IF_SMALL: Final = 0.1
_LESS_IF_ALONE_THERE: Final = 0.15
_INSIDE: Final = 0.6
_SAID: Final = 0.95


def confidence(group: Group) -> float:
    """How likely it is right, 0 to 1."""
    reading, place = group.best, group.best.place
    if group.qualified:
        sure = _SAID
    else:
        sure = next((value for least, value in _BY_LEAD if group.ahead >= least), _BY_LEAD[-1][1])
        if place.kind == "P" and place.size < _LARGE and not group.supported:
            sure -= _LESS_IF_ALONE_THERE
        if place.kind == "P" and place.size < _SMALL:
            sure -= _LESS_IF_SMALL
    return round(min(sure, _INSIDE) if reading.inside else sure, 2)
