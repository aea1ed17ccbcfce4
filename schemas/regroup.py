"""How stories come together and apart."""

from __future__ import annotations

from .base import Model


class Regroup(Model):
    """Entries move from one story to another: a merge when all move, a split when some do.

    Attributes:
        source: the story that they leave; after a merge it redirects to the target.
        target: the story that they join.
        entries: ids of the entries that move; empty for all of them.
    """

    source: str
    target: str
    entries: tuple[str, ...] = ()
