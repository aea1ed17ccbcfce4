"""What the text says about where a name lies: "Springfield, Ill.", "Pakistan's Hyderabad"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

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
_COUNTIES: Final = re.compile(
    r"(?:,? (?:and )?[A-Z][\w.’'-]+)* (?:[Cc]ount(?:y|ies)|[Pp]arish(?:es)?)\b"
)
_REGION: Final = re.compile(
    r" (?:border )?(?:oblast|krai|region|province|governorate|prefecture|voivodeship|canton|okrug|"
    r"republic|territory|state)\b",
    re.IGNORECASE,
)
_REACH: Final = 90


class Said(NamedTuple):
    """What the text says of where a name lies.

    Attributes:
        inside: the countries, regions or counties that it lies in; none where nothing is said.
        listed: whether it stands beside these in a list, and so in none ("Nevada, Missouri and
            Ohio").
        kinds: those that the word after it allows ("Hitchcock and Hayes counties", "the Kursk border
            region"); empty where none follows.
        sure: whether the two are written as one ("Springfield, Ill.").
    """

    inside: tuple[Candidate, ...] = ()
    listed: bool = False
    kinds: str = ""
    sure: bool = False


NOTHING: Final = Said()


def said(text: str, start: int, end: int, *, region: bool) -> Said:
    """What is said of the name between two offsets.

    Args:
        text: all of it.
        start: of the name.
        end: of the name.
        region: whether the name may itself be a region's or country's.
    """
    if text[end : end + 1] not in " ,'’(":
        after = None
    elif _COUNTIES.match(text, end, end + _REACH):
        return Said(kinds="C")
    elif _REGION.match(text, end):
        return Said(kinds="RL")
    else:
        after = _AFTER.match(text, end, end + _REACH)
    if after:
        found = _larger(after["name"])
        if found and region and _LIST.match(text, after.end()):
            return Said(found, listed=True)
        if found:
            comma = text.startswith(", ", end) and found[0].kind in "AR"
            return Said(found, sure=comma and not _LIST.match(text, after.end()))
    before = (
        _BEFORE.search(text, max(0, start - _REACH), start)
        if text[start - 1 : start] == " "
        else None
    )
    found = _larger(before["name"]) if before else ()
    return Said(found) if found else NOTHING


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
