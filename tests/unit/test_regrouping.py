"""Stories that come together and apart lose no entry, and end where a subscriber can follow."""

from __future__ import annotations

import importlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from schemas import Coverage, Duplicated, RawEntry, Regroup, Story, Withdrawn, parse_event
from streams.core.thread import Contribution, Stories
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.topics import EVENTS, STORIES
from tests.helpers.making import at

NAMES = [f"{a}o{b}r{c}" for a in "DGKLMNPTVZ" for b in "bdgk" for c in "aeiu"]
SEEDS = (0, 1, 2, 4, 5, 7, 9, 12, 14, 15, 18, 26)  # half of them with splits
END = 10**9


def stream(seed: int, length: int = 80) -> Iterator[RawEntry]:
    """Entries about some happenings: some link two of them, some revise, repeat or withdraw."""
    rng = random.Random(seed)
    topics = [rng.sample(NAMES, 6) for _ in range(4)]
    said: list[RawEntry] = []
    for number in range(length):
        topic, other = rng.sample(topics, 2)
        links = rng.random() < 0.35
        words = rng.sample(topic, 2) + rng.sample(other if links else topic, 2)
        given: dict[str, Any] = {
            "entry_id": f"e{number}",
            "coverage": Coverage(id=rng.choice("xy")),
            "headline": " ".join(words),
        }
        before = rng.choice(said[-20:]) if said else None
        match rng.choices(["new", "revised", "withdrawn", "repeated"], [16, 3, 1, 1])[0]:
            case "revised" if before:
                given |= {"entry_id": before.entry_id, "coverage": before.coverage}
            case "withdrawn" if before:
                given |= {"entry_id": before.entry_id, "coverage": before.coverage}
                given |= {"operation": "withdraw"}
            case "repeated" if before:
                given["body"] = before.body
        if given.get("operation") != "withdraw":
            given.setdefault("body", f"{given['headline']} was the talk of {' and '.join(topic)}.")
        entry = RawEntry(source=rng.choice("abc"), updated_at=at(number * 7), **given)
        if entry.operation == "upsert":
            said.append(entry)
        yield entry


@dataclass
class Told:
    """All events, the last state of each story, and the table of the thread stage."""

    events: list[Any] = field(default_factory=list)
    stories: dict[str, Story] = field(default_factory=dict)
    table: list[Contribution] = field(default_factory=list)

    @property
    def regroups(self) -> list[Regroup]:
        return [regroup for event in self.events for regroup in event.regroups]


def tell(entries: Iterator[RawEntry]) -> Told:
    pipeline = LocalPipeline(Settings())
    told = Told()
    for number, entry in enumerate(entries):
        for output in pipeline.push(b"main", entry.to_json(), at(number * 7)):
            if output.topic is EVENTS:
                told.events.append(parse_event(output.value))
            elif output.topic is STORIES:
                story = Story.model_validate_json(output.value)
                told.stories[story.id] = story
    memory = pipeline._memories["thread"]
    memory.at(END)
    told.table = [memory.get(key) for key in sorted({event.entry for event in told.events})]
    return told


@pytest.fixture(scope="module")
def tales() -> list[Told]:
    with pytest.MonkeyPatch.context() as patch:
        # splits are looked for among few entries, so that short streams have them
        patch.setattr(importlib.import_module("streams.core.story.index"), "FIRST_SPLIT", 4)
        patch.setattr(importlib.import_module("streams.core.story.split"), "SMALLEST", 2)
        return [tell(stream(seed)) for seed in SEEDS]


def homes(events: list[Any]) -> dict[str, list[Any]]:
    """Story → the last event of each of its entries: said plainly, from the events alone."""
    home: dict[str, str] = {}
    last: dict[str, Any] = {}
    for event in events:
        for regroup in event.regroups:
            moved = regroup.entries or [e for e, story in home.items() if story == regroup.source]
            home |= dict.fromkeys(moved, regroup.target)
        home[event.entry] = event.story
        last[event.entry] = event
    found = defaultdict(list)
    for entry, story in home.items():
        found[story].append(last[entry])
    return found


def test_the_streams_have_merges_and_splits(tales):
    merges = sum(not regroup.entries for told in tales for regroup in told.regroups)
    splits = sum(bool(regroup.entries) for told in tales for regroup in told.regroups)
    assert merges >= 20
    assert splits >= 10


def test_every_redirect_ends_in_a_story_that_is_told(tales):
    for told in tales:
        for story in told.stories.values():
            seen = [story.id]
            while (onward := told.stories[seen[-1]].merged_into) is not None:
                assert onward not in seen, "redirects go round in a circle"
                assert onward in told.stories
                seen.append(onward)
            if len(seen) > 1:
                assert told.stories[seen[0]].entries == told.stories[seen[0]].duplicates == 0
                assert homes(told.events)[seen[-1]]


def test_no_entry_is_lost_or_counted_twice(tales):
    for told in tales:
        last = {event.entry: event for event in told.events}
        standing = [event for event in last.values() if not isinstance(event, Withdrawn)]
        counted = sum(story.entries + story.duplicates for story in told.stories.values())
        assert counted == len(standing)


def test_the_stories_are_what_the_events_say(tales):
    for told in tales:
        expected = homes(told.events)
        assert {story.id for story in told.stories.values() if not story.merged_into} >= set(
            expected
        )
        for name, events in expected.items():
            story = told.stories[name]
            news = [e for e in events if not isinstance(e, Withdrawn | Duplicated)]
            assert story.merged_into is None
            assert story.entries == len(news)
            assert story.revisions == sum(event.revision - 1 for event in news)
            assert story.duplicates == sum(isinstance(event, Duplicated) for event in events)
            assert story.sources == tuple(
                sorted({event.source for event in events if not isinstance(event, Withdrawn)})
            )
            assert story.last_at == max((event.occurred_at for event in news), default=None)
            assert story.first_at == min((event.occurred_at for event in news), default=None)
            latest = max(news, key=lambda event: (event.occurred_at, event.entry), default=None)
            assert story.headline == (latest and latest.headline)


def test_the_stories_are_those_of_the_table_read_in_any_order(tales):
    for seed, told in enumerate(tales):
        table = list(told.table)
        random.Random(seed).shuffle(table)
        again = Stories()
        for contribution in table:
            again.add(contribution)
        for name, story in told.stories.items():
            if story.merged_into is None:
                assert again.tell(name, "main", story.latest) == story
            else:
                assert again.current(name) == again.current(story.merged_into) != name
