"""The scorers, in the order of the table. A new field is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from . import (
    actions,
    assertions,
    attributions,
    calibration,
    classification,
    entities,
    formats,
    huffpost_topics,
    near_duplicates,
    news_entities,
    page_text,
    portal_topics,
    public_values,
    revisions,
    stories,
    toponyms,
    values,
)
from .score import Score, Scorer

SCORERS: Final[tuple[Scorer, ...]] = (
    Scorer("page text", page_text.scores, cheap=True),
    Scorer("formats", formats.scores),
    Scorer("near-duplicates", near_duplicates.scores),
    Scorer("revisions", revisions.scores),
    Scorer("stories", stories.scores),
    Scorer("classification", classification.scores, cheap=True),
    Scorer("entities", entities.scores, cheap=True),
    Scorer("quotes and claims", attributions.scores, cheap=True),
    Scorer("quantities and times", values.scores, cheap=True),
    Scorer("quantities and times in public sets", public_values.scores),
    Scorer("assertion status", assertions.scores, cheap=True),
    Scorer("actions", actions.scores),
    Scorer("reliability", calibration.scores, cheap=True),
    Scorer("topics of the portal", portal_topics.scores),
    Scorer("topics of HuffPost", huffpost_topics.scores),
    Scorer("entities in news", news_entities.scores),
    Scorer("toponyms", toponyms.scores),
)


def measure(
    scorers: Iterable[Scorer],
    eval_data: Path | None,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Score]:
    """All figures of some scorers.

    Raises:
        ValueError: two figures have one name.
    """
    found: list[Score] = []
    for scorer in scorers:
        progress(scorer.name)
        found += scorer.scores(eval_data)
    names = [score.name for score in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"figures of one name: {', '.join(sorted(twice))}")
    return found
