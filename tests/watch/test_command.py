from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from aiokafka import AIOKafkaConsumer

from streams.broker import LocalKafka
from streams.cli import main
from streams.errors import BrokerError, UserError
from streams.settings import Settings
from streams.topics import RAW
from streams.watch.config import from_arguments
from streams.watch.watcher import watch

from .paper import page, paper

COPYDESK = [sys.executable, "-c", "from streams.cli import main; main()"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.toml"], "there is no such file"),
        (["ftp://x.example/"], "must be an address"),
        (["https://x.example/", "--every", "often"], "must be like"),
        (["https://x.example/", "--withdraw", "all"], "withdraw: "),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(monkeypatch, capsys, arguments, said):
    monkeypatch.setattr(sys, "argv", ["copydesk", "watch", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


async def test_without_kafka_it_does_not_start(tmp_path):
    settings = Settings(brokers="127.0.0.1:1", data_dir=tmp_path)
    with pytest.raises(BrokerError, match="cannot be reached"):
        await watch(
            from_arguments(["https://x.example/"]), settings, allow_private=False, once=True
        )


async def test_the_data_folder_must_be_usable(tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(brokers="127.0.0.1:1", data_dir=tmp_path / "file")
    with pytest.raises(UserError, match="COPYDESK_DATA_DIR"):
        await watch(
            from_arguments(["https://x.example/"]), settings, allow_private=False, once=True
        )


async def raw(settings: Settings, count: int) -> list[dict]:
    consumer = AIOKafkaConsumer(
        RAW.name, bootstrap_servers=settings.brokers, auto_offset_reset="earliest"
    )
    async with consumer, asyncio.timeout(30):
        found = [json.loads((await consumer.getone()).value) for _ in range(count)]
        late = await consumer.getmany(timeout_ms=500)
        return found + [json.loads(record.value) for batch in late.values() for record in batch]


def start(settings: Settings, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_DATA_DIR": str(settings.data_dir),
        "COPYDESK_WATCH_HOST_INTERVAL_S": "0.01",
        "COPYDESK_LOG_FORMAT": "json",
    }
    return subprocess.Popen([*COPYDESK, "watch", *arguments], env=environment)


async def until(condition, within_s=20.0):
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - what is waited for is another process
            await asyncio.sleep(0.02)


@pytest.mark.broker
async def test_a_page_reaches_kafka_and_a_restart_sends_nothing_twice(
    kafka: LocalKafka, settings: Settings, tmp_path
):
    assert kafka.brokers == settings.brokers
    async with paper() as site:
        site.answers["/live"] = page("p1: One", "p2: Two")
        sources = tmp_path / "sources.toml"
        sources.write_text(f'[[source]]\nurl = "{site.url()}"\ndesk = "world"\nevery = "1s"\n')
        arguments = [str(sources), "--allow-private"]
        process = start(settings, *arguments)
        try:
            await until(lambda: site.paths().count("/live") >= 2)
            site.answers["/live"] = page("p1: One", "p2: Two, corrected", "p3: Three")
            seen = site.paths().count("/live")
            await until(lambda: site.paths().count("/live") >= seen + 2)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, 10) == 0
            assert time.monotonic() - began < 5
        finally:
            process.kill()
            process.wait()
        once = start(settings, *arguments, "--once")
        assert await asyncio.to_thread(once.wait, 20) == 0
    records = await raw(settings, 4)
    assert [record["headline"] for record in records] == ["One", "Two", "Two, corrected", "Three"]
    assert {record["desk"] for record in records} == {"world"}


@pytest.mark.broker
async def test_it_ends_in_time_while_kafka_hangs_and_loses_nothing(
    kafka: LocalKafka, settings: Settings
):
    async with paper() as site:
        site.answers["/live"] = page("p1: One")
        arguments = [site.url(), "--allow-private", "--every", "1s"]
        process = start(settings, *arguments)
        try:
            await until(lambda: site.paths().count("/live") >= 2)
            os.kill(kafka.pids[0], signal.SIGSTOP)
            site.answers["/live"] = page("p1: One", "p2: Two")
            seen = site.paths().count("/live")
            await until(lambda: site.paths().count("/live") > seen)
            await asyncio.sleep(0.5)  # now it waits for Kafka
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, 10) == 0
            assert time.monotonic() - began < 5
        finally:
            os.kill(kafka.pids[0], signal.SIGCONT)
            process.kill()
            process.wait()
        once = start(settings, *arguments, "--once")
        assert await asyncio.to_thread(once.wait, 20) == 0
    headlines = [record["headline"] for record in await raw(settings, 2)]
    # what hung may have arrived as well: the pipeline knows it by its content
    assert headlines[:2] == ["One", "Two"]
    assert set(headlines[2:]) <= {"Two"}
