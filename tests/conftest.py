from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from streams.broker import LocalKafka, jars, java
from streams.broker.topics import apply_topics
from streams.errors import BrokerError
from streams.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def coverages() -> Path:
    """The recorded coverages with their golden events."""
    return ROOT / "tests" / "fixtures" / "coverages"


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The evaluation data, which is not part of the repository."""
    folder = Path(os.environ.get("COPYDESK_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    if not folder.is_dir():
        missing = f"no evaluation data in {folder}: set COPYDESK_EVAL_DATA"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder


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


@pytest.fixture
def settings(kafka: LocalKafka, tmp_path: Path) -> Settings:
    """Settings of a worker on the shared broker, with all topics there and empty."""
    found = Settings.model_validate(
        {"brokers": kafka.brokers, "data_dir": tmp_path / "data", "health_port": 0}
    )
    asyncio.run(empty_topics(found))
    return found


async def empty_topics(settings: Settings) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    try:
        ours = [
            name
            for name in await admin.list_topics()
            if name.startswith(("news.", f"{settings.group}-"))
        ]
        if ours:
            await admin.delete_topics(ours)
        for _ in range(200):  # deletion takes a moment
            if not any(name in ours for name in await admin.list_topics()):
                break
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
    await apply_topics(settings)
