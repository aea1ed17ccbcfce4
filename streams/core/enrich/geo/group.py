"""All mentions of one name, and what they are taken to mean so far."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

from .atlas import Candidate
from .keys import key
from .surfaces import Reading, readings

Votes = tuple[tuple[float, Reading], ...]
Settled = tuple[Reading, float, float, Votes]

BEYOND_DOUBT: Final = 11.0
_ALONE: Final = 99.0
_VOTERS: Final = 6
_UNSURE: Final = 0.5
_LEAST_SHARE: Final = 0.02


class Group:
    """Mentions that mean one place.

    Attributes:
        readings: what they may mean.
        qualified: whether the text says where it lies.
        best: the likeliest.
        lead: how far it is ahead of the next one (natural logarithm).
        ahead: how far it is ahead of the next one elsewhere: a city and its region are one place
            for whoever asks whether a place is right.
        supported: whether other names, if any, lie in its country, too.
        votes: the likeliest, each with what it counts for other names; one in all for a name that
            is sure, less for one that is not.
    """

    __slots__ = ("ahead", "best", "lead", "qualified", "readings", "supported", "votes")

    def __init__(self, found: tuple[Reading, ...], settled: Settled | None = None) -> None:
        """The likeliest is the one of ``settled``, or is found for a name that the text qualifies."""
        self.readings = found
        self.qualified = settled is None
        self.supported = True
        self.best, self.lead, self.ahead, self.votes = settled or _first(found, qualified=True)

    @property
    def open(self) -> bool:
        """Whether other names may still change what it means."""
        return self.lead < BEYOND_DOUBT

    def settle(self, scores: list[float]) -> bool:
        """Take the best by new scores; tells whether it is another one."""
        before = self.best
        self.best, self.lead, self.ahead, self.votes = _settled(
            self.readings, tuple(scores), self.qualified
        )
        return self.best is not before


class Alone(NamedTuple):
    """What a name means when nothing else is known.

    Attributes:
        spelt: its key.
        readings: what it may mean.
        best: the likeliest.
        settled: the likeliest, with what ``Group`` has of it.
        sure: whether nothing that the text says can change it.
    """

    spelt: str
    readings: tuple[Reading, ...]
    settled: Settled
    sure: bool


@lru_cache(maxsize=8192)
def alone(surface: str) -> Alone | None:
    """The meaning of a name by itself, if it has any."""
    found = readings(surface)
    if not found:
        return None
    settled = _first(found, qualified=False)
    best, lead, *_ = settled
    sure = lead >= BEYOND_DOUBT and (best.place.known or best.place.kind != "P")
    return Alone(key(surface), found, settled, sure)


def _first(found: tuple[Reading, ...], *, qualified: bool) -> Settled:
    return _settled(found, tuple(one.prior for one in found), qualified)


def _settled(found: tuple[Reading, ...], scores: tuple[float, ...], qualified: bool) -> Settled:
    if len(scores) == 1:
        return found[0], _ALONE, _ALONE, ((1.0, found[0]),)
    order = sorted(range(len(scores)), key=lambda n: -scores[n])[:_VOTERS]
    top = scores[order[0]]
    best = found[order[0]]
    shares = [math.exp(scores[n] - top) for n in order]
    weight = (1.0 if qualified or best.place.kind in "AR" else _UNSURE) / sum(shares)
    votes = tuple(
        (weight * share, found[n])
        for n, share in zip(order, shares, strict=True)
        if share > _LEAST_SHARE
    )
    elsewhere = (n for n in order[1:] if not _is_there(found[n].place, best.place))
    rival = next(elsewhere, None)
    ahead = _ALONE if rival is None else top - scores[rival]
    return best, top - scores[order[1]], ahead, votes


def _is_there(one: Candidate, other: Candidate) -> bool:
    same = one.country == other.country and one.country != ""
    return same and (one.area == other.area or one.area < 0 or other.area < 0)
