"""The whole pipeline without a broker: the same steps over the same records, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from schemas import Position
from streams.agents import all_agents
from streams.delivery.guard import guarded
from streams.delivery.memory import Memory
from streams.delivery.records import TIME_HEADER, Agent, Output, Record, Step
from streams.settings import Settings
from streams.topics import RAW


class LocalPipeline:
    """Runs records through all agents, one partition, in order.

    Args:
        settings: how the agents work; nothing in them that concerns Kafka matters here.

    Attributes:
        counts: how many records each stage handled, by stage, outcome and reason.
    """

    def __init__(self, settings: Settings) -> None:
        self._agents = all_agents(settings)
        self._ends: Counter[str] = Counter()
        self.counts: Counter[tuple[str, str, str]] = Counter()
        age = timedelta(days=settings.state_days)
        remembering = [(a, a.remembers) for a in self._agents if a.remembers is not None]
        self._tables: dict[str, dict[str, bytes]] = {how.table: {} for _, how in remembering}
        self._memories = {
            agent.name: Memory(self._tables[how.table], 0, how, floor=0, age=age)
            for agent, how in remembering
        }

    def table_bytes(self) -> dict[str, int]:
        """Size of each table: keys and values."""
        return {
            name: sum(len(key) + len(value) for key, value in table.items())
            for name, table in self._tables.items()
        }

    def push(self, key: bytes | None, value: bytes | None, at: datetime) -> Iterator[Output]:
        """Everything that one raw record causes, on all topics, in the order of the data flow."""
        stamp = str(round(at.timestamp() * 1000)).encode()
        yield from self._arrive(Output(RAW, key, value or b"", ((TIME_HEADER, stamp),)), value)

    def _arrive(self, output: Output, value: bytes | None) -> Iterator[Output]:
        topic = output.topic.name
        offset = self._ends[topic]
        self._ends[topic] += 1
        time_ms = next((int(v) for k, v in output.headers if k == TIME_HEADER), 0)
        record = Record(
            key=output.key,
            value=value,
            position=Position(topic=topic, partition=0, offset=offset),
            timestamp_ms=time_ms,
            headers=output.headers,
        )
        for agent in self._agents:
            if agent.reads.name == topic:
                yield from self._run(agent, record)

    def _run(self, agent: Agent, record: Record) -> Iterator[Output]:
        memory = self._memories.get(agent.name)
        if memory is not None:
            memory.at(record.position.offset)
        step = guarded(agent, record, memory)
        self._count(agent, step)
        if memory is not None and step.write is not None:
            memory.floor = record.position.offset  # nothing comes again here
            memory.put(*step.write)
        clock = tuple(pair for pair in record.headers if pair[0] == TIME_HEADER)
        for output in step.outputs:
            yield output
            carried = Output(output.topic, output.key, output.value, (*output.headers, *clock))
            yield from self._arrive(carried, output.value)

    def _count(self, agent: Agent, step: Step) -> None:
        self.counts[agent.name, step.outcome, step.reason] += 1
