"""Revisions: linked without ids, and the numbers that changed in them.

Blurbs are the news items of a front page with all their versions. Versions of one blurb are told
without ids from those of all the other blurbs, in one coverage. The gold of changed numbers is
read independently of the service: the numbers of two versions in order, those that differ paired
by place; where the versions have different numbers of numbers, what both have is taken out first,
and what is left is paired only if as many are left on both sides.

Live blogs are real entries without their ids, oldest first, with revisions made of one in three of
them put in later, between the entries that follow: each by one edit an editor makes. Choosing the
entries and edits is by hash, so that every run measures the same.

Half of each set, by hash, was looked at to set thresholds; the other half counts towards the goal.
"""

from __future__ import annotations

from pathlib import Path

from . import blurbs, stripped
from .score import Score


def scores(eval_data: Path | None) -> list[Score]:
    """All figures of revisions; without the data, their names alone."""
    return [*blurbs.scores(eval_data), *stripped.scores(eval_data)]
