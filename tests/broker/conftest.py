from __future__ import annotations

import asyncio

import pytest

from streams.broker import LocalKafka
from streams.settings import Settings
from tests.conftest import empty_topics


@pytest.fixture(scope="module")
def shared(kafka: LocalKafka, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of one module's workers, with all topics empty before its first test."""
    found = Settings.model_validate(
        {"brokers": kafka.brokers, "data_dir": tmp_path_factory.mktemp("data"), "health_port": 0}
    )
    asyncio.run(empty_topics(found))
    return found
