from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, async_playwright

from streams.broker import LocalKafka
from streams.settings import Settings
from tests.broker.workers import worker
from tests.conftest import empty_topics

from .newsroom import Gateway, Newsroom
from .reader import FLAGS, Reader
from .stand_in import StandIn

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; without it tests are skipped here, and fail in CI."""
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if found is None:
        missing = "no Chromium: install it with apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest_asyncio.fixture(loop_scope="package", scope="package")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One Chromium; every test gets a new profile in it."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="package")
async def reader(browser: Browser) -> AsyncIterator[Reader]:
    """Opens pages; at the end nothing may have gone wrong in them."""
    opened = Reader(browser)
    yield opened
    await opened.leave()


@pytest_asyncio.fixture(loop_scope="package")
async def stand_in() -> AsyncIterator[StandIn]:
    """A gateway that can be brought into any state."""
    found = StandIn()
    server = TestServer(found.app, host="127.0.0.1")
    await server.start_server()
    found.url = str(server.make_url("/"))
    yield found
    await server.close()


@pytest_asyncio.fixture(loop_scope="package", scope="module")
async def settings_of_newsroom(
    kafka: LocalKafka, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Settings of one module's worker and gateway, with all topics there and empty."""
    found = Settings.model_validate(
        {"brokers": kafka.brokers, "data_dir": tmp_path_factory.mktemp("data"), "health_port": 0}
    )
    await empty_topics(found)
    return found


@pytest.fixture(scope="module")
def newsroom(settings_of_newsroom: Settings, tmp_path_factory: Path) -> Iterator[Newsroom]:
    """A worker and a gateway on real Kafka."""
    logs = tmp_path_factory.mktemp("logs")
    with (
        worker(settings_of_newsroom, logs / "worker.log"),
        Gateway(settings_of_newsroom, logs / "gateway.log") as gateway,
    ):
        yield Newsroom(settings_of_newsroom, gateway)
