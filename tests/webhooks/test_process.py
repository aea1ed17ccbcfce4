"""Processes of ``copydesk webhooks``: stopped, killed, frozen, and several at once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from streams.broker.ports import free_ports
from streams.settings import Settings

from .receiver import KEY, Receiver, events, gateway, publish, quick, receiver, until

pytestmark = [pytest.mark.broker, pytest.mark.timeout(180)]

COPYDESK = [sys.executable, "-m", "streams.cli"]


class Process:
    """A process, and its log."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.port = free_ports(1)[0]
        self.log = log
        passed = settings.model_dump(
            include={name for name in settings.model_fields_set if name.startswith("webhooks_")},
            mode="json",
        )
        passed |= {"webhooks_key": KEY, "brokers": settings.brokers, "health_port": self.port}
        passed |= {"commit_interval_s": settings.commit_interval_s, "log_format": "json"}
        environment = {f"COPYDESK_{name.upper()}": str(value) for name, value in passed.items()}
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [*COPYDESK, "webhooks"], env={**os.environ, **environment}, stderr=file
            )

    async def health(self) -> dict:
        with contextlib.suppress(OSError):
            async with ClientSession() as http, http.get(f"{self.address}/readyz") as answer:
                return await answer.json()
        return {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def ready(self) -> None:
        async def is_ready():
            assert self.process.poll() is None, self.log.read_text()
            return (await self.health()).get("ready")

        await until(is_ready, within_s=40)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def start(tmp_path) -> Iterator:
    running: list[Process] = []

    def start(settings: Settings) -> Process:
        running.append(Process(settings, tmp_path / f"log-{len(running)}"))
        return running[-1]

    yield start
    for one in running:
        with contextlib.suppress(ProcessLookupError):
            one.process.send_signal(signal.SIGCONT)
        one.kill()


async def flow(settings: Settings, sent: list, seconds: float) -> None:
    """Publish over some time."""
    pieces = 20
    size = len(sent) // pieces
    for number in range(pieces):
        await publish(settings, sent[number * size : (number + 1) * size])
        await asyncio.sleep(seconds / pieces)


def check(endpoint: Receiver, sent: list) -> int:
    """All of it came, in order; how often something came again."""
    assert set(endpoint.ids()) == {one.id for one in sent}
    for ids in endpoint.by_story().values():
        assert ids == sorted(ids)
    again = [one for one in endpoint.taken if endpoint.attempts()[one.id] > 1]
    for one in again:  # the same id with the same body
        assert len({other.body for other in again if other.id == one.id}) == 1
    return len(endpoint.taken) - len(sent)


async def test_it_says_how_it_is_and_stops_when_told(settings, start):
    settings = quick(settings)
    async with receiver() as endpoint, gateway(settings) as api:
        made = await api.create(endpoint.url("/hook?token=s3cret-in-the-address"))
        process = start(settings)
        await process.ready()
        await publish(settings, events(20))
        await until(lambda: len(endpoint.taken) >= 20)
        async with ClientSession() as http:
            assert (await http.get(f"{process.address}/livez")).status == 200
            metrics = await (await http.get(f"{process.address}/metrics")).text()
        assert 'copydesk_webhook_attempts_total{outcome="2xx"} 20.0' in metrics
        assert 'copydesk_webhook_subscriptions{state="delivering"} 1.0' in metrics
        assert "copydesk_webhook_partitions 4.0" in metrics
        endpoint.reply = lambda _: _not_taken()
        await publish(settings, events(5, first=20))
        await until(lambda: len(endpoint.received) > 20)
        began = time.monotonic()
        process.process.terminate()
        assert await asyncio.to_thread(process.process.wait, 20) == 0
        assert time.monotonic() - began < 10
        found = (await api.get(made["id"]))["delivery"]
        assert found["delivered"] == 20
    log = process.log.read_text()
    assert "stopped cleanly" in log
    # neither the secret, nor the address that may hold one, nor the key
    assert made["secret"] not in log
    assert "s3cret" not in log
    assert KEY not in log


def _not_taken():
    from aiohttp import web

    return web.Response(status=500)


async def test_a_killed_process_loses_nothing_and_repeats_only_what_it_could_not_write_down(
    settings, start
):
    settings = quick(settings, webhooks_backlog=50)
    async with receiver() as endpoint, gateway(settings) as api:
        for _ in range(2):
            await api.create(endpoint.url("/one"))
        await api.ask("DELETE", f"/{(await api.ask('GET', ''))['items'][0]['id']}", status=204)
        process = start(settings)
        await process.ready()
        sent = events(1_000, stories=40)
        flowing = asyncio.create_task(flow(settings, sent, 12))
        for number in range(1, 4):
            await until(lambda n=number: len(endpoint.taken) > 120 * n, within_s=60)
            process.kill()
            process = start(settings)
        await flowing
        await until(lambda: len(set(endpoint.ids())) >= 1_000, within_s=60)
        repeated = check(endpoint, sent)
    # What was delivered since the state was last written: how much that is, the machine's speed
    # decides. Had nothing been written, each kill would repeat all that came before it.
    assert repeated < (120 + 240 + 360) / 2


async def test_two_processes_share_the_subscriptions_and_one_takes_over(settings, start):
    settings = quick(settings)
    endpoints: list[Receiver] = []
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(gateway(settings))
        for _ in range(8):
            endpoints.append(await stack.enter_async_context(receiver()))
            await api.create(endpoints[-1].url())
        table = api.table
        partitions = {table.partition_of(id_) for id_ in table.subscriptions}
        assert len(partitions) > 1
        first, second = start(settings), start(settings)

        async def shared():
            counts = [(await one.health()).get("partitions") for one in (first, second)]
            return sorted(map(str, counts)) == ["2", "2"]

        await until(shared, within_s=60)
        await first.ready()
        await second.ready()
        sent = events(200, stories=20)
        await publish(settings, sent[:100])
        await until(lambda: all(len(one.taken) >= 100 for one in endpoints), within_s=60)
        await asyncio.sleep(0.5)
        assert [check(one, sent[:100]) for one in endpoints] == [0] * 8
        # it hands over
        first.process.terminate()
        assert await asyncio.to_thread(first.process.wait, 20) == 0
        await publish(settings, sent[100:])
        await until(lambda: all(len(one.taken) >= 200 for one in endpoints), within_s=60)
        await asyncio.sleep(0.5)
        assert [check(one, sent) for one in endpoints] == [0] * 8


async def how_far(api, id_) -> dict:
    found = (await api.get(id_))["delivery"]
    return {name: value for name, value in found.items() if name != "at"}


async def test_a_process_that_stood_still_writes_nothing_when_it_goes_on(settings, start):
    settings = quick(settings)
    async with receiver() as endpoint, gateway(settings) as api:
        id_ = (await api.create(endpoint.url()))["id"]
        frozen = start(settings)
        await frozen.ready()
        sent = events(60)
        await publish(settings, sent[:20])
        await until(lambda: len(endpoint.taken) >= 20)
        await asyncio.sleep(0.5)
        os.kill(frozen.process.pid, signal.SIGSTOP)
        other = start(settings)
        await other.ready()
        await publish(settings, sent[20:])
        await until(lambda: len(set(endpoint.ids())) >= 60, within_s=60)
        await asyncio.sleep(0.5)
        before = await how_far(api, id_)
        os.kill(frozen.process.pid, signal.SIGCONT)
        assert await asyncio.to_thread(frozen.process.wait, 30) == 1
        said = [json.loads(line)["message"] for line in frozen.log.read_text().splitlines()]
        assert "stood still" in said[-1]
        assert await how_far(api, id_) == before
        check(endpoint, sent)


async def test_without_a_key_it_does_not_start():
    environment = {k: v for k, v in os.environ.items() if k != "COPYDESK_WEBHOOKS_KEY"}
    done = await asyncio.to_thread(
        subprocess.run,
        [*COPYDESK, "webhooks"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "copydesk webhooks --new-key" in done.stderr
