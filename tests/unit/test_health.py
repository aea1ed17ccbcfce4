from __future__ import annotations

from types import SimpleNamespace

import aiohttp
import pytest
from aiokafka import TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from streams import health as module
from streams.delivery.metrics import Metrics
from streams.delivery.records import Step
from streams.health import Health
from streams.settings import Settings
from streams.topics import RAW
from tests.helpers.making import record

PLACE = TopicPartition(RAW.name, 0)


class FakePipeline:
    """A worker's pipeline with one partition, of which so many records are known."""

    def __init__(self, *, end: int = 0, done: int = 0, assigned: bool = True) -> None:
        self.metrics = Metrics()
        lane = SimpleNamespace(partition=0, expected=done)
        stage = SimpleNamespace(
            agent=SimpleNamespace(reads=RAW),
            lanes={0: lane},
            assigned=frozenset({0} if assigned else ()),
        )
        self.stages = [stage]
        self.lane = lane
        consumer = SimpleNamespace(assignment=lambda: {PLACE}, highwater=lambda _: end)
        self.app = SimpleNamespace(rebalancing=False, consumer=consumer)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def health_of(pipeline: FakePipeline) -> Health:
    return Health(pipeline, Settings(health_port=0))


async def ask(health: Health, path: str) -> tuple[int, str]:
    async with health, aiohttp.ClientSession() as web, web.get(health.address + path) as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize(("silence", "status"), [(0, 200), (9, 200), (11, 503)])
async def test_it_lives_while_its_heart_beats(clock, silence, status):
    health = health_of(FakePipeline())
    health.beat()
    clock.now += silence
    assert (await ask(health, "/livez"))[0] == status


@pytest.mark.parametrize(
    ("pipeline", "rebalancing", "status", "says"),
    [
        (FakePipeline(), False, 200, '"reasons": []'),
        (FakePipeline(end=5, done=2), False, 200, '"lag": 3'),
        (FakePipeline(), True, 503, "rebalancing"),
        (FakePipeline(assigned=False), False, 503, "no partitions assigned"),
    ],
)
async def test_it_is_ready_when_it_has_partitions(pipeline, rebalancing, status, says):
    pipeline.app.rebalancing = rebalancing
    health = health_of(pipeline)
    health.beat()
    answer = await ask(health, "/readyz")
    assert answer[0] == status
    assert says in answer[1]


async def test_it_is_not_ready_when_records_wait_and_nothing_moves(clock):
    pipeline = FakePipeline(end=5, done=2)
    health = health_of(pipeline)
    health.beat()
    assert not health.has_stalled()
    clock.now += 11
    status, text = await ask(health, "/readyz")
    assert status == 503
    assert "no progress although records wait" in text


@pytest.mark.parametrize(
    ("change", "stalled"),
    [
        (lambda *_: None, True),
        (lambda pipeline, _: setattr(pipeline.lane, "expected", 5), False),
        (lambda pipeline, now: setattr(pipeline.metrics, "last_handled", now), False),
        (lambda pipeline, now: setattr(pipeline.metrics, "last_commit", now), False),
        (lambda pipeline, _: setattr(pipeline.app, "rebalancing", True), False),
    ],
    ids=["nothing moves", "nothing waits", "handled", "committed", "rebalancing"],
)
def test_it_has_stalled_when_records_wait_for_long(clock, change, stalled):
    pipeline = FakePipeline(end=5, done=2)
    health = health_of(pipeline)
    health.beat()
    assert not health.has_stalled()
    clock.now += 61
    change(pipeline, clock.now)
    health.beat()
    assert health.has_stalled() is stalled


async def test_metrics_are_in_prometheus_text():
    pipeline = FakePipeline(end=9, done=2)
    pipeline.metrics.handled("deduplicate", Step("no-op", "stale"), record(b"{}"))
    pipeline.metrics.handled("enrich", Step("dead-letter", "NotJson"), record(b"{}"))
    health = health_of(pipeline)
    health.beat()
    status, text = await ask(health, "/metrics")
    assert status == 200
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["copydesk_records_total", "deduplicate", "no-op", "stale"] == 1
    assert samples["copydesk_dead_letters_total", "NotJson", "enrich"] == 1
    assert samples["copydesk_lag_records", "0", RAW.name] == 7
    assert samples["copydesk_latency_seconds_count", "enrich"] == 1
    assert samples["copydesk_embargoed",] == 0
    assert ("copydesk_seconds_since_commit",) in samples


async def test_there_is_nothing_else():
    assert (await ask(health_of(FakePipeline()), "/"))[0] == 404
