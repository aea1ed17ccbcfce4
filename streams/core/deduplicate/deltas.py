"""What changed between what is remembered of an entry and what it says now."""

from __future__ import annotations

from schemas import Delta
from streams.core import deltas

from .content import Content
from .state import EntryState


def is_marked_as_correction(text: str) -> bool:
    """Whether the text says of itself that something was put right."""
    return deltas.is_correction("", text)


def compare(old: EntryState, new: Content) -> tuple[Delta, ...]:
    """Typed differences; the state remembers the text and the names alone."""
    found = deltas.compare(
        deltas.Said(headline=old.headline, body=old.body, bylines=old.bylines),
        deltas.Said(headline=new.headline, body=new.body, bylines=new.bylines),
    )
    return found or (Delta(type="flags"),)
