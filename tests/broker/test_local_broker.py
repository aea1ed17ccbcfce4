from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from streams.broker import LocalKafka, jars, ports
from streams.broker.topics import apply_topics, partitions_on_broker
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import all_topics

pytestmark = pytest.mark.broker

COPYDESK = [sys.executable, "-c", "from streams.cli import main; main()"]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_gone(pids: list[int], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.05)
    return False


async def make_topic(brokers: str, name: str, replicas: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=brokers)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(name, 1, replicas)])
        assert [error[1] for error in answer.topic_errors] == [0]
    finally:
        await admin.close()


async def write(brokers: str, topic: str, *values: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=brokers, acks="all") as producer:
        for value in values:
            await producer.send_and_wait(topic, value)


async def read(brokers: str, topic: str, count: int) -> list[bytes]:
    """Read through a consumer group, so that the coordinator is needed."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=brokers,
        group_id=f"read-{time.monotonic_ns()}",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    async with consumer, asyncio.timeout(40):
        return [(await consumer.getone()).value for _ in range(count)]


@contextlib.contextmanager
def command(cache: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict]]:
    """``copydesk broker --json`` running, and the line that it printed."""
    process = subprocess.Popen(
        [*COPYDESK, "broker", "--port", "0", "--json", *arguments],
        env={**os.environ, "COPYDESK_CACHE_DIR": str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


async def test_records_go_in_and_come_out(kafka):
    await make_topic(kafka.brokers, "test-in-out")
    await write(kafka.brokers, "test-in-out", b"1", b"2")
    assert await read(kafka.brokers, "test-in-out", 2) == [b"1", b"2"]


async def test_topics_do_not_appear_by_themselves(kafka):
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.brokers)
    await admin.start()
    try:
        await admin.describe_topics(["test-nobody-made-me"])  # asking by name would make it
    finally:
        await admin.close()
    there = await partitions_on_broker(Settings(brokers=kafka.brokers))
    assert "test-nobody-made-me" not in there


async def test_data_and_address_stay_from_start_to_start(broker_cache, tmp_path):
    # A path with a comma and letters outside ASCII: Kafka would split and mangle it.
    data = tmp_path / "Ünï, data"
    async with LocalKafka(data, cache=broker_cache) as first:
        await make_topic(first.brokers, "kept")
        await write(first.brokers, "kept", b"old")
        pids = first.pids
    assert wait_gone(pids, 0.5)
    async with LocalKafka(data, cache=broker_cache) as second:
        assert second.brokers == first.brokers
        assert await read(second.brokers, "kept", 1) == [b"old"]
    port = ports.free_ports(1)[0]
    async with LocalKafka(data, port=port, cache=broker_cache) as third:
        assert third.brokers == f"127.0.0.1:{port}"
        await write(third.brokers, "kept", b"new")
        assert await read(third.brokers, "kept", 2) == [b"old", b"new"]


def test_a_second_broker_on_the_same_folder(kafka, broker_cache):
    with pytest.raises(BrokerError, match="a broker runs on"):
        LocalKafka(kafka.data, cache=broker_cache).start()
    assert is_alive(kafka.pids[0])


def test_a_taken_port(kafka, broker_cache, tmp_path):
    port = kafka.brokers.rsplit(":", 1)[1]
    done = subprocess.run(
        [*COPYDESK, "broker", "--data", str(tmp_path), "--port", port],
        env={**os.environ, "COPYDESK_CACHE_DIR": str(broker_cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_in_between(broker_cache, tmp_path, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        first = iter([[port]])
        chosen = lambda *_: next(first, None) or ports.free_ports(1)  # noqa: E731
        monkeypatch.setattr("streams.broker.cluster.client_ports", chosen)
        with LocalKafka(tmp_path / "data", cache=broker_cache) as kafka:
            assert str(port) not in kafka.brokers


def test_a_java_that_ends_on_start(broker_cache, tmp_path):
    with LocalKafka(tmp_path, cache=broker_cache):
        pass
    (tmp_path / "node-1" / "__cluster_metadata-0" / "quorum-state").write_text("garbage")
    with pytest.raises(BrokerError, match=r"node 1 has ended: .*node-1\.log") as caught:
        LocalKafka(tmp_path, cache=broker_cache).start()
    assert "\n" not in str(caught.value)


def test_a_damaged_folder(broker_cache, tmp_path):
    (tmp_path / "node-1").mkdir()
    (tmp_path / "node-1" / "meta.properties").write_text("garbage")
    with pytest.raises(BrokerError, match="move it away"):
        LocalKafka(tmp_path, cache=broker_cache).start()


def test_an_altered_jar_starts_nothing(broker_cache, tmp_path):
    cache = tmp_path / "cache"
    shutil.copytree(jars.folder(broker_cache), jars.folder(cache))
    with (jars.folder(cache) / "kafka_2.13-4.4.0.jar").open("r+b") as jar:
        jar.write(b"broken")
    done = subprocess.run(
        [*COPYDESK, "broker", "--data", str(tmp_path / "data"), "--port", "0"],
        env={**os.environ, "COPYDESK_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "kafka_2.13-4.4.0.jar is not what the lock file says" in done.stderr
    assert "copydesk broker --fetch" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_command_and_java(broker_cache, tmp_path, number):
    with command(broker_cache, "--data", str(tmp_path)) as (process, ready):
        assert ready["data"] == str(tmp_path)
        assert all(map(is_alive, ready["pids"]))
        process.send_signal(number)
        assert process.wait(20) == 0
        assert not any(map(is_alive, ready["pids"]))


def test_kill_9_ends_java_too_and_the_data_can_be_used_again(broker_cache, tmp_path):
    with command(broker_cache, "--data", str(tmp_path)) as (process, ready):
        process.kill()
        process.wait()
        # Started at once, the next one waits until the folder is free.
        with LocalKafka(tmp_path, cache=broker_cache) as kafka:
            assert kafka.brokers == ready["brokers"]
            assert not is_alive(ready["pids"][0])


def test_kill_9_of_a_parent_whose_java_hangs(broker_cache, tmp_path):
    with command(broker_cache, "--data", str(tmp_path)) as (process, ready):
        os.kill(ready["pids"][0], signal.SIGSTOP)  # it cannot react to SIGTERM
        process.kill()
        process.wait()
        assert wait_gone(ready["pids"], 5)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can end a killed parent's child")
def test_kill_9_of_the_supervisor(broker_cache, tmp_path):
    with command(broker_cache, "--data", str(tmp_path)) as (process, ready):
        stat = Path(f"/proc/{ready['pids'][0]}/stat").read_text()
        os.kill(int(stat.rsplit(")", 1)[1].split()[1]), signal.SIGKILL)
        assert wait_gone(ready["pids"], 5)
        assert process.wait(10) == 2


def test_a_java_that_dies_ends_the_command(broker_cache, tmp_path):
    with command(broker_cache, "--data", str(tmp_path)) as (process, ready):
        os.kill(ready["pids"][0], signal.SIGKILL)
        assert process.wait(10) == 2


async def test_three_nodes_survive_one(broker_cache, tmp_path):
    async with LocalKafka(tmp_path, nodes=3, cache=broker_cache) as kafka:
        assert len(set(kafka.pids)) == 3
        await make_topic(kafka.brokers, "copied", replicas=3)
        await write(kafka.brokers, "copied", b"1")
        killed = kafka.pids[0]
        await asyncio.to_thread(kafka.kill_node, 1)
        assert not is_alive(killed)
        await write(kafka.brokers, "copied", b"2")
        assert await read(kafka.brokers, "copied", 2) == [b"1", b"2"]
        await asyncio.to_thread(kafka.start_node, 1)
        pids = kafka.pids
        assert len(pids) == 3
        await write(kafka.brokers, "copied", b"3")
        assert await read(kafka.brokers, "copied", 3) == [b"1", b"2", b"3"]
    assert wait_gone(pids, 0.5)


@pytest.fixture(scope="module")
def own(broker_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    """A broker beside the shared one, on which the topics may stand."""
    with LocalKafka(tmp_path_factory.mktemp("own"), cache=broker_cache) as started:
        yield started


async def until_shown(admin: AIOKafkaAdminClient, asked: ConfigResource, value: str) -> None:
    """Wait for a setting: the controller takes it, and the broker learns of it a little later."""
    async with asyncio.timeout(20):
        while True:
            (answer,) = await admin.describe_configs([asked])
            if answer.resources[0][4][0][1] == value:
                return
            await asyncio.sleep(0.05)


async def test_topics_are_made_once_and_corrected(own):
    settings = Settings(brokers=own.brokers, partitions=2)
    names = [topic.name for topic in all_topics(settings.group)]
    made = await apply_topics(settings)
    assert [(c.topic, c.action) for c in made] == [(name, "created") for name in names]
    assert await apply_topics(settings) == []
    there = await partitions_on_broker(settings)
    assert {there[name] for name in names} == {2}

    admin = AIOKafkaAdminClient(bootstrap_servers=own.brokers)
    await admin.start()
    others = {"retention.ms": "5", "segment.ms": "86400000"}
    resource = ConfigResource(ConfigResourceType.TOPIC, "news.events", others)
    try:
        await admin.alter_configs([resource])
        asked = ConfigResource(ConfigResourceType.TOPIC, "news.events", {"retention.ms": ""})
        await until_shown(admin, asked, "5")
        changes = await apply_topics(settings)
        assert [(c.topic, c.action) for c in changes] == [("news.events", "altered")]
        assert changes[0].config["retention.ms"] == str(30 * 86_400_000)
        await until_shown(admin, asked, str(30 * 86_400_000))
        asked = ConfigResource(ConfigResourceType.TOPIC, "news.events", {"segment.ms": ""})
        (answer,) = await admin.describe_configs([asked])
        assert answer.resources[0][4][0][1] == "86400000", "what others set must stay"
    finally:
        await admin.close()
    assert await apply_topics(settings) == []


async def test_partitions_are_never_added(own):
    await apply_topics(Settings(brokers=own.brokers, partitions=2))
    with pytest.raises(BrokerError, match=r"COPYDESK_PARTITIONS=3.*news\.raw has 2"):
        await apply_topics(Settings(brokers=own.brokers, partitions=3))
    there = await partitions_on_broker(Settings(brokers=own.brokers))
    assert there["news.raw"] == 2


async def test_more_replicas_than_brokers(kafka):
    # a group of its own has changelogs that are still to be made, whatever other tests have made
    settings = Settings(brokers=kafka.brokers, group="alone", replication=3)
    with pytest.raises(BrokerError, match="refuses to create"):
        await apply_topics(settings)
    with pytest.raises(BrokerError, match="COPYDESK_MIN_INSYNC=2"):
        await apply_topics(Settings(brokers=kafka.brokers, group="alone", min_insync=2))


async def test_no_broker_at_all():
    brokers = f"127.0.0.1:{ports.free_ports(1)[0]}"
    with pytest.raises(BrokerError, match="copydesk broker"):
        await apply_topics(Settings(brokers=brokers))


def test_the_topics_commands(own):
    env = {**os.environ, "COPYDESK_BROKERS": own.brokers, "COPYDESK_PARTITIONS": "2"}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [*COPYDESK, "topics", *arguments], env=env, capture_output=True, text=True, check=True
        ).stdout

    json.loads(run("apply", "--json"))
    assert json.loads(run("apply", "--json")) == []
    assert "nothing to do" in run("apply")
    assert {row["partitions_on_broker"] for row in json.loads(run("list", "--json"))} == {2}
    table = run("list")
    assert "news.dead-letters" in table
    assert "yes" in table
