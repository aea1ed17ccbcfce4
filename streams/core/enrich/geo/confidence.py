"""How sure a place is: a table of how far it is ahead, and of what sort it is."""

from __future__ import annotations

from typing import Final

from .surfaces import Reading

# lead over the next reading (natural logarithm), and the confidence from there on
_BY_LEAD: Final = ((4.0, 0.95), (2.0, 0.9), (1.0, 0.8), (0.5, 0.7), (0.0, 0.6))
_SMALL: Final = 9.6
_LESS_IF_SMALL: Final = 0.15
_INSIDE: Final = 0.7
_SAID: Final = 0.95


def confidence(lead: float, reading: Reading, *, qualified: bool) -> float:
    """How likely it is right, 0 to 1.

    Args:
        lead: how far it is ahead of what else the name may mean.
        reading: what it is taken to mean.
        qualified: whether the text itself says where it lies.
    """
    if qualified:
        sure = _SAID
    else:
        sure = next((value for least, value in _BY_LEAD if lead >= least), _BY_LEAD[-1][1])
        if reading.place.kind == "P" and reading.place.size < _SMALL:
            sure -= _LESS_IF_SMALL
    return round(min(sure, _INSIDE) if reading.inside else sure, 2)
