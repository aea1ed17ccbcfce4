from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from streams.gateway.stream.hub import FellBehind, Hub, Walker
from streams.gateway.stream.items import Item
from streams.gateway.stream.repeats import Repeats

PARTITIONS = 3
WINDOW = 4
MEMORY = 4
BLOCK = 3


def item(partition: int, offset: int, name: str, size: int = 10) -> Item:
    return Item("news.events", partition, offset, name, "type", b"x" * size)


@dataclass
class Client:
    """Somebody who keeps a cursor, and loses what was on its way when the connection broke."""

    start: tuple[int, ...]
    odd_only: bool
    cursor: tuple[int, ...] = ()
    walker: Walker | None = None
    got: list[Item] = field(default_factory=list)

    def wants(self, one: Item) -> bool:
        return not self.odd_only or one.offset % 2 == 1

    def receive(self, deliveries, arriving: int | None = None) -> None:
        for cursor, one in deliveries[:arriving]:
            self.got.append(one)
            self.cursor = cursor
        if arriving is not None:
            self.walker = None
        elif self.walker is not None:
            self.cursor = self.walker.cursor  # as the next heartbeat says


class Gateways(RuleBasedStateMachine):
    """A log with repeats in it, gateways that read it one after the other, clients of them."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[list[str]] = [[] for _ in range(PARTITIONS)]
        self.clients: list[Client] = []
        self.start_gateway(keep=0)

    def start_gateway(self, keep: int) -> None:
        ends = [len(records) for records in self.log]
        starts = [max(0, end - keep) for end in ends]
        self.hub = Hub(starts, MEMORY, 1_000)
        self.repeats = [Repeats(WINDOW) for _ in self.log]
        for partition, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for offset in range(max(0, start - WINDOW), start):
                self.repeats[partition].saw(offset, self.log[partition][offset])
            for offset in range(start, end):
                self.read(partition, offset)

    def read(self, partition: int, offset: int) -> None:
        name = self.log[partition][offset]
        is_repeat = self.repeats[partition].saw(offset, name)
        made = None if is_repeat or name == "end" else item(partition, offset, name)
        self.hub.publish(partition, offset, made)

    def block(self, partition: int, offset: int) -> tuple[list[Item], int]:
        begin = offset - offset % BLOCK
        until = min(begin + BLOCK, self.hub.starts[partition])
        repeats = Repeats(WINDOW)
        items = []
        for at in range(max(0, begin - WINDOW), until):
            name = self.log[partition][at]
            if not repeats.saw(at, name) and at >= begin and name != "end":
                items.append(item(partition, at, name))
        return items, until

    @rule(partition=st.integers(0, PARTITIONS - 1), name=st.sampled_from("abcdefgh"))
    def an_event_is_written(self, partition: int, name: str) -> None:
        self.log[partition].append(f"{name}{len(self.log[partition]) // 3}")

    @rule(partition=st.integers(0, PARTITIONS - 1), back=st.integers(1, WINDOW))
    def a_zombie_repeats_one(self, partition: int, back: int) -> None:
        records = self.log[partition]
        records.append(records[-back] if len(records) >= back else "end")

    @rule(partition=st.integers(0, PARTITIONS - 1), count=st.integers(1, 6))
    def the_gateway_reads(self, partition: int, count: int) -> None:
        position = self.hub.position[partition]
        for offset in range(position, min(position + count, len(self.log[partition]))):
            self.read(partition, offset)

    @rule(keep=st.integers(0, MEMORY))
    def the_gateway_starts_again(self, keep: int) -> None:
        for client in self.clients:
            client.walker = None
        self.start_gateway(keep)

    @precondition(lambda self: len(self.clients) < 4)
    @rule(where=st.sampled_from(["now", "earliest"]), odd_only=st.booleans())
    def somebody_comes(self, where: str, odd_only: bool) -> None:
        start = self.hub.position if where == "now" else (0,) * PARTITIONS
        client = Client(start, odd_only, cursor=start)
        self.connect(client)
        self.clients.append(client)

    def connect(self, client: Client) -> None:
        client.walker = Walker(client.cursor, client.wants)

    @rule(
        which=st.integers(0, 3),
        most_bytes=st.integers(1, 50),
        arriving=st.none() | st.integers(0, 3),
    )
    def somebody_takes(self, which: int, most_bytes: int, arriving: int | None) -> None:
        if not self.clients:
            return
        client = self.clients[which % len(self.clients)]
        if client.walker is None:
            self.connect(client)
        self.step(client, most_bytes, arriving)

    def step(self, client: Client, most_bytes: int, arriving: int | None = None) -> None:
        walker = client.walker
        lacking = walker.lacks(self.hub)
        if lacking:
            for partition, offset in lacking.items():
                items, until = self.block(partition, offset)
                for found in walker.passes(partition, items, until, most_bytes):
                    client.receive(found, arriving)
                    if client.walker is None:
                        return
            return
        try:
            client.receive(walker.takes(self.hub, most_bytes), arriving)
        except FellBehind:
            client.walker = None

    def teardown(self) -> None:
        """Everything calms down: each client has each event once, in order, and is at the end."""
        ends = tuple(len(records) for records in self.log)
        for partition, end in enumerate(ends):
            for offset in range(self.hub.position[partition], end):
                self.read(partition, offset)
        for client in self.clients:
            for _ in range(1_000):
                if client.walker is None:
                    self.connect(client)
                self.step(client, 50)
                if client.walker is not None and client.walker.has_all(self.hub):
                    break
            assert client.walker.cursor == ends
            for partition, records in enumerate(self.log):
                got = [one.offset for one in client.got if one.partition == partition]
                assert got == [
                    offset
                    for offset in range(client.start[partition], len(records))
                    if records[offset] != "end"
                    and records[offset] not in records[max(0, offset - WINDOW) : offset]
                    and client.wants(item(partition, offset, ""))
                ]


Gateways.TestCase.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestGateways = Gateways.TestCase


def test_memory_is_bounded_by_records_and_by_bytes():
    hub = Hub([0], most=3, most_bytes=100)
    for offset in range(5):
        hub.publish(0, offset, item(0, offset, str(offset)))
    assert (hub.first, hub.end, hub.starts) == (2, 5, (2,))
    hub.publish(0, 5, item(0, 5, "large", size=500))
    assert (hub.first, hub.end, hub.starts) == (5, 6, (5,))


def test_whoever_is_slower_than_the_memory_falls_behind():
    hub = Hub([0], most=2, most_bytes=1_000)
    walker = Walker([0])
    hub.publish(0, 0, item(0, 0, "a"))
    assert [one.id for _, one in walker.takes(hub, 100)] == ["a"]
    for offset in range(1, 4):
        hub.publish(0, offset, item(0, offset, str(offset)))
    with pytest.raises(FellBehind):
        walker.takes(hub, 100)


def test_what_is_not_wanted_moves_the_cursor_on():
    hub = Hub([0, 0], most=10, most_bytes=1_000)
    walker = Walker([0, 0], lambda one: one.partition == 1)
    for offset in range(3):
        hub.publish(0, offset, item(0, offset, str(offset)))
    assert walker.takes(hub, 100) == []
    assert walker.cursor == (3, 0)
    hub.publish(1, 0, item(1, 0, "wanted"))
    hub.publish(0, 3, None)
    assert walker.takes(hub, 100)[0][0] == (3, 1)
    assert walker.cursor == (4, 1)


def test_many_abreast_get_the_very_same_cursor():
    hub = Hub([0, 0], most=10, most_bytes=1_000)
    walkers = [Walker([0, 0]), Walker([1, 0])]
    for offset in range(3):
        hub.publish(0, offset, item(0, offset, str(offset)))
    first, second = (walker.takes(hub, 100) for walker in walkers)
    assert first[-1][0] is second[-1][0]
