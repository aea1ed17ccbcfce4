"""What a word tells about a story: its root, how rare it is, whether it is a name."""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

# A word that the table lacks is rare, but may be a slip or jargon of a field that the table hardly
# covers: as rare as one in 1,450 texts. Rarity is a base-two logarithm, in quarters.
_UNKNOWN = 42
_NAME = 60  # per cent of a word's uses with a capital, from which on it is a name
_SHORTEST_ROOT = 3
PLAIN_WEIGHT = 2  # halves
NAME_WEIGHT = 3  # halves
_APOSTROPHE = re.compile(r"['’](?:s|S)?$")

STOP = frozenset(
    """a about after again against all also am amid among an and any are aren as at be because been
    before being between both but by can cannot could couldn did didn do does doesn doing don down
    during each ever every few for from further get gets getting go goes going got had hadn has hasn
    have haven having he her here hers him his how i if in into is isn it its itself just ll may
    me might more most must my near new no nor not now of off on once one only or other our out over
    own per re said same say says saying she should shouldn since so some such t than that the their
    them then there these they this those through to today too under until up us ve very via was
    wasn we were weren what when where which while who whom whose why will with within without won
    would wouldn yesterday you your monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december two three first second
    year week day month time live update updates watch video photo photos breaking latest news
    report reports""".split()
)


def root(word: str) -> str:
    """A folded word without its common English endings, so that its forms fall together.

    Far lighter than a stemmer, and as rough: what counts is that "recalls", "recalled" and
    "recalling" have one root, not which.
    """
    word = _APOSTROPHE.sub("", word)
    if len(word) > _SHORTEST_ROOT and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
        if word.endswith("ie"):
            word = word[:-2] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > _SHORTEST_ROOT and word.endswith("e"):
        word = word[:-1]
    if len(word) > _SHORTEST_ROOT and word.endswith("y"):
        word = word[:-1] + "i"
    return word


@cache
def _table() -> dict[str, int]:
    """Root → rarity · 128 + per cent of capitals, from counts over news text."""
    packed = files(__package__).joinpath("data/words.tsv.gz").read_bytes()
    table = {}
    for line in gzip.decompress(packed).decode().splitlines():
        word, rarity, capitals = line.split("\t")
        table[word] = int(rarity) * 128 + int(capitals)
    return table


@lru_cache(maxsize=1 << 16)
def term(word: str) -> tuple[int, int, bool]:
    """A word as it stands in the text: hash of its root, its weight (0 = stop), whether a name."""
    folded = word.casefold()
    if folded in STOP or len(folded) < 2 or folded.isdecimal():
        return 0, 0, False
    stem = root(folded)
    if folded in STOP or stem in STOP:
        return 0, 0, False
    found = _table().get(stem)
    capital = not word[0].islower()
    rarity, name = (
        (_UNKNOWN, capital) if found is None else (found >> 7, capital and (found & 127) >= _NAME)
    )
    return crc32(stem.encode()), rarity * (NAME_WEIGHT if name else PLAIN_WEIGHT), name
