"""What tells that two texts are states of one entry: heading, time, words, runs of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from zlib import crc32

from streams.core.enrich.numbers import SCALES, SMALL
from streams.core.text import fold

# Headings that many entries of a live blog have, whatever they say.
_GENERIC = re.compile(
    r"(?:(?:in )?(?:brief|analysis|summary|recap|opinion|comment|explainer|explained|watch|listen|"
    r"breaking|update|updates|latest|live|score|scores|full time|half time|kick off|goal|key|"
    r"points?|events?|news|now|here|the|what|we|know|so|far|more|developments?|headlines?|photos?|"
    r"pictures?|images?|video|gallery|good|morning|afternoon|evening|night|welcome|back|today|at a|"
    r"glance|just|in|by|from|our|correspondent|reporter|editor|team|your|questions?|answered|"
    r"reaction|statement|correction|clarification|reports?|timeline|map|graphic|day|of|and|to|on|"
    r"coming|up|next|read|this|is|a|s|#) ?)+"
)
# Samples of long texts: enough to tell halves from thirds.
_MOST_HASHES = 96
_MOST_WORDS = 48
# What stands further down tells no more, and costs more.
_LONGEST = 20_000
# So few pairs in common are chance.
_CHANCE = 0.1
_NUMBERS = frozenset(SMALL) | frozenset(SCALES)


@dataclass(frozen=True, slots=True)
class Kin:
    """What of an entry is compared.

    Attributes:
        heading: folded, empty where there is none or where it is one that any entry may have.
        heading_words: its words, numbers all the same.
        published_at: as the source gives it, in UTC.
        words: the text's different words, numbers all the same; hashed, the least ones of many.
        runs: the same of its pairs of neighbouring words.
        run_count: how many different pairs there are, of which ``runs`` are the least.
    """

    heading: str
    heading_words: frozenset[str]
    published_at: datetime | None
    words: frozenset[int]
    runs: frozenset[int]
    run_count: int


def kin_of(headline: str | None, body: str, published_at: datetime | None) -> Kin:
    """What of an entry is compared with others: the same for every process."""
    heading = fold(headline) if headline else ""
    heading_words = _unnumbered(heading.split())
    if _GENERIC.fullmatch(" ".join(heading_words)):
        heading, heading_words = "", []
    # crc32 and not hash(): which hashes are the least must not depend on the process
    hashes = [crc32(word.encode()) for word in _unnumbered(fold(body[:_LONGEST]).split())]
    runs = {
        (one * 0x9E3779B1 ^ two) * 0x85EBCA6B >> 7 & 0xFFFFFFFF for one, two in pairwise(hashes)
    }
    return Kin(
        heading=heading,
        heading_words=frozenset(heading_words),
        published_at=published_at.astimezone(UTC) if published_at else None,
        words=_least(set(hashes), _MOST_WORDS),
        runs=_least(runs, _MOST_HASHES),
        run_count=len(runs),
    )


def _unnumbered(words: list[str]) -> list[str]:
    """The words, with one mark for every number, however it is written."""
    found: list[str] = []
    for word in words:
        if word[0].isdigit() or word in _NUMBERS or (word[0] in "$£€" and len(word) > 1):
            if not found or found[-1] != "#":
                found.append("#")
        else:
            found.append(word)
    return found


def _least(hashes: set[int], most: int) -> frozenset[int]:
    return frozenset(hashes if len(hashes) <= most else sorted(hashes)[:most])


def shared(one: Kin, two: Kin) -> tuple[float, float]:
    """How like the bodies are (Jaccard), and how much of the shorter one stands in the longer."""
    if not one.runs or not two.runs:
        return 0.0, 0.0
    common = one.runs & two.runs
    if len(common) < _CHANCE * min(len(one.runs), len(two.runs)):
        return 0.0, 0.0
    if one.run_count <= _MOST_HASHES and two.run_count <= _MOST_HASHES:
        both = float(len(common))
        like = both / (one.run_count + two.run_count - both)
    else:
        # the least hashes of both together are a fair sample of all
        sample = sorted(one.runs | two.runs)[:_MOST_HASHES]
        like = len(common.intersection(sample)) / len(sample)
        both = like / (1 + like) * (one.run_count + two.run_count)
    return like, min(both / min(one.run_count, two.run_count), 1.0)
