"""Entries that move from one story to another."""

from __future__ import annotations

from .base import Model


class Regroup(Model):
    """Entries move from one story to another: a merge when all of it moves, a split when some do.

    Attributes:
        source: the story that they leave. After a merge, its id stands for ``target``.
        target: the story that they join.
        entries: ids of the entries that move; empty where all of it moves, now and later.
    """

    source: str
    target: str
    entries: tuple[str, ...] = ()
