"""Places that act: "Kyiv said" means the government, not the city."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from streams.core.names.tagger import Name

from .gazetteer import capitals, named
from .lexicon import BETWEEN, LOCATIVE, PLAIN_SAYING, SAYING, word_set
from .mentions import Mention, Mentions
from .named import confidence
from .organisations import Found
from .tokens import Part

_VERBS = SAYING - {"asked", "asks", "saying", "speaking", "spoke", "speaks", "estimated"}
# What only a government or its forces do.
_ACTING = word_set(
    "agrees agreed approves approved attacks attacked bans banned bombs bombed closes closed decides "
    "decided declares declared deploys deployed expels expelled fires fired forbids forbade frees "
    "freed halts halted imposes imposed invades invaded launches launched lifts lifted orders ordered "
    "recalls recalled recognises recognised recognizes recognized rejects seizes seized sends sent "
    "shells shelled shuts shut signs signed strikes struck summons summoned suspends suspended "
    "withdraws withdrew"
)
_DOES = _VERBS | _ACTING
# A passive is about the place: "Russia is accused", "Kyiv was told".
_ACTIVE = BETWEEN - {"is", "was"}
_NOT_SUBJECT = (LOCATIVE | {"with", "by", "for", "about", "and", "or"}) - {"and", "or"}
_PLAYING: Final = word_set(
    "beat beats win wins won lose loses lost draw draws drew play plays played face faces v vs "
    "scored score lead leads led reached qualified"
)


def find(part: Part, names: Sequence[Name], mentions: Mentions) -> list[Found]:
    """The places of one part that the text says something of that only a government does."""
    found: list[Found] = []
    for name in reversed(names):
        seat = _seat(part.text[name.start : name.end]) if name.type != "per" else None
        if seat is None or not mentions.free(name.start, name.end):
            continue
        speaks = _speaks(part, name, {item.start for item in found})
        if not speaks and (name.type != "org" or _plays(part, name)):
            continue
        text = part.text[name.start : name.end]
        mentions.add(Mention(name.start, name.end, "organisation", text))
        rule = "organisation.speaks/1" if speaks else "organisation.acts/1"
        sure = 0.8 if speaks and name.type == "loc" else confidence(name)
        found.append(Found(name.start, name.end, text, seat, True, False, rule, sure))
    return found[::-1]


@lru_cache(maxsize=4096)
def _seat(name: str) -> str | None:
    places = named(name)
    country = next((place.country for place in places if place.kind == "A"), None)
    return country or (capitals().get(name) if places else None)


def _plays(part: Part, name: Name) -> bool:
    """Whether a team of that name is meant: "Germany beat Chile"."""
    after = part.at_or_after(name.end)
    before = part.at_or_after(name.start) - 1
    near = [part.words[at].lower for at in (before, after) if 0 <= at < len(part.words)]
    return any(word in _PLAYING for word in near)


def _speaks(part: Part, name: Name, speakers: set[int]) -> bool:
    words = part.words
    first, index = part.at_or_after(name.start), part.at_or_after(name.end)
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
    return index < len(words) and part.gap(index) == " " and words[index].lower in _DOES


def _inverted(part: Part, verb: int) -> bool:
    """Whether the verb follows what was said: “…, says Seoul”."""
    gap = part.gap(verb)
    return any(mark in gap for mark in ",”’\"'") or part.field == "headline"
