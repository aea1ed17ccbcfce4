"""How often each rule is right on the gold set's dev half: parts and, for claims, status."""

from __future__ import annotations

from typing import Final

CONFIDENCES: Final[dict[str, float]] = {}
