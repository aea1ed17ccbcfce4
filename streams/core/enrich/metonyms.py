"""Places that speak: "Kyiv said" means the government, not the city."""

from __future__ import annotations

from .common_bodies import Found
from .gazetteer import Hit, capitals
from .lexicon import BETWEEN, LOCATIVE, PLAIN_SAYING, SAYING
from .mentions import Mention, Mentions
from .tokens import Part

_VERBS = SAYING - {"asked", "asks", "saying", "speaking", "spoke", "speaks", "estimated"}
# A passive is about the place: "Russia is accused", "Kyiv was told".
_ACTIVE = BETWEEN - {"is", "was"}
_NOT_SUBJECT = (LOCATIVE | {"with", "by", "for", "about", "and", "or"}) - {"and", "or"}


def find(part: Part, hits: list[Hit], mentions: Mentions) -> list[Found]:
    """The metonyms of one part; their places are taken in ``mentions``."""
    found: list[Found] = []
    for hit in reversed(hits):
        seat = _seat(part, hit)
        if seat is None or not _speaks(part, hit, {item.start for item in found}):
            continue
        name = part.text[hit.start : hit.end]
        if mentions.add(Mention(hit.start, hit.end, "organisation", name)):
            found.append(
                Found(hit.start, hit.end, name, seat, True, False, "organisation.speaks/1", 0.8)
            )
    return found[::-1]


def _seat(part: Part, hit: Hit) -> str | None:
    for place in hit.places:
        if place.kind == "A":
            return place.country
    return capitals().get(part.text[hit.start : hit.end]) if hit.places else None


def _speaks(part: Part, hit: Hit, speakers: set[int]) -> bool:
    words = part.words
    first, index = part.at_or_after(hit.start), part.at_or_after(hit.end)
    if first > 0 and part.gap(first) == " ":
        before = words[first - 1]
        if before.lower in PLAIN_SAYING and _inverted(part, first - 1):
            return True
        if before.lower in _NOT_SUBJECT or (
            before.capital and first - 1 > 0 and not part.title_case
        ):
            return False
    if index < len(words) and part.gap(index) == " " and words[index].lower == "and":
        # "Seoul and Washington said": the second one is looked at first
        partner = index + 1 + (index + 1 < len(words) and words[index + 1].lower == "the")
        return partner < len(words) and words[partner].start in speakers
    while index < len(words) and part.gap(index) == " " and words[index].lower in _ACTIVE:
        index += 1
    return index < len(words) and part.gap(index) == " " and words[index].lower in _VERBS


def _inverted(part: Part, verb: int) -> bool:
    """Whether the verb follows what was said: “…, says Seoul”."""
    gap = part.gap(verb)
    return any(mark in gap for mark in ",”’\"'") or part.field == "headline"
