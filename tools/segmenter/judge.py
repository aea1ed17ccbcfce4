"""How well networks do on pages that they did not learn from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.score.page_text import Reading, boundary_f1, label_f1, pieces
from streams.core.segment.cut import cut, joined
from streams.core.segment.tagger import Net, tag

from .content import PAGES, rows


def judged(held: list[str], nets: list[dict]) -> list[Reading]:
    """These pages, as the networks read them."""
    voters = [Net(one["weights"], one["vocabulary"]) for one in nets]
    readings = []
    for name in held:
        lines = cut((PAGES / f"{name}.txt").read_text())
        tag(lines, voters)
        found = pieces((line.source, line.label, line.opens) for line in joined(lines))
        gold = pieces((row["text"], row["label"], row.get("opens", False)) for row in rows(name))
        readings.append(Reading(name, gold, found))
    return readings


def report(readings: list[Reading], *, each: bool = False) -> None:
    """Print the figures."""
    if each:
        for one in readings:
            right = sum(a.label == b for a, b in one.pairs()) / len(one.gold)
            print(f"  {one.name:20} boundaries {boundary_f1([one]):.3f} labels right {right:.3f}")
    labels = label_f1(readings)
    macro = sum(labels.values()) / len(labels)
    print(
        f"{len(readings)} pages: boundary F1 {boundary_f1(readings):.4f}, label macro-F1 {macro:.4f}"
    )
    print("  " + ", ".join(f"{name} {value:.2f}" for name, value in labels.items()), flush=True)


def save(path: Path, nets: list[dict]) -> None:
    """Write networks and their vocabularies, in half precision."""
    arrays: dict[str, np.ndarray] = {"nets": np.array(len(nets))}
    for number, one in enumerate(nets):
        for name, value in one["weights"].items():
            arrays[f"{number}.{name}"] = value.astype(np.float16)
        words = sorted(one["vocabulary"], key=one["vocabulary"].__getitem__)
        arrays[f"{number}.vocabulary"] = np.array("\n".join(words))
    np.savez_compressed(path, **arrays)


def mistakes(readings: list[Reading]) -> None:
    """Print every line that has the wrong label, and every border that is wrong."""
    for one in readings:
        print("==", one.name)
        gold, found = one.boundaries()
        for piece, label in one.pairs():
            border = ("-" if piece.start in gold - found else "") + (
                "+" if piece.start in found - gold else ""
            )
            if label != piece.label or border:
                print(f"  {border:1} {piece.label:12} as {label:12} {piece.text[:90]}")
