"""Whatever the order in which versions arrive, subscribers end up with the same entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Coverage, RawEntry, Revised, Withdrawn, parse_event
from streams.core.deduplicate.state import Stamp
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.timeline import ticks
from streams.topics import EVENTS

START = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXTS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]


def version(minute: int | None, operation: str, *, embargo: int | None = None) -> RawEntry:
    at = None if minute is None else START + timedelta(minutes=minute)
    until = None if embargo is None else START + timedelta(minutes=embargo)
    body = f"The council spoke of {TEXTS[minute or 0]} and of nothing else that day, it said."
    return RawEntry(
        coverage=Coverage(id="c"),
        entry_id="e",
        operation=operation,
        headline="Council speaks",
        body=body if operation == "upsert" else "",
        updated_at=at,
        embargoed_until=until,
    )


def final(arrivals: list[RawEntry]) -> str | None:
    """What a subscriber holds after these arrivals and all embargoes: the text, or nothing."""
    pipeline = LocalPipeline(Settings())
    held: str | None = None
    last = None
    later = [tick for raw in arrivals for _, tick in ticks(raw)]
    for number, raw in enumerate(arrivals + later):
        at = START + timedelta(hours=2 if number < len(arrivals) else 9, seconds=number)
        for output in pipeline.push(b"main", raw.to_json(), at):
            if output.topic is EVENTS:
                event = parse_event(output.value)
                held = None if isinstance(event, Withdrawn) else event.body
                assert event.supersedes == last
                last = event.id
                if isinstance(event, Revised):
                    assert event.revision > 1
    return held


def oracle(arrivals: list[RawEntry]) -> str | None:
    """The same, said plainly: the newest version stands, unless a withdrawal is as new."""
    upserts = [raw for raw in arrivals if raw.operation == "upsert"]
    kills = [raw for raw in arrivals if raw.operation == "withdraw"]
    if not upserts or any(kill.updated_at is None for kill in kills):
        return None
    newest = max(upserts, key=lambda raw: raw.updated_at)
    if any(kill.updated_at >= newest.updated_at for kill in kills):
        return None
    return newest.body


minutes = st.integers(0, len(TEXTS) - 1)
# an embargo of eight hours lasts until after all arrivals, one of an hour is over at all of them
versions = st.tuples(minutes, st.sampled_from([None, 60, 480]))
upserts = st.lists(versions, min_size=1, unique_by=lambda pair: pair[0]).map(
    lambda found: [version(minute, "upsert", embargo=until) for minute, until in found]
)
kills = st.lists(st.none() | minutes, max_size=2).map(
    lambda found: [version(minute, "withdraw") for minute in found]
)
logs = st.tuples(upserts, kills).flatmap(lambda pair: st.permutations(pair[0] + pair[1]))
repeated = logs.flatmap(
    lambda log: st.lists(st.sampled_from(log), max_size=3).map(lambda again: log + again)
)


@settings(max_examples=400, deadline=None)
@given(repeated)
def test_every_order_ends_in_what_the_oracle_says(arrivals):
    assert final(arrivals) == oracle(arrivals)


@given(st.permutations([version(0, "upsert"), version(2, "upsert"), version(1, "upsert")]))
def test_a_late_old_version_changes_nothing(arrivals):
    assert final(arrivals) == version(2, "upsert").body


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"version": 1, "changed_at": 9}, {"version": 2, "changed_at": 1}),
        ({"changed_at": 1, "fetched_at": 9}, {"changed_at": 2, "fetched_at": 1}),
        ({"changed_at": 1, "fetched_at": 1}, {"changed_at": 1, "fetched_at": 2}),
        ({"fetched_at": 1}, {"fetched_at": 2}),
    ],
    ids=["by number", "by time", "by fetch", "by fetch alone"],
)
def test_versions_are_put_in_order_by_number_then_time_then_fetch(older, newer):
    def stamp(**said: int) -> Stamp:
        at = {k: START + timedelta(minutes=v) for k, v in said.items() if k != "version"}
        return Stamp(version=said.get("version"), **at)

    assert stamp(**older).is_before(stamp(**newer))
    assert not stamp(**newer).is_before(stamp(**older))


def test_what_says_nothing_of_its_order_is_before_nothing():
    assert not Stamp().is_before(Stamp(version=1))
    assert not Stamp(version=1).is_before(Stamp())
