"""Segmentation of page text: where entries open, and what each line is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from streams.core.segment import labelled
from streams.core.text import plain

from .score import Score, f1, f1_by_label

PAGES: Final = Path(__file__).parents[2] / "tests" / "fixtures" / "pages"
BLIND: Final = PAGES.with_name("pages-blind")
HALVES: Final = {"dev": PAGES, "held-out": BLIND}
"""Pages that the network learned from, and pages that nobody who worked on it has read."""

BOUNDARIES: Final = 0.97
LABELS: Final = 0.95


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of a line on which two things stand.

    Attributes:
        start: how many letters of the page stand before it, white space not counted.
        end: the same, with its own.
        label: what it is.
        opens: whether an entry begins with it.
        text: its words, for people.
    """

    start: int
    end: int
    label: str
    opens: bool
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as an editor sees it, and as the code does.

    Attributes:
        name: of the page.
        gold: pieces, as an editor cut them.
        found: pieces, as the code cut them.
    """

    name: str
    gold: Sequence[Piece]
    found: Sequence[Piece]

    def pairs(self) -> list[tuple[Piece, str]]:
        """Each piece of the gold with the label that the code gives most of it."""
        return [(piece, self._label(piece)) for piece in self.gold]

    def boundaries(self) -> tuple[set[int], set[int]]:
        """Where entries open, in the gold and as found."""
        expected = {piece.start for piece in self.gold if piece.opens}
        return expected, {piece.start for piece in self.found if piece.opens}

    def _label(self, piece: Piece) -> str:
        shares: Counter[str] = Counter()
        for other in self.found:
            common = min(piece.end, other.end) - max(piece.start, other.start)
            if common > 0:
                shares[other.label] += common
        return shares.most_common(1)[0][0] if shares else ""


def names(folder: Path = PAGES) -> list[str]:
    """The labelled pages of a folder."""
    return sorted(path.name.removesuffix(".gold.json") for path in folder.glob("*.gold.json"))


def read(name: str, folder: Path = PAGES) -> Reading:
    """A page, read twice.

    Raises:
        ValueError: gold and page are not of the same text.
    """
    page = (folder / f"{name}.txt").read_text()
    rows = json.loads((folder / f"{name}.gold.json").read_text())
    gold = pieces((row["text"], row["label"], row.get("opens", False)) for row in rows)
    found = pieces((line.source, line.label, line.opens) for line in labelled(page))
    whole = "".join(plain(page).split())
    for parts, what in ((gold, "gold"), (found, "segmentation")):
        if "".join("".join(piece.text.split()) for piece in parts) != whole:
            raise ValueError(f"{name}: the {what} is not of the page's text")
    return Reading(name, gold, found)


def boundary_f1(readings: Iterable[Reading]) -> float:
    """How well the openings of entries are found, over all pages together."""
    hits = expected = found = 0
    for reading in readings:
        gold, ours = reading.boundaries()
        hits += len(gold & ours)
        expected += len(gold)
        found += len(ours)
    return f1(hits, found, expected)


def label_f1(readings: Iterable[Reading]) -> dict[str, float]:
    """How well each label is given, over all pages together; labels of the gold only."""
    pairs = [(piece.label, label) for reading in readings for piece, label in reading.pairs()]
    return f1_by_label(pairs)


def scores(eval_data: Path | None) -> list[Score]:
    """Boundaries and labels; what was learned from says only that nothing is broken."""
    del eval_data
    return [score for half in HALVES for score in _half(half)]


def _half(half: str) -> list[Score]:
    folder = HALVES[half]
    readings = [read(name, folder) for name in names(folder)]
    if not readings:
        data = f"tests/fixtures/{folder.name}, which is not here"
        figures = {"boundary F1": BOUNDARIES, "label macro-F1": LABELS}
        return [
            Score(f"page text, {half}: {name}", None, goal, 0, data)
            for name, goal in figures.items()
        ]
    data = f"{len(readings)} pages, {half}"
    labels = label_f1(readings)
    weakest = min(labels, key=lambda label: labels[label])
    openings = sum(len(reading.boundaries()[0]) for reading in readings)
    lines = sum(len(reading.gold) for reading in readings)
    return [
        Score(
            f"page text, {half}: boundary F1",
            boundary_f1(readings),
            BOUNDARIES,
            openings,
            data,
            "lines that open an entry",
        ),
        Score(
            f"page text, {half}: label macro-F1",
            sum(labels.values()) / len(labels),
            LABELS,
            lines,
            data,
            f"{len(labels)} labels; weakest: {weakest} {labels[weakest]:.3f}",
        ),
    ]


def pieces(rows: Iterable[tuple[str, str, bool]]) -> list[Piece]:
    """Parts of a page one after the other: text, label, whether it opens an entry."""
    found: list[Piece] = []
    place = 0
    for text, label, opens in rows:
        end = place + len("".join(text.split()))
        found.append(Piece(place, end, label, opens, text))
        place = end
    return found
