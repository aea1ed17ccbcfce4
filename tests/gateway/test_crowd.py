from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from streams.broker.ports import free_ports
from streams.settings import Settings
from tests.broker.workers import COPYDESK, environment
from tests.conftest import ROOT

from .streaming import printing, published

pytestmark = pytest.mark.broker

CLIENTS = 500
EVENTS = 200
PER_SECOND = 10
DESKS = 8
MOST_MEBIBYTES = 400


class Gateway:
    """A gateway process that can be ended and started again on its port."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        self.port = free_ports(1)[0]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: Process | None = None
        self.peaks: list[float] = []
        self.cpu_s: list[float] = []
        self.stopped_s: list[float] = []
        self.ended: dict[str, float] = {}

    async def start(self) -> None:
        more = {
            "COPYDESK_GATEWAY_PORT": str(self.port),
            "COPYDESK_GATEWAY_STREAM_SLOW_S": "2",
            "COPYDESK_GATEWAY_STREAM_RECORDS": "200",
        }
        with self._log.open("ab") as file:
            self.process = await asyncio.create_subprocess_exec(
                *COPYDESK,
                "gateway",
                "--no-auth",
                env=environment(self._settings, **more),
                stdin=DEVNULL,
                stdout=file,
                stderr=file,
            )
        async with asyncio.timeout(30):
            while not await asyncio.to_thread(self._get, "/livez"):
                assert self.process.returncode is None, self._log.read_text("utf-8")
                await asyncio.sleep(0.1)

    async def end(self, number: int) -> int:
        """Send a signal; returns the exit code."""
        self.peaks.append(_peak_mebibytes(self.process.pid))
        self.cpu_s.append(_cpu_seconds(self.process.pid))
        text = await asyncio.to_thread(self._get, "/metrics")
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == "copydesk_gateway_stream_ended_total":
                    reason = sample.labels["reason"]
                    self.ended[reason] = self.ended.get(reason, 0) + sample.value
        began = time.monotonic()
        self.process.send_signal(number)
        async with asyncio.timeout(30):
            code = await self.process.wait()
        self.stopped_s.append(round(time.monotonic() - began, 1))
        return code

    def _get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return ""


def _peak_mebibytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def write_events(settings: Settings) -> None:
    """Events at a steady rate; now and then the last ones of a desk again, as a zombie would."""
    began = time.monotonic()
    async with printing(settings) as put:
        for number in range(EVENTS):
            desk = number % DESKS
            partition = desk % settings.partitions
            made = published(number, f"desk{desk}", body="It is said to be so. " * 600)
            await put(made, partition=partition)
            if number % 20 >= 18:
                await put(made, partition=partition)
            await asyncio.sleep(max(0.0, began + (number + 1) / PER_SECOND - time.monotonic()))


@pytest.mark.timeout(300)
async def test_five_hundred_clients_get_each_event_once_whatever_happens_to_the_gateway(
    settings, tmp_path
):
    gateway = Gateway(settings, tmp_path / "gateway.log")
    await gateway.start()
    crowd = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.gateway.crowd",
        gateway.address,
        str(CLIENTS),
        str(EVENTS),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=PIPE,
    )
    try:
        async with asyncio.timeout(60):
            assert await crowd.stdout.readline() == b"ready\n"
        writing = asyncio.create_task(write_events(settings))
        await asyncio.sleep(EVENTS / PER_SECOND / 3)
        assert await gateway.end(signal.SIGTERM) == 0
        await gateway.start()
        await asyncio.sleep(EVENTS / PER_SECOND / 3)
        assert await gateway.end(signal.SIGKILL) == -signal.SIGKILL
        await gateway.start()
        await writing
        async with asyncio.timeout(170):
            found = json.loads(await crowd.stdout.readline())
        await gateway.end(signal.SIGTERM)
    finally:
        for process in (crowd, gateway.process):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    print(found, gateway.ended, gateway.peaks, gateway.cpu_s, gateway.stopped_s)  # noqa: T201 - what was measured
    assert found["complete"] == CLIENTS, found
    assert (found["missing"], found["repeated"], found["disordered"]) == (0, 0, 0)
    assert found["failed"] == 0
    assert found["closing"] > CLIENTS / 2  # SIGTERM: told, not just cut off
    assert "reset" not in found
    assert gateway.ended["stalled"] > 0
    assert max(gateway.peaks) < MOST_MEBIBYTES
