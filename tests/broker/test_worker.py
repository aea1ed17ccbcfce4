"""A worker as a service: how it starts, says what is wrong, and ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from streams.topics import EVENTS, all_topics

from .workers import Tap, copydesk, push, worker

pytestmark = [pytest.mark.broker, pytest.mark.timeout(120)]


def entry(desk: str, number: int, **fields) -> bytes:
    body = f"What entry {number} of {desk} says is said by no other."
    given = {"desk": desk, "coverage": {"id": "blog"}, "entry_id": f"{desk}-{number}", "body": body}
    return json.dumps({**given, **fields}).encode()


async def names(tap: Tap, count: int) -> list[str]:
    return [event["entry_id"] for event in await tap.values(count, quiet_s=0.5)]


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"COPYDESK_BROKERS": "127.0.0.1:1"}, "copydesk broker"),
        ({"COPYDESK_GROUP": "strangers"}, "copydesk topics apply"),
        ({"COPYDESK_PARTITIONS": "9"}, "COPYDESK_PARTITIONS"),
        ({"COPYDESK_STORE": "paper"}, "COPYDESK_STORE"),
        ({"COPYDESK_SECURITY_PROTOCOL": "SASL_SSL"}, "COPYDESK_SASL_USERNAME"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_keeps_it_from_starting_is_one_line_and_code_2(shared, environment, says):
    found = copydesk(shared, "worker", **environment)
    lines = [line for line in found.stderr.decode().splitlines() if not line.startswith("{")]
    assert (found.returncode, found.stdout) == (2, b"")
    assert len(lines) == 1, found.stderr.decode()
    assert lines[0].startswith("copydesk: ")
    assert says in lines[0]


async def test_sigterm_ends_it_soon_and_the_next_one_goes_on(shared, tmp_path):
    async with Tap(shared, EVENTS) as tap:
        with worker(shared, tmp_path / "1.log") as first:
            late = datetime.now(UTC) + timedelta(seconds=5)
            held = entry("restart", 0, embargoed_until=late.isoformat())
            await push(shared, held, *(entry("restart", n) for n in (1, 2)), key=b"restart")
            assert await names(tap, 2) == ["restart-1", "restart-2"]
            code, seconds = first.stop()
            assert (code, first.log.read_text("utf-8").count("stopped cleanly")) == (0, 1)
            assert seconds < 15
        await push(shared, entry("restart", 2), entry("restart", 3), key=b"restart")
        with worker(shared, tmp_path / "2.log"):
            last = await tap.take(2, quiet_s=2)
    assert [json.loads(one.value)["entry_id"] for one in last] == ["restart-3", "restart-0"]
    assert last[1].timestamp / 1000 >= late.timestamp()


async def test_two_processes_share_the_work_and_sigterm_ends_both(shared, tmp_path):
    settings = shared.model_copy(update={"data_dir": tmp_path / "data"})
    desks = [f"desk-{number}" for number in range(12)]
    async with Tap(shared, EVENTS) as tap:
        with worker(settings, tmp_path / "log", "--concurrency", "2", processes=2) as running:
            for desk in desks:
                await push(shared, entry(desk, 1), key=desk.encode())
            assert sorted(await names(tap, len(desks))) == sorted(f"{desk}-1" for desk in desks)
            shares = [json.loads(running.get("/readyz", n)[1])["partitions"] for n in (0, 1)]
            assert sum(shares) == 4 * shared.partitions
            assert all(shares)
            children = _children(running.process.pid)
            assert len(children) == 2
            code, seconds = running.stop()
    assert (code, seconds < 15) == (0, True)
    assert await asyncio.to_thread(_all_end, children)


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123 - procfs
        return [int(child) for child in file.read().split()]


def _all_end(pids: list[int]) -> bool:
    deadline = time.monotonic() + 5
    while any(map(_is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not any(map(_is_alive, pids))


def _is_alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def test_topics_can_be_listed_while_it_works(shared):
    found = copydesk(shared, "topics", "list", "--json")
    listed = {row["name"]: row["partitions_on_broker"] for row in json.loads(found.stdout)}
    assert listed == {topic.name: shared.partitions for topic in all_topics(shared.group)}
