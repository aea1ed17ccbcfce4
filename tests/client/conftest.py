from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable

import pytest

from streams.broker import LocalKafka

from .making import make_topic

_NUMBERS = itertools.count()


@pytest.fixture
def brokers(kafka: LocalKafka) -> str:
    return kafka.brokers


@pytest.fixture
def topic(brokers: str) -> Callable[..., Awaitable[str]]:
    """Makes a topic of its own with so many partitions; its name."""

    async def make(partitions: int = 1) -> str:
        return await make_topic(brokers, f"client-{next(_NUMBERS)}", partitions)

    return make
