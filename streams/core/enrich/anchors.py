"""Places that the name after them settles: "Springfield, Illinois"."""

from __future__ import annotations

from .gazetteer import named
from .geo.atlas import Candidate
from .tokens import Part


def narrowed(part: Part, after: int, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of the region or country that follows, if any: "Springfield, Illinois"."""
    if len(candidates) < 2 or after >= len(part.words) or part.gap(after) not in {", ", " ("}:
        return candidates
    for length in (2, 1):
        words = part.words[after : after + length]
        for place in named(part.text[words[0].start : words[-1].end]):
            if place.kind in "AR":
                inside = [
                    one
                    for one in candidates
                    if one.country == place.country
                    and (place.kind == "A" or one.region == place.region)
                    and one.id != place.id
                ]
                if inside:
                    return inside
    return candidates


def anchored(part: Part, after: int, best: Candidate) -> bool:
    """Whether its country or region follows: "Springfield, Illinois"."""
    if after >= len(part.words) or part.gap(after) not in {", ", " ("}:
        return False
    for length in (2, 1):
        words = part.words[after : after + length]
        text = part.text[words[0].start : words[-1].end]
        for place in named(text):
            if place.country == best.country and place.kind in "AR":
                return True
    return False
