"""What the words of a mention may mean: names of the atlas, with what is written round them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from .atlas import ADJECTIVE, ALTERNATE, BARE, HIDDEN, KINDS, WORD, Candidate, candidates

# What a kind is worth beside its size: a country goes before a town of its name, a town before the
# region round it, which has more people and more words to be told by.
_KIND: Final = {"A": 5.0, "R": 0.0, "C": 0.0, "P": 3.0, "L": 1.0, "H": 1.0, "T": 1.0, "S": 2.0}
_OTHER_NAME: Final = 5.0
_OTHER_SPELLING: Final = 1.0
_BARE_COUNTY: Final = 4.0
_SECOND_RATE: Final = 2.0
_TYPED: Final = re.compile(
    r"^(?P<name>.+?)[ -](?P<word>oblasts?|krai|region|province|state|governorate|prefecture|"
    r"county|parish|department|republic|territory|voivodeship|canton|emirate|district|raion|"
    r"municipality|peninsula|area)$",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"^(?:the )?(?:(?P<word>county|co\.?|city|town|township|village|borough|municipality|state|"
    r"province|republic|region|port|island|isle|district|kingdom|commonwealth) of|"
    r"(?P<county>county|co\.?)) (?P<name>.+)$",
    re.IGNORECASE,
)
_TOWN: Final = re.compile(
    r"^(?P<name>.+?) (?:city|town|township|village|borough|twp\.?|cit(?:y|ies) council)$",
    re.IGNORECASE,
)
_SIDE: Final = re.compile(
    r"^(?:the |far |south|north|east|west|central|down|mid|up)?-?(?:north(?:ern|west(?:ern)?|"
    r"east(?:ern)?)?|south(?:ern|west(?:ern)?|east(?:ern)?)?|east(?:ern)?|west(?:ern)?|central|"
    r"town|downtown|greater|metropolitan|metro|inner|outer|mainland|rural|upstate|upper|lower|old|"
    r"coastal|suburban|occupied|rest of)[ -](?P<name>.+)$",
    re.IGNORECASE,
)
# What bears a place's name and mostly stands there; streets, squares and bays do not.
_SITE: Final = re.compile(
    r"\b(?:hospital|infirmary|medical cent(?:er|re)|universit(?:y|ies)|college|academy|airport|"
    r"airfield|air ?base|prison|jail|detention cent(?:er|re)|courthouse|police|sheriff(?:['’]s)?|"
    r"council|parliament|senate|legislature|cathedral|zoo|port|crossing|nuclear plant|"
    r"power (?:plant|station))(?: department| office| court)?$",
    re.IGNORECASE,
)
_HEAD: Final = frozenset(
    "university strait straits port gulf bay bishop archbishop diocese archdiocese county "
    "parliament republic commonwealth people village".split()
)
_SHORT: Final = (
    (re.compile(r" Co\.?$"), " County"),
    (re.compile(r" Twp\.?$"), " Township"),
    (re.compile(r"^N\. ?(?=[A-Z][a-z])"), "North "),
    (re.compile(r"^S\. ?(?=[A-Z][a-z])"), "South "),
    (re.compile(r"^E\. ?(?=[A-Z][a-z])"), "East "),
    (re.compile(r"^W\. ?(?=[A-Z][a-z])"), "West "),
    (re.compile(r"['’]s?$"), ""),
)


class Reading(NamedTuple):
    """One meaning of a mention, and how likely it is before the rest of the text is read.

    Attributes:
        prior: natural logarithm, up to a constant.
        place: what is meant, or where that stands.
        inside: whether what is meant is only there, or named after it ("Colchester Hospital").
    """

    prior: float
    place: Candidate
    inside: bool


@lru_cache(maxsize=8192)
def readings(surface: str) -> tuple[Reading, ...]:
    """All meanings, the likeliest first."""
    found = _all(surface)
    if not found:
        for pattern, full in _SHORT:
            spelt = pattern.sub(full, surface)
            if spelt != surface:
                found = _all(spelt)
    return tuple(sorted(found, key=lambda one: (-one.prior, one.place.id)))


def _all(surface: str) -> list[Reading]:
    typed = _TYPED.match(surface) or _OF.match(surface)
    exact = [one for one in candidates(surface) if not (typed and one.flags & BARE)]
    if exact:
        return [Reading(_prior(one), one, False) for one in exact]
    if typed:
        inner = candidates(typed["name"])
        wanted = _wanted((typed["word"] or "county").lower())
        fitting = [one for one in inner if one.kind in wanted]
        if fitting:
            # the word that says what it is makes up for the name that lacks it
            return [
                Reading(one.size + (1.0 if one.kind == wanted[0] else 0.0), one, False)
                for one in fitting
            ]
        if inner:
            return [Reading(_prior(one) - _SECOND_RATE, one, False) for one in inner]
    for pattern in (_TOWN, _SIDE):
        shorter = pattern.match(surface)
        # the Southern Alps are no part of the Alps
        within = readings_of(shorter["name"], "ARCPL") if shorter else []
        if within:
            return [one._replace(prior=one.prior - _SECOND_RATE) for one in within]
    return _site(surface)


def readings_of(name: str, kinds: str = KINDS) -> list[Reading]:
    """The meanings of a name alone, of some kinds."""
    return [Reading(_prior(one), one, False) for one in candidates(name) if one.kind in kinds]


def _prior(one: Candidate) -> float:
    worth = one.size + _KIND[one.kind]
    if one.flags & ALTERNATE:
        # one that is looked for in text is much like the first one: another transliteration
        worth -= _OTHER_NAME if one.flags & HIDDEN else _OTHER_SPELLING
    if one.flags & BARE and one.kind == "C":
        worth -= _BARE_COUNTY
    if one.flags & ADJECTIVE:
        worth += 1.0
    return worth


def _wanted(word: str) -> str:
    if word in {"county", "co", "co.", "parish", "district", "raion"}:
        return "CR"
    if word in {"city", "town", "township", "village", "borough", "port"}:
        return "PC"
    if word in {"island", "isle", "peninsula"}:
        return "TLRCP"
    if word in {"republic", "kingdom", "commonwealth"}:
        return "ARL"
    return "RCAL"


def _site(surface: str) -> list[Reading]:
    """Where a building or body stands that a place's name begins or ends."""
    words = surface.split()
    if len(words) < 2:
        return []
    if _SITE.search(surface):
        for length in range(len(words) - 1, 0, -1):
            name = " ".join(words[:length])
            found = [
                one for one in readings_of(name, "ARCP") if not one.place.flags & (WORD | ADJECTIVE)
            ]
            if found:
                return [one._replace(inside=True, prior=one.prior - 1) for one in found]
    head, of, tail = surface.partition(" of ")
    if of and head.split()[-1].lower() in _HEAD:
        return [one._replace(inside=True, prior=one.prior - 1) for one in readings_of(tail)]
    if "-" in surface or "/" in surface:
        head = re.split(r"[-/]", surface)[0]
        return [one._replace(inside=True, prior=one.prior - 2) for one in readings_of(head)]
    return []
