"""What deliveries need from outside: passed in, so that tests can bring their own."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiokafka.errors import KafkaError

from schemas import Model
from streams.delivery.sender import Sender
from streams.errors import SendFailed
from streams.outbound.clock import Clock
from streams.settings import Settings
from streams.topics import ALERTS, EVENTS, STORIES, Topic

from .backlog import Rules
from .breaker import BreakerRules
from .metrics import Metrics
from .model import Of
from .post import Poster
from .pulse import Pulse
from .schedule import Schedule

TOPIC_OF: dict[Of, Topic] = {"events": EVENTS, "alerts": ALERTS, "stories": STORIES}


class Writer:
    """Writes onto compacted topics, and waits until Kafka has it.

    Args:
        sender: started.
        pulse: a process that was cut off must not write.
    """

    def __init__(self, sender: Sender, pulse: Pulse) -> None:
        self._sender = sender
        self._pulse = pulse

    async def put(self, topic: Topic, partition: int, key: bytes, value: Model | None) -> None:
        """Replace what stands under the key; ``None`` takes it away.

        Raises:
            DeliveryError: Kafka has not taken it, or this process was cut off.
        """
        self._pulse.check()
        body = value.to_json() if value is not None else None
        sent: asyncio.Future[Any] = await self._sender.send(topic.name, partition, key, body)
        try:
            await asyncio.shield(sent)
        except (KafkaError, OSError) as error:
            raise SendFailed(f"Kafka did not take a record for {topic.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Means:
    """What deliveries need from outside.

    Attributes:
        settings: how to connect.
        rules: of retries, breaker and limits.
        poster: makes attempts.
        writer: keeps states and dead letters.
        metrics: counts.
        clock: tells the time.
        rng: draws the jitter.
        grace_s: when deliveries are stopped, for how long those in flight may go on.
    """

    settings: Settings
    rules: Rules
    poster: Poster
    writer: Writer
    metrics: Metrics
    clock: Clock
    rng: random.Random
    grace_s: float = 5.0


def rules(settings: Settings) -> Rules:
    """The rules that the settings ask for."""
    return Rules(
        schedule=Schedule.parse(settings.webhooks_retries),
        breaker=BreakerRules(
            failures=settings.webhooks_breaker_failures, pause_s=settings.webhooks_breaker_pause_s
        ),
        concurrency=settings.webhooks_concurrency,
        most=settings.webhooks_backlog,
        disable_after=timedelta(hours=settings.webhooks_disable_hours),
    )
