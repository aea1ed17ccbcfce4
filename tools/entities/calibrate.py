"""How often names are right, by type and margin, on entries that were not learned from.

    python -m tools.entities.calibrate

Prints what stands in streams/core/enrich/named.py.
"""

from __future__ import annotations

from bench.score import gold
from streams.core.enrich import gazetteer
from streams.core.enrich.named import names
from streams.core.enrich.tokens import Part

from .corpora import HELD

STEPS = 4


def main() -> None:
    found: dict[str, list[tuple[int, bool]]] = {"per": [], "org": [], "loc": []}
    for entry in gold.read(half="dev"):
        if not HELD.match(entry.id):
            continue
        texts = (("body", entry.body), ("headline", entry.headline))
        parts = [part for part in (Part(*text) for text in texts) if part.words]
        there = {(one.span.field, one.span.start, one.span.end, one.type) for one in entry.mentions}
        told = names([(part, gazetteer.hits(part)) for part in parts])
        for part, some in zip(parts, told, strict=True):
            for name in some:
                right = (part.field, name.start, name.end, name.type) in there
                found[name.type].append((name.margin, right))
    for kind, rows in found.items():
        rows.sort(reverse=True)
        size = max(1, -(-len(rows) // STEPS))
        steps = [rows[at : at + size] for at in range(0, len(rows), size)]
        table = [
            (
                some[-1][0] if number < len(steps) - 1 else 0,
                round((sum(right for _, right in some) + 1) / (len(some) + 2), 2),
            )
            for number, some in enumerate(steps)
        ]
        print(f'    "{kind}": {tuple(table)},  # {len(rows)}')


if __name__ == "__main__":
    main()
