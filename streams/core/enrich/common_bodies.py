"""Bodies that common nouns name, by whose they are: "South Korea’s defence ministry"."""

from __future__ import annotations

from typing import NamedTuple

from .gazetteer import demonyms, named
from .lexicon import word_set
from .runs import joined
from .tokens import Part

_COMMON = word_set(
    "ministry army military navy police government parliament airforce embassy intelligence "
    "regulator"
)


_PAIRS = frozenset(
    {("air", "force"), ("air", "defence"), ("central", "bank"), ("supreme", "court"),
     ("armed", "forces"), ("security", "service"), ("emergency", "service"),
     ("emergency", "services"), ("coast", "guard"), ("border", "guard"), ("general", "staff"),
     ("air", "defense"), ("electoral", "commission"), ("election", "commission"),
     ("intelligence", "agency"), ("news", "agency"), ("space", "agency"), ("health", "ministry"),
     ("constitutional", "court"), ("high", "court"), ("secret", "service"),
     ("intelligence", "service"), ("central", "command"), ("prosecutor's", "office")}
)  # fmt: skip


_QUALIFIERS = word_set(
    "defence defense foreign interior health finance justice education energy emergency "
    "emergencies situations economy transport culture agriculture trade labour labor "
    "environment state national federal military public internal affairs domestic"
)


class Found(NamedTuple):
    """An organisation in the text, before its mentions are joined."""

    start: int
    end: int
    key: str
    seat: str | None
    metonym: bool
    outlet: bool
    rule: str
    confidence: float


def common_bodies(part: Part) -> list[Found]:
    """The ministries, forces and courts of a part that no capital marks as a name."""
    words = part.words
    found = []
    for index, word in enumerate(words):
        if word.capital and word.start not in part.sentence_starts:
            continue
        paired = index > 0 and (words[index - 1].lower, word.lower) in _PAIRS
        if not paired and word.lower not in _COMMON:
            continue
        first = index - 1 if paired else index
        while first > 0 and words[first - 1].lower in _QUALIFIERS and joined(part, first):
            first -= 1
        owner, start = _owner(part, first)
        if owner is None and (first == index or word.lower != "ministry"):
            continue
        if owner is None:
            start = words[first].start
        text = part.text[start : word.end]
        found.append(
            Found(
                start,
                word.end,
                text,
                owner or None,
                False,
                False,
                "organisation.common/1",
                0.8 if owner else 0.6,
            )
        )
    return found


def _owner(part: Part, first: int) -> tuple[str | None, int]:
    """The country before a common noun and where its name starts."""
    words = part.words
    end = first
    if end > 0 and words[end - 1].lower in {"’s", "'s"}:
        end -= 1
    elif end == 0 or not words[end - 1].capital or part.gap(end) != " ":
        return None, 0
    for length in (3, 2, 1):
        begin = end - length
        if begin < 0:
            continue
        text = part.text[words[begin].start : words[end - 1].end]
        if text in demonyms():
            return demonyms()[text], words[begin].start
        for place in named(text):
            if place.kind == "A":
                return place.country, words[begin].start
    return None, 0
