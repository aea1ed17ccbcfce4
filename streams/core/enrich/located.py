"""Names of places as places: resolved together, each place with all its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas import Place, Span

from .geo.resolve import Home, Named, Resolved, resolve
from .tokens import Part


class Mentioned(NamedTuple):
    """A stretch of text that names a place, whoever found it.

    Attributes:
        part: the text.
        start: first character.
        end: one past the last.
        confidence: how likely it names a place, 0 to 1.
    """

    part: Part
    start: int
    end: int
    confidence: float


def located(
    mentions: Sequence[Mentioned], beside: Iterable[Named] = (), home: Home | None = None
) -> tuple[Place, ...]:
    """The places of an entry; names that mean none that is known are left out.

    Args:
        mentions: in the order of the text.
        beside: what else tells where the entry is about, such as nationalities.
        home: where its source is at home, where that is known.
    """
    names = [Named(one.part.text, one.start, one.end) for one in mentions]
    joint: dict[Resolved, list[Mentioned]] = {}
    for mention, place in zip(mentions, resolve(names, home, beside), strict=True):
        if place:
            joint.setdefault(place, []).append(mention)
    return tuple(_place(place, found) for place, found in joint.items())


def _place(place: Resolved, found: list[Mentioned]) -> Place:
    first = found[0]
    spans: tuple[Span, ...] = tuple(one.part.span(one.start, one.end) for one in found)
    named = max(one.confidence for one in found)
    return Place.model_construct(
        name=first.part.text[first.start : first.end],
        geonames_id=place.id,
        country=place.country,
        region=place.region,
        latitude=place.latitude,
        longitude=place.longitude,
        feature=place.feature,
        mentions=spans,
        evidence=spans[0],
        rule="place.together/1",
        confidence=round(named * place.confidence, 2),
    )
