"""Recorded coverages, moved in time so that they end together at a given moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from schemas import RawEntry, Story, parse_event
from schemas.cloudevents import AnyEvent
from streams.cli.inputs import by_file
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.sources import Malformed
from streams.timeline import timeline
from streams.topics import EVENTS, STORIES

COVERAGES = Path(__file__).parents[1] / "fixtures" / "coverages"
NAMES = (
    "harbour-storm.page.txt",
    "rail-strike.liveblog.html",
    "quake.jsonl",
    "election-night.jsonl",
)
_TIMES = ("published_at", "updated_at", "fetched_at", "embargoed_until", "expires_at")


def entries(end: datetime, names: Iterable[str] = NAMES) -> list[RawEntry]:
    """The entries of all coverages in the order of their times, the last one at ``end``."""
    found = []
    for name in names:
        page = {"fetched_at": "2025-02-01T14:30:00+00:00"} if name.endswith(".txt") else {}
        ((_, read),) = by_file([str(COVERAGES / name)], **page)
        good = [entry for entry in read if not isinstance(entry, Malformed)]
        shift = end - max(filter(None, map(_said, good)))
        found += [_moved(entry, shift) for entry in good]
    found.sort(key=lambda entry: _said(entry) or end)
    return found


def outputs(raw: Iterable[RawEntry], start: datetime) -> Iterator[AnyEvent | Story]:
    """The events and the states of stories that the pipeline makes of entries, as they come."""
    local = LocalPipeline(Settings())
    for timed in timeline(raw, start):
        for output in local.push(timed.key, timed.value, timed.at):
            if output.topic == EVENTS:
                yield parse_event(output.value)
            elif output.topic == STORIES:
                yield Story.model_validate_json(output.value)


def _said(entry: RawEntry) -> datetime | None:
    return entry.fetched_at or entry.updated_at or entry.published_at


def _moved(entry: RawEntry, shift: timedelta) -> RawEntry:
    times = {name: value + shift for name in _TIMES if (value := getattr(entry, name))}
    return entry.model_copy(update=times)
