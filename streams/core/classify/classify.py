"""The classify stage as a pure function."""

from __future__ import annotations

from schemas import Entry

from .model import Classified


def classify(entry: Entry) -> Classified:
    """Say what an entry is, what it is about and how urgent."""
    return Classified(entry=entry, kind=entry.kind or "report", urgency=entry.urgency or 5)
