"""How sure a place is: a table of how far it is ahead, and of what sort it is."""

from __future__ import annotations

from typing import Final

from .atlas import Candidate

# lead over the next reading (natural logarithm), and the confidence from there on
_BY_LEAD: Final = ((4.0, 0.95), (2.0, 0.9), (1.0, 0.8), (0.5, 0.7), (0.0, 0.6))
_SMALL: Final = 9.6
_LESS_IF_SMALL: Final = 0.15
_INSIDE: Final = 0.7


def confidence(lead: float, place: Candidate, *, qualified: bool, inside: bool) -> float:
    """How likely it is right, 0 to 1."""
    sure = 0.95 if qualified else next(value for least, value in _BY_LEAD if lead >= least)
    if place.kind == "P" and place.size < _SMALL and not qualified:
        sure -= _LESS_IF_SMALL
    return round(min(sure, _INSIDE) if inside else sure, 2)
