"""What can be asked for, and what a lane makes of records: without Kafka."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from copydesk_client import Selection, Unreadable, WrongUse, subscribe
from copydesk_client.lane import Lane
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import to_binary

from .making import event


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from_": "yesterday"}, "'beginning', 'now', a datetime"),
        ({"from_": datetime(2025, 1, 1)}, "without a zone"),  # noqa: DTZ001 - that is the point
        ({"from_": {"x": "y"}}, "no position"),
        ({"from_": {0: 1}, "group": "g"}, "goes on where it committed"),
        ({"urgency": 9}, "urgency: .* not 9"),
        ({"types": "erased"}, "types: .* not 'erased'"),
        ({"desks": "No Desk"}, "desks: "),
        ({"kafka": {"group_id": "g"}}, "cannot set group_id"),
        ({"remember": -1}, "0 or more"),
        ({"on_unreadable": "shrug"}, "'warn', 'raise', or a function"),
        ({"desk": "world"}, "takes no desk"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(asked, said):
    with pytest.raises(WrongUse, match=said):
        subscribe("news.events", **asked)


def test_stories_have_no_topics():
    with pytest.raises(WrongUse, match="stories have no topics, urgency"):
        subscribe("news.stories", topics=["sport"], urgency=2)
    subscribe("news.stories", desks="world", places=["UA"], urgency=None)


async def test_options_of_kafka_that_it_does_not_know_are_wrong_use():
    with pytest.raises(WrongUse, match="no_such_option"):
        async with subscribe(kafka={"no_such_option": 1}):
            pass


def test_brokers_come_from_the_argument_then_the_environment(monkeypatch):
    monkeypatch.delenv("COPYDESK_BROKERS", raising=False)
    assert subscribe()._wish.brokers == "127.0.0.1:9092"
    monkeypatch.setenv("COPYDESK_BROKERS", "kafka:1")
    assert subscribe()._wish.brokers == "kafka:1"
    assert subscribe(brokers="other:2")._wish.brokers == "other:2"


def test_one_value_or_several_and_none_is_everything():
    assert subscribe()._wish.selection is None
    asked = subscribe(desks="world", topics=["sport", "04000000"], urgency=3)._wish.selection
    assert asked.desks == ("world",)
    assert asked.topics == ("sport", "04000000")


def record(offset: int, one) -> SimpleNamespace:
    headers, value = to_binary(one)
    return SimpleNamespace(
        topic="t", partition=0, offset=offset, key=b"k", headers=headers, value=value
    )


def handed_out(numbers: list[int], window: int, resume_at: int) -> list[int]:
    """Offsets that a lane hands out when it is started at an offset."""
    lane = Lane(resume_at, len(numbers), window=window, selection=None)
    found = []
    for offset in range(max(0, resume_at - window), len(numbers)):
        one = record(offset, event(numbers[offset]))
        if lane.see(one) is not None:
            found.append(offset)
        lane.take(one)
    return found


logs = st.lists(st.integers(0, 5), max_size=14)


@settings(deadline=None)
@given(logs, st.integers(0, 6), st.integers(0, 14))
def test_what_is_a_repeat_depends_on_the_log_and_not_on_where_reading_began(log, window, start):
    expected = [n for n in range(len(log)) if log[n] not in log[max(0, n - window) : n]]
    assert handed_out(log, window, 0) == expected
    start = min(start, len(log))
    assert handed_out(log, window, start) == [n for n in expected if n >= start]


def test_memory_is_bounded():
    lane = Lane(0, 0, window=3, selection=None)
    for offset in range(50):
        lane.see(record(offset, event(offset)))
    assert len(lane._seen) == 3


def test_a_lane_does_not_go_back():
    lane = Lane(10, 20, window=5, selection=Selection(urgency=1))
    early = record(7, event(1, urgency=1))
    assert lane.see(early) is None
    lane.take(early)
    assert lane.taken == 10
    later = record(12, event(2, "revised", entry="entry-1", revision=2, urgency=8))
    assert lane.see(later).id == "id-2", "the entry was let through before the restart"
    lane.take(later)
    assert lane.taken == 13


def test_what_cannot_be_read_before_the_place_to_resume_at_is_not_told_again():
    lane = Lane(5, 9, window=5, selection=Selection(urgency=1))
    bad = SimpleNamespace(topic="t", partition=0, offset=3, key=None, headers=(), value=b"?")
    assert lane.see(bad) is None
    bad.offset = 6
    assert isinstance(lane.see(bad), Unreadable)
