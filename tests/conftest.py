from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker import LocalKafka, jars, java
from streams.errors import BrokerError
from streams.settings import Settings


@pytest.fixture(scope="session")
def broker_cache() -> Path:
    """The folder with Kafka's jars; without it tests are skipped here, and fail in CI."""
    cache = Settings().cache_dir
    try:
        jars.verified(cache)
        java.find_java(Settings().java)
    except BrokerError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must run the broker tests: {error}")
        pytest.skip(f"no local broker: {error}")
    return cache


@pytest.fixture(scope="session")
def kafka(broker_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    """One broker for the whole run, without any topics: a test takes names of its own."""
    with LocalKafka(tmp_path_factory.mktemp("kafka"), cache=broker_cache) as started:
        yield started
