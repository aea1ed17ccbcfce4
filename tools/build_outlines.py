"""Draw the outlines of the wall's map: ``python tools/build_outlines.py countries-110m.json``.

The argument is the file of that name in the npm package world-atlas 2: TopoJSON of Natural Earth's
countries at 1:110m, which are in the public domain. The same file gives the same bytes. What is
written is one SVG path of the land and one of the borders, in the projection Natural Earth I
(Šavrič, Jenny, Patterson, Petrovič and Hurni 2011), which ``map.js`` uses for its dots, too.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parent.parent / "streams" / "gateway" / "wall" / "static" / "outlines.json"

WIDTH = 1000
SCALE = WIDTH / (2 * math.pi * 0.8707)
NORTH, SOUTH = 84.0, -57.0  # what lies beyond makes no news, and takes a fifth of the picture
COARSE = 0.7  # units that a simplified line may be off: less than a pixel on most screens

Point = tuple[float, float]
Line = list[Point]


def project(longitude: float, latitude: float) -> Point:
    """Degrees to units of the picture."""
    x, y = math.radians(longitude), math.radians(latitude)
    y2 = y * y
    y4 = y2 * y2
    across = 0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4))
    up = 1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4))
    return WIDTH / 2 + SCALE * x * across, SCALE * y * up


def arcs(topology: dict) -> list[Line]:
    """The arcs in degrees: TopoJSON counts them in steps."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def rings(topology: dict) -> Iterator[list[int]]:
    """The numbers of the arcs of each ring of each country."""
    for country in topology["objects"]["countries"]["geometries"]:
        shapes = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for shape in shapes:
            yield from shape


def simplified(line: Line, coarse: float = COARSE) -> Line:
    """Douglas and Peucker: the points that matter, by where they are in the picture."""
    if len(line) < 3:
        return line
    drawn = [project(*point) for point in line]
    (ax, ay), (bx, by) = drawn[0], drawn[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        if length == 0:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    far, at = max((off(point), n) for n, point in enumerate(drawn[1:-1], 1))
    if far <= coarse:
        return [line[0], line[-1]]
    return simplified(line[: at + 1], coarse)[:-1] + simplified(line[at:], coarse)


def on_the_sheet(ring: Line) -> Iterator[Line]:
    """A ring in degrees, cut where it leaves the sheet at 180 degrees and comes in again."""
    unrolled = ring[:1]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in unrolled]
        for edge, sign in ((-180, 1), (180, -1)):
            moved = _cut(moved, edge, sign)
        if len(moved) > 2:
            yield moved


def _cut(ring: Line, edge: float, sign: int) -> Line:
    """What of a ring lies on one side of a meridian: Sutherland and Hodgman."""
    kept: Line = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, enters = sign * (ax - edge) >= 0, sign * (bx - edge) >= 0
        if inside:
            kept.append((ax, ay))
        if inside != enters:
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return kept


def path(lines: Iterable[Line], top: float, *, closed: bool) -> str:
    """An SVG path of whole units, each point told from the one before."""
    parts = []
    for line in lines:
        whole = [(round(x), round(top - y)) for x, y in line]
        points = [p for n, p in enumerate(whole) if n == 0 or p != whole[n - 1]]
        if len(points) < (3 if closed else 2):
            continue
        (x, y), *rest = points
        said = f"M{x} {y}l"
        for nx, ny in rest:
            said += f"{nx - x} {ny - y} "
            x, y = nx, ny
        parts.append(said.rstrip().replace(" -", "-") + ("z" if closed else ""))
    return "".join(parts)


def main(source: Path) -> None:
    """Write the outlines."""
    topology = json.loads(source.read_text("utf-8"))
    known = arcs(topology)
    uses = Counter(
        number if number >= 0 else ~number for ring in rings(topology) for number in ring
    )
    coarse = [simplified(line) for line in known]

    def joined(ring: list[int]) -> Line:
        pieces = [coarse[n] if n >= 0 else coarse[~n][::-1] for n in ring]
        return [point for piece in pieces for point in piece[:-1]]

    def drawn(line: Line) -> Line:
        return [project(*point) for point in line]

    land = [
        drawn(part)
        for ring in map(joined, rings(topology))
        if max(y for _, y in ring) > SOUTH  # not Antarctica
        for part in on_the_sheet(ring)
    ]
    borders = [drawn(coarse[n]) for n, count in sorted(uses.items()) if count > 1]
    top, bottom = project(0, NORTH)[1], project(0, SOUTH)[1]
    found = {
        "width": WIDTH,
        "height": round(top - bottom),
        "top": round(top, 3),
        "scale": round(SCALE, 6),
        "land": path(land, top, closed=True),
        "borders": path(borders, top, closed=False),
    }
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
