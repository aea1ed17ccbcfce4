"""Figures as a page of Markdown, and as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from .score import Score

_HEAD = """\
# Scores

Accuracy, measured by `make score`, which writes this page. What figures mean and how they are
reckoned stands in the modules of `bench/score`; what they must not fall below in
`bench/score/floor.json`.

| figure | value | goal | reached | of | data | note | date | machine |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
_REACHED = {True: "yes", False: "**no**", None: ""}


def machine() -> str:
    """What kind of machine this is; no name of it."""
    python = ".".join(str(part) for part in sys.version_info[:2])
    return f"{os.cpu_count()} × {platform.machine()}, {platform.system()}, Python {python}"


def markdown(scores: Sequence[Score], day: date) -> str:
    """The page docs/SCORES.md."""
    return _HEAD + "".join(_row(score, day) for score in scores)


def as_json(scores: Sequence[Score], day: date) -> str:
    """The same for machines."""
    figures = [{**asdict(score), "reached": score.reached} for score in scores]
    found = {"date": day.isoformat(), "machine": machine(), "figures": figures}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _row(score: Score, day: date) -> str:
    cells = (
        score.name,
        "not measured" if score.value is None else f"{score.value:.3f}",
        "" if score.goal is None else f"≥ {score.goal:g}",
        _REACHED[score.reached],
        f"{score.count:,}",
        score.data,
        score.note,
        day.isoformat(),
        machine(),
    )
    return f"| {' | '.join(cells)} |\n"
