"""What the text says about where a name lies: "Springfield, Ill.", "Pakistan's Hyderabad"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .atlas import Candidate, candidates

_NAME: Final = r"(?P<name>(?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3})"
_SIDES: Final = (
    r"(?:(?:the|far|central|rural|(?:north|south)?-?(?:north|south|east|west)(?:ern)?|"
    r"(?:northern|southern)|upstate|occupied|state of|province of|U\.S\. state of|US state of) )*"
)
_AFTER: Final = re.compile(
    rf"(?:['’]s)?(?:, | \(|,? in | of |, a [\w ,-]{{1,40}}? (?:in|of) |, (?:located|situated) in )"
    rf"{_SIDES}{_NAME}"
)
_BEFORE: Final = re.compile(
    r"(?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})(?:['’]s?(?: [a-z][\w-]*){0,3}|"
    r"(?: [a-z][\w-]*){0,3} (?:city|town|village|port|capital|suburb|district|province|region|"
    r"resort|community|county|enclave|island) of) $"
)
_LIST: Final = re.compile(r",? (?:and|or|&) |, (?:[A-Z])")
_REACH: Final = 90


def qualifier(text: str, start: int, end: int, *, listed: bool) -> tuple[Candidate, ...]:
    """The countries, regions and counties that the text gives as its own; none where it gives none.

    Args:
        text: all of it.
        start: of the name.
        end: of the name.
        listed: whether the name may itself be one of a list of regions ("Nevada, Missouri and
            Ohio"), so that a list is not read as a place and its region.
    """
    after = _AFTER.match(text, end, end + _REACH)
    if after and not (listed and _LIST.match(text, after.end())):
        found = _larger(after["name"])
        if found:
            return found
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    return _larger(before["name"]) if before else ()


@lru_cache(maxsize=4096)
def _larger(words: str) -> tuple[Candidate, ...]:
    parts = words.rstrip(".").split(" ")
    for length in range(len(parts), 0, -1):
        name = " ".join(parts[:length])
        for spelling in (name, re.sub(r"['’]s?$", "", name)):
            found = tuple(one for one in candidates(spelling) if one.kind in "ARCL")
            if found:
                return found
    return ()


def within(one: Candidate, larger: tuple[Candidate, ...]) -> bool:
    """Whether a place lies in one of these, by their codes."""
    for place in larger:
        if one.id == place.id and one.kind == place.kind:
            continue
        if place.kind in "AL" and place.country and one.country == place.country:
            return True
        if place.kind in "RC" and one.area == place.area and one.kind in "PCTHS":
            return True
    return False
