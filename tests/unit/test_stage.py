"""The delivery rules: acknowledged in order and only when delivered, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from schemas import DeadLetter
from streams.delivery import stage as module
from streams.delivery.memory import MAX_VERSIONS
from streams.delivery.metrics import Metrics
from streams.delivery.records import POSITION_HEADER, Agent, Output, Remembered, Step
from streams.delivery.stage import Stage
from streams.errors import DeliveryError, InputGap, SendFailed
from streams.topics import DEAD_LETTERS, ENTRIES, EVENTS, RAW
from tests.helpers.kafka import Event, FakeLog, FakeSender, FakeTable
from tests.unit.test_memory import NOTES, Note


def echo(record, _past) -> Step:
    """As many entries as the value says, and an event."""
    count = int(record.value)
    outputs = [Output(ENTRIES, record.key, b"%d" % number) for number in range(count)]
    return Step("echoed", outputs=(*outputs, Output(EVENTS, record.key, record.value)))


def note(record, _past) -> Step:
    value = Note(key="a", text=f"{record.position.offset}", touched_at=record.now)
    return Step("noted", outputs=(Output(EVENTS, record.key, b"told"),), write=("a", value))


class Bench:
    """A stage with everything round it faked."""

    def __init__(self, step=echo, remembers: Remembered | None = None, most: int = 100) -> None:
        self.sender, self.log, self.table = FakeSender(), FakeLog(), FakeTable()
        self.acknowledged: list[int] = []
        self.errors: list[Exception] = []
        self.commits = 0
        self.metrics = Metrics()
        self.stage = Stage(
            Agent("echo", RAW, (ENTRIES, EVENTS), step, remembers),
            sender=self.sender,
            log=self.log,
            metrics=self.metrics,
            max_in_flight=most,
            age=timedelta(days=1),
            stop=self.errors.append,
            commit=self._commit,
        )
        self.stage.table = self.table
        self.stage.begin(frozenset({0}))

    async def _commit(self) -> bool:
        self.commits += 1
        self.stage.committed(0, len(self.acknowledged))
        return self.commits % 2 == 0

    async def take(self, *offsets: int, value: bytes = b"1", partition: int = 0) -> None:
        for offset in offsets:
            await self.stage.handle(Event(self.acknowledged, offset, value, partition))
        await asyncio.sleep(0)

    def places(self, topic: str) -> list[tuple[int, int]]:
        """Offset and index in the header of each record sent to a topic."""
        causes = [one.headers[POSITION_HEADER] for one in self.sender.sent if one.topic == topic]
        return [tuple(map(int, cause.decode().split("/")[2:])) for cause in causes]


async def test_an_input_is_acknowledged_when_all_it_caused_is_delivered():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0)
    first, second = bench.sender.sent
    second.arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == []
    first.arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == [0]


async def test_inputs_are_acknowledged_in_order_whatever_arrives_first():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, 1, 2, value=b"0")
    for number, expected in ((1, []), (2, []), (0, [0, 1, 2])):
        bench.sender.sent[number].arrive()
        await asyncio.sleep(0)
        assert bench.acknowledged == expected


async def test_a_failed_send_stops_and_acknowledges_nothing_from_there_on():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, 1, 2, value=b"0")
    bench.sender.sent[0].arrive()
    bench.sender.sent[2].arrive()
    bench.sender.sent[1].fail()
    await asyncio.sleep(0)
    assert bench.acknowledged == [0]
    assert [type(error) for error in bench.errors] == [SendFailed]
    await bench.take(3)
    assert (bench.acknowledged, len(bench.sender.sent)) == ([0], 3)


async def test_nothing_is_acknowledged_once_the_worker_must_stop():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, value=b"0")
    bench.stage.fail(InputGap("elsewhere"))
    bench.sender.sent[0].arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == []


async def test_a_refused_send_stops_too():
    bench = Bench()
    bench.sender.refuses = True
    await bench.take(0, 1)
    assert (bench.acknowledged, len(bench.errors)) == ([], 1)


async def test_a_bad_input_becomes_a_dead_letter_and_the_next_ones_go_on():
    bench = Bench()
    await bench.take(0)
    await bench.take(1, value=b"no number")
    await bench.take(2)
    assert bench.acknowledged == [0, 1, 2]
    (letter,) = bench.sender.to(DEAD_LETTERS.name)
    assert DeadLetter.model_validate_json(letter).value == b"no number"
    assert bench.places(EVENTS.name) == [(0, 0), (2, 0)]
    assert bench.errors == []


async def test_a_surprise_outside_of_the_step_stops_and_reaches_nobody(monkeypatch):
    bench = Bench()
    monkeypatch.setattr(module, "guarded", lambda *_: 1 / 0)
    await bench.take(0)
    assert bench.acknowledged == []
    assert isinstance(bench.errors[0], DeliveryError)


async def test_outputs_carry_their_cause_and_go_to_the_partition_of_the_input():
    bench = Bench()
    bench.stage.begin(frozenset({0, 3}))
    await bench.take(0, value=b"3", partition=3)
    assert bench.places(ENTRIES.name) == [(0, 0), (0, 1), (0, 2)]
    assert bench.places(EVENTS.name) == [(0, 0)]
    assert {one.partition for one in bench.sender.sent} == {3}


@pytest.mark.parametrize(
    ("tails", "entries", "events"),
    [
        ({}, [(0, 0), (0, 1), (1, 0), (1, 1)], [(0, 0), (1, 0)]),
        ({ENTRIES.name: (0, 1)}, [(1, 0), (1, 1)], [(0, 0), (1, 0)]),
        ({ENTRIES.name: (1, 0)}, [(1, 1)], [(0, 0), (1, 0)]),
        ({ENTRIES.name: (1, 1), EVENTS.name: (0, 0)}, [], [(1, 0)]),
        ({ENTRIES.name: (9, 0), EVENTS.name: (9, 0)}, [], []),
    ],
)
async def test_what_a_predecessor_sent_is_not_sent_again(tails, entries, events):
    bench = Bench()
    bench.log.tails = tails
    await bench.take(0, 1, value=b"2")
    assert bench.places(ENTRIES.name) == entries
    assert bench.places(EVENTS.name) == events
    assert bench.acknowledged == [0, 1]


async def test_a_leftover_from_before_a_rebalance_is_dropped_unacknowledged(monkeypatch):
    monkeypatch.setattr(module, "_GAP_PATIENCE_S", -1)
    bench = Bench()
    await bench.take(5, 0, 1)
    assert (bench.acknowledged, bench.places(EVENTS.name)) == ([0, 1], [(0, 0), (1, 0)])
    await bench.stage.tick()
    assert bench.errors == []


async def test_a_gap_that_nobody_fills_stops_the_worker(monkeypatch):
    monkeypatch.setattr(module, "_GAP_PATIENCE_S", -1)
    bench = Bench()
    await bench.take(0, 2, 3)
    assert bench.errors == []
    await bench.stage.tick()
    assert [type(error) for error in bench.errors] == [InputGap]
    assert bench.acknowledged == [0]


async def test_a_gap_that_the_log_itself_has_is_legal():
    bench = Bench()
    await bench.take(0)
    bench.log.records_from = 4
    await bench.take(4, 5)
    await bench.stage.tick()
    assert (bench.acknowledged, bench.errors) == ([0, 4, 5], [])


async def test_a_commit_after_the_lane_was_opened_makes_no_gap():
    bench = Bench()
    await bench.stage.tick()
    assert bench.stage.lanes[0].expected == 0
    bench.log.committed_at = 3  # what was acknowledged before a rebalance, committed after it
    await bench.take(3, 4)
    assert (bench.acknowledged, bench.errors) == ([3, 4], [])
    assert bench.stage.lanes[0].expected == 5


async def test_a_gap_is_not_legal_where_the_log_has_the_record():
    bench = Bench()
    bench.log.records_from = 3
    await bench.take(4)
    assert (bench.acknowledged, bench.sender.sent) == ([], [])


async def test_an_offset_that_comes_twice_is_acknowledged_in_its_turn_and_does_nothing():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, 1, 1, 0, value=b"0")
    assert len(bench.sender.sent) == 2
    bench.sender.sent[1].arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == []
    bench.sender.sent[0].arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == [0, 1, 1, 0]


async def test_it_begins_at_what_is_committed():
    bench = Bench()
    bench.log.committed_at = 5
    await bench.take(3, 4, 5)
    assert bench.acknowledged == [3, 4, 5]
    assert bench.places(EVENTS.name) == [(5, 0)]


async def test_a_record_of_a_partition_that_is_not_ours_is_left_alone():
    bench = Bench()
    await bench.take(0, partition=1)
    assert (bench.acknowledged, bench.sender.sent, bench.log.looks) == ([], [], 0)


async def test_an_assignment_that_changes_while_a_lane_opens_drops_the_record():
    bench = Bench()
    bench.log.hook = lambda: bench.stage.begin(frozenset({0}))
    await bench.take(0)
    assert (bench.acknowledged, bench.sender.sent, bench.stage.lanes) == ([], [], {})
    bench.log.hook = None
    await bench.take(0)
    assert bench.acknowledged == [0]


async def test_the_end_of_an_assignment_waits_for_what_is_on_its_way():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, value=b"0")
    ending = asyncio.create_task(bench.stage.end())
    await asyncio.sleep(0.01)
    assert not ending.done()
    bench.sender.sent[0].arrive()
    await ending
    assert (bench.acknowledged, bench.stage.lanes) == ([0], {})
    await bench.take(1)
    assert bench.acknowledged == [0]


async def test_the_end_does_not_wait_for_ever():
    bench = Bench()
    bench.sender.at_once = False
    await bench.take(0, value=b"0")
    await bench.stage.end(patience_s=0.01)
    bench.sender.sent[0].arrive()
    await asyncio.sleep(0)
    assert bench.acknowledged == []


async def test_a_new_assignment_looks_at_the_log_again():
    bench = Bench()
    await bench.take(0)
    await bench.stage.end()
    bench.log.committed_at, bench.log.tails = 1, {EVENTS.name: (1, 0)}
    bench.stage.begin(frozenset({0}))
    await bench.take(1, value=b"0")
    assert bench.acknowledged == [0, 1]
    assert bench.places(EVENTS.name) == [(0, 0)]


async def test_lanes_are_opened_without_input_so_that_embargoes_end():
    bench = Bench(note, NOTES)
    bench.stage.begin(frozenset({0, 2}))
    await bench.stage.tick()
    assert sorted(bench.stage.lanes) == [0, 2]


async def test_the_state_is_delivered_before_the_input_is_acknowledged():
    bench = Bench(note, NOTES)
    bench.sender.at_once = False
    await bench.take(0)
    state, event = bench.sender.sent
    assert (state.topic, state.key, event.topic) == ("changelog", b"0/a", EVENTS.name)
    assert state.value == bench.table["0/a"]
    event.arrive()
    await asyncio.sleep(0)
    assert (bench.acknowledged, bench.table.persisted) == ([], [])
    state.arrive()
    await asyncio.sleep(0)
    assert (bench.acknowledged, bench.table.persisted) == ([0], [7])


async def test_a_state_that_arrives_after_the_end_does_not_count_as_kept():
    bench = Bench(note, NOTES)
    bench.sender.at_once = False
    await bench.take(0)
    await bench.stage.end(patience_s=0)
    for one in bench.sender.sent:
        one.arrive()
    await asyncio.sleep(0)
    assert bench.table.persisted == []


async def test_a_key_that_changes_too_often_waits_until_it_is_committed():
    bench = Bench(note, NOTES)
    await bench.take(*range(MAX_VERSIONS))
    assert bench.commits == 0
    await bench.take(MAX_VERSIONS, MAX_VERSIONS + 1)
    assert bench.commits == 1
    assert bench.acknowledged == list(range(MAX_VERSIONS + 2))
    assert bench.errors == []


async def test_commits_that_do_not_come_stop_the_worker(monkeypatch):
    monkeypatch.setattr(module, "_COMMIT_PATIENCE_S", 0.1)
    bench = Bench(note, NOTES)
    monkeypatch.setattr(bench.stage, "_commit", lambda: asyncio.sleep(0, False))
    await bench.take(*range(MAX_VERSIONS + 1))
    assert [type(error) for error in bench.errors] == [DeliveryError]
    assert bench.acknowledged == list(range(MAX_VERSIONS))


async def test_only_so_many_inputs_await_delivery():
    bench = Bench(most=3)
    bench.sender.at_once = False
    feeding = asyncio.create_task(bench.take(*range(6), value=b"0"))
    await asyncio.sleep(0.01)
    assert len(bench.sender.sent) == 4
    bench.sender.sent[0].arrive()
    await asyncio.sleep(0.01)
    assert (bench.acknowledged, len(bench.sender.sent)) == ([0], 5)
    for one in bench.sender.sent[1:]:
        one.arrive()
    await asyncio.sleep(0.01)
    bench.sender.sent[-1].arrive()
    await feeding
    await asyncio.sleep(0)
    assert bench.acknowledged == list(range(6))


async def test_outcomes_are_counted():
    bench = Bench()
    bench.log.tails = {EVENTS.name: (0, 0)}
    await bench.take(0, 1, value=b"0")
    await bench.take(2, value=b"?")
    value = bench.metrics.registry.get_sample_value
    echoed = {"stage": "echo", "outcome": "echoed", "reason": ""}
    assert value("copydesk_records_total", echoed) == 2
    assert value("copydesk_outputs_already_there_total", {"stage": "echo"}) == 1
    refused = {"stage": "echo", "reason": "ValueError"}
    assert value("copydesk_dead_letters_total", refused) == 1
    assert value("copydesk_latency_seconds_count", {"stage": "echo"}) == 3
