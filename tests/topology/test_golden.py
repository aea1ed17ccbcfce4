"""The whole pipeline without a broker gives the golden events, each time, and accounts for all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from streams.cli.inputs import by_file
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.structured import structured_line
from streams.timeline import timeline
from streams.topics import DEAD_LETTERS, ENTRIES, EVENTS, STORIES
from tests.conftest import ROOT
from tests.helpers.making import NOON

COVERAGES = ROOT / "tests" / "fixtures" / "coverages"
PATHS = [path for path in sorted(COVERAGES.iterdir()) if not path.name.endswith(".events.jsonl")]
NAMES = [path.name for path in PATHS]


def push(pipeline: LocalPipeline, path: Path) -> tuple[dict[str, list[bytes]], int]:
    """What stands on each topic afterwards, and how many records went in."""
    found: dict[str, list[bytes]] = {}
    pushed = 0
    for _, entries in by_file([str(path)]):
        for timed in timeline(entries, NOON):
            pushed += 1
            for output in pipeline.push(timed.key, timed.value, timed.at):
                found.setdefault(output.topic.name, []).append(output.value)
    return found, pushed


def lines(values: list[bytes]) -> bytes:
    return b"".join(structured_line(EVENTS, value) + b"\n" for value in values)


@pytest.fixture
def pipeline() -> LocalPipeline:
    return LocalPipeline(Settings())


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_a_coverage_gives_its_golden_events(pipeline, path):
    golden = path.with_name(path.name.split(".")[0] + ".events.jsonl").read_bytes()
    assert lines(push(pipeline, path)[0][EVENTS.name]) == golden


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_twice_in_a_row_gives_the_same_on_every_topic(path):
    first, second = (push(LocalPipeline(Settings()), path) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_every_record_is_accounted_for(pipeline, path):
    found, pushed = push(pipeline, path)
    outcomes: Counter[str] = Counter()
    for (stage, outcome, _), count in pipeline.counts.items():
        if stage == "deduplicate":
            outcomes[outcome] += count
    assert sum(outcomes.values()) == pushed
    dead = found.get(DEAD_LETTERS.name, [])
    assert len(found[EVENTS.name]) + outcomes["no-op"] + len(dead) == pushed
    assert outcomes["dead-letter"] == len(dead)
    assert len(found[ENTRIES.name]) == len(found[EVENTS.name]) == len(found[STORIES.name])


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_a_second_pass_of_the_same_coverage_gives_no_events(pipeline, path):
    dead = len(push(pipeline, path)[0].get(DEAD_LETTERS.name, []))
    again, pushed = push(pipeline, path)
    assert set(again) <= {DEAD_LETTERS.name}
    assert len(again.get(DEAD_LETTERS.name, [])) == dead
    assert pushed >= dead


def test_all_coverages_on_one_desk_after_another_give_all_golden_events(pipeline):
    for path in PATHS:
        golden = path.with_name(path.name.split(".")[0] + ".events.jsonl").read_bytes()
        assert lines(push(pipeline, path)[0][EVENTS.name]) == golden
