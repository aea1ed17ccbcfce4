"""The places that are known, and what a name may mean.

Columns of numbers and one block of sorted names, searched by halving: 290,000 names cost a few
megabytes and no time to load. Countries, regions and counties have the mean of their towns'
positions, weighted by population: good enough to put a pin on a map, not to draw a border.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from .keys import key

DATA: Final = Path(__file__).parent.parent / "data" / "places.npz"
KINDS: Final = "ARCPLHTS"
FEATURES: Final = "APLHTS"
ALTERNATE: Final = 1
BARE: Final = 2
ADJECTIVE: Final = 4
WORD: Final = 8
PERSON: Final = 16
SHORT: Final = 32
HIDDEN: Final = 64
_NOWHERE: Final = -(10**7)


class Candidate(NamedTuple):
    """A place that a name may mean.

    Attributes:
        kind: ``A`` country, ``R`` first-level region, ``C`` county or district, ``P`` city, town,
            quarter, ``L`` area, ``H`` water, ``T`` height or island, ``S`` building or square.
        id: at GeoNames; zero where it is not known.
        country: ISO 3166-1 alpha-2; empty where it lies in several.
        area: country and first-level region as one number, for comparison only.
        region: ISO 3166-2.
        size: natural logarithm of its inhabitants, or of what is as well known.
        flags: of this spelling: ``ALTERNATE`` not its first one, ``BARE`` without the word that
            says what it is ("Kursk" for the oblast), ``ADJECTIVE`` not its name but of it,
            ``WORD`` also a word, ``PERSON`` also somebody's name, ``SHORT`` an abbreviation,
            ``HIDDEN`` never looked for in running text.
        known: whether it is large enough to be looked for in running text.
    """

    kind: str
    feature: str
    id: int
    country: str
    area: int
    region: str | None
    latitude: float | None
    longitude: float | None
    size: float
    flags: int
    known: bool

    @property
    def population(self) -> int:
        """Inhabitants, within five in a hundred."""
        return round(math.expm1(self.size))


@dataclass(frozen=True, slots=True)
class _Atlas:
    keys: bytes
    starts: Any
    first: Any
    columns: dict[str, Any]
    areas: list[tuple[str, str | None, bool]]


@cache
def _atlas() -> _Atlas:
    with np.load(DATA) as data:
        keys = data["keys"]
        areas = bytes(data["areas"]).decode().split("\n")
        counts = data["count"].astype(np.int64)
        return _Atlas(
            bytes(keys),
            np.concatenate(([0], np.flatnonzero(keys == ord("\n")) + 1, [len(keys) + 1])),
            np.concatenate(([0], np.cumsum(counts))),
            {
                "row": _numbers(data["row"]),
                **{name: data[name] for name in ("flags", "kind", "feature", "looked_for", "size")},
                **{
                    name: np.cumsum(_numbers(data[name]), dtype=np.int64).astype(np.int32)
                    for name in ("id", "area", "latitude", "longitude")
                },
            },
            [
                (country, region or None, bool(admin1))
                for country, admin1, region in (area.split("\t") for area in areas)
            ],
        )


def _numbers(planes: Any) -> Any:
    folded = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return (folded >> 1).astype(np.int32) ^ -(folded & 1).astype(np.int32)


def spellings() -> list[str]:
    """The names that are looked for in running text, as they are written."""
    with np.load(DATA) as data:
        return bytes(data["known"]).decode().split("\n")


@lru_cache(maxsize=16384)
def candidates(name: str) -> tuple[Candidate, ...]:
    """Everything of that name, whichever way it is spelt, the largest first."""
    atlas = _atlas()
    wanted = key(name).encode()
    if not wanted:
        return ()
    low, high = 0, len(atlas.starts) - 1
    while low < high:
        middle = (low + high) // 2
        start, end = atlas.starts[middle], atlas.starts[middle + 1] - 1
        if atlas.keys[start:end] < wanted:
            low = middle + 1
        else:
            high = middle
    if low == len(atlas.starts) - 1:
        return ()
    if atlas.keys[atlas.starts[low] : atlas.starts[low + 1] - 1] != wanted:
        return ()
    found = [_candidate(atlas, pair) for pair in range(atlas.first[low], atlas.first[low + 1])]
    return tuple(sorted(found, key=lambda one: (-one.size, one.kind, one.id)))


def _candidate(atlas: _Atlas, pair: int) -> Candidate:
    columns = atlas.columns
    row = columns["row"][pair]
    area = int(columns["area"][row])
    country, region, is_area = atlas.areas[area]
    latitude = int(columns["latitude"][row])
    nowhere = latitude == _NOWHERE
    return Candidate(
        KINDS[columns["kind"][row]],
        FEATURES[columns["feature"][row]],
        int(columns["id"][row]),
        country,
        area if is_area else -1,
        region,
        None if nowhere else latitude / 10_000,
        None if nowhere else int(columns["longitude"][row]) / 10_000,
        int(columns["size"][row]) / 12,
        int(columns["flags"][pair]),
        bool(columns["looked_for"][row]),
    )
