"""Rows of places as the file that ships: columns of numbers, and names in one sorted block.

Numbers are stored as differences from the row before, byte by byte of equal weight, which deflate
brings near their entropy; rows go by country, region and id, so that the differences are small.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from streams.core.enrich.geo.atlas import ALTERNATE, FEATURES, HIDDEN, KINDS
from streams.core.enrich.geo.keys import key


class Row(NamedTuple):
    """A place.

    Attributes:
        kind: a letter of ``KINDS``.
        feature: GeoNames feature class.
        id: at GeoNames; zero where it is not known.
        country: ISO 3166-1 alpha-2, or nothing.
        admin1: GeoNames code of its first-level region within the country, or nothing.
        region: ISO 3166-2, or nothing.
        latitude: degrees, WGS 84.
        longitude: degrees, WGS 84.
        population: inhabitants, or for a feature the weight that it is given.
        names: spellings, each with flags of the atlas.
        known: whether it is looked for in running text.
    """

    kind: str
    feature: str
    id: int
    country: str
    admin1: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[tuple[str, int], ...]
    known: bool


def write(path: Path, rows: list[Row]) -> None:
    """Write the file; the same rows give the same bytes."""
    rows = sorted(rows, key=lambda row: (row.country, row.admin1, row.id, row.kind, row.names))
    areas = sorted({(row.country, row.admin1) for row in rows})
    place_of = {area: number for number, area in enumerate(areas)}
    codes = {(row.country, row.admin1): row.region for row in rows if row.region}
    spelt: dict[str, dict[int, int]] = {}
    for number, row in enumerate(rows):
        for name, flags in row.names:
            found = spelt.setdefault(key(name), {})
            # of two spellings with one key the plainer counts
            found[number] = min(flags, found.get(number, flags), key=_plainness)
    spelt.pop("", None)
    order = sorted(spelt)
    pairs = [pair for name in order for pair in sorted(spelt[name].items())]
    known = sorted(
        {name for row in rows if row.known for name, flags in row.names if not flags & HIDDEN}
    )
    np.savez_compressed(
        path,
        keys=_block(order),
        known=_block(known),
        areas=_block([f"{c}\t{a}\t{codes.get((c, a), '')}" for c, a in areas]),
        count=np.array([len(spelt[name]) for name in order], np.uint16),
        row=_planes([number for number, _ in pairs]),
        flags=np.array([flags for _, flags in pairs], np.uint8),
        kind=np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        feature=np.array([FEATURES.index(row.feature) for row in rows], np.uint8),
        looked_for=np.array([row.known for row in rows], np.uint8),
        id=_planes(_steps([row.id for row in rows])),
        area=_planes(_steps([place_of[row.country, row.admin1] for row in rows])),
        latitude=_planes(_steps([_degrees(row.latitude) for row in rows])),
        longitude=_planes(_steps([_degrees(row.longitude) for row in rows])),
        size=np.array([round(np.log1p(row.population) * 12) for row in rows], np.uint8),
    )


def _plainness(flags: int) -> tuple[int, int, int]:
    return flags & ALTERNATE, flags & HIDDEN, flags


def _block(names: list[str]) -> np.ndarray[Any, Any]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _degrees(value: float | None) -> int:
    return -(10**7) if value is None else round(value * 10_000)


def _steps(values: list[int]) -> list[int]:
    return [int(step) for step in np.diff(np.array([0, *values], np.int64))]


def _planes(values: list[int]) -> np.ndarray[Any, Any]:
    # zig-zag, so that small steps back are small numbers, too
    array = np.array(values, np.int64)
    folded = ((array << 1) ^ (array >> 63)).astype("<u4")
    return np.ascontiguousarray(folded.view(np.uint8).reshape(-1, 4).T)
