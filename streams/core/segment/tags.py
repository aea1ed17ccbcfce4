"""What a line may be: its label, and whether an entry begins with it."""

from __future__ import annotations

from typing import Final

from .model import LABELS, Label

OPENERS: Final[tuple[Label, ...]] = (
    "body",
    "heading",
    "timestamp",
    "byline",
    "key-points",
    "gallery",
    "embed",
    "caption",
)
TAGS: Final[tuple[tuple[Label, bool], ...]] = (
    *((label, False) for label in LABELS),
    *((label, True) for label in OPENERS),
)
