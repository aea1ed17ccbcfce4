"""The synchronous variant in scripts and threads, against real Kafka."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from copydesk_client import BrokerUnreachable, WrongUse, subscribe_sync

from streams.broker.ports import free_ports

from .making import event, send
from .test_subscribe import ids

pytestmark = [pytest.mark.broker, pytest.mark.timeout(120)]


@pytest.fixture
def filled(brokers, topic) -> str:
    """A topic of six events."""

    async def fill() -> str:
        name = await topic()
        await send(brokers, name, *(event(n) for n in range(1, 7)))
        return name

    return asyncio.run(fill())


def test_a_script_iterates_commits_and_goes_on(brokers, filled):
    options = {"brokers": brokers, "group": "script", "from_": "beginning"}
    with subscribe_sync(filled, **options) as events:
        assert [next(events).id for _ in range(3)] == ids(1, 3)
        events.commit()
        assert events.position == {0: 3}
        next(events)
    with subscribe_sync(filled, until_end=True, **options) as events:
        assert [one.id for one in events] == ids(4, 6)
        assert (events.unreadable, events.missed) == (0, 0)


def test_a_bare_loop_closes_its_thread(brokers, filled):
    options = {"brokers": brokers, "from_": "beginning"}
    assert [one.id for one in subscribe_sync(filled, until_end=True, **options)] == ids(1, 6)
    for _ in subscribe_sync(filled, **options):
        break
    assert "copydesk-client" not in {thread.name for thread in threading.enumerate()}


def test_several_threads_share_one_group(brokers, filled):
    found: list[str] = []

    def work() -> None:
        options = {"brokers": brokers, "group": "threads", "from_": "beginning"}
        with subscribe_sync(filled, until_end=True, **options) as events:
            for one in events:
                found.append(one.id)
                events.commit()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(found) == set(ids(1, 6))


def test_errors_come_up_where_they_are_waited_for(brokers, filled):
    nowhere = f"127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(BrokerUnreachable), subscribe_sync(brokers=nowhere):
        pass
    subscription = subscribe_sync(filled, brokers=brokers)
    with pytest.raises(WrongUse, match="not open"):
        next(subscription)
    with subscription, pytest.raises(WrongUse, match="open already"):
        subscription.__enter__()


SCRIPT = """
import sys
from copydesk_client import subscribe_sync
try:
    with subscribe_sync(sys.argv[1], brokers=sys.argv[2], from_="beginning") as events:
        for event in events:
            print(event.headline, flush=True)
except KeyboardInterrupt:
    print("bye", flush=True)
"""


def test_ctrl_c_ends_a_script_that_waits(brokers, filled):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SCRIPT, filled, brokers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert [process.stdout.readline() for _ in range(6)][-1] == "Headline 6\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
    finally:
        process.kill()
        process.wait()
    assert (out, err, process.returncode) == ("bye\n", "", 0)
